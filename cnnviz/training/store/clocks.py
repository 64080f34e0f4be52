"""What time it is, for all who share a store: PostgreSQL's own clock, or this machine's where the store is a file.

Clocks are set, jump, and differ between machines. So nothing is ended or deleted because of one clock alone: who is
looked at is judged by `heartbeats`, and age counts only after the clock has gone on steadily.
"""

import time
from collections.abc import Callable

import sqlalchemy
from sqlalchemy import Connection, Double, func, select, update

from cnnviz.training.store.tables import CLOCK

DAY = 86_400.0
# Between two notes of the time, a step of more than so many seconds, in either direction, is taken for a clock that was
# set (or a holiday: nobody can tell); for so long afterwards nothing is deleted for its age.
JUMP, SETTLING = DAY, 7 * DAY
# Seconds that a stamp may lie ahead of the clock and still be of this moment.
AHEAD = 5.0
# The option of an engine that holds the clock of a store in a file.
OPTION = "cnnviz_clock"

_EPOCH = sqlalchemy.cast(sqlalchemy.extract("epoch", func.clock_timestamp()), Double)


def now(connection: Connection) -> float:
    """Unix seconds, by the clock that all users of this store share."""
    if connection.dialect.name == "postgresql":
        return float(connection.scalar(select(_EPOCH)) or 0.0)
    clock: Callable[[], float] = connection.get_execution_options().get(OPTION, time.time)
    return clock()


def within(stamp: sqlalchemy.ColumnElement[float], at: float, seconds: float) -> sqlalchemy.ColumnElement[bool]:
    """Whether a stamp is of the last so many seconds: one that a clock set back has left in the future is not."""
    return stamp.between(at - seconds, at + AHEAD)


def steady(connection: Connection, at: float) -> bool:
    """Note the time; False while the clock has lately jumped, so that ages mean nothing."""
    row = connection.execute(select(CLOCK)).first()
    if row is None:
        connection.execute(CLOCK.insert().values(id=1, noted=at, settled=0.0))
        return True
    jumped = abs(at - row.noted) > JUMP
    settled = at + SETTLING if jumped else row.settled
    # Set back further than the settling lasts: it would never end by itself.
    settled = min(settled, at + SETTLING)
    connection.execute(update(CLOCK).values(noted=at, settled=settled))
    return at >= settled
