"""A page from its opening to its end. Its script is one `with opened(entry):`, in which a part of it with controls, a
function that is a `@part`, is drawn: heading and menu, what the link sets, a learner's error as a sentence, what the
address and the browser keep are seen to here."""

import copy
import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ParamSpec

import streamlit as st
from streamlit.cursor import RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from cnnviz import former, numbers
from cnnviz.ui import browser_store, catalogue, links, places, widgets, words
from cnnviz.ui.alone import reading, taking_along
from cnnviz.ui.classroom import following, leading
from cnnviz.ui.components import access
from cnnviz.ui.course import banner, chapters, exercise, now, terms
from cnnviz.ui.exercises import making, room
from cnnviz.ui.picture import own_picture
from cnnviz.ui.told import facts

# Characters of a value from a link that are shown again.
LONGEST = 60

# The ways to pages, and a learner's error as a sentence, for those who know only this.
link, go, explained = places.link, places.go, words.explained

Given = ParamSpec("Given")

CUT = "Its link may not be whole: ask for it again, or choose a lesson on Start."
OVER = "Puts every setting of this page back to what it opens with. Your own picture stays."


def navigation() -> StreamlitPage:
    """The menu and how it is reached, and the browser's title; returns the page to run. The look of every page is in
    first_paint."""
    # Streamlit marks the one that runs: every visitor's are their own.
    pages = {
        section: [copy.copy(places.known(entry)) for entry in entries]
        for section, entries in catalogue.SECTIONS.items()
    }
    alone = bool(st.context.is_embedded and st.query_params.get(exercise.EXERCISE))
    page = st.navigation(pages, position="hidden" if alone else "top")
    access.improve(next(section for section, here in pages.items() if page in here))
    # Its own title stands in the menu; the browser's tab and history name the app as well.
    st.set_page_config(page_title=f"{page.title} · cnnviz", page_icon="🔬", layout="wide")
    return page


@dataclass
class _Page:
    """A page that is being drawn: the place below its heading for what is to be said of its settings; whether they are
    in the address already; which of Streamlit's fragments is the part that does not stand in another; whether it waits
    for what its controls depend on."""

    notes: DeltaGenerator
    finished: bool = False
    fragment: str = ""
    waiting: bool = False


_DRAWN: ContextVar[_Page | None] = ContextVar("page", default=None)


@contextmanager
def opened(entry: catalogue.Entry) -> Iterator[None]:
    """The page of that entry: its heading, what is drawn inside, and its end, whatever could not be used."""
    drawn = _begun(entry)
    following.say_why_left(entry)
    room.show()
    banner.show(entry)
    with taking_along.recorded(entry) as sent, _inside(drawn):
        yield
    taking_along.menu(entry, sent)
    _lead_on(entry)
    if not drawn.finished:
        _finish(drawn)


def part(show: Callable[Given, None]) -> Callable[Given, None]:
    """A part of a page that is drawn anew alone when one of its controls is used; it finishes the page each time, so
    that controls stand in it or before it. Call it inside `opened`, once. A part may stand in another: its controls
    change nothing outside it."""

    @st.fragment
    @functools.wraps(show)
    def drawn(page: _Page, name: str, *args: Given.args, **kwargs: Given.kwargs) -> None:
        alone, own = _DRAWN.get() is None, ThreadState.get().fragment_id or ""
        page.fragment = page.fragment or own
        page.waiting = page.waiting and not alone
        facts.begin_part(name)
        with links.part(name), _inside(page):
            show(*args, **kwargs)
        if page.fragment == own:
            _finish(page)
        elif alone:
            _finish_from_within(page)
        if alone and taking_along.offers_view():
            st.rerun()

    @functools.wraps(show)
    def called(*args: Given.args, **kwargs: Given.kwargs) -> None:
        page = _DRAWN.get()
        assert page is not None, "a part is drawn inside `opened`"
        drawn(page, links.inner(f"{show.__module__}.{show.__qualname__}"), *args, **kwargs)

    return called


def wait() -> None:
    """The page waits for what some of its controls depend on: what a link asks of them is kept until they are there."""
    if (page := _DRAWN.get()) is not None:
        page.waiting = True


def unfinished() -> DeltaGenerator:
    """Where a page says how far it is with what it goes on to draw by itself: no file is made of it before."""
    return st.container(key=reading.UNFINISHED)


@contextmanager
def _inside(page: _Page) -> Iterator[None]:
    """Draws in the page; a learner's error ends that, as a sentence."""
    token = _DRAWN.set(page)
    try:
        with explained():
            yield
    finally:
        _DRAWN.reset(token)


def _begun(entry: catalogue.Entry) -> _Page:
    """The heading of a page, and the way back to what it opens with."""
    links.arrive(entry.path)
    following.listen(entry)
    facts.begin()
    if _is_alone():
        return _Page(st.container(key="notes"))
    leading.show_class(entry)
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.title(entry.heading or entry.title, anchor=False, width="content")
        st.markdown(f"{entry.sentence} **Try first:** {entry.first}" if entry.first else entry.sentence)
        terms.show(entry)
        if not entry.heading:
            st.button("Start over", key="start_over", on_click=now.start_over, type="tertiary", help=OVER)
    return _Page(st.container(key="notes"))


def _is_alone() -> bool:
    """Whether another site shows an exercise, and so nothing else of the page."""
    return bool(st.context.is_embedded and widgets.hidden_text(exercise.EXERCISE, ""))


def _lead_on(entry: catalogue.Entry) -> None:
    """The pages before and after this one on the path, and the way for teachers to make an exercise of it."""
    before, after = chapters.neighbours(entry)
    if entry in (catalogue.HOME, catalogue.CLASS, catalogue.JOIN) or _is_alone():
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="lead_on"):
        if before:
            link(before, f"← {before.title}")
        making.button(entry, browser_store.keep_tasks)
        if after:
            link(after, f"{after.title} →")


def _finish_from_within(page: _Page) -> None:
    """Finish the page in the name of its outermost part: what was drawn for one fragment, no other can replace."""
    context = get_script_run_ctx()
    place = context and context.fragment_storage.get_outside_wrapper(page.fragment, page.notes._id)
    if place and isinstance(cursor := place.delta_generator._cursor, RunningCursor):
        cursor.reset()
        with ThreadState.scoped(fragment_id=page.fragment):
            _finish(page)


def _finish(page: _Page) -> None:
    """Write the settings into the address, and say which were kept from before and which of a link's could not be
    used, when all controls are drawn."""
    page.finished = True
    browser_store.redraw_on_news()
    with page.notes:
        on = now.current()
        if on and on.task:
            exercise.hide(on.task.hidden)
        if not page.waiting:
            _say(links.write(), now.without_place(links.unchanged()))
            leading.take_along()
        browser_store.exchange()


def _say(lost: dict[str, str], kept: Mapping[str, str]) -> None:
    """What a link asked for and did not get, and what was kept from before."""
    if kept:
        st.caption(f"Kept from before: {_named(kept)}.")
    if former.current("image", lost.get("image", "")) == own_picture.OWN:
        own_picture.miss()
        # Said in its own words, and once.
        del lost["image"]
    if (lesson := lost.get(now.LESSON)) is not None:
        st.warning(f"There is no lesson “{words.plain(lesson[:LONGEST])}”. {CUT}")
        lost = now.without_place(lost)
    if (step := lost.get(now.STEP)) is not None and (on := now.current()):
        # What comes after the last task of an exercise is its end, which is none.
        made = on.exercise
        there = numbers.count(len(made.tasks), "task") if made else numbers.count(len(on.lesson.steps), "step")
        st.warning(f"There is no step “{words.plain(step[:LONGEST])}”, but {there}. This is number {on.number}.")
        del lost[now.STEP]
    if lost:
        st.warning(
            f"The link also asked for {_named(lost)}. That is not a setting here, or goes unused beside the "
            "others; everything else is as the link says."
        )
    if browser_store.has_answered() and own_picture.missed():
        st.info("A picture of one's own is not part of a link, and this browser keeps none. Drop yours here.")


def _named(values: Mapping[str, str]) -> str:
    """Settings as a link names them, in a sentence."""
    return words.plain(", ".join(f"{key[:LONGEST]} = “{value[:LONGEST]}”" for key, value in values.items()))
