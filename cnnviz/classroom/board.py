"""What the board of a class shows: who is here, what they answer, who is stuck."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Row

from cnnviz import limits
from cnnviz.classroom import codes, going, lead, names, results, tally
from cnnviz.classroom.answered import Answered
from cnnviz.classroom.held import Room
from cnnviz.training.store import database
from cnnviz.training.store.rooms import answers, learners

# Seconds after which somebody who has not been seen is not here.
HERE = 8.0
# Questions that the board shows.
QUESTIONS = 40


@dataclass(frozen=True)
class _Counted:
    """The answers of a class at one version of it."""

    version: int
    answers: tuple[Answered, ...]
    mine: Mapping[int, tuple[Answered, ...]]
    tallies: tuple[dict[str, Any], ...]


_counted: LRUCache[str, _Counted] = LRUCache(limits.CLASSES + 1)
_lock = threading.Lock()


def shown(secret: str) -> dict[str, Any]:
    """All of the board, as JSON can say it. Raises GoneError."""
    room = lead.room_of(secret)
    counted, people = _count(room), learners.fetch_all(database.opened(), room.id)
    held = room.state.held
    return {
        "code": codes.written(room.code),
        "left": max(0, round(room.ends - room.now)),
        "frozen": room.frozen,
        "closed": room.state.closed,
        "following": room.state.following,
        "hold": room.state.hold,
        "asked": room.state.sent.step,
        "wanted": room.state.wanted,
        "learners": [_learner(row, room, counted.mine.get(row.number, ())) for row in people],
        "questions": [{**one, "held": one["step"] in held} for one in counted.tallies],
    }


def _count(room: Room) -> _Counted:
    """The answers, counted once for every version of the class."""
    with _lock:
        known = _counted.get(room.id)
        if known and known.version == room.version:
            return known
    rows, people = answers.fetch_all(database.opened(), room.id), learners.fetch_all(database.opened(), room.id)
    numbers = {row.id: row.number for row in people}
    given = tuple(_answered(row, numbers) for row in rows if row.learner in numbers)
    mine: dict[int, list[Answered]] = {}
    for one in given:
        mine.setdefault(one.learner, []).append(one)
    tallies = tuple(asdict(one) for one in tally.tallies(given, QUESTIONS))
    counted = _Counted(room.version, given, {who: tuple(these) for who, these in mine.items()}, tallies)
    with _lock:
        _counted[room.id] = counted
    return counted


def _answered(row: Row[Any], numbers: dict[str, int]) -> Answered:
    return Answered(
        numbers[row.learner],
        row.step,
        row.round,
        row.given,
        bool(row.first),
        row.misconception,
        row.draw,
        row.tries,
        bool(row.right),
        row.answered,
    )


def _learner(row: Row[Any], room: Room, given: Sequence[Answered]) -> dict[str, Any]:
    sent = room.state.sent
    how = going.going(given, sent, room.state.round(sent.step), room.now)
    here = -HERE < room.now - row.seen < HERE
    return {
        "number": row.number,
        "name": names.called(row.name, row.number),
        "here": here,
        "at": row.at,
        **asdict(how),
        "stuck": how.stuck if here else "",
    }


def table(secret: str) -> str:
    """The results as CSV. Raises GoneError."""
    room = lead.room_of(secret)
    called = {row.number: row.name for row in learners.fetch_all(database.opened(), room.id)}
    return results.table(called, _count(room).answers)
