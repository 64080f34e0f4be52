"""The Kernel Lab: picture and kernel on top, what comes of them, and beside it every other setting."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.errors import InputError
from cnnviz.images import picture
from cnnviz.ops import pipeline
from cnnviz.ui import frame, image_input, lessons, links, own_picture, segments, stage_controls, views, words

MOST_STAGES = 3
# Session key owned here: the last settings that could be computed.
_GOOD = "_lab_stages"
# The widget key of the menu of lessons.
_MENU = "lessons"


@dataclass(frozen=True)
class Places:
    """Where things stand. On a phone they follow in this order: menus, sentences about them, results, settings."""

    top: DeltaGenerator
    notes: DeltaGenerator
    results: DeltaGenerator
    panel: DeltaGenerator


def laboratory(notes: DeltaGenerator) -> None:
    """The whole page below its heading; `notes` is where it says what a link lost."""
    top = st.container(horizontal=True, vertical_alignment="bottom")
    sentences = st.container()
    results, panel = st.columns([2.7, 1], gap="medium")
    with top:
        _lessons()
    chosen = image_input.controls(top, panel)
    _experiment(chosen, Places(top, sentences, results, panel), notes)


@st.fragment
def _experiment(chosen: image_input.Chosen, places: Places, notes: DeltaGenerator) -> None:
    # A fragment of its own, because every widget costs each answer time: changing a kernel leaves the picture's be.
    # It may write only where its first run has written: every place gets something whatever is set.
    links.begin(links.EXPERIMENT)
    stages = _stages(len(chosen.channels), places)
    with places.top:
        combination = views.combination(stages)
    with places.results:
        _results(chosen, stages, combination)
    frame.finish(notes)


def _stages(channels: int, places: Places) -> tuple[pipeline.Stage, ...]:
    """The stages set; none where they cannot be, with a sentence."""
    with places.panel:
        count = segments.segments(
            "Convolutions in series",
            "stages",
            range(1, MOST_STAGES + 1),
            help="The maps of one stage are the input of the next.",
        )
        tabs = st.tabs([f"Stage {number}" for number in range(1, count + 1)]) if count > 1 else [places.panel]
    stages: list[pipeline.Stage] = []
    try:
        for number, tab in enumerate(tabs, start=1):
            where = stage_controls.Places(places.top, places.notes, tab)
            stages.append(stage_controls.controls(number, count, channels, where))
            channels = pipeline.depth(channels, stages[-1])
    except InputError as error:
        with places.notes:
            words.explain(error)
        return ()
    return tuple(stages)


def _results(chosen: image_input.Chosen, stages: tuple[pipeline.Stage, ...], combination: str) -> None:
    computed = _computed(chosen, stages)
    with st.container(horizontal=True):
        name = segments.segments("View", "view", views.VIEWS, labelled=False)
        how = views.look(combination)
    views.show(name, chosen, computed, how)


def _computed(chosen: image_input.Chosen, stages: tuple[pipeline.Stage, ...]) -> tuple[pipeline.Result, ...]:
    """The results; of the last settings that could be computed where these cannot."""
    image = picture.floats(chosen.working.pixels)
    if stages:
        try:
            computed = pipeline.results(image, chosen.channels, stages)
        except InputError as error:
            words.explain(error, "Below is the last setting that could be computed.")
        else:
            st.session_state[_GOOD] = stages
            return computed
    try:
        return pipeline.results(image, chosen.channels, st.session_state.get(_GOOD, (pipeline.Stage(),)))
    except InputError:
        # The last good setting was for another picture: the plainest one fits any.
        return pipeline.results(image, chosen.channels, (pipeline.Stage(),))


def _lessons() -> None:
    menu = st.popover("Start from a lesson", key=_MENU, on_change="rerun")
    if not menu.open:
        return
    with menu:
        for title, lesson in lessons.LESSONS.items():
            st.button(title, key=f"lesson_{title}", on_click=_begin, args=(lesson,), width="stretch")
            st.caption(lesson.sentence)


def _begin(lesson: lessons.Lesson) -> None:
    """Set everything as the lesson has it, on the learner's own picture where they look at it; close the menu it was
    chosen from."""
    links.put_all(own_picture.lesson(lesson.values))
    st.session_state[_MENU] = False
