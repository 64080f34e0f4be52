"""Why did it get this wrong? Asked before the answer is shown, and again beside the nearest training pictures."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from cachetools import LRUCache

from cnnviz.figures.training import exam as told
from cnnviz.inspect.exam import near
from cnnviz.inspect.exam.near import Known
from cnnviz.inspect.exam.paper import Paper
from cnnviz.training import runs, weights
from cnnviz.training.runs import Run
from cnnviz.ui import words
from cnnviz.ui.components import gallery

# Session keys owned here: which mistake is looked at, and what was said of those before, by run and picture.
_AT, _SAID = "_mistake", "_mistakes_said"
# What is asked of a picture stands in its forms under these names, with the run's and the picture's.
_GUESS, _WHY, _FIRST = "mistake_guess", "mistake_why", "mistake_first"
HOW = "Reading the training pictures with the weights that it has learned …"
PALETTE = "blue-orange"
# What is known of the runs asked about last.
KEPT_BYTES = 64 * 2**20
_known: LRUCache[str, Known] = LRUCache(KEPT_BYTES, getsizeof=lambda one: min(one.nbytes, KEPT_BYTES))
_lock, _turn = threading.Lock(), threading.Lock()


@dataclass(frozen=True)
class Said:
    """What a learner said of a mistake: the class that they guessed it was taken for, the reason, by its id, and then
    of which class its nearest training picture is ("" while they have not)."""

    guess: int
    reason: str
    first: str = ""


def ask(run: Run, paper: Paper) -> None:
    """One of the run's mistakes, and the questions."""
    wrong = paper.wrong
    st.subheader("Why did it get this wrong?", anchor=False)
    if not wrong:
        st.markdown("It has none wrong.")
        return
    at = int(st.session_state.get(_AT, 0)) % len(wrong)
    place, names = wrong[at], weights.begun(run)["classes"]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Mistake {at + 1} of {len(wrong):,}, the surest first")
        st.button("Another one", key="mistake_next", on_click=_go, args=(at + 1,), disabled=len(wrong) == 1)
    said = _all().get((run.view, place))
    if said is None:
        _before(run, paper, place, names)
    else:
        _after(run, paper, place, names, said)


def _before(run: Run, paper: Paper, place: int, names: Sequence[str]) -> None:
    """The picture and what it is, and two questions: what it was taken for, and why."""
    truth = int(paper.labels[place])
    gallery.gallery(told.asked(runs.tested(run).pictures[place], names[truth], place), PALETTE, "mistake_picture")
    key = f"{run.view} {place}"
    with st.form("mistake_before", border=False):
        others = [at for at in range(len(names)) if at != truth]
        said, called = f"In truth: {words.plain(names[truth])}. What did the network take it for?", names.__getitem__
        st.radio(said, others, None, format_func=called, key=f"{_GUESS} {key}", horizontal=True)
        st.radio("And why?", list(told.REASONS), None, format_func=told.REASONS.__getitem__, key=f"{_WHY} {key}")
        st.form_submit_button("Show the answer", type="primary", on_click=_guess, args=(run.view, place))


def _after(run: Run, paper: Paper, place: int, names: Sequence[str], said: Said) -> None:
    """The answer and the nearest training pictures: their classes once it was said which the first one's is."""
    known = _read(run, paper)
    found = near.near(run, paper, known, place)
    plain = [words.plain(name) for name in names]
    answer = told.shown(found, plain, float(paper.confidence[place]))
    st.markdown(f"{answer} {told.guessed(found, plain, said.guess)}")
    pictures = runs.dataset(run).train.pictures[list(found.places)]
    drawn = told.neighbours(found, runs.tested(run).pictures[place], pictures, names, bool(said.first))
    gallery.gallery(drawn, PALETTE, "mistake_near")
    if said.first:
        st.markdown(told.explained(found, said.reason, said.first, len(known.places), plain))
        st.caption(told.CAUTION)
    else:
        _again(run.view, place, said)


def _again(view: str, place: int, said: Said) -> None:
    """Before the neighbours are named: of which class is the nearest?"""
    with st.form("mistake_again", border=False):
        asked = "Does that explain it? Of which class is the nearest training picture?"
        key = f"{_FIRST} {view} {place}"
        st.radio(asked, list(told.NEAREST), None, format_func=told.NEAREST.__getitem__, key=key)
        st.form_submit_button("Name them", type="primary", on_click=_name, args=(view, place, said))


def _read(run: Run, paper: Paper) -> Known:
    """What is known of the run's training pictures, at once or with how far that is."""
    with _lock:
        known = _known.get(run.view)
    if known is not None:
        return known
    bar = st.progress(0.0, HOW)
    try:
        with _turn:
            for share, known in near.known(run, paper):  # noqa: B007
                bar.progress(share, HOW)
    finally:
        bar.empty()
    assert known is not None
    with _lock:
        _known[run.view] = known
    return known


def _all() -> dict[tuple[str, int], Said]:
    said: dict[tuple[str, int], Said] = st.session_state.setdefault(_SAID, {})
    return said


def _guess(view: str, place: int) -> None:
    """Take both answers, where both were given; for callbacks."""
    guess, reason = (st.session_state.get(f"{name} {view} {place}") for name in (_GUESS, _WHY))
    if guess is not None and reason:
        _all()[view, place] = Said(guess, reason)


def _name(view: str, place: int, said: Said) -> None:
    """Take of which class the nearest is said to be; for callbacks."""
    if first := st.session_state.get(f"{_FIRST} {view} {place}"):
        _all()[view, place] = replace(said, first=first)


def _go(at: int) -> None:
    st.session_state[_AT] = at
