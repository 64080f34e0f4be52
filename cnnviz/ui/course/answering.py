"""How each kind of question is answered: a form, and what was given in it."""

import functools
from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from cnnviz.course import questions
from cnnviz.course.progress import Record
from cnnviz.course.questions import (
    LETTERS,
    Choice,
    Curve,
    Drawn,
    Given,
    Number,
    Order,
    Point,
    Question,
    Size,
    Which,
    boards,
)
from cnnviz.figures.convolution import candidates
from cnnviz.images import picture
from cnnviz.ui import links
from cnnviz.ui.components import predict
from cnnviz.ui.course import now, progress
from cnnviz.ui.course.now import Now
from cnnviz.ui.told import facts

# What is asked stands in the form under this key, so that no other question finds an answer in it.
_ANSWER = "course_answer"
# Session key owned here: why an answer was not taken: something else stood on the page than what is asked about.
_MOVED = "_course_moved"
MOVED = "You had changed what the question is about. It is put back: look again, then answer."
OTHER = (
    "This page does not show here what your teacher's key was made from, so your answer cannot be judged. Tell your "
    "teacher, and skip this one."
)
# Session key owned here: of which question's settings what was changed has been put back.
_PUT_BACK = "_course_put_back"
# Names in a link of where one points: of that a question names what matters.
POINTED = ("row", "column")
# Session key owned here: whether Answer was pressed with nothing given; and what is then missing, by the kind.
_MISSING = "_course_missing"
MISSING: Mapping[type[Question], str] = {
    Number: "Type a number, then press Answer.",
    Choice: "Choose one of the answers, then press Answer.",
    Which: "Choose one of them, then press Answer.",
    Order: "Put another one in each place, then press Answer.",
    Point: "Point at a cell or type its row and column, then press Answer.",
    Size: "Draw a size or type its rows and columns, then press Answer.",
    Curve: "Move a point or type the values, then press Answer.",
}
SKIP = "F2"


def ask(on: Now, question: Question) -> None:
    """The question's form, with the way past it."""
    if trouble := st.session_state.pop(_MOVED, ""):
        st.warning(trouble)
    with st.form("course_form", border=False):
        if not isinstance(question, Number | Choice):
            st.markdown(question.ask)
        if isinstance(question, Which):
            _show(question.matrices(on.scene, on.draw), questions.lettered(question, on.scene, on.draw))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            given = _form(question, on, f"{_ANSWER} {on.name} {on.draw}")
            st.form_submit_button("Answer", type="primary", on_click=_take, args=(on, given, question))
            st.form_submit_button("Skip", key="course_skip", on_click=_skip, args=(on,), shortcut=SKIP)
        if st.session_state.pop(_MISSING, False):
            st.caption(MISSING[type(question)])


def beside(question: Drawn, on: Now, given: Given | None) -> None:
    """What was drawn, beside the right answer."""
    predict.predict(boards.message(question, on.scene, given, open=False), f"course_answered {on.name} {on.draw}")


def _show(matrices: dict[str, np.ndarray], letters: dict[str, str]) -> None:
    """The maps to choose from, where they are more than rows of numbers."""
    if letters[next(iter(letters))] not in LETTERS:
        return
    with st.container(horizontal=True, gap="small"):
        for id, pixels in candidates.pictures(matrices).items():
            told = f"{letters[id]}: {candidates.in_words(matrices[id])}"
            st.image(picture.png(pixels), letters[id], pixels.shape[1], output_format="PNG", alt=told)
    st.caption(candidates.LEGEND)


@functools.singledispatch
def _form(question: Question, on: Now, key: str) -> Callable[[], Given | None]:
    """Draws what is answered in; returns what reads the answer when it has been given."""
    raise TypeError(question)


@_form.register
def _(question: Number, on: Now, key: str) -> Callable[[], Given | None]:
    st.number_input(question.ask, value=None, step=None, format="%g", key=key, placeholder="A number", width=300)
    return lambda: st.session_state.get(key)


@_form.register
def _(question: Choice, on: Now, key: str) -> Callable[[], Given | None]:
    named = question.options.__getitem__
    st.radio(question.ask, list(question.options), None, format_func=named, key=key, horizontal=True)
    return lambda: st.session_state.get(key)


@_form.register
def _(question: Which, on: Now, key: str) -> Callable[[], Given | None]:
    letters = questions.lettered(question, on.scene, on.draw)
    st.radio(
        question.ask,
        list(letters),
        None,
        format_func=letters.__getitem__,
        key=key,
        horizontal=True,
        label_visibility="collapsed",
    )
    return lambda: st.session_state.get(key)


@_form.register
def _(question: Order, on: Now, key: str) -> Callable[[], Given | None]:
    places = [f"{key} {place}" for place in range(len(question.items))]
    for place, one in enumerate(places):
        label = "Least" if place == 0 else "Most" if place == len(places) - 1 else "Then"
        named = question.items.__getitem__
        st.selectbox(label, list(question.items), None, format_func=named, key=one, placeholder="…", width=170)
    return lambda: _whole(tuple(st.session_state.get(one) for one in places))


@_form.register
def _(question: Drawn, on: Now, key: str) -> Callable[[], Given | None]:
    predict.predict(boards.message(question, on.scene), key)
    return lambda: questions.usable(question, predict.given(key))


def _whole(order: tuple[str | None, ...]) -> Given | None:
    named = tuple(id for id in order if id)
    return named if len(set(named)) == len(order) else None


def _take(on: Now, given: Callable[[], Given | None], question: Question) -> None:
    """Keep the answer and what came of it, and put back what the step has set."""
    answer = given()
    if answer is None:
        st.session_state[_MISSING] = True
        return
    if trouble := _elsewhere(on):
        st.session_state[_MOVED] = trouble
        on.put()
        return
    came = questions.verdict(question, on.scene, answer)
    progress.answer(on.name, Record(answer, came.right, came.right, came.misconception, on.draw))
    if on.stands():
        on.put()


def _elsewhere(on: Now) -> str:
    """Why an answer cannot be taken: the page shows something else than what is asked about. Of an exercise, whose key
    was computed when it was made, that is known by what the page shows now."""
    if not on.stands():
        return ""
    if links.away_from(now.without_place(on.query)):
        return MOVED
    free = set(links.away_from(on.query, whole=True)) - {*now.PLACE, now.TEACHER, *POINTED}
    task = on.task
    if task is None:
        return MOVED if free and _first_time(on) else ""
    if task.question is None or facts.still_holds(task.question):
        return ""
    return MOVED if free else OTHER


def _first_time(on: Now) -> bool:
    """Whether nothing has been put back for this question yet: a setting that a page sets anew by itself keeps nobody
    from answering."""
    before, st.session_state[_PUT_BACK] = st.session_state.get(_PUT_BACK), (on.name, on.draw)
    return bool(before != (on.name, on.draw))


def _skip(on: Now) -> None:
    progress.answer(on.name, Record(None, False, False, "", on.draw))
    if on.stands():
        on.put()
