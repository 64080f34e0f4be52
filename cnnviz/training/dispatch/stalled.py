"""Runs whose worker gives no sign of life."""

from sqlalchemy import select

from cnnviz.training import statuses
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import LEASE, Heartbeats
from cnnviz.training.store.tables import RUNS

# Seconds that a run may be starting without a sign of life: its process starts, and loads torch from a slow disk.
START = 30.0

SILENT = "The worker of this run gives no sign of life. Resume it, and it goes on from its last checkpoint."
UNTAKEN = "No worker took this run. Resume it to try again."


def interrupt_stalled(store: Store, heartbeats: Heartbeats) -> None:
    """Interrupt runs whose worker has given no sign of life for LEASE seconds."""
    # Not a run's config: this is read several times a second.
    columns = select(RUNS.c.id, RUNS.c.status, RUNS.c.ticket, RUNS.c.owner, RUNS.c.beat)
    with store.reading() as connection:
        rows = connection.execute(columns.where(RUNS.c.status.in_(statuses.ACTIVE))).all()
    heartbeats.keep_only({row.id for row in rows})
    for row in rows:
        patience = START if row.status == RunStatus.STARTING else LEASE
        if heartbeats.unchanged_for(row.id, (row.ticket, row.owner, row.beat)) < patience:
            continue
        with store.writing() as connection:
            now = connection.scalar(select(RUNS.c.beat).where(RUNS.c.id == row.id))
            if now == row.beat:
                ending = Ending(RunStatus.INTERRUPTED, SILENT if row.owner else UNTAKEN)
                jobs.end(connection, row.id, ending, owner=row.owner, ticket=row.ticket)
