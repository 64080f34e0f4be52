"""How far this learner is: in the session, and through it in their browser."""

import streamlit as st

from cnnviz.course import check, progress, registry
from cnnviz.course.progress import Progress, Record
from cnnviz.ui.taking_part import noting

# Session key owned here.
_PROGRESS = "_course_progress"


def current() -> Progress:
    """The learner's."""
    held: Progress = st.session_state.get(_PROGRESS, Progress())
    return held


def answer(name: str, record: Record) -> None:
    """Note what came of the question of the step of that name; for callbacks."""
    st.session_state[_PROGRESS] = current().answered(name, record)
    if name.partition(".")[0] not in check.CHECKS:  # a check is the learner's own
        noting.note(name, record)


def state(name: str, record: Record) -> dict[str, Progress]:
    """What a session begins with in which only this is answered."""
    return {_PROGRESS: Progress().answered(name, record)}


def reach(lesson: str, number: int) -> None:
    """Note that the learner has seen this step, from 1."""
    if current().reached.get(lesson, 0) < number:
        st.session_state[_PROGRESS] = current().at(lesson, number)


def forget() -> None:
    """Delete all of it, here and, with the page's end, in the browser; for callbacks."""
    st.session_state[_PROGRESS] = Progress()


def take_back(name: str) -> None:
    """Let the question of the step of that name be open again; for callbacks."""
    known = current()
    records = {one: record for one, record in known.records.items() if one != name}
    st.session_state[_PROGRESS] = Progress(records, known.reached)


def forget_lesson(lesson: str) -> None:
    """Delete what is kept of one lesson; for callbacks."""
    st.session_state[_PROGRESS] = current().without(lesson)


def missed() -> tuple[str, ...]:
    """The names of the steps whose questions are to be asked again, in the order of the course."""
    asked = [name for lesson in registry.LESSONS for name in registry.asking(lesson)]
    return current().missed(asked)


def snapshot() -> str:
    """All of it, for `restore` of a later session; "" where there is nothing."""
    return current().text()


def restore(text: str) -> None:
    """Put back what `snapshot` told in an earlier session; for callbacks."""
    st.session_state[_PROGRESS] = progress.together(current(), progress.read(text))
