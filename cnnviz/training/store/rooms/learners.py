"""The rows of learners of a class: who they are, when they were seen, where, and which runs are theirs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.rooms import rooms
from cnnviz.training.store.tables import LEARNERS

# Between the view ids of runs.
BETWEEN = "-"


def names(connection: Connection, room: str) -> list[str]:
    """What the learners of a class have called themselves, "" for each who gave no name."""
    return list(connection.scalars(select(LEARNERS.c.name).where(LEARNERS.c.room == room)))


def insert(connection: Connection, room: str, secret: str, name: str, now: float) -> None:
    """A learner more, with the next number."""
    last = connection.scalar(select(func.max(LEARNERS.c.number)).where(LEARNERS.c.room == room)) or 0
    row = {"id": rooms.new_id(), "room": room, "secret": rooms.digest(secret), "number": last + 1, "name": name}
    connection.execute(LEARNERS.insert().values(**row, joined=now, seen=now, at="", runs=""))
    rooms.note_change(connection, room)


def fetch(store: Store, secret: str) -> Row[Any] | None:
    """The learner whose secret this is."""
    with store.reading() as connection:
        return connection.execute(select(LEARNERS).where(LEARNERS.c.secret == rooms.digest(secret))).first()


def fetch_all(store: Store, room: str) -> list[Row[Any]]:
    """All learners of a class, in the order in which they came."""
    with store.reading() as connection:
        return list(connection.execute(select(LEARNERS).where(LEARNERS.c.room == room).order_by(LEARNERS.c.number)))


def note_seen(store: Store, places: Mapping[str, str]) -> None:
    """Note of learners, by their ids, that they are here, and on which page."""
    mine = (
        update(LEARNERS).where(LEARNERS.c.id == bindparam("learner")).values(seen=bindparam("now"), at=bindparam("on"))
    )
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(mine, [{"learner": id, "on": at, "now": now} for id, at in sorted(places.items())])


def note_runs(store: Store, id: str, views: tuple[str, ...], most: int) -> None:
    """Put runs, by their view ids, at the head of a learner's, of which so many are kept."""
    with store.writing() as connection:
        row = connection.execute(select(LEARNERS.c.room, LEARNERS.c.runs).where(LEARNERS.c.id == id)).first()
        if row is None:
            return
        every = dict.fromkeys((*views, *row.runs.split(BETWEEN)))
        kept = BETWEEN.join([view for view in every if view][:most])
        connection.execute(update(LEARNERS).where(LEARNERS.c.id == id).values(runs=kept))
        rooms.note_change(connection, row.room)
