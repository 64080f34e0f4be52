"""Whether there is room for one more run: in the queue and in the store, for the person and the network it is of."""

import sqlalchemy
from sqlalchemy import Connection, func, select

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import statuses
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import clocks
from cnnviz.training.store.tables import RUNS

MINUTE = 60.0
# Of the store, what the young runs of one address may fill before new people behind it have to wait.
FILLED = 0.75


def require_room(connection: Connection, person: str, address: str, now: float) -> None:
    """Raises InputError where the person, or all behind the address ("": not known), have their share already."""
    _require_turn(connection, person, now)
    if address:
        _require_starts(connection, address, now)
        _require_places(connection, address)
        _require_bytes(connection, person, address, now)


def _require_turn(connection: Connection, person: str, now: float) -> None:
    waiting = _count(connection, RUNS.c.status == RunStatus.QUEUED)
    if waiting >= limits.TRAIN_QUEUE:
        raise InputError(f"{waiting} runs wait already, and no more may. Try again in a few minutes.")
    mine = _count(connection, RUNS.c.status == RunStatus.QUEUED, RUNS.c.person == person)
    if mine >= limits.TRAIN_QUEUE_EACH:
        raise InputError(f"{mine} of your runs wait already, and no more may. Stop one, or wait until one has begun.")
    recent = _count(connection, RUNS.c.person == person, clocks.within(RUNS.c.queued, now, MINUTE))
    if recent >= limits.TRAIN_STARTS:
        raise InputError(f"You started {recent} runs within a minute. Wait a moment before the next one.")


def _require_starts(connection: Connection, address: str, now: float) -> None:
    """A class may sit behind an address, whatever names its people give themselves; a flood may not."""
    recent = _count(connection, RUNS.c.address == address, clocks.within(RUNS.c.queued, now, MINUTE))
    if recent >= limits.TRAIN_STARTS_ADDRESS:
        raise InputError(f"{recent} runs were started from your network within a minute. Wait a moment.")


def _require_places(connection: Connection, address: str) -> None:
    """An address may take half of what the others have left of the queue: so there is always room for another one."""
    waiting = _count(connection, RUNS.c.status == RunStatus.QUEUED)
    mine = _count(connection, RUNS.c.status == RunStatus.QUEUED, RUNS.c.address == address)
    if mine >= max(1, (limits.TRAIN_QUEUE - (waiting - mine)) // 2):
        raise InputError(f"{mine} runs from your network wait already, and no more may. Wait until some have begun.")


def _require_bytes(connection: Connection, person: str, address: str, now: float) -> None:
    """Who keeps runs here gives up their own oldest when the store is full; who keeps none would cost another's."""
    ended = RUNS.c.status.in_(statuses.ENDED)
    if _count(connection, ended, RUNS.c.person == person, RUNS.c.address == address):
        return
    young = ~ended | (RUNS.c.ended >= now - limits.STORE_YOUNG)
    size = select(func.coalesce(func.sum(RUNS.c.bytes), 0)).where(RUNS.c.address == address, young)
    taken = int(connection.scalar(size) or 0)
    if taken >= FILLED * limits.STORE_BYTES:
        raise InputError(
            f"The runs that were trained from your network within {limits.STORE_YOUNG // 60} minutes take "
            f"{taken / 2**30:.1f} GB, which is its share of the store. Try again later."
        )


def _count(connection: Connection, *wanted: sqlalchemy.ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(RUNS).where(*wanted)) or 0
