"""Tasks of an exercise that is not made yet, as a text that the teacher's browser keeps: a reload or a restart of the
server loses none of them. The server keeps nothing of it."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from cnnviz import limits
from cnnviz.course import misconceptions, questions
from cnnviz.course.exercises import exercise
from cnnviz.course.exercises.asked import KINDS, SHOWN, Asked, Rows
from cnnviz.course.exercises.exercise import Exercise, Task
from cnnviz.course.questions import Given, Which
from cnnviz.course.scenes import Scene
from cnnviz.errors import InputError
from cnnviz.images import decode
from cnnviz.ui import catalogue
from cnnviz.ui.exercises import draft
from cnnviz.ui.exercises.draft import VIEWS, Draft

# Keys of what is covered, and of what is hidden or locked.
_KEY = re.compile(r"[\w /-]{1,80}", re.ASCII)
# What numbers of a matrix stay below, and a question to which every size is an answer.
_LARGEST = float(np.finfo(np.float32).max)
_SIZE = questions.Size("", lambda scene: (1, 1), lambda scene: (1, 1))


def is_begun() -> bool:
    """Whether this session has had tasks: then the browser is to keep them, or to forget them."""
    return draft.is_begun()


def snapshot() -> str:
    """The tasks with their pictures, for `restore` of a later session; "" where there are none, or where they would be
    too large for an exercise."""
    held = draft.current()
    if not held.tasks:
        return ""
    pictures = {name: base64.b64encode(data).decode() for name, data in held.pictures.items()}
    text = json.dumps({"exercise": Exercise("", held.tasks).text(), "pictures": pictures}, sort_keys=True)
    return text if len(text) <= limits.EXERCISE_BYTES else ""


def is_kept() -> bool:
    """Whether the browser keeps the tasks that there are."""
    return bool(snapshot())


def restore(text: str) -> None:
    """Put back what `snapshot` told in an earlier session, before what this one has; for callbacks. What is no such
    text, or names what is not there any more, is nothing."""
    if len(text) > limits.EXERCISE_BYTES:
        return
    with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError, InputError):
        told = json.loads(text)
        earlier = exercise.read(str(told["exercise"])).tasks[: limits.EXERCISE_STEPS]
        # What cannot be written as UTF-8 raises a ValueError.
        Exercise("", earlier).text().encode()
        _require(all(map(_is_task, earlier)))
        used = {name for task in earlier for name in (task.picture, task.view) if name}
        pictures = {name: base64.b64decode(told["pictures"][name], validate=True) for name in used}
        _require(all(_is_picture(*one) for one in pictures.items()))
        here = draft.current()
        tasks = (*(task for task in earlier if task not in here.tasks), *here.tasks)
        draft.keep(Draft(tasks[: limits.EXERCISE_STEPS], {**pictures, **here.pictures}))


def _require(holds: bool) -> None:
    if not holds:
        raise InputError("This is no exercise.")


def _is_task(task: Task) -> bool:
    """Whether it is one that a page of this app can have been taken as: a browser may tell anything."""
    known = {entry.path for entries in catalogue.SECTIONS.values() for entry in entries}
    texts = (task.text, task.picture, task.view)
    named = (task.query, task.hidden, task.locked, task.said)
    return (
        task.page in known
        and all(isinstance(one, str) for one in texts)
        and len(task.text) <= limits.EXERCISE_TEXT
        and all(map(_are_texts, named))
        and all(_KEY.fullmatch(key) for key in (*task.covers, *task.hidden, *task.locked))
        and isinstance(task.cover, bool)
        and all(map(_are_rows, task.grids.values()))
        and (task.question is None or _is_asked(task.question))
    )


def _is_asked(asked: Asked) -> bool:
    """Whether its key, and what misconceptions answer, are answers to it."""
    if asked.kind not in KINDS or not isinstance(asked.ask, str) or not isinstance(asked.fact, str):
        return False
    if not _are_texts(asked.options) or not all(asked.options.values()):
        return False
    if not all(map(_are_rows, asked.matrices.values())) or len(asked.matrices) > len(questions.LETTERS):
        return False
    if not set(asked.traps) <= set(misconceptions.MISCONCEPTIONS):
        return False
    question = asked.question()
    sides = [len(rows) for rows in question.matrices(Scene("")).values()] if isinstance(question, Which) else []
    given: tuple[Given, ...] = (asked.key, *asked.traps.values())
    shown = asked.kind != "point" or SHOWN in asked.matrices
    answers = all(not isinstance(one, bool) and questions.usable(question, one) is not None for one in given)
    return shown and all(sides) and answers and questions.usable(_SIZE, asked.of) is not None


def _are_texts(named: Mapping[str, Any]) -> bool:
    return all(isinstance(one, str) for one in (*named, *named.values()))


def _are_rows(rows: Rows) -> bool:
    return bool(rows) and all(len(row) == len(rows[0]) > 0 and all(map(_is_number, row)) for row in rows)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST


def _is_picture(name: str, data: bytes) -> bool:
    """Whether it is a picture that can be shown, under the name that its bytes give it."""
    digest = hashlib.sha256(data).hexdigest()
    decode.decoded(data, "picture.png")
    return name in (digest, VIEWS + digest[:40])
