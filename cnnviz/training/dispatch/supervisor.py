"""The one thread of an app server that looks after runs. All it knows is in the store, so several servers share it."""

import logging
import threading
import time

from cnnviz.errors import InputError
from cnnviz.training.dispatch import engines, idle, queue, retention, stalled
from cnnviz.training.statuses import Ending
from cnnviz.training.store import database
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import Heartbeats

# Seconds between two rounds while runs wait or train, while none does, and between two looks for what is old.
ROUND = 0.2
IDLE = 2.0
OLD = 60.0

log = logging.getLogger(__name__)


class Supervisor:
    """Dispatches, gives up, pauses, forgets. `endings`: of runs that the store does not know to be over."""

    def __init__(self) -> None:
        self.endings: dict[int, Ending] = {}
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._wake, self._stop = threading.Event(), threading.Event()
        self._heartbeats, self._looks, self._forgotten = Heartbeats(), Heartbeats(), 0.0

    def wake(self) -> None:
        """Something has changed: look at once. Starts the thread at its first use."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stop.clear()
                self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
                self._thread.start()
        self._wake.set()

    def awake(self) -> None:
        """Make sure that the thread is there."""
        if self._thread is None or not self._thread.is_alive():
            self.wake()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._wake.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                pause = ROUND if self._round() else IDLE
            except InputError as trouble:
                log.warning("%s", trouble)
                self._heartbeats.forget()
                self._looks.forget()
                pause = 5 * ROUND
            except Exception:
                # A mistake of ours must not leave everybody's runs alone: it is in the log, the next round is tried.
                log.exception("The supervisor stumbled.")
                pause = IDLE
            self._wake.wait(pause)

    def _round(self) -> bool:
        """Whether there is anything to look after."""
        engine = engines.engine()
        self.endings = engine.look()
        store = database.opened()
        if not self._forgotten or time.monotonic() - self._forgotten > OLD:
            self._forgotten = time.monotonic()
            retention.forget_old(store)
        waiting, active = queue.counts(store)
        if waiting:
            self._dispatch(engine, store)
        if waiting or active:
            stalled.interrupt_stalled(store, self._heartbeats)
            idle.pause_unwatched(store, self._looks)
        return bool(waiting or active or self.endings)

    def _dispatch(self, engine: engines.Engine, store: Store) -> None:
        slots = engine.slots()
        queue.explain_waiting(store, engine.trouble())
        for run, ticket in queue.dispatch(store, engine.label, slots):
            try:
                engine.place(store, run, ticket)
            except OSError as trouble:
                log.warning("Run %s could not be placed: %s", run, trouble)
                queue.put_back(store, run, ticket, "No process could be started for this run, so it waits.")
        # A cluster that is away has no slots: then runs do not wait for a place.
        if slots:
            idle.make_way(store, engine.label, slots, self._looks)


SUPERVISOR = Supervisor()
