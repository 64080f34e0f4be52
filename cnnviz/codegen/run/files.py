"""A run as files that other programs read: weights, a model, settings, figures; and all that it takes to repeat it."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import IO, Any, BinaryIO

import numpy as np
from safetensors.numpy import save

from cnnviz.datasets import permutation
from cnnviz.datasets.data import Dataset
from cnnviz.nets.onnx import export
from cnnviz.training import config as configs
from cnnviz.training.events import Event, EventKind

COLUMNS = (
    "step",
    "epoch",
    "seconds",
    "loss",
    "accuracy",
    "rate",
    "validation_loss",
    "validation_accuracy",
)
# The oldest day that a zip file knows: the same run gives the same bytes.
DAY = (1980, 1, 1, 0, 0, 0)
Writer = Callable[[IO[bytes]], None]


def weights(tensors: Mapping[str, np.ndarray], network: str, step: int, precision: str = "") -> bytes:
    """A safetensors file: the tensors by their names in torch's state_dict, and what they are."""
    # One entry: safetensors writes several in another order each time.
    described = {"network": network, "step": step, **({"weights": precision} if precision else {})}
    metadata = {"cnnviz": json.dumps(described, ensure_ascii=False)}
    return save({name: np.ascontiguousarray(array) for name, array in tensors.items()}, metadata)


def weights_npz(tensors: Mapping[str, np.ndarray]) -> bytes:
    """An npz file, without pickles: the same tensors by the same names."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **tensors)
    return file.getvalue()


def model(config: configs.Config, tensors: Mapping[str, np.ndarray], begun: Mapping[str, Any]) -> bytes:
    """An ONNX file: pixels 0 to 1 in, logits and probabilities out; standardising and permuting them are part of it."""
    network = configs.trained(config.network)
    order = permutation.order(prod(network.input[1:]), config.seed) if config.permuted else None
    return export.model(network, tensors, begun["mean"], begun["deviation"], order, begun["classes"])


def metrics(history: Iterable[Event], epoch_steps: int) -> bytes:
    """A CSV file, a row for every step: loss and accuracy of its batch, and of an evaluation where there was one."""
    rows: dict[int, dict[str, str]] = {}
    for event in history:
        if event.kind == EventKind.SCALARS:
            _scalars(rows, event)
        elif event.kind == EventKind.EVALUATION:
            part = event.header["part"]
            for name in ("loss", "accuracy"):
                rows.setdefault(event.step, {})[f"{part}_{name}"] = _written(event.header[name])
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for step, row in sorted(rows.items()):
        writer.writerow({"step": step, "epoch": _written(step / epoch_steps), **row})
    return file.getvalue().encode()


def _scalars(rows: dict[int, dict[str, str]], event: Event) -> None:
    count = len(event.arrays["loss"])
    first = event.step - count + 1
    for at in range(count):
        row = rows.setdefault(first + at, {})
        row |= {name: _written(event.arrays[name][at]) for name in ("loss", "accuracy", "rate")}
    rows[event.step]["seconds"] = _written(event.header["seconds"])


def _written(value: float) -> str:
    """Digits enough to tell every float32 from its neighbours."""
    return f"{float(value):.9g}"


def write_arrays(dataset: Dataset, file: IO[bytes]) -> None:
    """An npz file, without pickles: pictures and labels of every part, and the names of the classes."""
    parts = {"train": dataset.train, "validation": dataset.validation, "test": dataset.test}
    named = {f"{part}_pictures": images.pictures for part, images in parts.items()}
    named |= {f"{part}_labels": images.labels for part, images in parts.items()}
    np.savez_compressed(file, allow_pickle=False, classes=np.array(dataset.classes), **named)


def write_bundle(files: Mapping[str, bytes | Writer], whole: BinaryIO) -> None:
    """A zip file of these files, each as its bytes or as what writes them: none of those is in memory at once."""
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DAY)
            # Compressed already.
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".npz") else zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as member:
                if callable(content):
                    content(member)
                else:
                    member.write(content)
