"""The sealed test set beneath a run, or two: opened once for each, as an exam, and every opening counts."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.figures.training import exam as told
from cnnviz.inspect.exam import paper as papers
from cnnviz.inspect.exam.paper import Paper
from cnnviz.training import runs, statuses, weights
from cnnviz.training.runs import Run
from cnnviz.ui import page, words
from cnnviz.ui.course import seals
from cnnviz.ui.runs import mistakes

# Seconds between two looks whether a run has learned to its end.
EVERY = 3.0


@page.part
def show(views: tuple[str, ...], names: tuple[str, ...]) -> None:
    """The exam of the runs with these view ids; `names` tell two apart."""
    found = _found(views)
    if not found:
        return
    with st.container(border=True, key="exam"):
        st.header("The test set", anchor=False)
        if not all(seals.of(run.config.data).look(run.view) for run in found):
            _sealed(found)
            return
        for run, name in zip(found, names if len(found) > 1 else ("",), strict=True):
            _opened(run, name)
        if len(found) == 1 and (taken := papers.paper(found[0])):
            mistakes.ask(found[0], taken)


def _found(views: Sequence[str]) -> list[Run]:
    """The runs, but for those that cannot be read now, of which the panel says why."""
    found = []
    for view in views:
        try:
            found.append(runs.fetch_run(view))
        except InputError:
            return []
    return found


def _sealed(found: Sequence[Run]) -> None:
    """What lies there, and the button that opens it."""
    count = _count(found[0])
    if count:
        st.markdown(told.sealed(count, len(found)))
    if not all(run.status in statuses.ENDED for run in found):
        _wait(tuple(run.view for run in found))
    elif not all(map(papers.is_taken, found)):
        st.markdown(told.UNFINISHED if count else told.NONE)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Open the seal", key="exam_open", on_click=_open, args=(found,), help=told.ONCE)
            st.markdown(told.before(seals.of(found[0].config.data), len(found)))


def _count(run: Run) -> int:
    """How many test pictures it has; 0 where it has none, or has not begun."""
    try:
        return int(weights.begun(run)["test"])
    except InputError:
        return 0


def _open(found: Sequence[Run]) -> None:
    for run in found:
        seals.break_open(run.config.data, (run.view,))


@st.fragment(run_every=EVERY)
def _wait(views: tuple[str, ...]) -> None:
    """Draws the page anew once the runs are over."""
    if all(run.status in statuses.ENDED for run in _found(views)):
        st.rerun()
    st.markdown(told.LEARNING)


def _opened(run: Run, name: str) -> None:
    """How it went, and how often this test set was opened."""
    taken: Paper | None = papers.paper(run)
    if taken is None:
        return
    opened = seals.of(run.config.data)
    st.markdown(told.result(words.plain(name), taken))
    say = st.info if len(opened.runs) == 1 else st.warning
    say(told.counted(opened, run.view))
