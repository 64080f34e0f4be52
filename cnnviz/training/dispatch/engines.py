"""Where runs train: as processes of this machine, or on a cluster (CNNVIZ_SCHEDULER). All an engine does is place
workers; the store does the rest."""

import atexit
import os
import threading
from typing import Protocol

from cnnviz.training.dispatch.embedded import Embedded
from cnnviz.training.statuses import Ending
from cnnviz.training.store.database import Store


class Engine(Protocol):
    """Where runs train."""

    label: str

    def slots(self) -> int:
        """How many runs train at once; 0 while it cannot be reached."""

    def place(self, store: Store, run: int, ticket: str) -> None:
        """Have a worker take the run. Raises OSError where none could be had."""

    def look(self) -> dict[int, Ending]:
        """Look after the workers: how runs ended, by their numbers, of which the store does not know yet."""

    def warm(self) -> None:
        """Be ready to begin quickly."""

    def trouble(self) -> str:
        """Why runs have to wait, as a sentence; mostly ""."""

    def close(self) -> None:
        """Let go of everything."""


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
        from cnnviz.training.dispatch import cluster  # noqa: PLC0415

        return cluster.Cluster(scheduler)
    embedded = Embedded()
    atexit.register(embedded.close)
    return embedded
