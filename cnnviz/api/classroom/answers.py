"""What is told to a learner's page, and to the teacher's, and what a teacher says there: answers of the routes of
classes, each from a request read whole; they raise InputError with a sentence."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cnnviz.api.here import RefusedError
from cnnviz.api.runs.answers import Answer
from cnnviz.api.runs.requests import JSON, Asked, whole
from cnnviz.classroom import board as boards
from cnnviz.classroom import held, lead, state, take_part
from cnnviz.classroom import wall as walls
from cnnviz.classroom.state import State

CSV = "text/csv; charset=utf-8"


@contextmanager
def _found() -> Iterator[None]:
    """A class that is not there is another kind of trouble than one that cannot be read now."""
    try:
        yield
    except held.GoneError as why:
        raise RefusedError(str(why), 404) from None


def news(asked: Asked) -> Answer:
    """GET live/class/news?at=PATH -> {turn, frozen, wanted}: for a learner's page."""
    with _found():
        learner, room = held.ROOMS.look(asked.control)
    held.ROOMS.seen(learner, asked.query.get("at", ""))
    return Answer(take_part.told(learner, room), JSON)


def view(asked: Asked) -> Answer:
    """POST live/class/view {page, query} -> {}: what the learner sees, which the teacher wants to show all."""
    said = asked.json()
    with _found():
        take_part.show(asked.control, _text(said, "page"), _text(said, "query"))
    return Answer(b"{}", JSON)


def board(asked: Asked) -> Answer:
    """GET live/class/board -> all of the board: see classroom/board."""
    with _found():
        return Answer(json.dumps(boards.shown(asked.control), ensure_ascii=False).encode(), JSON)


def wall(asked: Asked) -> Answer:
    """GET live/class/wall -> the latest run of every learner: see classroom/wall."""
    with _found():
        return Answer(json.dumps(walls.shown(asked.control), ensure_ascii=False).encode(), JSON)


def tell(asked: Asked) -> Answer:
    """POST live/class/tell {what, on, step, number} -> {}: what a teacher does, one of TOLD, or takes the learner with
    that number OUT."""
    said = asked.json()
    what = str(said.get("what"))
    if what not in (*TOLD, OUT):
        raise RefusedError(f"There is no such thing to do with a class. Say one of {', '.join((*TOLD, OUT))}.")
    with _found():
        if what == OUT:
            lead.take_out(asked.control, whole(said.get("number"), "number"))
        else:
            lead.change(asked.control, TOLD[what](said))
    return Answer(b"{}", JSON)


def results(asked: Asked) -> Answer:
    """GET live/class/results -> CSV of all answers, with a mark by which spreadsheets know that it is UTF-8."""
    with _found():
        return Answer(boards.table(asked.control).encode("utf-8-sig"), CSV)


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > state.LONGEST:
        raise RefusedError(f"“{name}” has to be a text of at most {state.LONGEST} characters. Reload the page.")
    return value


def _on(said: dict[str, Any]) -> bool:
    return said.get("on") is True


Told = Callable[[dict[str, Any]], Callable[[State, float], State]]
OUT = "out"
TOLD: dict[str, Told] = {
    "freeze": lambda said: lambda now_set, now: state.frozen(now_set, _on(said), now),
    "doors": lambda said: lambda now_set, _: state.closed(now_set, _on(said)),
    "follow": lambda said: lambda now_set, _: state.following(now_set, _on(said)),
    "hold": lambda said: lambda now_set, _: state.holding(now_set, _on(said)),
    "reveal": lambda said: lambda now_set, _: state.revealed(now_set, _text(said, "step")),
    "show": lambda said: lambda now_set, _: state.wanted(now_set, whole(said.get("number"), "number")),
}
