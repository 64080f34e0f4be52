"""The exercise that is being made: its tasks in their order with their pictures, and a page taken as one of them."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.course.exercises.asked import Asked
from cnnviz.course.exercises.exercise import Exercise, Task
from cnnviz.errors import InputError
from cnnviz.images import picture
from cnnviz.training.store import database
from cnnviz.training.store.taught import exercises
from cnnviz.ui import catalogue, links, visitor
from cnnviz.ui.course import now
from cnnviz.ui.picture import given_picture, own_picture
from cnnviz.ui.told import facts

# Session key owned here.
_DRAFT = "_exercise_draft"
# Pixels of the longer side of a picture on the printed sheet, and how its name begins.
VIEW, VIEWS = 320, "view-"
# What no task sets: which lesson or exercise is on, who looks, and what a picture was meant to be.
NOT_SET = {*now.PLACE, now.TEACHER, own_picture.MEANT}
# Names in a link of what is changed in the page itself, and what to call it.
UNSEEN = {
    "numbers": "Numbers of the input",
    "data": "Numbers of the row",
    "weights": "Weights of the row",
    "own1": "Weights of your own kernel",
    "row": "Row of the pinned cell",
    "column": "Column of the pinned cell",
}


@dataclass(frozen=True)
class Draft:
    """Tasks, and pictures by their names in them, as PNG."""

    tasks: tuple[Task, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def with_task(self, task: Task, pictures: Mapping[str, bytes]) -> "Draft":
        """One task more. Raises InputError where that is one too many."""
        if len(self.tasks) >= limits.EXERCISE_STEPS:
            raise InputError(f"An exercise has at most {limits.EXERCISE_STEPS} tasks.")
        return Draft((*self.tasks, task), {**self.pictures, **pictures})


@dataclass(frozen=True)
class Wanted:
    """What the teacher wants of the page: words, the question, names of what is out of sight and of what is held."""

    text: str
    question: Asked | None = None
    hidden: Collection[str] = ()
    locked: Collection[str] = ()
    cover: bool = False


def current() -> Draft:
    """The session's."""
    held: Draft = st.session_state.get(_DRAFT, Draft())
    return held


def is_begun() -> bool:
    """Whether this session has had tasks."""
    return _DRAFT in st.session_state


def keep(draft: Draft) -> None:
    """Let this be the session's."""
    st.session_state[_DRAFT] = draft


def move(place: int, by: int) -> None:
    """Let the task at that place change places with a neighbour; for callbacks."""
    draft = current()
    tasks = list(draft.tasks)
    other = place + by
    if 0 <= other < len(tasks):
        tasks[place], tasks[other] = tasks[other], tasks[place]
        keep(replace(draft, tasks=tuple(tasks)))


def drop(place: int) -> None:
    """Leave the task at that place out; for callbacks."""
    tasks = current().tasks[:place] + current().tasks[place + 1 :]
    keep(Draft(tasks, _used(tasks, current().pictures)))


def discard() -> None:
    """Leave all tasks out; for callbacks."""
    keep(Draft())


def controls() -> dict[str, str]:
    """Name in the link -> label of what can be hidden or locked on the page."""
    shown = links.shown()
    labelled = {name: one.label or UNSEEN.get(name, "") for name, one in shown.items() if name not in NOT_SET}
    return {name: label for name, label in labelled.items() if label}


def taken(entry: catalogue.Entry, wanted: Wanted) -> tuple[Task, dict[str, bytes]]:
    """The page as it stands, as a task, and its pictures."""
    shown = {name: one for name, one in links.shown().items() if name not in NOT_SET}
    values = {name: one.value for name, one in shown.items()}
    own = ""
    pictures: dict[str, bytes] = {}
    if values.get("image") == own_picture.OWN and (mine := own_picture.current()):
        own, pictures = _kept(mine.pixels)
        values["image"] = given_picture.GIVEN
    view, seen = _view(facts.picture())
    hidden, locked = set(wanted.hidden), set(wanted.locked) - set(wanted.hidden)
    moved = {name: values[name] for name, one in shown.items() if one.moved}
    task = Task(
        entry.path,
        moved,
        wanted.text,
        wanted.question,
        {name: values[name] for name in shown if name in hidden},
        {name: values[name] for name in shown if name in locked},
        wanted.cover,
        _covers(wanted.question),
        own,
        view,
        facts.grids(),
        {one.label: one.said for name, one in shown.items() if one.moved and one.label and name not in hidden},
    )
    return task, pictures | seen


def save(title: str, draft: Draft, reveal: bool) -> str:
    """Keep the exercise: its teacher's secret. Raises InputError where it cannot be."""
    made = Exercise(title, draft.tasks, reveal)
    pictures = _used(draft.tasks, draft.pictures)
    return exercises.save(database.opened(), made.text(), pictures, visitor.person(), visitor.address())


def _used(tasks: Sequence[Task], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the pictures that the tasks have."""
    used = {name for task in tasks for name in (task.picture, task.view)}
    return {name: data for name, data in pictures.items() if name in used}


def _covers(question: Asked | None) -> tuple[str, ...]:
    fact = facts.current().get(question.fact) if question and question.fact else None
    return fact.covers if fact else ()


def _kept(pixels: np.ndarray) -> tuple[str, dict[str, bytes]]:
    """A picture, uint8 (h w 3), pixel by pixel, by the SHA-256 of its PNG: of the file it came in nothing is left."""
    data = picture.png(pixels)
    name = hashlib.sha256(data).hexdigest()
    return name, {name: data}


def _view(pixels: np.ndarray | None) -> tuple[str, dict[str, bytes]]:
    """The picture on the page, uint8 (c h w), small enough to be kept for the sheet; ("", nothing) without one."""
    if pixels is None:
        return "", {}
    step = max(1, -(-max(pixels.shape[1:]) // VIEW))
    data = picture.png(np.ascontiguousarray(pixels[:, ::step, ::step]))
    name = VIEWS + hashlib.sha256(data).hexdigest()[:40]
    return name, {name: data}
