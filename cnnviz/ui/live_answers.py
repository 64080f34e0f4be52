"""Starting runs, telling them something, hearing what they told: answers of the routes in `live`.

Each is a function from a request read whole to its answer, and raises InputError with a sentence.
"""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np

from cnnviz import packing
from cnnviz.api import addresses
from cnnviz.errors import InputError
from cnnviz.figures import learned
from cnnviz.training import config as configs
from cnnviz.training import described, events, recorded, runs, store, tables
from cnnviz.training.config import Config
from cnnviz.training.events import Event
from cnnviz.ui import live_requests
from cnnviz.ui.live_requests import BYTES, JSON, Asked, RefusedError
from cnnviz.ui.live_starts import STARTS

# Bytes read for one answer: of snapshots only the first layer's weights are passed on, but all of each is read for
# that, by several threads at once. A run that has told more is told in several answers.
READ = 2**22
TOLD = tuple(kind for kind in events.KINDS if kind != events.CHECKPOINT)


@dataclass(frozen=True)
class Answer:
    """Bytes or an open file of them, their kind, and headers that only they have."""

    body: bytes = b""
    kind: str = BYTES
    headers: Mapping[str, str] = field(default_factory=dict)
    file: BinaryIO | None = None


def found(asked: Asked) -> runs.Run:
    """The run that the path names, to control where the request says how. Raises RefusedError, 404: there is none."""
    try:
        return runs.held(runs.found(asked.path["id"]), asked.control)
    except store.StoreError:
        raise
    except InputError as why:
        raise RefusedError(str(why), 404) from None


def ready(asked: Asked) -> Answer:
    """POST live/runs/ready {} -> {}: somebody looks at a page that can start a run."""
    runs.warm()
    return Answer(b"{}", JSON)


def start(asked: Asked) -> Answer:
    """POST live/runs {config, person} -> {run, view}."""
    said = asked.json()
    described = said.get("config")
    if not isinstance(described, str):
        raise RefusedError("A run is started with a description of it as text. Reload the page and try again.")
    STARTS.check(asked.address)
    person, address = said.get("person", ""), addresses.network(asked.address)
    started = runs.start(configs.from_json(described), person, address)
    STARTS.note(asked.address, started.view)
    return Answer(json.dumps({"run": started.control, "view": started.view}).encode(), JSON)


def tell(asked: Asked) -> Answer:
    """POST live/runs/{id}/tell {command, value} -> {}."""
    run, said = found(asked), asked.json()
    if not run.control:
        raise RefusedError("This link shows the run and does not control it: the browser that started it does.", 403)
    if said.get("command") not in events.COMMANDS:
        raise RefusedError(f"There is no such command. Choose one of {', '.join(events.COMMANDS)}.")
    value = live_requests.real(said.get("value", 0.0), "value")
    # Taken up after its end, a run waits for a place as a new one does.
    begins = said["command"] == "resume" and run.status in tables.RESUMABLE
    if begins:
        STARTS.check(asked.address)
    runs.tell(run.control, str(said["command"]), value)
    if begins:
        STARTS.note(asked.address, run.view)
    return Answer(b"{}", JSON)


def told(asked: Asked) -> Answer:
    """GET live/runs/{id}?after=SEQ: everything told after that event, of snapshots the first layer's weights only.

    With the beginning come the true classes of all validation pictures, with the first answer the run's config.
    """
    run, after = found(asked), asked.number("after", 0) or 0
    # A store that cannot be written can still be read.
    with suppress(store.StoreError):
        runs.watch(run)
    news = runs.events(run, after, TOLD, READ)
    kernels = learned.first(run.config.network)
    arrays = {}
    for one in news:
        for name, array in _passed_on(one.event, kernels).items():
            arrays[f"{one.seq}.{name}"] = array
    if any(one.event.kind == events.BEGUN for one in news):
        arrays["labels"] = runs.validation(run).labels
    last = news[-1].seq if news else after
    header = {
        "run": _described(run),
        "events": [
            {**finite(one.event.header), "seq": one.seq, "kind": one.event.kind, "step": one.event.step} for one in news
        ],
        "last": last,
        "more": bool(news) and last < run.last,
        **(_own_words(run.config) if after == 0 else {}),
    }
    return Answer(packing.packed(header, arrays))


def _own_words(config: Config) -> dict[str, Any]:
    """The run's config, and the same in a line to read."""
    return {"config": json.loads(configs.to_json(config)), "said": described.run(config)}


def _passed_on(event: Event, kernels: learned.Kernels | None) -> Mapping[str, np.ndarray]:
    if event.kind != events.SNAPSHOT:
        return event.arrays
    if kernels is None or kernels.tensor not in event.arrays:
        return {}
    return {"filters": kernels.drawn(event.arrays[kernels.tensor])}


def _described(run: runs.Run) -> dict[str, Any]:
    # A recorded run was never started: its seconds count from 0.
    under_way = run.started or run.view in recorded.VIEWS
    return {
        "status": run.status,
        "reason": run.reason,
        "place": run.place,
        "control": bool(run.control),
        "view": run.view,
        "title": run.config.network.name,
        "created": run.created,
        "started": run.started,
        "ended": run.ended,
        "elapsed": run.elapsed if under_way else 0.0,
        "parent": run.parent,
    }


def finite(value: Any) -> Any:
    """A header's value with null for numbers that JSON, and so the browser, does not know: NaN and infinities."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: finite(one) for name, one in value.items()}
    return [finite(one) for one in value] if isinstance(value, list | tuple) else value
