"""A worker's side of the store: it takes a run, writes what the run tells, and finds what is asked of it.

A run has one writer. Who that is stands in the run's row; every transaction of a worker begins by checking that,
so a worker that was given up for dead and comes back can write nothing and two never train one run.
"""

import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from cnnviz import limits
from cnnviz.training import events, statuses
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import clocks, event_log, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import Heartbeats
from cnnviz.training.store.tables import COMMANDS, EVENTS, RUNS
from cnnviz.training.worker.event_retention import SELDOM, PackedEvent, RetainedEvents

CLAIMABLE = (*statuses.ACTIVE, RunStatus.INTERRUPTED)


class LostError(Exception):
    """The run is another worker's now, or was ended from outside."""


def claim(store: Store, run: int, ticket: str, owner: str = "", look_every: float = 0.25) -> "Writer | None":
    """The one writer of a run, for the dispatch that `ticket` names; None where the run is over or was dispatched anew.

    `owner` is the worker's name, by which its watchdog knows whether this one holds it; "" makes one up.
    Where another worker holds it, this waits until that one has been silent for LEASE seconds, then takes over.
    """
    heartbeats = Heartbeats()
    while True:
        with store.writing() as connection:
            row = connection.execute(select(RUNS).where(RUNS.c.id == run).with_for_update()).first()
            if row is None or row.ticket != ticket or row.status not in CLAIMABLE:
                return None
            if not row.owner or heartbeats.expired(run, row.beat):
                return Writer(store, row, _take(connection, row, owner or secrets.token_hex(8)))
        time.sleep(look_every)


def _take(connection: Connection, row: Row[Any], owner: str) -> str:
    now = clocks.now(connection)
    taken = {"owner": owner, "beat": row.beat + 1, "ended": 0.0, "reason": "", "started": row.started or now}
    status = {"status": RunStatus.STARTING, "changed": now} if row.status != RunStatus.STARTING else {}
    connection.execute(update(RUNS).where(RUNS.c.id == row.id).values(**taken, **status))
    # A run that goes on has not ended: its old last word goes.
    connection.execute(delete(EVENTS).where(EVENTS.c.run == row.id, EVENTS.c.kind == EventKind.DONE))
    return owner


class Writer:
    """The one writer of a run. Not for several threads at once; all that write raise LostError and StoreError."""

    def __init__(self, store: Store, row: Row[Any], owner: str) -> None:
        self.run, self.config = row.id, row.config
        self.last, self._step = row.last, row.step
        self._store, self._owner = store, owner
        self._beat, self._status = row.beat + 1, RunStatus.STARTING
        self._taken: set[int] = set()
        self._retained = RetainedEvents({kind: {} for kind in SELDOM}, 0)
        columns = select(EVENTS.c.seq, EVENTS.c.kind, EVENTS.c.step, EVENTS.c.size).where(EVENTS.c.run == self.run)
        with store.reading() as connection:
            rows = connection.execute(columns.order_by(EVENTS.c.seq)).all()
        self._retained = self._retained.after(tuple(row) for row in rows)
        # The last step of each kind of event that is in the store already.
        self.last_steps = {row.kind: row.step for row in sorted(rows, key=lambda row: row.step)}

    def newest(self, kind: str) -> Event | None:
        """The newest event of one of the SELDOM kinds, if there is any."""
        found = event_log.fetch_event(self._store, self.run, max(self._retained.seldom[kind], default=0))
        return found.event if found else None

    def rate_since_checkpoint(self) -> float | None:
        """The learning rate last asked for, where the newest checkpoint does not know it."""
        after = max(self._retained.seldom[EventKind.CHECKPOINT], default=0)
        marks = event_log.fetch_events(self._store, self.run, after, (EventKind.MARK,), limits.TRAIN_BYTES)
        headers = [mark.event.header for mark in reversed(marks)]
        return next((float(header["value"]) for header in headers if header.get("what") == "rate"), None)

    def asked(self) -> bool:
        """Whether there are commands to take."""
        with self._store.reading() as connection:
            return bool(set(connection.scalars(select(COMMANDS.c.id).where(COMMANDS.c.run == self.run))) - self._taken)

    def write(self, news: Sequence[PackedEvent], ending: Ending | None = None) -> list[events.Command]:
        """Keep events, give a sign of life, take commands, and where `ending` says how, end the run.

        One transaction. After a StoreError the same call can be made again: nothing is written twice.
        """
        numbered = list(enumerate(news, start=self.last + 1))
        retained = self._retained.after((seq, event.kind, event.step, len(event.data)) for seq, event in numbered)
        with self._store.writing() as connection:
            if self._advanced(connection, news, retained, ending is None):
                self._changed(connection, numbered, retained)
            rows = connection.execute(select(COMMANDS).where(COMMANDS.c.run == self.run).order_by(COMMANDS.c.id)).all()
            # Only what an earlier transaction took for certain: the answer to this one may be lost.
            if done := [row.id for row in rows if row.id in self._taken]:
                connection.execute(delete(COMMANDS).where(COMMANDS.c.id.in_(done)))
            if ending:
                self._end(connection, ending)
        self._retained, self.last, self._beat = retained, self.last + len(news), self._beat + 1
        self._status = _status(news, self._status)
        self._step = max([self._step, *(event.step for event in news)])
        self._taken = {row.id for row in rows}
        return [events.Command(row.name, row.value) for row in rows if row.id not in done]

    def over(self) -> bool:
        """Whether what is kept of the run, its checkpoint aside, is more than a run may take."""
        return self._retained.size > limits.TRAIN_BYTES

    def _advanced(
        self, connection: Connection, news: Sequence[PackedEvent], retained: RetainedEvents, alive: bool
    ) -> bool:
        """Write the row; False where an earlier try, whose answer was lost, has done so."""
        mine = (RUNS.c.id == self.run, RUNS.c.owner == self._owner)
        status = _status(news, self._status)
        values: dict[str, Any] = {"beat": self._beat + 1, "last": self.last + len(news)}
        if news:
            step = max([self._step, *(event.step for event in news)])
            values |= {"step": step, "bytes": retained.size + retained.checkpoint + len(self.config)}
        if alive and status != self._status:
            values |= {"status": status, "changed": clocks.now(connection)}
        if connection.execute(update(RUNS).where(*mine, RUNS.c.beat == self._beat).values(**values)).rowcount:
            return True
        row = connection.execute(select(RUNS.c.owner, RUNS.c.beat).where(RUNS.c.id == self.run)).first()
        if row is None or row.owner != self._owner or row.beat != self._beat + 1:
            raise LostError
        return False

    def _end(self, connection: Connection, ending: Ending) -> None:
        # A supervisor that had the run stopped has written why.
        before = connection.scalar(select(RUNS.c.reason).where(RUNS.c.id == self.run)) or ""
        if ending.status == RunStatus.STOPPED:
            ending = Ending(ending.status, f"{before} {ending.reason}".strip())
        jobs.end(connection, self.run, ending, owner=self._owner)

    def _changed(
        self, connection: Connection, numbered: Sequence[tuple[int, PackedEvent]], retained: RetainedEvents
    ) -> None:
        gone = [seq for kind in SELDOM for seq in self._retained.seldom[kind] if seq not in retained.seldom[kind]]
        if gone:
            connection.execute(delete(EVENTS).where(EVENTS.c.run == self.run, EVENTS.c.seq.in_(gone)))
        rows = [
            {
                "run": self.run,
                "seq": seq,
                "kind": event.kind,
                "step": event.step,
                "size": len(event.data),
                "data": event.data,
            }
            for seq, event in numbered
            if event.kind not in SELDOM or seq in retained.seldom[event.kind]
        ]
        if rows:
            connection.execute(EVENTS.insert(), rows)


def _status(news: Iterable[PackedEvent], status: RunStatus) -> RunStatus:
    """The status after these events, of a run that is under way."""
    for event in news:
        if event.kind == EventKind.MARK:
            what = events.unpacked(event.kind, event.step, event.data).header.get("what")
            status = {"pause": RunStatus.PAUSED, "resume": RunStatus.RUNNING}.get(str(what), status)
        elif status == RunStatus.STARTING:
            status = RunStatus.RUNNING
    return status
