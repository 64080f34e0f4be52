"""The weights of a network whose unit is to be excited, by what the job says of them: they travel in no message."""

import re

import numpy as np

from cnnviz import folders
from cnnviz.errors import InputError
from cnnviz.nets import twin
from cnnviz.nets.onnx import ending, reading
from cnnviz.training import events, recorded
from cnnviz.training.events import Event, EventKind
from cnnviz.training.exciting.wanted import Source, Wanted
from cnnviz.training.store import event_log, jobs, models
from cnnviz.training.store.database import Store

GONE = "The weights that this picture was to be made for are no longer kept. Choose another moment of the run."
NOT_FINITE = "Some of these weights are no finite numbers, so that nothing can be computed with them."
FILE = re.compile(r"[\w.-]{1,100}\.safetensors", re.ASCII)
FOLDER = "models"


def tensors(wanted: Wanted, store: Store) -> dict[str, np.ndarray]:
    """Tensors by their names in torch's state_dict, float32: what was learned, or the twin's, which are drawn.

    Raises InputError where they are not there any more.
    """
    if wanted.how.twin:
        return dict(twin.weights(wanted.network))
    source = wanted.source
    if source.file:
        found = _filed(source.file)
    elif source.onnx:
        found = _brought(source, store)
    else:
        found = events.weights(_event(source, store))
    if not all(np.isfinite(tensor).all() for tensor in found.values()):
        raise InputError(NOT_FINITE)
    return found


def _filed(name: str) -> dict[str, np.ndarray]:
    # Nothing else in a worker needs it, and it takes a while to load.
    from safetensors.numpy import load_file  # noqa: PLC0415

    if not FILE.fullmatch(name):
        raise InputError(GONE)
    try:
        return dict(load_file(folders.data() / FOLDER / name))
    except OSError:
        raise InputError(GONE) from None


def _brought(source: Source, store: Store) -> dict[str, np.ndarray]:
    """Of a model in ONNX, by the paths that pages show."""
    _, found, _ = ending.logits(reading.read(reading.opened(models.fetch(store, source.onnx)), source.side))
    return {name: np.ascontiguousarray(tensor, np.float32) for name, tensor in found.items()}


def _event(source: Source, store: Store) -> Event:
    """The snapshot or checkpoint of that step."""
    if source.kind not in (EventKind.SNAPSHOT, EventKind.CHECKPOINT):
        raise InputError(GONE)
    if source.run in recorded.VIEWS:
        told = (one.event for one in recorded.run(source.run).events)
        event = next((one for one in told if (one.kind, one.step) == (source.kind, source.step)), None)
    else:
        run = jobs.fetch_run(store, source.run)
        found = event_log.fetch_moment(store, run.id, source.kind, source.step) if run else None
        event = found.event if found else None
    if event is None:
        raise InputError(GONE)
    return event
