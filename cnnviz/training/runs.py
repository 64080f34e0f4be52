"""All that pages and routes call: start a run, find it, tell it something, read what it told.

Every function raises InputError, with a sentence for the learner, where the store cannot be used or what is asked
cannot be; the app goes on. Nothing here loads torch.
"""

import functools
import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Row

from cnnviz import numbers
from cnnviz.datasets import catalogue, choice
from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training import config as configs
from cnnviz.training import cost, own_datasets, recorded, statuses
from cnnviz.training.config import Config
from cnnviz.training.dispatch import engines, queue
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import COMMANDS, EventKind, NumberedEvent
from cnnviz.training.exciting import wanted
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import database, datasets, event_log, jobs
from cnnviz.training.worker import branching

# Seconds between two notes of a look at a run, and runs whose last look is remembered.
WATCH = 1.0
WATCHED_KEPT = 1000
# Configs kept as they were read: whoever looks at a run asks several times a second. One is some kB of text.
PARSED = 64

NO_RUN = "There is no such run. It may be too old to be kept, or the link is not whole."
LOST = "There is no such run. The folder that keeps the runs was deleted while cnnviz was running: start a new one."


@dataclass(frozen=True)
class Started:
    """The ids of a new run: who has the first controls it, who has the second may look."""

    control: str
    view: str


@dataclass(frozen=True)
class Run:
    """A run as it stands: times in Unix seconds by the store's clock (0: not yet), `now` is when it was looked up;
    `place` in the queue is from 1 (0: not waiting).

    `control` is empty where the run was found by its view id; `parent` is the view id of the run it branches from.
    """

    id: int
    control: str
    view: str
    status: RunStatus
    reason: str
    place: int
    config: Config
    created: float
    started: float
    ended: float
    last: int
    parent: str
    now: float = field(default_factory=time.time)

    @property
    def elapsed(self) -> float:
        """Seconds since it began, to its end where it is over."""
        return max(0.0, (self.ended or self.now) - self.started)


def warm() -> None:
    """Somebody looks at a page that can start a run: have a process ready that has loaded torch."""
    engines.engine().warm()
    SUPERVISOR.awake()


def start(config: Config, person: str, address: str = "") -> Started:
    """Put a run into the queue, for a person behind a network's address ("": not known).

    Raises InputError where it would take too much, or cannot be kept or begun.
    """
    _require_name(person)
    store = database.opened()
    if why_not := catalogue.DATASETS[config.data.name].why_not(config.data):
        raise InputError(why_not)
    described = catalogue.described(config.data, own_datasets.fetch)
    if config.network.input != described.size:
        reads, given = map(numbers.size, (config.network.input, described.size))
        raise InputError(f"The network reads pictures of {reads}, and these are {given}. Fit it to the data.")
    cost.require_affordable(config, described)
    if config.branch:
        branching.snapshot(store, config.branch)
    if config.data.name == choice.OWN:
        datasets.touch(store, config.data.own)
    parent = config.branch.run if config.branch else ""
    control, view = queue.add(store, configs.to_json(config), person, parent, address)
    SUPERVISOR.wake()
    return Started(control, view)


def fetch_run(id: str) -> Run:
    """The run with that control or view id. Raises InputError where there is none."""
    if id in recorded.VIEWS:
        return _recorded(id)
    if not isinstance(id, str) or len(id) > 64 or not id.isascii() or not id.isalnum():
        raise InputError(NO_RUN)
    store = database.opened()
    row = jobs.fetch_run(store, id)
    if row is None or wanted.is_one(row.config):
        raise InputError(LOST if store.lost else NO_RUN)
    SUPERVISOR.awake()
    place = queue.places(store).get(row.id, 0) if row.status == RunStatus.QUEUED else 0
    return _run(row, row.control if id == row.control else "", place)


def controlled_by(run: Run, control: str) -> Run:
    """The run as whoever knows that id may use it: to control, where it is this run's."""
    return replace(run, control=control) if control and jobs.view_of(control) == run.view else run


def send_command(control: str, name: str, value: float = 0.0) -> None:
    """Ask something of a run: one of COMMANDS; "resume" also takes up a run that ended too early.

    Raises InputError for an id that only lets look, an unknown command, or one that the run cannot follow now.
    """
    run = fetch_run(control)
    if not run.control:
        raise InputError("This link lets you look at the run, not control it. Start a run of your own.")
    if name not in COMMANDS:
        raise InputError(f"A run cannot be told “{name[:20]}”. Say one of: {', '.join(COMMANDS)}.")
    if name == "rate" and not (isinstance(value, int | float) and math.isfinite(value) and 1e-6 <= value <= 10):
        raise InputError(f"A learning rate of {value} cannot be. Choose 0.000001 to 10.")
    store = database.opened()
    if not (name == "resume" and queue.requeue(store, run.id)):
        jobs.send_command(store, run.id, name, float(value))
    SUPERVISOR.wake()


def fetch_events(
    run: Run, after: int = 0, kinds: Sequence[str] | None = None, most_bytes: int = 2**21
) -> list[NumberedEvent]:
    """What the run told after that event, in order: as much as fits into so many bytes, but something if there is."""
    told = tuple(EventKind) if kinds is None else kinds
    if run.view in recorded.VIEWS:
        return recorded.events(run.view, after, told, most_bytes)
    return event_log.fetch_events(database.opened(), run.id, after, told, most_bytes)


def fetch_event(run: Run, seq: int) -> NumberedEvent:
    """One event. Raises InputError where it is kept no longer."""
    if run.view in recorded.VIEWS:
        found = recorded.event(run.view, seq)
    else:
        found = event_log.fetch_event(database.opened(), run.id, seq)
    if found:
        return found
    raise InputError(f"Moment {seq} of this run is no longer kept. Choose one beside it.")


def snapshot_steps(run: Run) -> dict[int, int]:
    """The step of every snapshot that is kept of the run, by the snapshot's number, in order; nothing else is read."""
    if run.view in recorded.VIEWS:
        told = recorded.run(run.view).events
        return {one.seq: one.event.step for one in told if one.event.kind == EventKind.SNAPSHOT}
    return event_log.steps(database.opened(), run.id, EventKind.SNAPSHOT)


def watch(run: Run) -> None:
    """Somebody looks at the run: it goes on."""
    if run.view not in recorded.VIEWS:
        note_watched(run.id, run.status)


def note_watched(job: int, status: RunStatus) -> None:
    """Note of a job, by its number in the store, that somebody looks at it: at most once a second."""
    now = time.monotonic()
    with _lock:
        if now - _watched.get(job, -WATCH) < WATCH:
            return
        _watched[job] = now
    if status not in statuses.ENDED:
        jobs.watch(database.opened(), job)


def ending(row: Row[Any]) -> Ending:
    """How a job in the store stands, or ended."""
    # A worker that died while the store could not be written: what is known here is truer.
    known = SUPERVISOR.endings.get(row.id) if row.status in statuses.ACTIVE else None
    return known or Ending(RunStatus(row.status), row.reason)


def dataset(run: Run) -> Dataset:
    """The data that the run learns from, from memory if they were asked for lately."""
    return catalogue.load(run.config.data, own_datasets.fetch)


def validation(run: Run) -> Images:
    """The pictures that the run is evaluated on: much cheaper to have than all of its data."""
    return catalogue.validation(run.config.data, own_datasets.fetch)


def tested(run: Run) -> Images:
    """The pictures that the run is tested on once, at its end."""
    return catalogue.load(catalogue.held_back(run.config.data), own_datasets.fetch).test


_lock = threading.Lock()
_watched: LRUCache[int, float] = LRUCache(WATCHED_KEPT)


def _require_name(person: str) -> None:
    if not isinstance(person, str) or not 1 <= len(person) <= 64 or not person.isprintable():
        raise InputError("Who starts a run is named by 1 to 64 characters. Reload the page.")


@functools.lru_cache(maxsize=PARSED)
def _parsed(described: str) -> Config:
    return configs.from_json(described)


def _run(row: Row[Any], control: str, place: int) -> Run:
    stands = ending(row)
    try:
        config = _parsed(row.config)
    except InputError as why:
        raise InputError(f"This run was kept by another version of cnnviz, and this one cannot read it. {why}") from why
    return Run(
        row.id,
        control,
        row.view,
        stands.status,
        stands.reason,
        place,
        config,
        row.created,
        row.started,
        row.ended,
        row.last,
        row.parent,
        row.now,
    )


def _recorded(view: str) -> Run:
    shipped = recorded.run(view)
    last = shipped.events[-1]
    seconds, reason = float(last.event.header["seconds"]), str(last.event.header["sentence"])
    return Run(0, "", view, RunStatus.FINISHED, reason, 0, shipped.config, 0.0, 0.0, seconds, last.seq, "")
