"""The one thread of an app server that looks after runs. All it knows is in the store, so several servers share it."""

import logging
import threading
import time

from cnnviz.errors import InputError
from cnnviz.training import housekeeping, launch, store
from cnnviz.training.leases import Leases

# Seconds between two rounds while runs wait or train, while none does, and between two looks for what is old.
ROUND = 0.2
IDLE = 2.0
OLD = 60.0

log = logging.getLogger(__name__)


class Supervisor:
    """Dispatches, gives up, pauses, forgets. `endings`: runs over, as status and reason, unknown to the store."""

    def __init__(self) -> None:
        self.endings: dict[int, tuple[str, str]] = {}
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._wake, self._stop = threading.Event(), threading.Event()
        self._leases, self._looks, self._forgotten = Leases(), Leases(), 0.0

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
                self._leases.forget()
                self._looks.forget()
                pause = 5 * ROUND
            except Exception:
                # A mistake of ours must not leave everybody's runs alone: it is in the log, the next round is tried.
                log.exception("The supervisor stumbled.")
                pause = IDLE
            self._wake.wait(pause)

    def _round(self) -> bool:
        """Whether there is anything to look after."""
        engine = launch.engine()
        self.endings = engine.look()
        kept = store.opened()
        if not self._forgotten or time.monotonic() - self._forgotten > OLD:
            self._forgotten = time.monotonic()
            housekeeping.forget_old(kept)
        waiting, active = housekeeping.counts(kept)
        if waiting:
            self._dispatch(engine, kept)
        if waiting or active:
            housekeeping.give_up_silent(kept, self._leases)
            housekeeping.spare_unwatched(kept, self._looks)
        return bool(waiting or active or self.endings)

    def _dispatch(self, engine: launch.Engine, kept: store.Store) -> None:
        slots = engine.slots()
        housekeeping.explain_waiting(kept, engine.trouble())
        for run, ticket in housekeeping.dispatched(kept, engine.label, slots):
            try:
                engine.place(kept, run, ticket)
            except OSError as trouble:
                log.warning("Run %s could not be placed: %s", run, trouble)
                housekeeping.put_back(kept, run, ticket, "No process could be started for this run, so it waits.")
        # A cluster that is away has no slots: then runs do not wait for a place.
        if slots:
            housekeeping.make_way(kept, engine.label, slots, self._looks)


SUPERVISOR = Supervisor()
