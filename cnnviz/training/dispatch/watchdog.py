"""Looking after one worker process from outside: it may die, hang, take too much memory or too long."""

import time
from typing import Any

from sqlalchemy import Row, select

from cnnviz import limits
from cnnviz.training import statuses
from cnnviz.training.dispatch.worker_process import WorkerProcess
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.heartbeats import Heartbeats
from cnnviz.training.store.tables import RUNS
from cnnviz.training.worker import bounds
from cnnviz.training.worker.assignment import Exit

# Seconds between two looks into the store, and of wall clock that a run may take over its seconds of training.
LOOK = 0.5
OVERTIME = 120
# Seconds that a process may stay whose run was ended or begun anew: it has not noticed, so it is stuck.
LOST = 30

KILLED = (
    "The process that trained this run was killed (signal {signal}). Resume it: it goes on from its last checkpoint."
)
SILENT = "The process that trained this run ended without a word: the store may be out of reach. Resume it later."
FULL = (
    "The disk that keeps the runs was full, so this run could not go on, and its last steps are not recorded. "
    "Make room on it, then resume it: it goes on from its last checkpoint."
)
HUNG = "Nothing was learned for {seconds:.0f} seconds, so this run was ended. Resume it, or choose a smaller network."
HOG = (
    "This run took {taken:.1f} GB of memory, more than the {most:.1f} GB it may, and was ended. "
    "Choose a smaller batch or a smaller network."
)
OVER = "The process that trained this run did not notice that it was over, and was ended."
SLOW = "This run took longer than {minutes:.0f} minutes and was ended. Choose fewer epochs or a smaller network."


class Watchdog:
    """Looks after a process that has a run. `ending` is how the run ended, while the store does not know it yet."""

    def __init__(self, store: Store, process: WorkerProcess, run: int, ticket: str) -> None:
        self._store, self.process, self.run, self._ticket = store, process, run, ticket
        self.ending: Ending | None = None
        self._heartbeats, self._looked = Heartbeats(), 0.0
        self._active, self._counted = 0.0, time.monotonic()

    def look(self) -> bool:
        """Whether it needs to be looked after any longer."""
        # A cluster can give one dispatch to two workers: the run is the other one's, and not this one's to end.
        if self.process.code() == Exit.LOST:
            return False
        if not self.ending:
            self.ending = self._trouble()
        if not self.ending:
            return True
        try:
            with self._store.writing() as connection:
                # Nobody's yet, or its own worker's: one dispatch may be in the hands of two.
                for owner in ("", self.process.name):
                    jobs.end(connection, self.run, self.ending, ticket=self._ticket, owner=owner)
        except StoreError as trouble:
            if trouble.full and self.ending.reason == SILENT:
                self.ending = Ending(self.ending.status, FULL)
            return True
        return False

    def _trouble(self) -> Ending | None:
        code = self.process.code()
        if code is not None:
            # A worker that ended well has written so: then ending the run changes nothing.
            if code < 0:
                return Ending(RunStatus.INTERRUPTED, KILLED.format(signal=-code))
            return Ending(RunStatus.INTERRUPTED, FULL if code == Exit.FULL else SILENT)
        reason = self._excess()
        if reason:
            self.process.end()
        return Ending(RunStatus.FAILED, reason) if reason else None

    def _excess(self) -> str:
        taken, most = self.process.memory(), bounds.most_memory()
        if taken > most:
            return HOG.format(taken=taken / 2**30, most=most / 2**30)
        if time.monotonic() - self._looked < LOOK:
            return ""
        self._looked = time.monotonic()
        try:
            row = self._row()
        except StoreError:
            self._heartbeats.forget()
            return ""
        if row is None or row.status in statuses.ENDED:
            return OVER if self._heartbeats.unchanged_for(self.run, OVER) >= LOST else ""
        return self._delay(row)

    def _delay(self, row: Row[Any, Any]) -> str:
        """Starting and running count, pauses do not."""
        now = time.monotonic()
        busy = row.status in (RunStatus.STARTING, RunStatus.RUNNING)
        self._active += (now - self._counted) * busy
        self._counted = now
        # Before the first step data are read and torch is loaded: that takes longer on a busy machine.
        still = self._heartbeats.unchanged_for(self.run, (row.last, row.status))
        if busy and still >= limits.TRAIN_HUNG:
            return HUNG.format(seconds=still)
        if self._active > limits.TRAIN_SECONDS + OVERTIME:
            return SLOW.format(minutes=self._active / 60)
        return ""

    def _row(self) -> Row[Any, Any] | None:
        columns = select(RUNS.c.status, RUNS.c.last).where(RUNS.c.id == self.run, RUNS.c.ticket == self._ticket)
        with self._store.reading() as connection:
            return connection.execute(columns).first()
