"""The latest run of every learner of a class: how it stands, and its loss as one line."""

import threading
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from cachetools import LRUCache

from cnnviz.classroom import lead, names
from cnnviz.errors import InputError
from cnnviz.training import runs, statuses
from cnnviz.training.events import EventKind
from cnnviz.training.store import database
from cnnviz.training.store.rooms import learners

# Points of a line, runs that are remembered, and bytes of events read at once.
POINTS, REMEMBERED, READ = 100, 500, 2**18


@dataclass
class _Line:
    """The batches' losses of a run, as far as they were read, and the number of the last event."""

    last: int = 0
    losses: list[float] = field(default_factory=list)


_lines: LRUCache[str, _Line] = LRUCache(REMEMBERED)
_ended: LRUCache[str, dict[str, Any]] = LRUCache(REMEMBERED)
_lock = threading.Lock()


def shown(secret: str) -> list[dict[str, Any]]:
    """The runs of the class that this secret leads, as JSON can say them. Raises GoneError."""
    room = lead.room_of(secret)
    people = learners.fetch_all(database.opened(), room.id)
    latest = [(row, row.runs.split(learners.BETWEEN)[0]) for row in people if row.runs]
    with _lock:
        return [
            {"number": row.number, "name": names.called(row.name, row.number), **_run(view)} for row, view in latest
        ]


def _run(view: str) -> dict[str, Any]:
    """A run, by the id that lets look at it."""
    if view in _ended:
        return _ended[view]
    try:
        run = runs.fetch_run(view)
        line = _read(run)
    except InputError:
        return {"view": view, "status": "gone", "title": "", "steps": 0, "line": []}
    told = {
        "view": view,
        "status": str(run.status),
        "title": run.config.network.name,
        "steps": len(line.losses),
        "line": means(line.losses),
    }
    if run.status in statuses.ENDED and line.last >= run.last:
        _ended[view] = told
    return told


def _read(run: runs.Run) -> _Line:
    """The run's losses, with what it has told since."""
    line = _lines.setdefault(run.view, _Line())
    for numbered in runs.fetch_events(run, line.last, (EventKind.SCALARS,), READ):
        line.last = numbered.seq
        line.losses += np.asarray(numbered.event.arrays["loss"], float).ravel().tolist()
    return line


def means(losses: list[float]) -> list[float | None]:
    """At most POINTS means of as many batches each, in order; None where one is no finite number."""
    parts = np.array_split(np.asarray(losses, float), min(POINTS, len(losses))) if losses else []
    found = [float(part.mean()) for part in parts]
    return [round(value, 5) if np.isfinite(value) else None for value in found]
