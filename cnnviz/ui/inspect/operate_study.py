"""What is measured of filters before one operates: what each is missed for, and what it makes of a photo without
colours or in disorder."""

import functools
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.operate import answers as answered
from cnnviz.figures.operate import filters, pictures, told
from cnnviz.images import picture
from cnnviz.inspect import models
from cnnviz.inspect.operate import compared, edits, leave_one_out, reliance
from cnnviz.nets import shapes
from cnnviz.ui import caching, page, widgets, words
from cnnviz.ui.components import filter_choice, gallery
from cnnviz.ui.inspect import operate
from cnnviz.ui.inspect.operate import PALETTE, Patient, Table

# Filters that are silenced in turn, and from how many multiplications on somebody has to ask for it.
FIRST, DEAR = 32, 20_000_000
LOGIT, SHARE = "logit", "share"
GREY, SHUFFLED = "grey", "shuffled"
MOST_SEED = 999
LEADS = "Choose a bar to operate on its filter."
# What tiles begin with: so many of them in a column, of so many pixels at the least.
PARTS, LEAST = 8, 7


@dataclass(frozen=True, eq=False)
class Versions:
    """A photo without colours, and in disorder: in tiles of that side, in the order of that seed."""

    on: Patient
    side: int
    seed: int

    @cached_property
    def found(self) -> reliance.Reliance:
        """What the network and its channels make of them. Raises InputError where numbers grow beyond all bounds."""
        on = self.on
        return caching.relied(on.model, on.seen, on.prepared.values, on.step.name, self.side, self.seed)


def show(top: DeltaGenerator, model: models.Model, photo: picture.Pixels) -> None:
    """A photo (h w 3) through a model whose menu of layers stands in `top`: the table, and what is measured."""
    on = operate.patient(top, model, photo)
    place = st.container()
    st.header("Colour or shape?", anchor=False)
    versions = _versions(on)
    seen, room = st.container(), st.container()
    if versions:
        st.caption(f"{told.ANSWERS[len(on.step.output) == 3]} {told.CANNOT}")
    with st.expander("What exactly is done"):
        st.markdown("\n".join(f"- **{edits.KINDS[kind]}**: {said}" for kind, said in told.SENTENCES.items()))
        st.markdown(told.HOW)
    # What is operated on is there before the versions have been looked at.
    with place:
        _operate(on, versions, room)
    if versions:
        with seen:
            _show(versions)


@page.part
def _operate(on: Patient, versions: Versions | None, room: DeltaGenerator) -> None:
    """All that another channel and other edits change: the table, the weights in numbers, each filter left out, and
    what the channel makes of the photo's versions."""
    # Each time, whatever comes of it: where nothing was drawn with the page, nothing can be drawn later.
    below = room.container()
    table = operate.show(on)
    kernels = operate.kernels(table)
    if kernels is not None:
        st.header(f"The weights of {table.name}", anchor=False)
        which = table.step.main.path, edits.text(table.edits), table.channel
        drawn = functools.partial(_slices, kernels, table.step.reads_pixels)
        gallery.drawn(caching.message(("op slices", table.model.id, *which), drawn), "op_slices")
    if told.is_filter(table.step):
        st.header("What if one is left out?", anchor=False)
        with st.container(key="op_without"):
            _left_out(table)
    if versions:
        with below:
            _answers(table, versions.found)


def _slices(kernels: tuple[np.ndarray, np.ndarray], pixels: bool) -> bytes:
    return tiles.blob(pictures.slices(kernels, pixels), PALETTE)


def _left_out(table: Table) -> None:
    """A bar for each of the first filters: what the first answer loses without it."""
    count = min(FIRST, table.step.output[0])
    dear = shapes.totals(table.model.records).macs > DEAR
    asked = widgets.switch(
        "op_each", f"Silence each of the {count} filters alone", not dear, help="Some seconds on a large network."
    )
    if not asked:
        return
    without = _without(table, count)
    index = int(table.seen.logits.argmax())
    by = widgets.segments("op_by", "Drop of", {LOGIT: "the logit", SHARE: "the share"})
    drops = without.share_drops(index)
    measured = filters.Measured(
        drops if by == SHARE else without.logit_drops(index),
        "loses",
        f"What “{table.model.classes[index]}” loses when one filter is silenced, all others as learned: its "
        + ("share, in percentage points." if by == SHARE else "logit.")
        + " Striped, below 0: it gains.",
        by == SHARE,
        LEADS,
    )
    _chart(table, count, measured, "op_left_out")
    quiet = int((np.abs(drops) < 0.001).sum())
    strongest = without.strongest
    most = float(drops[without.channels.index(strongest)])
    st.markdown(words.plain(answered.without(table.model.classes, index, strongest, most, quiet, count)))
    if most > 0:
        st.markdown(told.try_strongest(strongest))


def _without(table: Table, count: int) -> leave_one_out.Without:
    """The answers without each filter; says how far it is."""
    place, done = st.empty(), list[float]()

    def tell(share: float) -> None:
        done.append(share)
        place.progress(share, "Silencing one filter after the other …")

    found = caching.left_out(table.model.id, table.seen, table.step.name, count, tell)
    if done:
        place.empty()
    return found


def _chart(table: Table, count: int, measured: filters.Measured, key: str) -> None:
    message = operate.choice(table, table.edits, table.channel, min(count, operate.MOST), measured)
    filter_choice.filter_choice(message, key, operate.choose)


def _versions(on: Patient) -> Versions | None:
    """From their controls; None where the photo cannot be cut into tiles, which is said."""
    _, rows, columns = on.model.preparation.size
    sides = reliance.sides((rows, columns))
    if not sides:
        st.markdown(f"A picture of {numbers.size((rows, columns))} has no equal square parts to be put in disorder.")
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        usual = min(sides, key=lambda side: abs(side - max(LEAST, rows // PARTS)))
        options = {side: f"{side} × {side}" for side in sides}
        help = "The picture is cut into tiles of so many pixels, which are put in another order."
        side = widgets.select_slider("op_tile", "Tiles", options, usual, help=help, width=220)
        seed = widgets.number("op_seed", "Order", 0, MOST_SEED, 0, help="Another number, another order.", width=120)
    return Versions(on, side, seed)


def _show(drawn: Versions) -> None:
    """The photo in every version with its first answer, and what that says of the answer."""
    on = drawn.on
    names, index = on.model.classes, int(on.seen.logits.argmax())
    shares = [compared.shares(logits) for logits in drawn.found.logits]
    pixels = on.prepared.pixels
    versions = (pixels, reliance.grey_pixels(pixels), reliance.shuffled(pixels, drawn.side, drawn.seed))
    shown = {
        title: (picture.colours(one), told.answer(names, share, index))
        for title, one, share in zip(("The photo", "Without colours", "In disorder"), versions, shares, strict=True)
    }
    whole, grey, shuffled = (float(one[index]) for one in shares)
    coloured = len(pixels) == filters.COLOURS
    if not coloured:
        del shown["Without colours"]
    gallery.gallery(pictures.versions(shown), PALETTE, "op_versions")
    each = {"photo": whole, "grey": grey, "shuffled": shuffled}
    said = told.needs(names, index, each) if coloured else told.arranged(names, index, whole, shuffled)
    st.markdown(words.plain(said))


def _answers(table: Table, found: reliance.Reliance) -> None:
    """What the channel makes of the versions, and a bar for each where they are filters."""
    coloured = len(table.prepared.pixels) == filters.COLOURS
    at = table.channel
    both = float(found.to_grey[at]), float(found.to_shuffled[at])
    st.markdown(told.ratios(table.name, *both, coloured, len(table.step.output) == 3))
    if told.is_filter(table.step):
        _meter(table, found)


def _meter(table: Table, found: reliance.Reliance) -> None:
    """A bar for each filter: its answer to one of the two versions."""
    coloured = table.model.preparation.size[0] == filters.COLOURS
    options = {GREY: "the photo without colours", SHUFFLED: "the photo in disorder"}
    which = widgets.segments("op_version", "Answers to", options) if coloured else SHUFFLED
    values = found.to_grey if which == GREY else found.to_shuffled
    legend = "100 % is its answer to the photo; “–” where there is none."
    count = min(operate.MOST, table.step.output[0])
    _chart(table, count, filters.Measured(values[:count], "answers", legend, True, LEADS), "op_meter")
    if coloured and which == GREY:
        st.markdown(told.try_colour(values[:count]))
