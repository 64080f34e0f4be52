"""A worker's side of the store: it takes a run, writes what the run tells, and finds what is asked of it.

A run has one pen. Who holds it is written in the run's row; every transaction of a worker begins by checking that,
so a worker that was given up for dead and comes back can write nothing and two never train one run.
"""

import secrets
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from cnnviz import limits
from cnnviz.training import clocks, events, ledger, tables
from cnnviz.training.events import Event
from cnnviz.training.kept import SELDOM, Kept, Packed
from cnnviz.training.leases import Leases
from cnnviz.training.store import Store
from cnnviz.training.tables import COMMANDS, EVENTS, RUNS

# How a worker process ends that has lost the pen, and one for whose last word the store had no room.
LOST_CODE, FULL_CODE = 3, 4

CLAIMABLE = (*tables.ACTIVE, tables.INTERRUPTED)


class LostError(Exception):
    """The run is another worker's now, or was ended from outside."""


def claimed(store: Store, run: int, ticket: str, owner: str = "", look_every: float = 0.25) -> "Journal | None":
    """The pen of a run, for the dispatch that `ticket` names; None where the run is over or was dispatched anew.

    `owner` is the worker's name, by which its attendant knows whether the pen is this one's; "" makes one up.
    Where another worker holds it, this waits until that one has given no sign of life for a lease, then takes over.
    """
    leases = Leases()
    while True:
        with store.writing() as connection:
            row = connection.execute(select(RUNS).where(RUNS.c.id == run).with_for_update()).first()
            if row is None or row.ticket != ticket or row.status not in CLAIMABLE:
                return None
            if not row.owner or leases.expired(run, row.beat):
                return Journal(store, row, _take(connection, row, owner or secrets.token_hex(8)))
        time.sleep(look_every)


def _take(connection: Connection, row: Row[Any], owner: str) -> str:
    now = clocks.now(connection)
    taken = {"owner": owner, "beat": row.beat + 1, "ended": 0.0, "reason": "", "started": row.started or now}
    status = {"status": tables.STARTING, "changed": now} if row.status != tables.STARTING else {}
    connection.execute(update(RUNS).where(RUNS.c.id == row.id).values(**taken, **status))
    # A run that goes on has not ended: its old last word goes.
    connection.execute(delete(EVENTS).where(EVENTS.c.run == row.id, EVENTS.c.kind == events.DONE))
    return owner


class Journal:
    """The pen of one run. Not for several threads at once; all that write raise LostError and StoreError."""

    def __init__(self, store: Store, row: Row[Any], owner: str) -> None:
        self.run, self.config = row.id, row.config
        self.last, self._step = row.last, row.step
        self._store, self._owner = store, owner
        self._beat, self._status = row.beat + 1, tables.STARTING
        self._taken: set[int] = set()
        self._kept = Kept({kind: {} for kind in SELDOM}, 0)
        columns = select(EVENTS.c.seq, EVENTS.c.kind, EVENTS.c.step, EVENTS.c.size).where(EVENTS.c.run == self.run)
        with store.reading() as connection:
            rows = connection.execute(columns.order_by(EVENTS.c.seq)).all()
        self._kept = self._kept.after(tuple(row) for row in rows)
        # The last step of each kind of event that is in the store already.
        self.recorded = {row.kind: row.step for row in sorted(rows, key=lambda row: row.step)}

    def newest(self, kind: str) -> Event | None:
        """The newest event of one of the SELDOM kinds, if there is any."""
        row = ledger.event(self._store, self.run, max(self._kept.seldom[kind], default=0))
        return ledger.whole(row) if row else None

    def rate_since_checkpoint(self) -> float | None:
        """The learning rate last asked for, where the newest checkpoint does not know it."""
        after = max(self._kept.seldom[events.CHECKPOINT], default=0)
        marks = ledger.events(self._store, self.run, after, (events.MARK,), limits.TRAIN_BYTES)
        told = [ledger.whole(row).header for row in marks]
        return next((float(mark["value"]) for mark in reversed(told) if mark.get("what") == "rate"), None)

    def asked(self) -> bool:
        """Whether there are commands to take."""
        with self._store.reading() as connection:
            return bool(set(connection.scalars(select(COMMANDS.c.id).where(COMMANDS.c.run == self.run))) - self._taken)

    def write(self, news: Sequence[Packed], ending: tuple[str, str] | None = None) -> list[events.Command]:
        """Keep events, give a sign of life, take commands, and where `ending` says status and reason, end the run.

        One transaction. After a StoreError the same call can be made again: nothing is written twice.
        """
        numbered = list(enumerate(news, start=self.last + 1))
        kept = self._kept.after((seq, one.kind, one.step, len(one.data)) for seq, one in numbered)
        with self._store.writing() as connection:
            if self._advanced(connection, news, kept, ending is None):
                self._changed(connection, numbered, kept)
            rows = connection.execute(select(COMMANDS).where(COMMANDS.c.run == self.run).order_by(COMMANDS.c.id)).all()
            # Only what an earlier transaction took for certain: the answer to this one may be lost.
            if done := [row.id for row in rows if row.id in self._taken]:
                connection.execute(delete(COMMANDS).where(COMMANDS.c.id.in_(done)))
            if ending:
                self._end(connection, *ending)
        self._kept, self.last, self._beat = kept, self.last + len(news), self._beat + 1
        self._status = _status(news, self._status)
        self._step = max([self._step, *(one.step for one in news)])
        self._taken = {row.id for row in rows}
        return [events.Command(row.name, row.value) for row in rows if row.id not in done]

    def over(self) -> bool:
        """Whether what is kept of the run, its checkpoint aside, is more than a run may take."""
        return self._kept.size > limits.TRAIN_BYTES

    def _advanced(self, connection: Connection, news: Sequence[Packed], kept: "Kept", alive: bool) -> bool:
        """Write the row; False where an earlier try, whose answer was lost, has done so."""
        mine = (RUNS.c.id == self.run, RUNS.c.owner == self._owner)
        status = _status(news, self._status)
        values: dict[str, Any] = {"beat": self._beat + 1, "last": self.last + len(news)}
        if news:
            step = max([self._step, *(one.step for one in news)])
            values |= {"step": step, "bytes": kept.size + kept.checkpoint + len(self.config)}
        if alive and status != self._status:
            values |= {"status": status, "changed": clocks.now(connection)}
        if connection.execute(update(RUNS).where(*mine, RUNS.c.beat == self._beat).values(**values)).rowcount:
            return True
        row = connection.execute(select(RUNS.c.owner, RUNS.c.beat).where(RUNS.c.id == self.run)).first()
        if row is None or row.owner != self._owner or row.beat != self._beat + 1:
            raise LostError
        return False

    def _end(self, connection: Connection, status: str, reason: str) -> None:
        # A supervisor that had the run stopped has written why.
        before = connection.scalar(select(RUNS.c.reason).where(RUNS.c.id == self.run)) or ""
        reason = f"{before} {reason}".strip() if status == tables.STOPPED else reason
        ledger.close(connection, self.run, status, reason, owner=self._owner)

    def _changed(self, connection: Connection, numbered: Sequence[tuple[int, Packed]], kept: "Kept") -> None:
        gone = [seq for kind in SELDOM for seq in self._kept.seldom[kind] if seq not in kept.seldom[kind]]
        if gone:
            connection.execute(delete(EVENTS).where(EVENTS.c.run == self.run, EVENTS.c.seq.in_(gone)))
        rows = [
            {"run": self.run, "seq": seq, "kind": one.kind, "step": one.step, "size": len(one.data), "data": one.data}
            for seq, one in numbered
            if one.kind not in SELDOM or seq in kept.seldom[one.kind]
        ]
        if rows:
            connection.execute(EVENTS.insert(), rows)


def _status(news: Iterable[Packed], status: str) -> str:
    """The status after these events, of a run that is under way."""
    for one in news:
        if one.kind == events.MARK:
            what = events.unpacked(one.kind, one.step, one.data).header.get("what")
            status = {"pause": tables.PAUSED, "resume": tables.RUNNING}.get(str(what), status)
        elif status == tables.STARTING:
            status = tables.RUNNING
    return status
