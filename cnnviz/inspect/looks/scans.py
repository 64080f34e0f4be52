"""Scans at work, one block of one at a time, and what came of those asked for last.

One thread does the work while anybody looks: who has been looked at longest ago comes last, and whom nobody has looked
at for some seconds is dropped.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect.looks import scan, sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph

Key = tuple[str, str, str]
KEPT_BYTES = max(1, limits.CACHED_LOOKS_BYTES)
# Seconds for which a scan goes on though nobody looks; until who looks gets what there is; until they give up.
UNWATCHED, FIRST, PATIENCE = 5.0, 1.0, 60.0
# Windows that are waited for a little longer: of fewer, patches are chosen from next to nothing.
FEW, LONGER = 8, 2.5
BUSY = "Too many networks are being looked into just now. Reload the page in a minute."
# Scans at work at once: each holds a set of pictures.
MOST = 32


@dataclass(eq=False)
class _Job:
    """A scan at work, what is known of it, when it was last looked at, and the error that ended it."""

    work: scan.Scanning
    known: scan.Scan
    seen: float
    trouble: InputError | Exception | None = None


class Scans:
    """All scans of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.news = threading.Condition()
        self.jobs: OrderedDict[Key, _Job] = OrderedDict()
        self.finished: LRUCache[Key, scan.Scan] = LRUCache(
            KEPT_BYTES, getsizeof=lambda one: min(one.nbytes, KEPT_BYTES)
        )
        self.thread: threading.Thread | None = None

    def look(self, model: Model, step: graph.Step, pictures: sets.PictureSet, wait: float | None = None) -> scan.Scan:
        """What is known of it so far: after `wait` seconds, FIRST unless given, or a little later where that is next to
        nothing. Who asks has it begun, or go on.

        Raises InputError where the numbers cannot be computed, or too many others are asked for.
        """
        key = (model.id, step.name, pictures.id)
        began, wait = self.clock(), FIRST if wait is None else wait
        with self.news:
            while (known := self._known(key, model, step, pictures)).done < len(pictures):
                left = began + _patience(known.done, wait) - self.clock()
                if left <= 0:
                    break
                # Woken to say that it still looks: a large network may take longer over one block.
                self.news.wait(min(left, UNWATCHED / 2))
        if not known.done:
            raise InputError(BUSY)
        return known

    def _known(self, key: Key, model: Model, step: graph.Step, pictures: sets.PictureSet) -> scan.Scan:
        if key in self.finished:
            return self.finished[key]
        job = self.jobs.get(key)
        if job is None:
            if len(self.jobs) >= MOST:
                raise InputError(BUSY)
            work = scan.scanning(model, step, pictures)
            job = self.jobs[key] = _Job(work, work.begun(), self.clock())
        if job.trouble:
            del self.jobs[key]
            raise job.trouble
        job.seen = self.clock()
        if self.thread is None:
            self.thread = threading.Thread(target=self._work, name="looks", daemon=True)
            self.thread.start()
        return job.known

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            key, job = turn
            try:
                known, trouble = job.work.advanced(job.known), None
            except Exception as error:  # told to whoever looks
                known, trouble = job.known, error
            with self.news:
                job.known, job.trouble = known, trouble
                if known.done == len(job.work.pictures):
                    self.jobs.pop(key, None)
                    self.finished[key] = known
                self.news.notify_all()

    def _next(self) -> tuple[Key, _Job] | None:
        """Whose turn it is; None, and the end of the thread, where nobody looks any more."""
        with self.news:
            for key in [key for key, job in self.jobs.items() if self.clock() - job.seen > UNWATCHED]:
                del self.jobs[key]
            for key, job in self.jobs.items():
                if not job.trouble:
                    self.jobs.move_to_end(key)
                    return key, job
            self.thread = None
            return None


def _patience(done: int, wait: float) -> float:
    """Seconds that are waited for more than `done` windows."""
    if not done:
        return PATIENCE
    return max(wait, LONGER) if wait and done < FEW else wait


SCANS = Scans()
