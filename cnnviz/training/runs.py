"""All that pages and routes call: start a run, find it, tell it something, read what it told.

Every function raises InputError, with a sentence for the learner, where the store cannot be used or what is asked
cannot be; the app goes on. Nothing here loads torch.
"""

import functools
import math
import threading
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Row

from cnnviz.datasets import catalogue, choice
from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training import config as configs
from cnnviz.training import cost, history, launch, ledger, recorded, store, tables
from cnnviz.training import events as told
from cnnviz.training import own as own_data
from cnnviz.training.config import Config
from cnnviz.training.events import Event
from cnnviz.training.supervisor import SUPERVISOR

# Learners' data sets kept in memory, seconds between two notes of a look at a run, and runs whose last look is
# remembered.
OWN_KEPT = 2
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
    status: str
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


@dataclass(frozen=True, eq=False)
class Stored:
    """An event and its number in the run, from 1."""

    seq: int
    event: Event


def warm() -> None:
    """Somebody looks at a page that can start a run: have a process ready that has loaded torch."""
    launch.engine().warm()
    SUPERVISOR.awake()


def start(config: Config, person: str, address: str = "") -> Started:
    """Put a run into the queue, for a person behind a network's address ("": not known).

    Raises InputError where it would take too much, or cannot be kept or begun.
    """
    _check_person(person)
    kept = store.opened()
    if why_not := catalogue.DATASETS[config.data.name].why_not(config.data):
        raise InputError(why_not)
    described = catalogue.described(config.data, own)
    if config.network.input != described.size:
        reads, given = (" × ".join(map(str, size)) for size in (config.network.input, described.size))
        raise InputError(f"The network reads pictures of {reads}, and these are {given}. Fit it to the data.")
    cost.checked(config, described)
    if config.branch:
        history.snapshot(kept, config.branch.run, config.branch.event)
    if config.data.name == choice.OWN:
        own_data.touch(kept, config.data.own)
    parent = config.branch.run if config.branch else ""
    control, view = ledger.add(kept, configs.to_json(config), person, parent, address)
    SUPERVISOR.wake()
    return Started(control, view)


def found(id: str) -> Run:
    """The run with that control or view id. Raises InputError where there is none."""
    if id in recorded.VIEWS:
        return _recorded(id)
    if not isinstance(id, str) or len(id) > 64 or not id.isascii() or not id.isalnum():
        raise InputError(NO_RUN)
    kept = store.opened()
    row = ledger.found(kept, id)
    if row is None:
        raise InputError(LOST if kept.lost else NO_RUN)
    SUPERVISOR.awake()
    place = ledger.places(kept).get(row.id, 0) if row.status == tables.QUEUED else 0
    return _run(row, row.control if id == row.control else "", place)


def held(run: Run, control: str) -> Run:
    """The run as whoever knows that id may use it: to control, where it is this run's."""
    return replace(run, control=control) if control and ledger.view_of(control) == run.view else run


def waiting(views: Collection[str]) -> int:
    """How many of the runs with those view ids wait in the queue."""
    return ledger.waiting(store.opened(), views)


def tell(control: str, name: str, value: float = 0.0) -> None:
    """Ask something of a run: one of told.COMMANDS; "resume" also takes up a run that ended too early.

    Raises InputError for an id that only lets look, an unknown command, or one that the run cannot follow now.
    """
    run = found(control)
    if not run.control:
        raise InputError("This link lets you look at the run, not control it. Start a run of your own.")
    if name not in told.COMMANDS:
        raise InputError(f"A run cannot be told “{name[:20]}”. Say one of: {', '.join(told.COMMANDS)}.")
    if name == "rate" and not (isinstance(value, int | float) and math.isfinite(value) and 1e-6 <= value <= 10):
        raise InputError(f"A learning rate of {value} cannot be. Choose 0.000001 to 10.")
    kept = store.opened()
    if not (name == "resume" and ledger.requeue(kept, run.id)):
        ledger.ask(kept, run.id, name, float(value))
    SUPERVISOR.wake()


def events(run: Run, after: int = 0, kinds: Sequence[str] | None = None, most_bytes: int = 2**21) -> list[Stored]:
    """What the run told after that event, in order: as much as fits into so many bytes, but something if there is."""
    wanted = told.KINDS if kinds is None else kinds
    if run.view in recorded.VIEWS:
        return _fitting(run.view, after, wanted, most_bytes)
    rows = ledger.events(store.opened(), run.id, after, wanted, most_bytes)
    return [Stored(row.seq, ledger.whole(row)) for row in rows]


def event(run: Run, seq: int) -> Stored:
    """One event. Raises InputError where it is kept no longer."""
    if run.view in recorded.VIEWS:
        if kept := history.shipped(run.view, seq):
            return Stored(seq, kept)
    elif row := ledger.event(store.opened(), run.id, seq):
        return Stored(seq, ledger.whole(row))
    raise InputError(f"Moment {seq} of this run is no longer kept. Choose one beside it.")


def watch(run: Run) -> None:
    """Somebody looks at the run: it goes on. At most one note a second is written."""
    now = time.monotonic()
    with _lock:
        if run.view in recorded.VIEWS or now - _watched.get(run.id, -WATCH) < WATCH:
            return
        _watched[run.id] = now
    if run.status not in tables.ENDED:
        ledger.watch(store.opened(), run.id)


def keep_own(dataset: Dataset, person: str = "", address: str = "") -> str:
    """Keep a learner's own data: the SHA-256 by which they are found.

    Raises InputError where there is no room, or no more for that person or address ("": not known).
    """
    return own_data.keep(store.opened(), dataset, person, address)


def own(sha: str) -> Dataset:
    """A learner's own data. Raises InputError where they are kept no longer."""
    with _lock:
        if sha in _own:
            return _own[sha]
    dataset = own_data.found(store.opened(), sha)
    with _lock:
        _own[sha] = dataset
    return dataset


def dataset(run: Run) -> Dataset:
    """The data that the run learns from, from memory if they were asked for lately."""
    return catalogue.load(run.config.data, own)


def validation(run: Run) -> Images:
    """The pictures that the run is evaluated on: much cheaper to have than all of its data."""
    return catalogue.validation(run.config.data, own)


_lock = threading.Lock()
_own: LRUCache[str, Dataset] = LRUCache(OWN_KEPT)
_watched: LRUCache[int, float] = LRUCache(WATCHED_KEPT)


def _check_person(person: str) -> None:
    if not isinstance(person, str) or not 1 <= len(person) <= 64 or not person.isprintable():
        raise InputError("Who starts a run is named by 1 to 64 characters. Reload the page.")


@functools.lru_cache(maxsize=PARSED)
def _parsed(described: str) -> Config:
    return configs.from_json(described)


def _run(row: Row[Any], control: str, place: int) -> Run:
    # A worker that died while the store could not be written: what is known here is truer.
    ending = SUPERVISOR.endings.get(row.id) if row.status in tables.ACTIVE else None
    status, reason = ending or (row.status, row.reason)
    try:
        config = _parsed(row.config)
    except InputError as why:
        raise InputError(f"This run was kept by another version of cnnviz, and this one cannot read it. {why}") from why
    return Run(
        row.id,
        control,
        row.view,
        status,
        reason,
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
    last, end = shipped.events[-1]
    seconds, said = float(end.header["seconds"]), str(end.header["sentence"])
    return Run(0, "", view, tables.FINISHED, said, 0, shipped.config, 0.0, 0.0, seconds, last, "")


def _fitting(view: str, after: int, kinds: Sequence[str], most_bytes: int) -> list[Stored]:
    chosen: list[Stored] = []
    total = 0
    for seq, one in recorded.run(view).events:
        if seq <= after or one.kind not in kinds:
            continue
        total += sum(array.nbytes for array in one.arrays.values())
        if chosen and total > most_bytes:
            break
        chosen.append(Stored(seq, one))
    return chosen
