"""Starting runs, commanding them, following them: answers of the routes of runs.

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
from cnnviz.api.here import RefusedError
from cnnviz.api.runs import requests
from cnnviz.api.runs.requests import BYTES, JSON, Asked
from cnnviz.errors import InputError
from cnnviz.inspect.exam import paper
from cnnviz.nets.inside import learned_kernels
from cnnviz.training import config as configs
from cnnviz.training import described, events, recorded, runs, statuses
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind, NumberedEvent
from cnnviz.training.store.errors import StoreError

# Bytes read for one answer: of snapshots only the first layer's weights are passed on, but all of each is read for
# that, by several threads at once. A run that has more to tell takes several answers.
READ = 2**22
PASSED_ON = tuple(kind for kind in EventKind if kind != EventKind.CHECKPOINT)


@dataclass(frozen=True)
class Answer:
    """Bytes or an open file of them, their kind, and headers that only they have."""

    body: bytes = b""
    kind: str = BYTES
    headers: Mapping[str, str] = field(default_factory=dict)
    file: BinaryIO | None = None


def find_run(asked: Asked) -> runs.Run:
    """The run that the path names, to control where the request says how. Raises RefusedError, 404: there is none."""
    try:
        return runs.controlled_by(runs.fetch_run(asked.path["id"]), asked.control)
    except StoreError:
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
    description = said.get("config")
    if not isinstance(description, str):
        raise RefusedError("A run is started with a description of it as text. Reload the page and try again.")
    started = runs.start(configs.from_json(description), said.get("person", ""), asked.address)
    return Answer(json.dumps({"run": started.control, "view": started.view}).encode(), JSON)


def command(asked: Asked) -> Answer:
    """POST live/runs/{id}/tell {command, value} -> {}."""
    run, said = find_run(asked), asked.json()
    if not run.control:
        raise RefusedError("This link shows the run and does not control it: the browser that started it does.", 403)
    if said.get("command") not in events.COMMANDS:
        raise RefusedError(f"There is no such command. Choose one of {', '.join(events.COMMANDS)}.")
    value = requests.real(said.get("value", 0.0), "value")
    runs.send_command(run.control, str(said["command"]), value)
    return Answer(b"{}", JSON)


def progress(asked: Asked) -> Answer:
    """GET live/runs/{id}?after=SEQ: every event after that one, of snapshots the first layer's weights and their
    gradient only.

    With the beginning come the true classes of all validation pictures, with the first answer the run's config. What
    the run answered on test pictures is not among them: it is sealed (ui/runs/exam).
    """
    run, after = find_run(asked), asked.number("after", 0) or 0
    # A store that cannot be written can still be read.
    with suppress(StoreError):
        runs.watch(run)
    news = runs.fetch_events(run, after, PASSED_ON, READ)
    told = [numbered for numbered in news if not paper.is_event(numbered.event)]
    kernels = learned_kernels.first(run.config.network)
    arrays = {}
    for numbered in told:
        for name, array in _passed_on(numbered.event, kernels).items():
            arrays[f"{numbered.seq}.{name}"] = array
    if any(numbered.event.kind == EventKind.BEGUN for numbered in told):
        arrays["labels"] = runs.validation(run).labels
    last = news[-1].seq if news else after
    header = {
        "run": _described(run),
        "events": [_header(numbered) for numbered in told],
        "last": last,
        "more": bool(news) and last < run.last,
        **(_own_words(run.config) if after == 0 else {}),
    }
    return Answer(packing.packed(header, arrays))


def _header(numbered: NumberedEvent) -> dict[str, Any]:
    event = numbered.event
    return {**finite(event.header), "seq": numbered.seq, "kind": event.kind, "step": event.step}


def _own_words(config: Config) -> dict[str, Any]:
    """The run's config, the same in a line to read, and whether its classes' logits are weighted sums of the pixels."""
    return {
        "config": json.loads(configs.to_json(config)),
        "said": described.run(config),
        "linear": learned_kernels.linear(config.network),
    }


def _passed_on(event: Event, kernels: learned_kernels.Kernels | None) -> Mapping[str, np.ndarray]:
    if event.kind != EventKind.SNAPSHOT:
        return event.arrays
    if kernels is None or kernels.tensor not in event.arrays:
        return {}
    drawn = {"filters": kernels.drawn(event.arrays[kernels.tensor])}
    if events.GRADIENT in event.arrays:
        drawn[events.GRADIENT] = event.arrays[events.GRADIENT]
    return drawn


def _described(run: runs.Run) -> dict[str, Any]:
    # A recorded run was never started: its seconds count from 0.
    under_way = run.started or run.view in recorded.VIEWS
    return {
        "status": run.status,
        "reason": run.reason,
        "loaded": run.reason.startswith(statuses.LOADED),
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
        return {name: finite(part) for name, part in value.items()}
    return [finite(part) for part in value] if isinstance(value, list | tuple) else value
