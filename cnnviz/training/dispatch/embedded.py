"""Runs as processes of this machine: a fresh one for each, and a spare one that has loaded torch."""

import contextlib
import platform
import threading
import time

from cnnviz import limits
from cnnviz.training.dispatch.watchdog import Watchdog
from cnnviz.training.dispatch.worker_process import WorkerProcess
from cnnviz.training.statuses import Ending
from cnnviz.training.store.database import Store
from cnnviz.training.worker import bounds

# Seconds that a new spare process waits, so that it does not load torch while the run that took the last one begins.
REST = 4.0


class Embedded:
    """One fresh process for each run, and a spare one that has loaded torch."""

    def __init__(self) -> None:
        self.label = f"machine {platform.node()}"[:200]
        self._watchdogs: list[Watchdog] = []
        self._spare: WorkerProcess | None = None
        self._spare_at = self._wanted = 0.0
        self._lock = threading.Lock()

    def slots(self) -> int:
        """How many runs train at once on this machine."""
        return bounds.slots()

    def place(self, store: Store, run: int, ticket: str) -> None:
        """Have the spare process take the run, or a new one. Raises OSError where none can be started."""
        with self._lock:
            process, self._spare = self._spare or WorkerProcess(), None
            if not process.give(run, ticket):
                process.end()
                process = WorkerProcess()
                process.give(run, ticket)
            self._watchdogs.append(Watchdog(store, process, run, ticket))
            self._wanted = time.monotonic()
            self._spare_at = self._wanted + REST

    def look(self) -> dict[int, Ending]:
        """Look after all processes: how runs ended, by their numbers, of which the store does not know yet."""
        with self._lock:
            for watchdog in [watchdog for watchdog in self._watchdogs if not watchdog.look()]:
                watchdog.process.end()
                self._watchdogs.remove(watchdog)
            self._look_after_spare()
            return {watchdog.run: watchdog.ending for watchdog in self._watchdogs if watchdog.ending}

    def warm(self) -> None:
        """Have a spare process, for `limits.TRAIN_SPARE` seconds from now."""
        with self._lock:
            self._wanted = time.monotonic()
            self._look_after_spare()

    def trouble(self) -> str:
        """This machine is always there: ""."""
        return ""

    def processes(self) -> list[int]:
        """The numbers of all worker processes."""
        with self._lock:
            return [process.pid for process in self._all()]

    def close(self) -> None:
        """End all workers, leaving those that train the time to keep a checkpoint."""
        with self._lock:
            processes = self._all()
            self._watchdogs, self._spare, self._wanted = [], None, 0.0
        enders = [threading.Thread(target=process.end, args=(3.0,)) for process in processes]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()

    def _all(self) -> list[WorkerProcess]:
        return [watchdog.process for watchdog in self._watchdogs] + ([self._spare] if self._spare else [])

    def _look_after_spare(self) -> None:
        now = time.monotonic()
        wanted = bool(self._wanted) and now - self._wanted < limits.TRAIN_SPARE and bounds.has_room_for_spare()
        if self._spare and (not wanted or self._spare.code() is not None):
            self._spare.end()
            self._spare = None
        if wanted and not self._spare and now >= self._spare_at:
            self._spare_at = now + REST
            # A machine that can start no more processes does without a spare.
            with contextlib.suppress(OSError):
                self._spare = WorkerProcess()
