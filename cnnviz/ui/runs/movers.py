"""Which training pictures moved a filter of a run most: measured when somebody asks, with progress, and kept."""

import threading

import streamlit as st
from cachetools import LRUCache

from cnnviz.figures.training import movers as figure
from cnnviz.inspect import influence
from cnnviz.nets import shapes
from cnnviz.training import config as configs
from cnnviz.training import runs, statuses, weights
from cnnviz.training.statuses import RunStatus
from cnnviz.ui import widgets, words
from cnnviz.ui.components import gallery

LABELS = {"first": "First filters", "last": "Last layer, by class"}
LEARNING = "As soon as this run is paused or over, its training pictures can be asked. Until then its snapshots change."
HOW = "Following each picture’s loss back to the weights …"
WHY = "Some seconds of work: each picture’s own gradient, at some of the run’s snapshots."
LAYERS = ("first convolution", "dense layer at its end")
# What was measured, of as many runs and layers; some hundred kB each. One is measured at a time.
KEPT = 16
_measured: LRUCache[tuple[str, influence.Asked], influence.Influence] = LRUCache(KEPT)
_lock, _turn = threading.Lock(), threading.Lock()


def asked_for(view: str) -> None:
    """The question, and once it is asked its answer, for the run with this view id."""
    if not widgets.switch("movers", "Which training pictures moved a filter most?", help=WHY):
        return
    run = runs.fetch_run(view)
    if run.status not in (*statuses.ENDED, RunStatus.PAUSED):
        st.info(LEARNING)
        return
    _answer(run)


def _answer(run: runs.Run) -> None:
    paths = influence.layer_paths(run.config.network)
    if not paths:
        st.info(influence.why_none(LAYERS))
        return
    classes = weights.begun(run)["classes"]
    top = st.container(horizontal=True, vertical_alignment="bottom")
    with top:
        kind = widgets.segments("mover_layer", "Layer", {key: LABELS[key] for key in paths})
        filter = _filter(run, kind, paths[kind], classes)
    images = runs.dataset(run).train
    asked = influence.asked(run, paths[kind], len(images))
    found = _found(run, asked)
    places = list(asked.places)
    labels = [classes[int(label)] for label in images.labels[places]]
    st.markdown(words.plain(figure.told(found, filter)))
    with st.container(key="movers_pictures"):
        gallery.gallery(figure.sections(found, filter, images.pictures[places], labels), "blue-orange", "movers_tiles")
    st.caption(words.plain(figure.METHOD))


def _filter(run: runs.Run, kind: str, path: str, classes: list[str]) -> int:
    """Which filter, from 0."""
    if kind == "last":
        named = dict(enumerate(classes))
        return widgets.choice("mover_class", "Class", named, 0, width=200)
    record = next(one for one in shapes.records(configs.trained(run.config.network)) if one.path == path)
    return widgets.number("mover", "Filter", 1, record.output[0], 1, width=150) - 1


def _found(run: runs.Run, asked: influence.Asked) -> influence.Influence:
    """What was measured before, or is now, with how far that is."""
    key = (run.view, asked)
    with _lock:
        known = _measured.get(key)
    if known:
        return known
    bar = st.progress(0.0, HOW)
    made = None
    try:
        with _turn:
            for share, made in influence.measured(run, asked):  # noqa: B007
                bar.progress(share, HOW)
    finally:
        bar.empty()
    assert made is not None
    with _lock:
        _measured[key] = made
    return made
