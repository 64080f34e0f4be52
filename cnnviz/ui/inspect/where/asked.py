"""Where a network looked, on a page: the method, the two classes that are compared, and the twin beside them."""

import functools
from collections import Counter
from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.figures.way import views
from cnnviz.figures.where import told
from cnnviz.images import picture
from cnnviz.inspect import models, twin
from cnnviz.inspect.where import looked
from cnnviz.ops import softmax
from cnnviz.ui import caching, widgets, words
from cnnviz.ui.inspect.where import methods
from cnnviz.ui.told import answers as answer_facts

METHODS = {"cam": "Grad-CAM", "cover": "Cover a part", "pixels": "Pixel by pixel"}
# Networks whose classes' labels are kept.
NETWORKS = 8
# In the link, of the two classes: the largest answer, and the second.
ANSWER = 0


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The two classes that are compared, from 0, and whether the twin stands beside them."""

    classes: tuple[int, ...]
    twin: bool


def show(model: models.Model, pixels: picture.Pixels, top: st.delta_generator.DeltaGenerator) -> None:
    """A photo (h w 3), and where a model looked in it for two classes. Raises InputError where there is nothing to
    see."""
    with top:
        method = widgets.segments("where_method", "How it is asked", METHODS)
    photo = looked.read(caching.prepared(pixels, model.preparation), model)
    reading = looked.reading(model)
    row = st.container(horizontal=True, vertical_alignment="bottom", key="where_row")
    with row:
        shown = methods.METHODS[method](reading, photo)
        chosen = _chosen(model, shown.seen.logits)
    answer_facts.tell(shown.seen.logits, model.classes)
    names = [_named(model, index, shown.seen.logits) for index in chosen.classes]
    with st.container(key="where_shown"):
        likenesses = shown.draw(chosen.classes, names, caching.twin(reading) if chosen.twin else None)
        if chosen.twin:
            _twin(model, chosen.classes, likenesses)
    st.markdown(told.CANNOT[method])
    with st.container(key="where_how"):
        how = st.expander("How it is computed", key="where_explained", on_change="rerun")
    if how.open:
        with how:
            st.markdown(told.HOW[method])
            shown.explain(chosen.classes, [model.classes[index] for index in chosen.classes])


def _chosen(model: models.Model, logits: np.ndarray) -> _Chosen:
    """From their menus."""
    order = np.argsort(-logits, kind="stable")
    labels = _labels(model.classes)
    found = []
    for place, (name, title) in enumerate((("where_class", "Class"), ("where_other", "Beside it"))):
        usual = int(order[min(place, len(order) - 1)])
        which = "First answer" if place == 0 else "Second answer"
        options = {ANSWER: f"{which}: {model.classes[usual]}", **labels}
        said = widgets.choice(name, title, options, ANSWER, width=230, help="Type a part of its name.")
        found.append(said - 1 if said else usual)
    beside = widgets.switch(
        "where_twin",
        "Beside its twin",
        help="The same method on the same network with random weights: what it shows too owes nothing to learning.",
    )
    return _Chosen(tuple(dict.fromkeys(found)), beside)


@functools.lru_cache(NETWORKS)
def _labels(classes: tuple[str, ...]) -> dict[int, str]:
    """The names of all classes by their number from 1; those that several have with that number."""
    often = Counter(classes)
    return {
        number: name if often[name] == 1 else f"{name} (class {number:,})"
        for number, name in enumerate(classes, start=1)
    }


def _named(model: models.Model, index: int, logits: np.ndarray) -> str:
    """A class with its share and logit."""
    share = float(softmax.softmax(logits.astype(np.float64))[index])
    return f"{model.classes[index]}, {views.percent(share)}"


def _twin(model: models.Model, classes: tuple[int, ...], likenesses: list[float | None]) -> None:
    said = [told.likeness(one, model.classes[index]) for index, one in zip(classes, likenesses, strict=True)]
    st.markdown(words.plain(" ".join(said)))
    st.caption(f"{told.RANKS} The twin: {twin.HOW} (Adebayo et al. 2018, Sanity Checks for Saliency Maps)")
