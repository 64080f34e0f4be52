"""The Kernel Lab: a rail of settings in the order of the computation, and beside it what comes of them."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.errors import InputError
from cnnviz.figures.convolution import looks
from cnnviz.images import picture
from cnnviz.ops import pipeline
from cnnviz.ui import attempts, lessons, links, page, widgets, words
from cnnviz.ui.lab import stage_controls, views
from cnnviz.ui.picture import image_input, own_picture
from cnnviz.ui.told import walk as told_walk

MOST_STAGES = 3
# What is attempted here.
_STAGES = "lab"
# The widget key of the menu of lessons.
_MENU = "lessons"


@dataclass(frozen=True)
class Places:
    """Where things stand: the kernel's part of the rail, its window's, what is done with maps, what is to be said, and
    results. By keyboard they follow in this order; on a phone results come before the window (see lab.css)."""

    kernel: DeltaGenerator
    window: DeltaGenerator
    after: DeltaGenerator
    notes: DeltaGenerator
    results: DeltaGenerator


def laboratory() -> None:
    """The whole page below its heading."""
    with st.container(key="lab"):
        first, rest, results = (st.container(key=f"lab_{name}") for name in ("first", "rest", "results"))
    with first:
        _lessons()
        chosen = image_input.controls(first, first, folded=True)
        kernel = st.container(key="lab_kernel")
    with rest:
        window, after = st.container(), st.container()
    with results:
        notes, shown = st.container(), st.container()
    _experiment(chosen, Places(kernel, window, after, notes, shown))


@page.part
def _experiment(chosen: image_input.Chosen, places: Places) -> None:
    # A part of its own, because every widget costs each answer time: changing a kernel leaves the picture's be.
    # It may write only where its first run has written: every place gets something whatever is set.
    stages = _stages(len(chosen.channels), places)
    with places.after:
        how = views.look(views.combination(stages))
    with places.results:
        _results(chosen, stages, how)


def _stages(channels: int, places: Places) -> tuple[pipeline.Stage, ...]:
    """The stages set; none where they cannot be, with a sentence."""
    with places.after:
        count = widgets.segments(
            "stages",
            "Convolutions in series",
            range(1, MOST_STAGES + 1),
            help="The maps of one stage are the input of the next.",
        )
    with places.window:
        tabs = st.tabs([f"Stage {number}" for number in range(1, count + 1)]) if count > 1 else [places.window]
    stages: list[pipeline.Stage] = []
    try:
        for number, tab in enumerate(tabs, start=1):
            where = stage_controls.Places(places.kernel, tab)
            stages.append(stage_controls.controls(number, count, channels, where))
            channels = pipeline.depth(channels, stages[-1])
    except InputError as error:
        with places.notes:
            words.explain(error)
        return ()
    return tuple(stages)


def _results(chosen: image_input.Chosen, stages: tuple[pipeline.Stage, ...], how: looks.Look) -> None:
    computed = _computed(chosen, stages)
    told_walk.tell_result(computed[-1], chosen.working.pixels.shape[1:])
    name = widgets.segments("view", "View", {id: view.label for id, view in views.VIEWS.items()}, labelled=False)
    views.show(name, chosen, computed, how)


def _computed(chosen: image_input.Chosen, stages: tuple[pipeline.Stage, ...]) -> tuple[pipeline.Result, ...]:
    """The results; of the last settings that could be computed where these cannot."""
    image = picture.floats(chosen.working.pixels)

    def made(stages: tuple[pipeline.Stage, ...]) -> tuple[pipeline.Result, ...]:
        return pipeline.results(image, chosen.channels, stages)

    # What worked last may have been for another picture: the plainest stage fits any.
    plain: tuple[pipeline.Stage, ...] = (pipeline.Stage(),)
    if not stages:
        return attempts.last(_STAGES, made, plain)
    results, trouble = attempts.or_last(_STAGES, lambda: made(stages), lambda _: stages, made, plain)
    if trouble:
        words.explain(trouble, "Below is the last setting that could be computed.")
    return results


def _lessons() -> None:
    menu = st.popover("Start from a lesson", key=_MENU, on_change="rerun")
    if not menu.open:
        return
    with menu:
        for id, lesson in lessons.LESSONS.items():
            st.button(lesson.title, key=f"lesson_{id}", on_click=_begin, args=(lesson,), width="stretch")
            st.caption(lesson.sentence)


def _begin(lesson: lessons.Lesson) -> None:
    """Set everything as the lesson has it, on the learner's own picture where they look at it; close the menu it was
    chosen from."""
    links.put_all(own_picture.lesson(lesson.values))
    st.session_state[_MENU] = False
