"""What a worker process does with the run that it was given: from the claim to its last word."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cnnviz.datasets.data import Dataset
from cnnviz.errors import InputError
from cnnviz.training import config
from cnnviz.training.config import Config
from cnnviz.training.events import Command, Event, EventKind, Why
from cnnviz.training.exciting import wanted as pictures
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import database, datasets
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.heartbeats import LEASE
from cnnviz.training.worker import branching, replay
from cnnviz.training.worker.assignment import Assignment, Exit, Place
from cnnviz.training.worker.channel import Channel
from cnnviz.training.worker.writer import LostError, Writer, claim

# Seconds to get at a run, and to write its last word. A full disk takes no sign of life either: the worker has to be
# gone, and to have told why, before it counts as lost.
CLAIM = 20.0
LAST_WORD = 120.0
LAST_WORD_FULL = 0.4 * LEASE

# By where it trains.
GONE = {
    Place.HERE: "The app ended while this run was training. Resume it, and it goes on from its last checkpoint.",
    Place.CLUSTER: (
        "The cluster's worker that trained this run was ended, as it is when the cluster's scheduler is gone. "
        "Resume it, and it goes on from its last checkpoint."
    ),
}
FULL = "This run has told as much as is kept of one run. Branch a new one from its last snapshot."
NO_MEMORY = "This run needs more memory than one run may take. Choose a smaller batch or a smaller network."
BROKEN = "Something in cnnviz broke while this run was training; its log says what. What was recorded is safe."
STATUS: dict[Why, RunStatus] = {
    "finished": RunStatus.FINISHED,
    "stopped": RunStatus.STOPPED,
    "diverged": RunStatus.DIVERGED,
    "budget": RunStatus.STOPPED,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """How training ended, for how many seconds the last word is tried to be written, and whether the store is full."""

    ending: Ending
    patience: float = LAST_WORD
    full: bool = False


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

    def do(self, given: Assignment) -> Exit:
        """Train the run, unless it is over or another worker's: the process's exit code."""
        store, writer = _claimed(given)
        if writer is None:
            return Exit.LOST
        self._channel = channel = Channel(writer)
        if self._gone.is_set():
            channel.put(Command("stop"))
        outcome = Outcome(Ending(RunStatus.FAILED, BROKEN))
        try:
            outcome = self._outcome(given, store, writer, channel)
        finally:
            written = channel.close(outcome.ending, outcome.patience)
        if channel.lost:
            return Exit.LOST
        return Exit.FULL if outcome.full and not written else Exit.DONE

    def _outcome(self, given: Assignment, store: Store, writer: Writer, channel: Channel) -> Outcome:
        """Train the run; whatever goes wrong is how it ended."""
        outcome = Outcome(Ending(RunStatus.FAILED, BROKEN))
        try:
            outcome = Outcome(self._trained(store, writer, channel))
        except StoreError as trouble:
            outcome = Outcome(Ending(RunStatus.FAILED, str(trouble)), LAST_WORD_FULL, trouble.full)
        except InputError as trouble:
            outcome = Outcome(Ending(RunStatus.FAILED, str(trouble)))
        except LostError:
            log.warning("Run %s was ended or given to another worker.", given.run)
        except Exception as trouble:
            log.exception("Run %s broke.", given.run)
            if _out_of_memory(trouble):
                outcome = Outcome(Ending(RunStatus.FAILED, NO_MEMORY))
        if self._gone.is_set():
            return replace(outcome, ending=Ending(RunStatus.INTERRUPTED, GONE[given.place]))
        return outcome

    def _trained(self, store: Store, writer: Writer, channel: Channel) -> Ending:
        """Record the run's events to its end."""
        last_steps, reason = dict(writer.last_steps), ""
        for event in told(store, writer, channel):
            if event.kind == EventKind.DONE and self._gone.is_set():
                continue
            if news := replay.news(event, last_steps):
                channel.send(news)
            if channel.over() and not reason:
                reason = FULL
                channel.put(Command("stop"))
            if event.kind == EventKind.DONE:
                return Ending(STATUS[event.header["why"]], reason or event.header["sentence"])
        return Ending(RunStatus.INTERRUPTED, BROKEN)


def _claimed(given: Assignment) -> tuple[Store, Writer | None]:
    """The store and the writer of the run, waiting for a store that is away for a moment."""
    deadline = time.monotonic() + CLAIM
    while True:
        try:
            store = database.opened()
            return store, claim(store, given.run, given.ticket, given.worker)
        except StoreError as trouble:
            if trouble.lasting or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def told(store: Store, writer: Writer, channel: Channel) -> Iterator[Event]:
    """The events of what is to be done, which the kind of config says: a run is trained, or a picture made."""
    if pictures.is_one(writer.config):
        return excite(pictures.from_json(writer.config), store, channel)
    wanted = config.from_json(writer.config)
    if (rate := writer.rate_since_checkpoint()) is not None:
        channel.put(Command("rate", rate))
    return train(wanted, dataset(wanted, store), channel, beginning(wanted, store, writer))


def excite(wanted: pictures.Wanted, store: Store, channel: Channel) -> Iterator[Event]:
    """The events of a picture that is made; torch is loaded here."""
    from cnnviz.training.exciting import ascent, weights  # noqa: PLC0415

    return ascent.excite(wanted, weights.tensors(wanted, store), channel, threads())


def train(wanted: Config, data: Dataset, channel: Channel, start: Event | None) -> Iterator[Event]:
    """The run's events; torch is loaded here."""
    from cnnviz.training.learning import loop  # noqa: PLC0415

    return loop.train(wanted, data, channel, start=start, threads=threads())


def threads() -> int:
    """As many as this process was told it may use."""
    return int(os.environ.get("OMP_NUM_THREADS", "1"))


def dataset(wanted: Config, store: Store) -> Dataset:
    """The run's data. Raises InputError with what is missing."""
    from cnnviz.datasets import catalogue  # noqa: PLC0415

    return catalogue.load(wanted.data, lambda sha: datasets.fetch(store, sha))


def beginning(wanted: Config, store: Store, writer: Writer) -> Event | None:
    """Where the run goes on: its last checkpoint, or the snapshot of another run that it branches from."""
    checkpoint = writer.newest(EventKind.CHECKPOINT)
    if checkpoint or not wanted.branch:
        return checkpoint
    return branching.snapshot(store, wanted.branch)


def _out_of_memory(trouble: Exception) -> bool:
    # torch says it in a RuntimeError of the allocator of whatever device.
    message = str(trouble).lower()
    return isinstance(trouble, MemoryError) or "out of memory" in message or "allocate memory" in message
