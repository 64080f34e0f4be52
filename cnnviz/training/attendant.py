"""Looking after one worker process from outside: it may die, hang, take too much memory or too long."""

import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Row, select

from cnnviz import limits
from cnnviz.training import bounds, journal, ledger, tables
from cnnviz.training.leases import Leases
from cnnviz.training.store import Store, StoreError
from cnnviz.training.tables import RUNS

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "cnnviz.training.worker")
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
# Where a worker is: on the app's machine, or on a cluster.
HERE, CLUSTER = "here", "cluster"
HUNG = "Nothing was learned for {seconds:.0f} seconds, so this run was ended. Resume it, or choose a smaller network."
HOG = (
    "This run took {taken:.1f} GB of memory, more than the {most:.1f} GB it may, and was ended. "
    "Choose a smaller batch or a smaller network."
)
OVER = "The process that trained this run did not notice that it was over, and was ended."
SLOW = "This run took longer than {minutes:.0f} minutes and was ended. Choose fewer epochs or a smaller network."


class Child:
    """A worker process. It ends by itself when this process ends, because its standard input closes then."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env=bounds.environment(),
            start_new_session=True,
            # Windows has no sessions: there, this keeps Ctrl-C in the app's window from the worker.
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self.since = time.monotonic()
        # By which it holds the pen of a run.
        self.name = secrets.token_hex(8)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def give(self, run: int, ticket: str, place: str = HERE) -> bool:
        """Have it take a run; False where it is no longer there."""
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{run} {ticket} {self.name} {place}\n".encode())
            self._process.stdin.flush()
        except OSError:
            return False
        return self.code() is None

    def code(self) -> int | None:
        """How it ended; None while it lives."""
        return self._process.poll()

    def memory(self) -> int:
        """Bytes of memory it holds."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self, patience: float = 0.0) -> None:
        """Let it go, and kill it where it has not gone within so many seconds."""
        assert self._process.stdin
        try:
            self._process.stdin.close()
            if patience:
                self._process.wait(patience)
        except (OSError, subprocess.TimeoutExpired):
            pass
        if self.code() is None:
            self._process.kill()
        self._process.wait()


class Attendant:
    """Looks after a child that has a run. `ending` is how the run ended, while the store does not know it yet."""

    def __init__(self, store: Store, child: Child, run: int, ticket: str) -> None:
        self._store, self.child, self.run, self._ticket = store, child, run, ticket
        self.ending: tuple[str, str] | None = None
        self._leases, self._looked = Leases(), 0.0
        self._active, self._counted = 0.0, time.monotonic()

    def look(self) -> bool:
        """Whether it needs to be looked after any longer."""
        # A cluster can give one dispatch to two workers: the run is the other one's, and not this one's to close.
        if self.child.code() == journal.LOST_CODE:
            return False
        if not self.ending:
            self.ending = self._trouble()
        if not self.ending:
            return True
        try:
            with self._store.writing() as connection:
                # Nobody's yet, or its own worker's: one dispatch may be in the hands of two.
                for owner in ("", self.child.name):
                    ledger.close(connection, self.run, *self.ending, ticket=self._ticket, owner=owner)
        except StoreError as trouble:
            if trouble.full and self.ending[1] == SILENT:
                self.ending = (self.ending[0], FULL)
            return True
        return False

    def _trouble(self) -> tuple[str, str] | None:
        code = self.child.code()
        if code is not None:
            # A worker that ended well has written so: then closing the run changes nothing.
            if code < 0:
                return tables.INTERRUPTED, KILLED.format(signal=-code)
            return tables.INTERRUPTED, FULL if code == journal.FULL_CODE else SILENT
        reason = self._excess()
        if reason:
            self.child.end()
        return (tables.FAILED, reason) if reason else None

    def _excess(self) -> str:
        taken, most = self.child.memory(), bounds.most_memory()
        if taken > most:
            return HOG.format(taken=taken / 2**30, most=most / 2**30)
        if time.monotonic() - self._looked < LOOK:
            return ""
        self._looked = time.monotonic()
        try:
            row = self._row()
        except StoreError:
            self._leases.forget()
            return ""
        if row is None or row.status in tables.ENDED:
            return OVER if self._leases.still(self.run, OVER) >= LOST else ""
        return self._delay(row)

    def _delay(self, row: Row[Any, Any]) -> str:
        """Starting and running count, pauses do not."""
        now = time.monotonic()
        busy = row.status in (tables.STARTING, tables.RUNNING)
        self._active += (now - self._counted) * busy
        self._counted = now
        # Before the first step data are read and torch is loaded: that takes longer on a busy machine.
        still = self._leases.still(self.run, (row.last, row.status))
        if busy and still >= limits.TRAIN_HUNG:
            return HUNG.format(seconds=still)
        if self._active > limits.TRAIN_SECONDS + OVERTIME:
            return SLOW.format(minutes=self._active / 60)
        return ""

    def _row(self) -> Row[Any, Any] | None:
        columns = select(RUNS.c.status, RUNS.c.last).where(RUNS.c.id == self.run, RUNS.c.ticket == self._ticket)
        with self._store.reading() as connection:
            return connection.execute(columns).first()
