"""Operating on a network, on a page: the channel that is chosen, what becomes of its map and of the answers."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures.draw import tiles
from cnnviz.figures.operate import answers as answered
from cnnviz.figures.operate import filters, pictures, told
from cnnviz.figures.way import views
from cnnviz.images import picture
from cnnviz.inspect import models, preparation
from cnnviz.inspect.alike import spatial
from cnnviz.inspect.operate import compared, outcome, suggested, surgery
from cnnviz.inspect.operate import edits as operations
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph, passage
from cnnviz.ui import caching, catalogue, links, page, widgets, words
from cnnviz.ui.components import answers, filter_choice, gallery
from cnnviz.ui.inspect import looks_place, operate_edits
from cnnviz.ui.told import answers as answer_facts
from cnnviz.ui.told import facts

NOTHING = "This network has one layer, which makes its answers: nothing before it can be changed. Choose another one."
LAYER, CHANNEL = "op_layer", "op_channel"
PALETTE = "blue-orange"
# Filters that are shown to choose from.
MOST = 64


@dataclass(frozen=True, eq=False)
class Patient:
    """What is operated on: a model, a photo as it reads it and what it makes of that, the step that is chosen, and the
    edit that the page opens with."""

    model: models.Model
    prepared: preparation.Prepared
    seen: passage.Passage
    step: graph.Step
    usual: Edit


@dataclass(frozen=True, eq=False)
class Table(Patient):
    """The same, with the channel of the step that is chosen and the edits."""

    channel: int
    edits: tuple[Edit, ...]

    @property
    def name(self) -> str:
        """The channel as people call it."""
        return told.channel(self.seen.network, self.step, self.channel)


def link(step: graph.Step, channel: int) -> None:
    """A link to this page with this channel, from 0, of this step on the table, and nothing done yet."""
    said = f"What becomes of the answers without {'number' if len(step.output) == 1 else 'map'} {channel + 1:,}?"
    place = {LAYER: step.main.path, CHANNEL: str(channel + 1), operate_edits.EDITS: ""}
    page.link(catalogue.OPERATE, f"{said} Operate on it", {**looks_place.same_model(), **place})


def keep_link() -> None:
    """Keep what a link says until there is a network that it can be done to."""
    widgets.hidden_text(operate_edits.EDITS, operate_edits.BEGIN)
    if at := widgets.hidden_text(LAYER, ""):
        links.put(LAYER, at)
    widgets.hidden_number(CHANNEL, 1, limits.NET_UNITS, 1)


def patient(top: DeltaGenerator, model: models.Model, photo: picture.Pixels) -> Patient:
    """A photo (h w 3) through a model that can be operated on, whose menu of layers stands in `top`."""
    prepared = caching.prepared(photo, model.preparation)
    seen, _ = caching.passed(model, prepared.values)
    network = seen.network
    first = suggested.step(network)
    usual = suggested.edit(model.id, network, seen.known.get(first.name, np.zeros(first.output)))
    with top:
        step = _layer(network, first)
    return Patient(model, prepared, seen, step, usual)


def show(on: Patient) -> Table:
    """The channel that is chosen, what can be done to it, and what becomes of the answers."""
    network, seen, step = on.seen.network, on.seen, on.step
    edits = operate_edits.current(network, on.usual)
    with st.container(key="op_table"):
        choice, rest, results = (st.container(key=f"op_{name}") for name in ("first", "rest", "results"))
    with choice:
        channel = _channel(on, edits)
    with rest:
        operate_edits.controls(step, channel, edits)
    with results:
        table = Table(on.model, on.prepared, seen, step, on.usual, channel, edits)
        operate_edits.chips(network, edits)
        _hero(table)
    return table


def _layer(network: graph.Graph, first: graph.Step) -> graph.Step:
    """Which step is operated on: any but the one that makes the logits."""
    titles = views.titles(network)
    by_path = {step.main.path: step for step in network.steps.values() if step.name != network.stations[-1].name}
    if not by_path:
        raise InputError(NOTHING)
    options = {path: titles[step.name] for path, step in by_path.items()}
    help = "The first layer reads the pixels: its filters can be changed in every way."
    return by_path[widgets.choice(LAYER, "Layer", options, first.main.path, help=help, width=260)]


def _channel(on: Patient, edits: tuple[Edit, ...]) -> int:
    """Which of its channels: by its picture, where it is a filter of the first layer, and by its number."""
    step, count = on.step, on.step.output[0]
    begin = on.usual.channel if step.main.path == on.usual.path else 0
    place = st.container()
    label = "Filter" if told.is_filter(step) else "Channel"
    number = widgets.number(CHANNEL, f"{label}, 1 to {count:,}", 1, count, min(begin + 1, count))
    if told.is_filter(step):
        with place:
            filter_choice.filter_choice(choice(on, edits, number - 1, MOST), "op_filters", choose)
    return number - 1


def choose(channel: int) -> None:
    """Have another channel on the table; for callbacks."""
    links.put(CHANNEL, channel + 1)


def choice(
    on: Patient, edits: tuple[Edit, ...], channel: int, count: int, measured: filters.Measured | None = None
) -> bytes:
    """The first filters of the step to choose from, `channel` being chosen; with a bar each where one was measured."""
    path = on.step.main.path
    touched = frozenset(one.channel for one in edits if one.path == path)
    bars = measured and (measured.values.tobytes(), measured.name, measured.legend, measured.share)

    def drawn() -> bytes:
        learned = np.asarray(on.seen.weights[f"{path}.weight"][:count])
        return filters.choice(learned, dead(learned), touched, channel, measured)

    return caching.message(("op choice", on.model.id, path, touched, channel, count, bars), drawn)


def dead(learned: np.ndarray) -> set[int]:
    """Which of the filters (n c i j) are next to zero."""
    layer = spatial.SpatialLayer("", spatial.FIRST, learned.astype(np.float64))
    return {int(at) for at in np.flatnonzero(~layer.filters_alive)}


def _hero(table: Table) -> None:
    """The answers' change in a sentence, the photo, the filter and its map before and after, both lists of answers."""
    seen, names = table.seen, table.model.classes
    after = caching.operated(table.model.id, seen, table.edits, table.step.name, table.channel)
    answer_facts.tell(after.logits, table.model.classes, ("op_answers", "op_pictures"))
    facts.tell("maps", "the number of maps of the layer", table.step.output[0])
    both = compared.Compared(seen.logits, after.logits)
    st.markdown(words.plain(answered.sentence(names, both)))
    which = caching.digest(seen.known[""]), operations.text(table.edits), table.step.name, table.channel
    gallery.drawn(caching.message(("op hero", table.model.id, *which), lambda: _pictures(table, after)), "op_pictures")
    answers.answers(answered.message(names, both), "op_answers")


def _pictures(table: Table, after: outcome.Outcome) -> bytes:
    photo = picture.colours(preparation.ordered(table.prepared.pixels, table.model.preparation))
    return tiles.blob(pictures.hero(photo, after.maps, kernels(table), table.step.reads_pixels), PALETTE)


def kernels(table: Table) -> tuple[np.ndarray, np.ndarray] | None:
    """The filter (c i j) of the channel on the table, before and after; None where there is no picture of it."""
    return surgery.kernels(table.seen.weights, table.step, table.channel, table.edits)
