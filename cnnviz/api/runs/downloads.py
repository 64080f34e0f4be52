"""What can be taken away of a run, as files: each by the name that it is asked for and saved by."""

import io
import tempfile
from collections.abc import Callable
from functools import partial
from typing import BinaryIO, cast

import numpy as np

from cnnviz import folders
from cnnviz.api.here import RefusedError
from cnnviz.api.runs import answers
from cnnviz.api.runs.answers import Answer
from cnnviz.api.runs.requests import BYTES, JSON, Asked
from cnnviz.codegen.run import files, pytorch
from cnnviz.errors import InputError
from cnnviz.inspect.exam import paper
from cnnviz.training import config as configs
from cnnviz.training import runs, weights
from cnnviz.training.bundle import checks, writing
from cnnviz.training.events import Event, EventKind, NumberedEvent

Snapshot = int | None

README = """Made with cnnviz: everything it takes to repeat this run.

pip install numpy scipy torch
python train.py

train.py is plain PyTorch; it reads {read} and writes weights.npz.
config.json describes the run: on cnnviz's page "Watch it learn", "From a file" takes it and Train starts the same one.
"""

NO_ROOM = "There is no room to make this file where the app runs. Try again later, or tell whoever hosts it."


def take(asked: Asked) -> Answer:
    """GET live/runs/{id}/take/{what}?snapshot=SEQ: a file; of the newest weights where no snapshot is named."""
    run, what = answers.find_run(asked), asked.path["what"]
    if what in WEIGHTS:
        return _of_weights(run, what, asked.number("snapshot"))
    if what == SCRIPT:
        return _script(run)
    if what not in FILES:
        raise RefusedError(f"There is no such file. Choose one of {', '.join((*WEIGHTS, *FILES, SCRIPT))}.", 404)
    kind, content = FILES[what]
    return Answer(content(run, None), kind, _named(what))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _of_weights(run: runs.Run, what: str, snapshot: Snapshot) -> Answer:
    """A file of weights. Its name, and what goes along, say whether they are exact."""
    event = weights.newest(run, snapshot)
    name, _, ending = what.partition(".")
    half = "" if event.kind == EventKind.CHECKPOINT else "-half-precision"
    precision = {"X-Weights": f"step {event.step}, {weights.precision(event)}"}
    return Answer(WEIGHTS[what](run, event), BYTES, _named(f"{name}-step-{event.step}{half}.{ending}") | precision)


def _safetensors(run: runs.Run, event: Event) -> bytes:
    return files.weights(weights.tensors(event), run.config.network.name, event.step, weights.precision(event))


def _npz(run: runs.Run, event: Event) -> bytes:
    return files.weights_npz(weights.tensors(event))


def _model(run: runs.Run, event: Event) -> bytes:
    return files.model(run.config, weights.tensors(event), weights.begun(run))


def _metrics(run: runs.Run, snapshot: Snapshot) -> bytes:
    """Without what the run answered on test pictures: that is sealed."""
    told = _events(run, (EventKind.SCALARS, EventKind.EVALUATION))
    return files.metrics([event for event in told if not paper.is_event(event)], weights.begun(run)["epoch_steps"])


def _events(run: runs.Run, kinds: tuple[str, ...]) -> list[Event]:
    return [numbered.event for numbered in _numbered(run, kinds)]


def _numbered(run: runs.Run, kinds: tuple[str, ...]) -> list[NumberedEvent]:
    found: list[NumberedEvent] = []
    while news := runs.fetch_events(run, found[-1].seq if found else 0, kinds, answers.READ):
        found += news
    return found


def _whole(run: runs.Run, snapshot: Snapshot) -> bytes:
    weights.begun(run)
    return writing.packed(run.config, _numbered(run, tuple(checks.CHECKS)))


def _config(run: runs.Run, snapshot: Snapshot) -> bytes:
    return configs.to_json(run.config, 2).encode()


def _script(run: runs.Run) -> Answer:
    """The script and all that it reads, in a file: the data alone may be hundreds of megabytes."""
    begun, dataset = weights.begun(run), runs.dataset(run)
    reads: dict[str, bytes | files.Writer] = {"data.npz": partial(files.write_arrays, dataset)}
    if run.config.branch:
        reads["start.npz"] = _start(run.config.branch)
    script = pytorch.source(run.config, begun["classes"], begun["threads"])
    described = {
        "README.txt": README.format(read=" and ".join(reads)).encode(),
        "train.py": script.encode(),
        "config.json": _config(run, None),
    }
    file = _scratch()
    try:
        files.write_bundle({**described, **reads}, file)
    except BaseException as why:
        file.close()
        if isinstance(why, OSError):
            raise RefusedError(NO_ROOM, 503) from None
        raise
    return Answer(kind="application/zip", headers=_named("train.zip"), file=file)


def _scratch() -> BinaryIO:
    """A file without a name, gone when it is closed. Where the runs are kept there is room; /tmp may be in memory."""
    try:
        return cast(BinaryIO, tempfile.TemporaryFile(dir=folders.data()))
    except (OSError, InputError):
        return cast(BinaryIO, tempfile.TemporaryFile())


def _start(branch: configs.Branch) -> bytes:
    """The snapshot that the run began with, as it was kept."""
    try:
        event = runs.fetch_event(runs.fetch_run(branch.run), branch.event).event
    except InputError as why:
        raise InputError(f"This run began with a snapshot of another, which cannot be read. {why}") from None
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **event.tensors)
    return file.getvalue()


# Of the weights at a moment, and of the whole run.
WEIGHTS: dict[str, Callable[[runs.Run, Event], bytes]] = {
    "weights.safetensors": _safetensors,
    "weights.npz": _npz,
    "model.onnx": _model,
}
FILES: dict[str, tuple[str, Callable[[runs.Run, Snapshot], bytes]]] = {
    "config.json": (JSON, _config),
    "metrics.csv": ("text/csv; charset=utf-8", _metrics),
    "run.zip": ("application/zip", _whole),
}
SCRIPT = "train.zip"
