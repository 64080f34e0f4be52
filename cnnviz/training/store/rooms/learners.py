"""The rows of learners of a class: who they are, when they were seen, where, and which runs are theirs.

Of one whose seat was taken from them the row stays, so that their page can be told: its number is negative, and nothing
else in it says who that was.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, exists, func, select, update

from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.rooms import rooms
from cnnviz.training.store.tables import LEARNERS, ROOM_ANSWERS

# Between the view ids of runs.
BETWEEN = "-"


def names(connection: Connection, room: str) -> list[str]:
    """What the learners of a class have called themselves, "" for each who gave no name."""
    return list(connection.scalars(select(LEARNERS.c.name).where(*_seated(room))))


def _seated(room: str) -> tuple[ColumnElement[bool], ...]:
    return LEARNERS.c.room == room, LEARNERS.c.number > 0


def insert(connection: Connection, room: str, secret: str, name: str, now: float) -> None:
    """A learner more, with the next number."""
    last = connection.scalar(select(func.max(func.abs(LEARNERS.c.number))).where(LEARNERS.c.room == room)) or 0
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
        return list(connection.execute(select(LEARNERS).where(*_seated(room)).order_by(LEARNERS.c.number)))


def longest_unseen(connection: Connection, room: str, before: float) -> int | None:
    """Of the learners of a class who have not been seen since then, and neither answered nor trained anything, the
    number of one whose page was never heard of, or else of who was seen last longest ago."""
    answered = exists().where(ROOM_ANSWERS.c.learner == LEARNERS.c.id)
    silent = select(LEARNERS.c.number).where(*_seated(room), LEARNERS.c.seen < before, LEARNERS.c.runs == "", ~answered)
    return connection.scalar(silent.order_by(LEARNERS.c.seen > LEARNERS.c.joined, LEARNERS.c.seen).limit(1))


def vacate(connection: Connection, room: str, number: int, why: str, most: int) -> bool:
    """Take the seat from the learner with that number, and delete what they answered; whether there was one. So many
    are remembered of a class, `why` where others have the page they were on."""
    row = connection.execute(select(LEARNERS.c.id).where(*_seated(room), LEARNERS.c.number == number)).first()
    if row is None:
        return False
    connection.execute(delete(ROOM_ANSWERS).where(ROOM_ANSWERS.c.learner == row.id))
    mine = update(LEARNERS).where(LEARNERS.c.id == row.id)
    connection.execute(mine.values(number=-number, name="", at=why, runs="", seen=clocks.now(connection)))
    gone = select(LEARNERS.c.id).where(LEARNERS.c.room == room, LEARNERS.c.number < 0)
    older = list(connection.scalars(gone.order_by(LEARNERS.c.seen.desc()).offset(most)))
    connection.execute(delete(LEARNERS).where(LEARNERS.c.id.in_(older)))
    return True


def note_seen(store: Store, places: Mapping[str, str]) -> None:
    """Note of learners, by their ids, that they are here, and on which page."""
    here = (LEARNERS.c.id == bindparam("learner"), LEARNERS.c.number > 0)
    mine = update(LEARNERS).where(*here).values(seen=bindparam("now"), at=bindparam("on"))
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(mine, [{"learner": id, "on": at, "now": now} for id, at in sorted(places.items())])


def note_runs(store: Store, id: str, views: tuple[str, ...], most: int) -> None:
    """Put runs, by their view ids, at the head of a learner's, of which so many are kept."""
    with store.writing() as connection:
        mine = (LEARNERS.c.id == id, LEARNERS.c.number > 0)
        row = connection.execute(select(LEARNERS.c.room, LEARNERS.c.runs).where(*mine)).first()
        if row is None:
            return
        every = dict.fromkeys((*views, *row.runs.split(BETWEEN)))
        kept = BETWEEN.join([view for view in every if view][:most])
        connection.execute(update(LEARNERS).where(LEARNERS.c.id == id).values(runs=kept))
        rooms.note_change(connection, row.room)
