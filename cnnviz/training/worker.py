"""A worker process, `python -m cnnviz.training.worker`: it takes one run, trains it, writes what it tells, and ends.

Whoever started it writes a line to its standard input, the run, the ticket of this dispatch, this worker's name and
where it is, and keeps that open:
when it closes, however the other process ended, this one saves a checkpoint and ends too. Without a line it loads
torch meanwhile and waits.
"""

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training import attendant, bounds, config, events, history, journal, own, replay, store, tables
from cnnviz.training.channel import Channel
from cnnviz.training.config import Config
from cnnviz.training.events import Command, Event
from cnnviz.training.journal import Journal, LostError
from cnnviz.training.store import Store, StoreError

# Seconds to save what can be saved when the app has gone; to get at a run; to write its last word.
LEAVE = 2.0
CLAIM = 20.0
LAST_WORD = 120.0
LAST_WORD_FULL = 5.0

# By where it trains.
GONE = {
    attendant.HERE: "The app ended while this run was training. Resume it, and it goes on from its last checkpoint.",
    attendant.CLUSTER: (
        "The cluster's worker that trained this run was ended, as it is when the cluster's scheduler is gone. "
        "Resume it, and it goes on from its last checkpoint."
    ),
}
FULL = "This run has told as much as is kept of one run. Branch a new one from its last snapshot."
NO_MEMORY = "This run needs more memory than one run may take. Choose a smaller batch or a smaller network."
BROKEN = "Something in cnnviz broke while this run was training; its log says what. What was recorded is safe."
STATUS = {"finished": tables.FINISHED, "stopped": tables.STOPPED, "diverged": tables.DIVERGED, "budget": tables.STOPPED}

log = logging.getLogger(__name__)


class Work:
    """One run in this process, from the claim to its last word."""

    def __init__(self) -> None:
        self._channel: Channel | None = None
        self._gone = threading.Event()

    def leave(self) -> None:
        """The app has gone: stop as soon as possible."""
        self._gone.set()
        if self._channel:
            self._channel.put(Command("stop"))

    def do(self, run: int, ticket: str, name: str, place: str) -> int:
        """Train the run, unless it is over or another worker's: the process's exit code.

        `name` is this worker's, `place` that of whoever started it: one of GONE.
        """
        kept, pen = _claimed(run, ticket, name)
        if pen is None:
            return journal.LOST_CODE
        self._channel = channel = Channel(pen)
        if self._gone.is_set():
            channel.put(Command("stop"))
        status, reason, seconds, full = tables.FAILED, BROKEN, LAST_WORD, False
        try:
            status, reason = self._trained(kept, pen, channel)
        except StoreError as trouble:
            reason, seconds, full = str(trouble), LAST_WORD_FULL, trouble.full
        except InputError as trouble:
            reason = str(trouble)
        except LostError:
            log.warning("Run %s was ended or given to another worker.", run)
        except Exception as trouble:
            log.exception("Run %s broke.", run)
            reason = NO_MEMORY if _out_of_memory(trouble) else BROKEN
        finally:
            if self._gone.is_set():
                status, reason = tables.INTERRUPTED, GONE[place]
            written = channel.close(status, reason, seconds)
        if channel.lost:
            return journal.LOST_CODE
        return journal.FULL_CODE if full and not written else 0

    def _trained(self, kept: Store, pen: Journal, channel: Channel) -> tuple[str, str]:
        """Record the run's events to its end: its status and the reason."""
        wanted = config.from_json(pen.config)
        recorded, reason = dict(pen.recorded), ""
        if (rate := pen.rate_since_checkpoint()) is not None:
            channel.put(Command("rate", rate))
        for event in train(wanted, dataset(wanted, kept), channel, beginning(wanted, kept, pen)):
            if event.kind == events.DONE and self._gone.is_set():
                continue
            if news := replay.news(event, recorded):
                channel.record(news)
            if channel.over() and not reason:
                reason = FULL
                channel.put(Command("stop"))
            if event.kind == events.DONE:
                return STATUS[event.header["why"]], reason or event.header["sentence"]
        return tables.INTERRUPTED, BROKEN


def _claimed(run: int, ticket: str, name: str) -> tuple[Store, Journal | None]:
    """The store and the pen of the run, waiting for a store that is away for a moment."""
    deadline = time.monotonic() + CLAIM
    while True:
        try:
            kept = store.opened()
            return kept, journal.claimed(kept, run, ticket, name)
        except StoreError as trouble:
            if trouble.lasting or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def train(wanted: Config, data: Dataset, channel: Channel, start: Event | None) -> Iterator[Event]:
    """The run's events; torch is loaded here."""
    from cnnviz.training.learning import loop  # noqa: PLC0415

    return loop.train(wanted, data, channel, start=start, threads=int(os.environ.get("OMP_NUM_THREADS", "1")))


def dataset(wanted: Config, kept: Store) -> Dataset:
    """The run's data. Raises InputError with what is missing."""
    from cnnviz.datasets import catalogue  # noqa: PLC0415

    return catalogue.load(wanted.data, lambda sha: own.found(kept, sha))


def beginning(wanted: Config, kept: Store, pen: Journal) -> Event | None:
    """Where the run goes on: its last checkpoint, or the snapshot of another run that it branches from."""
    checkpoint = pen.newest(events.CHECKPOINT)
    if checkpoint or not wanted.branch:
        return checkpoint
    return history.snapshot(kept, wanted.branch.run, wanted.branch.event)


def _out_of_memory(trouble: Exception) -> bool:
    # torch says it in a RuntimeError of the allocator of whatever device.
    said = str(trouble).lower()
    return isinstance(trouble, MemoryError) or "out of memory" in said or "allocate memory" in said


def _listen(jobs: "queue.SimpleQueue[str]", work: Work) -> None:
    """Read jobs from standard input; when it closes, end within LEAVE seconds."""
    taken = False
    for line in sys.stdin:
        taken = True
        jobs.put(line)
    if not taken:
        os._exit(0)
    end = threading.Timer(LEAVE, os._exit, (1,))
    end.daemon = True
    end.start()
    work.leave()


def main() -> None:
    """Take the job that standard input names, and do it."""
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s")
    bounds.settle()
    jobs: queue.SimpleQueue[str] = queue.SimpleQueue()
    work = Work()
    threading.Thread(target=_listen, args=(jobs, work), name="stdin", daemon=True).start()
    try:
        job = jobs.get(timeout=0.2)
    except queue.Empty:
        warm()
        job = jobs.get()
    run, ticket, name, place = job.split()
    code = 0
    try:
        code = work.do(int(run), ticket, name, place)
    except InputError as trouble:
        code = journal.FULL_CODE if isinstance(trouble, StoreError) and trouble.full else 0
        log.error("Run %s was not trained: %s", run, trouble)
    # Nothing that torch would tidy up is worth waiting for.
    sys.stderr.flush()
    os._exit(code)


def warm() -> None:
    """Load what every run needs, and learn one batch of noise: half of torch is loaded only when it is first used."""
    from cnnviz.datasets import catalogue  # noqa: PLC0415
    from cnnviz.training.learning import control, loop  # noqa: PLC0415

    usual = Config()
    catalogue.load(usual.data)
    noise = np.random.default_rng(0).integers(0, 256, (usual.batch, *usual.network.input), np.uint8)
    images = Images(noise, np.arange(usual.batch, dtype=np.uint8) % 2)
    noisy = Dataset("", ("0", "1"), images, images, images)
    for _ in loop.train(replace(usual, epochs=1, device="cpu"), noisy, control.Nobody()):
        pass


if __name__ == "__main__":
    main()
