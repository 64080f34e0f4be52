"""Pictures made to excite a unit, as pages and routes see them: start one, find it, stop it, read what it told.

Every function raises InputError with a sentence. Nothing here loads torch: a worker makes the picture.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from cnnviz.errors import InputError
from cnnviz.inspect import pretrained
from cnnviz.inspect.models import Model
from cnnviz.nets import shapes, twin
from cnnviz.training import runs, statuses
from cnnviz.training.dispatch import queue
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import EventKind, NumberedEvent
from cnnviz.training.exciting import wanted
from cnnviz.training.exciting.wanted import MAP, How, Source, Wanted
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import database, event_log, jobs, models
from cnnviz.training.store.database import Store

NO_PICTURE = "There is no such picture. It may be too old to be kept: start it again, the same seed makes the same one."
NOT_YOURS = "Only the browser that started this picture can stop it. Start one of your own."
BROKEN_OFF = "Its process was ended before it was done. Start it again: the same seed makes the same picture."
NOT_KEPT = "The weights of this network are kept in no place where a worker finds them, so no picture can be made."
RUN = re.compile(r"run-(?P<run>\w+)-(?P<kind>snapshot|checkpoint)-(?P<step>\d+)", re.ASCII)
# Behind the side may stand what else tells such a model from others.
BROUGHT = re.compile(r"onnx-(?P<key>[0-9a-f]{48})-(?P<side>\d{1,4})(-\w+)*", re.ASCII)
PERSON = 64
USUAL = How()


@dataclass(frozen=True)
class Job:
    """A picture as it stands; times and `place` are as of `runs.Run`. `control` is empty for those who may look."""

    id: int
    control: str
    view: str
    status: RunStatus
    reason: str
    place: int
    wanted: Wanted
    last: int


def of(model: Model, path: str, channel: int, how: How = USUAL) -> Wanted:
    """A picture for a model, of a channel from 0 of the layer at a path. Raises InputError where it cannot be made."""
    network, centring = twin.smaller(model.network, wanted.SIDE), model.preparation.normalisation
    outputs = {record.path: record.output for record in shapes.records(network)}
    if len(outputs.get(path, ())) == 1:
        how = replace(how, aim=MAP)
    seed = model.preparation.seed
    parts = centring.mean, centring.deviation, model.classes
    made = Wanted(network, source(model), path, channel, *parts, seed, how)
    wanted.require_affordable(made)
    return made


def source(model: Model) -> Source:
    """Where a worker finds the model's weights. Raises InputError where it cannot."""
    if model.id == pretrained.ID:
        return Source(file=pretrained.target().name)
    if found := RUN.fullmatch(model.id):
        return Source(run=found["run"], kind=found["kind"], step=int(found["step"]))
    if found := BROUGHT.fullmatch(model.id):
        return Source(onnx=found["key"], side=int(found["side"]))
    raise InputError(NOT_KEPT)


def start(asked: Wanted, person: str, address: str = "") -> runs.Started:
    """Put a picture into the queue of runs: the ids by which it is controlled and looked at.

    Raises InputError where there is no room, or the file of a model that was brought is no longer kept.
    """
    if not 1 <= len(person) <= PERSON or not person.isprintable():
        raise InputError("Who starts a picture is named by 1 to 64 characters. Reload the page.")
    store = database.opened()
    if asked.source.onnx:
        # While it waits, the file is not to make room for others.
        models.hold(store, asked.source.onnx)
    started = runs.Started(*queue.add(store, wanted.to_json(asked), person, "", address))
    SUPERVISOR.wake()
    return started


def fetch(id: str) -> Job:
    """The picture with that control or view id. Raises InputError where there is none."""
    store = database.opened()
    known = isinstance(id, str) and len(id) <= 64 and id.isascii() and id.isalnum()
    row = jobs.fetch_run(store, id) if known else None
    if row is None or not wanted.is_one(row.config):
        raise InputError(NO_PICTURE)
    SUPERVISOR.awake()
    return _job(row, id, store)


def stop(control: str) -> None:
    """End it, and keep what there is. Raises InputError for an id that only lets look."""
    job = fetch(control)
    if not job.control:
        raise InputError(NOT_YOURS)
    jobs.send_command(database.opened(), job.id, "stop", 0.0)
    SUPERVISOR.wake()


def watch(job: Job) -> None:
    """Somebody looks at it."""
    runs.note_watched(job.id, job.status)


def events(job: Job, after: int = 0, most_bytes: int = 2**21) -> list[NumberedEvent]:
    """What it told after that event, in order: as much as fits into so many bytes, but something if there is."""
    return event_log.fetch_events(database.opened(), job.id, after, tuple(EventKind), most_bytes)


def said(job: Job) -> str:
    """How it stands, as a sentence."""
    if job.status == RunStatus.QUEUED:
        return f"It waits for a free process, at place {job.place}. {job.reason}".strip()
    if job.status == RunStatus.INTERRUPTED:
        return BROKEN_OFF
    return job.reason if job.status in statuses.ENDED else ""


def _job(row: Row[Any], id: str, store: Store) -> Job:
    ending = runs.ending(row)
    place = queue.places(store).get(row.id, 0) if row.status == RunStatus.QUEUED else 0
    control = row.control if id == row.control else ""
    asked = wanted.from_json(row.config)
    return Job(row.id, control, row.view, ending.status, ending.reason, place, asked, row.last)
