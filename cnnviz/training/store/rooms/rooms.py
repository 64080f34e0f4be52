"""The rows of classes: opened, found by what teacher and code are, changed, and away with all that is theirs."""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Row, delete, func, select, update

from cnnviz.errors import InputError
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import LEARNERS, ROOM_ANSWERS, ROOMS

OVER = "This class is over: its teacher has ended it, or its time is up."


def digest(secret: str) -> str:
    """What is kept of a secret: it is found by that, so neither the time that takes nor the store gives it away."""
    return hashlib.sha256(f"cnnviz class {secret}".encode()).hexdigest()


def new_id() -> str:
    """An id for a row: no secret, and never used twice."""
    return secrets.token_hex(8)


def insert(connection: Connection, teacher: str, code: str, address: str, state: str, now: float) -> None:
    """A new class."""
    row = {"id": new_id(), "teacher": digest(teacher), "code": code, "address": address, "state": state}
    connection.execute(ROOMS.insert().values(**row, created=now, version=1))


def counts(connection: Connection, address: str, since: float) -> tuple[int, int]:
    """How many classes opened since then there are, and how many of them from that address."""
    living = ROOMS.c.created >= since
    every = connection.scalar(select(func.count()).select_from(ROOMS).where(living)) or 0
    here = connection.scalar(select(func.count()).select_from(ROOMS).where(living, ROOMS.c.address == address)) or 0
    return every, here


def is_taken(connection: Connection, code: str) -> bool:
    """Whether a class has this code."""
    return connection.execute(select(ROOMS.c.id).where(ROOMS.c.code == code)).first() is not None


def fetch(store: Store, id: str) -> Row[Any] | None:
    """The class with that id, and the time by the store's clock, `now`."""
    return _found(store, ROOMS.c.id == id)


def fetch_by_teacher(store: Store, secret: str) -> Row[Any] | None:
    """The class that this secret leads, and the time."""
    return _found(store, ROOMS.c.teacher == digest(secret))


def fetch_by_code(store: Store, code: str) -> Row[Any] | None:
    """The class that this code lets join, and the time."""
    return _found(store, ROOMS.c.code == code)


def _found(store: Store, which: sqlalchemy.ColumnElement[bool]) -> Row[Any] | None:
    with store.reading() as connection:
        now = sqlalchemy.literal(clocks.now(connection)).label("now")
        return connection.execute(select(ROOMS, now).where(which)).first()


def change(store: Store, id: str, changed: Callable[[str, float], str]) -> None:
    """Let the class's state be what `changed` makes of it and of the time; of two teachers one comes after the
    other."""
    with store.writing(alone=True) as connection:
        change_within(connection, id, changed)


def change_within(connection: Connection, id: str, changed: Callable[[str, float], str]) -> None:
    """The same, in a transaction that nobody else writes beside."""
    before = connection.scalar(select(ROOMS.c.state).where(ROOMS.c.id == id))
    if before is None:
        return
    after = changed(before, clocks.now(connection))
    if after != before:
        connection.execute(update(ROOMS).where(ROOMS.c.id == id).values(state=after, version=ROOMS.c.version + 1))


def note_change(connection: Connection, id: str) -> None:
    """Count a change of the class's learners or answers. Raises InputError where it is over."""
    if not connection.execute(update(ROOMS).where(ROOMS.c.id == id).values(version=ROOMS.c.version + 1)).rowcount:
        raise InputError(OVER)


def end(store: Store, id: str) -> None:
    """Delete a class with everything in it."""
    with store.writing() as connection:
        _delete(connection, ROOMS.c.id == id)


def forget(connection: Connection, before: float) -> None:
    """Delete the classes that were opened before then, with everything in them."""
    if connection.execute(select(ROOMS.c.id).where(ROOMS.c.created < before).limit(1)).first():
        _delete(connection, ROOMS.c.created < before)


def _delete(connection: Connection, which: sqlalchemy.ColumnElement[bool]) -> None:
    gone = select(ROOMS.c.id).where(which)
    for table in (ROOM_ANSWERS, LEARNERS):
        connection.execute(delete(table).where(table.c.room.in_(gone)))
    connection.execute(delete(ROOMS).where(which))
