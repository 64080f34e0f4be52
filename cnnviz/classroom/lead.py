"""What a teacher does with a class; every one of them raises InputError with a sentence where it cannot be."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection

from cnnviz import limits
from cnnviz.classroom import codes, held, seats, state
from cnnviz.classroom.held import GoneError, Room
from cnnviz.classroom.state import State
from cnnviz.errors import InputError
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.store import clocks, database
from cnnviz.training.store.rooms import rooms

# Tries to find a code that no class has.
TRIES = 20
Change = Callable[[State, float], State]


@dataclass(frozen=True)
class Opened:
    """A new class: who has the first leads it, who has the second may join."""

    teacher: str
    code: str


def open_class(address: str = "") -> Opened:
    """Open a class, from a network's address ("": not known). Raises InputError where there is no room for one."""
    opened = Opened(codes.new_secret(), codes.new())
    with database.opened().writing(alone=True) as connection:
        now = clocks.now(connection)
        rooms.forget(connection, now - limits.CLASS_HOURS * 3600)
        _require_room(connection, address, now)
        while rooms.is_taken(connection, opened.code):
            opened = Opened(opened.teacher, codes.new())
        rooms.insert(connection, opened.teacher, opened.code, address, State().text(), now)
    SUPERVISOR.awake()
    return opened


def _require_room(connection: Connection, address: str, now: float) -> None:
    every, here = rooms.counts(connection, address, now - limits.CLASS_HOURS * 3600)
    if every >= limits.CLASSES:
        raise InputError("There is no room for another class on this server. Try again later today.")
    if address and here >= limits.CLASSES_ADDRESS:
        raise InputError(
            f"{here} classes are open from your network, and more cannot be. End one, or wait until one is over."
        )


def room_of(secret: str) -> Room:
    """The class that this secret leads. Raises GoneError where there is none."""
    if not secret:
        raise GoneError(rooms.OVER)
    return held.room_of(rooms.fetch_by_teacher(database.opened(), secret))


def change(secret: str, changed: Change) -> None:
    """Let the class be what `changed` makes of it and of the time."""
    room = room_of(secret)
    change_room(room.id, changed)


def change_room(id: str, changed: Change) -> None:
    """The same, of a class by its id."""
    rooms.change(database.opened(), id, lambda text, now: changed(state.read(text), now).text())
    held.ROOMS.forget(id)


def take_out(secret: str, number: int) -> None:
    """Take the learner with that number out of the class, with all that they answered."""
    room = room_of(secret)
    with database.opened().writing(alone=True) as connection:
        seats.vacate(connection, room.id, number, seats.OUT)
    held.ROOMS.forget(room.id)


def end(secret: str) -> None:
    """End the class: everything in it is deleted."""
    with suppress(GoneError):
        room = room_of(secret)
        rooms.end(database.opened(), room.id)
        held.ROOMS.forget(room.id)


def given(value: object) -> str:
    """An answer as the store keeps it. Raises InputError where it is too long."""
    text = json.dumps(value)
    if len(text.encode()) > limits.CLASS_ANSWER_BYTES:
        raise InputError(
            f"This answer takes more than {limits.CLASS_ANSWER_BYTES} bytes, and is not sent to the class."
        )
    return text
