"""A learner's own classes on a network's frozen features, on a page: shelves and training, a new photo's answer, what
decides it, which training pictures are near, and which would be wrong."""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.own_classes import charts, sheets, told
from cnnviz.figures.own_classes import shelves as drawn
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, deciding, example, features, fitting
from cnnviz.ui import caching, catalogue, links, page, widgets, words
from cnnviz.ui.components import gallery, shelves
from cnnviz.ui.inspect import looks_place, own_album
from cnnviz.ui.results import charts as charted
from cnnviz.ui.results import tables
from cnnviz.ui.told import facts

STEP, STRENGTH, KIND, ANSWER = "own_step", "own_l2", "own_kind", "answer"
STRENGTHS = {0.0: "none", 0.001: "0.001", 0.01: "0.01", 0.1: "0.1", 1.0: "1"}
NEAREST, WRONG = 6, 24
PALETTE = "blue-orange"


@dataclass(frozen=True, eq=False)
class Places:
    """Where what is learned stands: the menu of its training, the shelves, and the answer."""

    training: DeltaGenerator
    shelves: DeltaGenerator
    answer: DeltaGenerator


@dataclass(frozen=True, eq=False)
class Learned:
    """Classes whose features are there, the training on them, and the step that is used."""

    shown: album.Album
    features: np.ndarray
    training: fitting.Training
    strength: float
    step: int

    @cached_property
    def classifier(self) -> fitting.Classifier:
        return self.training.classifier(self.step)

    def of(self, model: Model) -> tuple[Hashable, ...]:
        """What tells it, and the network that its features are of, from all others."""
        return model.id, model.preparation, self.shown.digest, self.strength, self.step


@page.part
def classify(at: Places, model: Model | None, shown: album.Album | None, photo: album.Photo) -> None:
    """All that another training changes; another album than is `shown` changes what stands around it too."""
    if own_album.current() is not shown:
        st.rerun()
    # Each time, whatever comes of it: where nothing was drawn with the page, nothing can be drawn later.
    below, answer = at.shelves.container(), at.answer.container()
    with at.training:
        strength = _strength()
    if model is None:
        return
    with below:
        learned = _classes(model, strength, answer)
    if learned is not None:
        with answer:
            seen = _answer(model, learned, photo)
        st.header("Which channels decide", anchor=False)
        _decides(model, learned, seen, photo)
        _tested(model, learned)
        _frozen(model, learned)


def _strength() -> float:
    """How much large weights cost, from its menu."""
    return widgets.select_slider(
        STRENGTH,
        "L2 strength",
        STRENGTHS,
        0.01,
        help="What large weights cost. More: shares are less sure, and no single channel decides.",
    )


def _classes(model: Model, strength: float, beside: DeltaGenerator) -> Learned | None:
    """The learner's classes or the example on their shelves, trained in sight; None where there is nothing to train on
    yet, which is said. How far features are is told `beside`."""
    own = own_album.current()
    shown = own or example.classes()
    kept = own_album.kept() if own else caching.example_features()
    facts.tell("shelves", "the number of classes on the shelves", len(shown.groups))
    with beside:
        ready = own_album.ready(model, shown, kept)
    learned = None if ready is None or not _enough(ready) else _learned(model, ready, kept, strength)
    message = _message(model, learned) if learned else drawn.message(ready or shown, None, 0)
    if own is None:
        st.markdown(f"{told.EXAMPLE} {told.CHANGE}")
    elif ready is not None and learned is None:
        st.info(told.waiting(ready))
    shelves.shelves(message, "shelves", _use, own_album.change)
    if learned and own:
        for sentence in told.warnings(learned.shown):
            st.warning(words.plain(sentence))
    return learned


def _message(model: Model, learned: Learned) -> bytes:
    given = learned.shown, learned.training, learned.step
    return _once(learned, ("own shelves", *learned.of(model)), lambda: drawn.message(*given))


def _once(learned: Learned, of: tuple[Hashable, ...], make: Callable[[], bytes]) -> bytes:
    """What `make` draws: of the example's pictures, which a class looks at, once for all; of those in a learner's own
    classes, which stay in their session, each time."""
    return caching.message(of, make) if example.holds(learned.shown) else make()


def _gallery(
    key: str, learned: Learned, of: tuple[Hashable, ...], sections: Callable[[], tuple[tiles.Section, ...]]
) -> None:
    """Pictures that `of` tells from all others which stand there."""
    gallery.drawn(_once(learned, (key, *of), lambda: tiles.blob(sections(), PALETTE)), key)


def _enough(shown: album.Album) -> bool:
    return sum(bool(group.photos) for group in shown.groups) >= 2


def _use(said: Mapping[str, Any]) -> None:
    """Use the classifier as it was after a step."""
    if type(step := said.get("step")) is int and 0 <= step <= fitting.STEPS:
        links.put(STEP, step)


def _learned(model: Model, shown: album.Album, kept: features.Kept, strength: float) -> Learned:
    found = kept.of(model, shown.photos)
    training = caching.trained(found, shown.labels, len(shown.groups), strength)
    step = widgets.hidden_number(STEP, 0, fitting.STEPS, fitting.STEPS)
    return Learned(shown, found, training, strength, step)


def _answer(model: Model, learned: Learned, one: album.Photo) -> features.Seen:
    """What the classifier says of a new photo, and which training pictures are near it."""
    seen = caching.seen(model, one)
    names = learned.shown.names
    shares = learned.classifier.shares(seen.vector[None])[0]
    cosines = deciding.cosines(seen.vector, learned.features)
    best = int(shares.argmax())
    each = {name: float(share) for name, share in zip(names, shares, strict=True)}
    facts.tell("class", "the class that the photo gets", each, {name: name for name in names}, ("own_shares",))
    facts.tell("pictures", "the number of pictures it learned from", len(learned.features))
    with st.container(key="own_answer"):
        left, right = st.columns([1.2, 1], gap="small")
    with left:
        of = (*learned.of(model), one.digest, one.name)
        _gallery("own_photo", learned, of, lambda: _photo(model, learned, seen, one, best))
    with right:
        st.markdown(f"**{words.plain(told.answer(names, shares))}**")
        charted.chart(charts.shares(names, shares), "own_shares", "The shares")
    st.markdown(words.plain(told.closed(names, float(cosines.max()))))
    st.markdown("**Nearest training pictures**, by the cosine of the angle between their features and this photo’s:")
    order = np.argsort(-cosines, kind="stable").tolist()
    of = (model.id, model.preparation, learned.shown.digest, one.digest)
    _gallery("own_nearest", learned, of, lambda: sheets.nearest(learned.shown, order, cosines, NEAREST))
    return seen


def _photo(
    model: Model, learned: Learned, seen: features.Seen, one: album.Photo, best: int
) -> tuple[tiles.Section, ...]:
    places = deciding.places(learned.classifier, features.source(model), seen, best)
    return sheets.photo(_read(model, one), learned.shown.names[best], places)


def _read(model: Model, one: album.Photo) -> album.Photo:
    """The photo; for a network that reads pixels in another order in that order, as its maps are."""
    return one if model.preparation.seed is None else dataclasses.replace(one, pixels=features.read(model, one))


@page.part
def _decides(model: Model, learned: Learned, seen: features.Seen, photo: album.Photo) -> None:
    """Which features decide about the photo, with their maps."""
    found, names = learned.classifier, learned.shown.names
    shares = found.shares(seen.vector[None])[0]
    kinds = {str(at): name for at, name in enumerate(names) if learned.shown.groups[at].photos}
    best = int(shares.argmax())
    chosen = widgets.choice(
        KIND, "For and against", {ANSWER: f"Its answer: {names[best]}", **kinds}, width=260, help="Which class's logit."
    )
    kind = best if chosen == ANSWER else int(chosen)
    decision = deciding.decision(found, seen.vector, kind)
    source = features.source(model)
    noun = "map" if source.pooled else "feature"
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        st.markdown(
            f"The logit of “{words.plain(names[kind])}” is {numbers.text(decision.logit)}: the sum of each feature "
            f"times its weight, {source.count:,} products, and the bias."
        )
        charted.chart(charts.decision(decision, noun), "own_decision", "The sum")
    with right:
        if seen.maps is not None:
            _maps(model, learned, kind, decision, seen.maps, photo)
        else:
            st.markdown("These features are read off no map: the layer that makes them has one number for each.")


def _maps(
    model: Model, learned: Learned, kind: int, decision: deciding.Decision, maps: np.ndarray, photo: album.Photo
) -> None:
    """The maps of the parts of the logit of the class `kind`, over the photo, and where they are looked into."""
    source, parts = features.source(model), (*decision.speaking, *decision.against)

    def lit() -> tuple[tiles.Section, ...]:
        whole = features.read(model, photo)
        ground = sheets.ground(whole, maps.shape[1:])
        lit = [deciding.lit(ground, np.maximum(maps[source.channel(part.feature)], 0)) for part in parts]
        return sheets.channels(decision, source, maps, lit, whole.shape[:2])

    st.markdown("Feature × weight = what it adds. The photo is bright where the map is large.")
    _gallery("own_maps", learned, (*learned.of(model), photo.digest, kind), lit)
    places = st.popover("What do these maps look for?", key="own_places", on_change="rerun")
    if not places.open:
        return
    with places:
        for channel in dict.fromkeys(source.channel(part.feature) for part in parts):
            where = {looks_place.AT: source.maps, looks_place.MAP: str(channel + 1)}
            page.link(catalogue.LOOKS, f"Map {channel + 1:,}", {**looks_place.same_model(), **where})


def _tested(model: Model, learned: Learned) -> None:
    """What becomes of each picture where it is left out of the training."""
    st.header("Left out, and asked", anchor=False)
    with st.container(key="own_tested"):
        _test(model, learned)


def _test(model: Model, learned: Learned) -> None:
    shown = learned.shown
    shares = _left_out(learned)
    st.markdown(words.plain(told.tested(shown, shares)).replace("\\*", "*"))
    places = np.flatnonzero(shares.argmax(1) != shown.labels).tolist()
    if places:
        _gallery("own_wrong", learned, learned.of(model), lambda: sheets.wrong(shown, shares, places, WRONG))
    with st.expander("What would be called what"):
        tables.plain(sheets.confusion(shown.names, deciding.confusion(shares, shown.labels)))


def _left_out(learned: Learned) -> np.ndarray:
    """What each picture is called without itself; of many pictures says how far it is."""
    shown, place, done = learned.shown, st.empty(), list[float]()

    def tell(share: float) -> None:
        done.append(share)
        place.progress(share, "Training without one picture after the other …")

    found = caching.tested(learned.features, shown.labels, len(shown.groups), learned.strength, learned.step, tell)
    if done:
        place.empty()
    return found


def _frozen(model: Model, learned: Learned) -> None:
    """Which weights are trained, and which stay."""
    st.header("What is trained here, and what is not", anchor=False)
    with st.container(key="own_frozen"):
        st.markdown(told.frozen(model, features.source(model), len(learned.shown.groups)))
