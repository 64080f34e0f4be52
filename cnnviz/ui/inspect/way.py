"""A picture's way through a network, on a page: the view of the place that somebody has gone to, and what is told of
the picture's preparation and of the network's words."""

import threading
from collections.abc import Sequence

import streamlit as st
from cachetools import LRUCache, cached
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.way import columns, told, units, views
from cnnviz.images import picture
from cnnviz.inspect import models, preparation, pretrained
from cnnviz.inspect.way import classes, passage, sheets, strongest
from cnnviz.ui import caching, catalogue, page, widgets, words
from cnnviz.ui.components import gallery
from cnnviz.ui.components import way as component
from cnnviz.ui.inspect import looks_place, model_menu, operate, run_pictures, way_place
from cnnviz.ui.told import answers as answer_facts

KEY, OWN = "real_way", "own"
# What the component was sent last: half a megabyte each here, many times that of a model somebody brings.
MESSAGES_BYTES = 12 * 2**20


def normalisation(model: models.Model) -> str:
    """How pixels become numbers, an id of preparation's, or OWN: from its menu."""
    own = model.preparation.normalisation
    known = preparation.fitting(model.network.input[0])
    others = {id: one.label for id, one in known.items() if one != own}
    return widgets.choice(
        "way_norm",
        "Numbers go in as",
        {OWN: own.label, **others},
        help="What the network was trained with. Choose another, and see what a wrong one costs.",
        width=260,
    )


def show(model: models.Model, photo: picture.Pixels, chosen: str) -> None:
    """A photo (h w 3) on its way through a model, at the place that the link leads to."""
    other = preparation.NORMALISATIONS.get(chosen)
    prepared = caching.prepared(photo, model.preparation, other)
    seen, way = caching.passed(model, prepared.values)
    if other is not None:
        right, _ = caching.passed(model, caching.prepared(photo, model.preparation).values)
        st.markdown(words.plain(told.cost(answers(right, model.classes), answers(seen, model.classes))))
    answer_facts.tell(seen.logits, model.classes, ("way",))
    place = way_place.current(seen.network)
    component.way(_sent(model, seen, way, prepared, place), KEY, way_place.go)
    if place.step is not None and place.channel >= 0:
        last = place.station is seen.network.stations[-1]
        looks_place.link(place.step, place.channel, last)
        if not last:
            operate.link(place.step, place.channel)
    with st.container(key="way_words"):
        _words(model, seen)
    _steps("What was done to your photo", photo, prepared)


def meanwhile(photo: picture.Pixels) -> None:
    """What the network with learned weights will read of a photo (h w 3), as long as they are not there."""
    _steps("What it will read of your photo", photo, caching.prepared(photo, pretrained.PREPARATION))


def _steps(title: str, photo: picture.Pixels, prepared: preparation.Prepared) -> None:
    st.header(title, anchor=False)
    gallery.gallery(told.steps(photo, prepared), "blue-orange", "way_steps")


def show_run(top: DeltaGenerator, chosen: str, photo: picture.Pixels) -> None:
    """A run's network at one of its moments, and what it was tried on in place of the photo (h w 3)."""
    with top:
        model, run, moment = model_menu.of_run(chosen)
        own = run_pictures.chosen(run)
        numbers = normalisation(model)
    show(model, photo if own is None else own, numbers)
    there = {"run": run.view, "moment": str(moment)}
    page.link(catalogue.TRAIN, "How it came to that: this moment in “Watch it learn” →", there)


def _words(model: models.Model, seen: passage.Passage) -> None:
    """Which words there are: a closed world."""
    shares = seen.shares.tolist()
    st.markdown(words.plain(told.closed(model.classes, shares)))
    said = widgets.text("way_word", f"Is a word among the {len(model.classes):,}?", "sunflower", width=260).strip()
    if said:
        said = said[: way_place.LONGEST]
        st.markdown(words.plain(told.found(said, classes.found(model.classes, said), model.classes, shares)))


def _which(
    model: models.Model,
    seen: passage.Passage,
    way: passage.Chain,
    prepared: preparation.Prepared,
    place: way_place.Place,
) -> tuple[object, ...]:
    """What decides a message."""
    where = place.station and place.station.name, place.step and place.step.name, place.channel, place.row, place.column
    return model.id, model.classes, caching.digest(seen.known[""]), caching.digest(prepared.pixels), where


@cached(
    LRUCache(MESSAGES_BYTES, getsizeof=lambda message: min(len(message), MESSAGES_BYTES)),
    key=_which,
    condition=threading.Condition(),
)
def _sent(
    model: models.Model,
    seen: passage.Passage,
    way: passage.Chain,
    prepared: preparation.Prepared,
    place: way_place.Place,
) -> bytes:
    return message(seen, way, model.classes, picture.colours(prepared.pixels), place)


def message(
    seen: passage.Passage,
    way: passage.Chain,
    names: Sequence[str],
    photo: picture.Pixels,
    place: way_place.Place,
) -> bytes:
    """What the component is sent at a place."""

    def setting(words: str) -> columns.Setting:
        return columns.Setting(photo, way_place.crumbs(place), words)

    network, station, step = seen.network, place.station, place.step
    if station is None:
        best = answers(seen, names)
        return columns.chain(way, setting(views.whole(best)), views.goes(network), best)
    last = station is network.stations[-1]
    if step is None:
        best = answers(seen, names) if last else []
        chain = passage.block(seen, station)
        return columns.chain(chain, setting(views.block(station)), views.goes(network, station), best)
    made = seen.values(step.name)
    if place.channel < 0:
        return units.sheet(sheets.sheet(step, made), setting(units.layer_words(step)))
    at = strongest.Unit(step.name, place.channel, max(0, place.row), max(0, place.column))
    if place.row < 0:
        at = strongest.largest(step.name, made, place.channel)
    opened = seen.opened(at)
    answer = (names[at.channel], float(seen.shares[at.channel])) if last else None
    return units.unit(opened, step, made, setting(views.unit(opened, answer)), views.titles(network))


def answers(seen: passage.Passage, names: Sequence[str]) -> list[tuple[str, float]]:
    """The names and shares of the largest answers."""
    return [(names[place], float(seen.shares[place])) for place in seen.best]
