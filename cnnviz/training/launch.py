"""Placing workers, the only thing an engine does: as processes of this machine, or on a cluster (CNNVIZ_SCHEDULER)."""

import atexit
import contextlib
import os
import platform
import threading
import time
from typing import Protocol

from cnnviz import limits
from cnnviz.training import bounds, store
from cnnviz.training.attendant import CLUSTER, Attendant, Child

# Seconds that a new spare process waits, so that it does not load torch while the run that took the last one begins.
REST = 4.0
# Seconds between two looks of a cluster's worker at its process.
LOOK = 0.2


class Engine(Protocol):
    """Where runs train."""

    label: str

    def slots(self) -> int:
        """How many runs train at once; 0 while it cannot be reached."""

    def place(self, kept: store.Store, run: int, ticket: str) -> None:
        """Have a worker take the run."""

    def look(self) -> dict[int, tuple[str, str]]:
        """Look after the workers: the runs that ended, with status and reason, which the store does not know yet."""

    def warm(self) -> None:
        """Be ready to begin quickly."""

    def trouble(self) -> str:
        """Why runs have to wait, as a sentence; mostly ""."""

    def close(self) -> None:
        """Let go of everything."""


class Embedded:
    """One fresh process for each run, and a spare one that has loaded torch."""

    def __init__(self) -> None:
        self.label = f"machine {platform.node()}"[:200]
        self._attended: list[Attendant] = []
        self._spare: Child | None = None
        self._spare_at = self._wanted = 0.0
        self._lock = threading.Lock()

    def slots(self) -> int:
        return bounds.slots()

    def place(self, kept: store.Store, run: int, ticket: str) -> None:
        with self._lock:
            child, self._spare = self._spare or Child(), None
            if not child.give(run, ticket):
                child.end()
                child = Child()
                child.give(run, ticket)
            self._attended.append(Attendant(kept, child, run, ticket))
            self._wanted = time.monotonic()
            self._spare_at = self._wanted + REST

    def look(self) -> dict[int, tuple[str, str]]:
        with self._lock:
            for one in [one for one in self._attended if not one.look()]:
                one.child.end()
                self._attended.remove(one)
            self._look_after_spare()
            return {one.run: one.ending for one in self._attended if one.ending}

    def warm(self) -> None:
        with self._lock:
            self._wanted = time.monotonic()
            self._look_after_spare()

    def trouble(self) -> str:
        return ""

    def processes(self) -> list[int]:
        """The numbers of all worker processes."""
        with self._lock:
            spare = [self._spare] if self._spare else []
            return [one.pid for one in (*(one.child for one in self._attended), *spare)]

    def close(self) -> None:
        """End all workers, leaving those that train the time to keep a checkpoint."""
        with self._lock:
            children = [one.child for one in self._attended] + ([self._spare] if self._spare else [])
            self._attended, self._spare, self._wanted = [], None, 0.0
        enders = [threading.Thread(target=child.end, args=(3.0,)) for child in children]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()

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
                self._spare = Child()


_engines: dict[str, Engine] = {}
_making = threading.Lock()


def engine() -> Engine:
    """The engine that the environment names, made once. Raises InputError for an address that is none."""
    scheduler = os.environ.get("CNNVIZ_SCHEDULER", "")
    with _making:
        if scheduler not in _engines:
            _engines[scheduler] = _made(scheduler)
        return _engines[scheduler]


def _made(scheduler: str) -> Engine:
    if scheduler:
        # Dask takes half a second to load, and only a cluster needs it.
        from cnnviz.training import cluster  # noqa: PLC0415

        return cluster.Cluster(scheduler)
    embedded = Embedded()
    atexit.register(embedded.close)
    return embedded


def attended(run: int, ticket: str) -> None:
    """Train a run in a process of its own, looked after until it ends: what a cluster's worker does."""
    child = Child()
    try:
        child.give(run, ticket, CLUSTER)
        attendant = Attendant(store.opened(), child, run, ticket)
        while attendant.look():
            time.sleep(LOOK)
    finally:
        child.end(3.0)
