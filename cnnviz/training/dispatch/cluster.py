"""Placing workers on a Dask cluster. Dask only carries the number of a run; the store carries everything else."""

import asyncio
import logging
import time
from typing import Any

import dask
import distributed
from distributed.comm.core import CommClosedError

from cnnviz.training.dispatch.watchdog import Watchdog
from cnnviz.training.dispatch.worker_process import WorkerProcess
from cnnviz.training.statuses import Ending
from cnnviz.training.store import database
from cnnviz.training.store.database import Store
from cnnviz.training.worker.assignment import Place

# Seconds until a scheduler that does not answer is given up.
PATIENCE = 3
# Seconds between two looks of a cluster's worker at its process.
LOOK = 0.2

log = logging.getLogger(__name__)


class Cluster:
    """The workers of one scheduler; each of their threads trains one run, in a process of its own."""

    def __init__(self, address: str) -> None:
        self.label = f"cluster {address}"[:200]
        self._address = address
        self._client: Any = None
        self._threads = 0

    def slots(self) -> int:
        """Threads of all workers; 0 while the scheduler cannot be reached."""
        self._threads = 0
        try:
            threads = self._connected().sync(self._client.scheduler.ncores, callback_timeout=PATIENCE)
        except _AWAY:
            self._away()
            return 0
        self._threads = sum(threads.values())
        return self._threads

    def place(self, store: Store, run: int, ticket: str) -> None:
        """Give the scheduler the run. Raises OSError where it did not take it."""
        # Dask runs a task again when its worker is killed, whatever `retries` says: the second claim then goes on
        # from the last checkpoint.
        key = f"cnnviz-{run}-{ticket}"
        try:
            task = self._connected().submit(train_attended, run, ticket, key=key, pure=False, retries=0)
            distributed.fire_and_forget(task)
        # Whatever has happened, the run goes back to the queue: distributed raises many kinds of errors.
        except (Exception, asyncio.CancelledError) as trouble:
            self._away()
            raise OSError(f"the cluster did not take it: {trouble!r}") from trouble

    def look(self) -> dict[int, Ending]:
        """Nothing: the cluster's workers look after their own processes."""
        return {}

    def warm(self) -> None:
        """Workers of a cluster are warm or not by themselves."""

    def close(self) -> None:
        """Leave the cluster; what it trains goes on."""
        self._away()

    def trouble(self) -> str:
        """Why runs have to wait, as a sentence; "" where there are workers."""
        if self._threads:
            return ""
        if self._client is not None:
            return "The cluster has no workers just now, so runs wait until one joins it."
        return f"The cluster's scheduler at {self._address} cannot be reached, so runs wait until it is back."

    def _connected(self) -> Any:
        if self._client is not None and self._client.status != "running":
            self._away()
        if self._client is None:
            with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
                self._client = distributed.Client(self._address, timeout=PATIENCE, set_as_default=False)
        return self._client

    def _away(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                client.close(timeout=PATIENCE)
            except _AWAY:
                log.warning("The connection to %s could not be closed in time.", self._address)


_AWAY = (OSError, TimeoutError, asyncio.TimeoutError, asyncio.CancelledError, ValueError, CommClosedError)


def train_attended(run: int, ticket: str) -> None:
    """Train a run in a process of its own, looked after until it ends: what a worker of the cluster does."""
    process = WorkerProcess()
    try:
        process.give(run, ticket, Place.CLUSTER)
        watchdog = Watchdog(database.opened(), process, run, ticket)
        while watchdog.look():
            time.sleep(LOOK)
    finally:
        process.end(3.0)
