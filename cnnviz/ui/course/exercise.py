"""The exercise that is on, its teacher's preview included: what it fixes on the page, and the code of its answers."""

import re
from collections.abc import Iterable
from contextlib import suppress

import streamlit as st

from cnnviz.course import questions
from cnnviz.course.exercises import codes, shelf
from cnnviz.course.exercises.exercise import PREFIX, Exercise, Task
from cnnviz.course.lesson import Lesson
from cnnviz.course.questions import Given
from cnnviz.errors import InputError
from cnnviz.ui import links, words
from cnnviz.ui.course import progress

# The name in the link, and the id of what is not made yet.
EXERCISE, DRAFT = "exercise", "preview"
PREVIEW = PREFIX + DRAFT
# Session keys owned here: the exercise that is being made, and the one that is on with the id of its lesson.
_DRAFT, _HELD = "_exercise_preview", "_exercise_on"
GONE = "This exercise is not kept here any more, or its link is not whole. Ask your teacher for a new one."


def find(id: str) -> Exercise | None:
    """The exercise with that id; None where there is none, or the store is away."""
    if id == DRAFT:
        draft: Exercise | None = st.session_state.get(_DRAFT)
        return draft
    with suppress(InputError):
        return shelf.find(id)
    return None


def trouble(id: str) -> str:
    """Why there is no such exercise, "" where there is."""
    try:
        return "" if id == DRAFT or shelf.find(id) else GONE
    except InputError as away:
        return str(away)


def preview(made: Exercise) -> None:
    """Let this be what a preview shows; its answers are forgotten."""
    st.session_state[_DRAFT] = made
    st.session_state.pop(_HELD, None)
    progress.forget_lesson(PREVIEW)


def of_lesson(id: str) -> Exercise | None:
    """The exercise that a lesson of that id is, if it is one. The one that is on stays so until the page is drawn
    anew, also where it was deleted meanwhile."""
    held: tuple[str, Exercise] | None = st.session_state.get(_HELD)
    if held and held[0] == id:
        return held[1]
    return find(id.removeprefix(PREFIX)) if id.startswith(PREFIX) else None


def hold(id: str, made: Exercise) -> None:
    """Note that this exercise is on, as the lesson of that id."""
    st.session_state[_HELD] = (id, made)


def lesson(id: str) -> Lesson:
    """The lesson of that id, which is an exercise."""
    found = of_lesson(id)
    assert found is not None, "read before it is shown"
    return found.lesson(words.plain)


def fix(task: Task | None) -> None:
    """Let the page be as the task says, and what it fixes stay so; without one, everything is free."""
    if task is None:
        links.fix({}, {}, ())
    else:
        links.fix(task.query, task.fixed, task.hidden)


def hide(names: Iterable[str]) -> None:
    """Take the widgets with these names out of sight, reading and reach; call it when they are drawn, too."""
    keys = set(names) | {key for name in names if (key := links.key_of(name))}
    if keys:
        told = ", ".join(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}" for key in sorted(keys))
        st.html(f"<style>:is({told}) {{ display: none !important }}</style>")


def given(id: str, made: Exercise) -> tuple[Given | None, ...]:
    """What was answered so far, question by question; what a browser kept and is no answer counts as none."""
    records = progress.current().records
    asked = [(f"{PREFIX}{id}.{number}", task.question) for number, task in enumerate(made.tasks, 1) if task.question]
    return tuple(
        questions.usable(one.question(), record.given) if (record := records.get(name)) else None for name, one in asked
    )


def code(id: str, made: Exercise) -> str:
    """The code of what was answered so far."""
    return codes.code(id, made.asked, given(id, made))


def hand_in(lesson: str, made: Exercise) -> None:
    """The end of an exercise: how it went, as far as that is told, and the code to hand in."""
    id = lesson.removeprefix(PREFIX)
    answers = given(id, made)
    if not answers:
        st.success("That was all of it.")
        return
    left = answers.count(None)
    right = sum(asked.is_right(answer) for asked, answer in zip(made.asked, answers, strict=True))
    told = f"{right} of {len(answers)} right. " if made.reveal else ""
    st.success(f"{told}{f'{left} not answered. ' if left else ''}Copy this code and hand it in.")
    if id == DRAFT:
        st.caption("A learner finds the code of the answers here.")
    else:
        st.code(code(id, made), language=None)
        st.caption("Your answers stand in it, and nothing about you. Capitals and dashes do not matter.")
