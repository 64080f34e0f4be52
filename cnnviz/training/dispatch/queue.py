"""The queue: who may put a run in, whose turn it is, and which runs go to free slots."""

import secrets
from collections.abc import Collection

import sqlalchemy
from sqlalchemy import Connection, func, select, update

from cnnviz.errors import InputError
from cnnviz.training import statuses
from cnnviz.training.dispatch import room, turns
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import clocks, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import RUNS


def add(store: Store, config: str, person: str, parent: str, address: str = "") -> tuple[str, str]:
    """Put a run at the end of the queue, its config as JSON: its two ids.

    Raises InputError where there is no room for that person, or that address ("": not known).
    """
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        room.require_room(connection, person, address, now)
        return jobs.insert(connection, config, person, parent, address, now)


def requeue(store: Store, run: int) -> bool:
    """Put a run that ended too early back into the queue; False where it has not ended.

    Raises InputError where there is nothing to resume, or no room.
    """
    with store.writing(alone=True) as connection:
        columns = select(RUNS.c.status, RUNS.c.person, RUNS.c.address)
        row = connection.execute(columns.where(RUNS.c.id == run)).one()
        if row.status in (RunStatus.FINISHED, RunStatus.DIVERGED):
            raise InputError(
                f"This run has {row.status}: there is nothing to resume. Branch a new one from a snapshot."
            )
        if row.status not in statuses.RESUMABLE:
            return False
        room.require_room(connection, row.person, row.address, clocks.now(connection))
        jobs.queue_again(connection, run)
    return True


def places(store: Store) -> dict[int, int]:
    """Every waiting run's place in the queue, from 1."""
    with store.reading() as connection:
        return {run: place for place, run in enumerate(_in_order(connection), start=1)}


def counts(store: Store) -> tuple[int, int]:
    """How many runs wait, and how many are under way."""
    with store.reading() as connection:
        grouped = select(RUNS.c.status, func.count()).where(RUNS.c.status.in_((RunStatus.QUEUED, *statuses.ACTIVE)))
        found = {row[0]: row[1] for row in connection.execute(grouped.group_by(RUNS.c.status))}
    return found.pop(RunStatus.QUEUED, 0), sum(found.values())


def dispatch(store: Store, engine: str, slots: int) -> list[tuple[int, str]]:
    """Give free slots to the runs whose turn it is: their numbers, and a ticket for each dispatch."""
    with store.writing(alone=True) as connection:
        mine = (RUNS.c.status.in_(statuses.ACTIVE), RUNS.c.engine == engine)
        active = connection.scalar(select(func.count()).select_from(RUNS).where(*mine)) or 0
        chosen = [(run, secrets.token_hex(8)) for run in _in_order(connection)[: max(0, slots - active)]]
        for run, ticket in chosen:
            now = clocks.now(connection)
            placed = {"status": RunStatus.STARTING, "engine": engine, "ticket": ticket, "owner": "", "changed": now}
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**placed, reason=""))
    return chosen


def put_back(store: Store, run: int, ticket: str, reason: str) -> None:
    """Return a run, which could not be placed, to the queue."""
    with store.writing() as connection:
        mine = (RUNS.c.id == run, RUNS.c.ticket == ticket, RUNS.c.status == RunStatus.STARTING, RUNS.c.owner == "")
        connection.execute(update(RUNS).where(*mine).values(status=RunStatus.QUEUED, ticket="", reason=reason))


def explain_waiting(store: Store, reason: str) -> None:
    """Say why runs wait, where that is not for their turn."""
    with store.reading() as connection:
        waiting = (RUNS.c.status == RunStatus.QUEUED, RUNS.c.reason != reason)
        if connection.execute(select(RUNS.c.id).where(*waiting).limit(1)).first() is None:
            return
    with store.writing() as connection:
        connection.execute(update(RUNS).where(*waiting).values(reason=reason))


def _in_order(connection: Connection) -> list[int]:
    """The waiting runs, the next one first."""
    columns = select(RUNS.c.id, RUNS.c.person, RUNS.c.queued, RUNS.c.address)
    waiting = [turns.Job(*row) for row in connection.execute(columns.where(RUNS.c.status == RunStatus.QUEUED))]
    active = select(RUNS.c.person, RUNS.c.address).where(RUNS.c.status.in_(statuses.ACTIVE))
    training = connection.execute(active).all()
    persons = _begun(connection, RUNS.c.person, {job.person for job in waiting})
    addresses = _begun(connection, RUNS.c.address, {job.address for job in waiting})
    return turns.order(waiting, [row.person for row in training], persons, [row.address for row in training], addresses)


def _begun(connection: Connection, column: sqlalchemy.Column[str], names: Collection[str]) -> dict[str, float]:
    """When the last run of each of them began."""
    begun = select(column, func.max(RUNS.c.started)).where(column.in_(names)).group_by(column)
    return {name: float(at) for name, at in connection.execute(begun)}
