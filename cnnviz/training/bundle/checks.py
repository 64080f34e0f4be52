"""Whether what a file says of a run can be what a run told: kind by kind, header and arrays."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from cnnviz import limits
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.nets.inside import learned_kernels
from cnnviz.training import config as configs
from cnnviz.training import fixed, weights
from cnnviz.training.config import Config
from cnnviz.training.events import GRADIENT, Event, EventKind, NumberedEvent

MARKS = ("pause", "resume", "rate", "epoch", "resumed", "branch")
WHYS = ("finished", "stopped", "diverged", "budget")
LONGEST = 600
Shape = tuple[int, ...]


class UnfitError(Exception):
    """Something that no run tells."""


@dataclass(frozen=True, eq=False)
class About:
    """What is known of a run by its settings and its data alone."""

    config: Config
    data: Described

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The shape of every tensor of the network, in the order of torch's state_dict."""
        found: dict[str, Shape] = {}
        for record in shapes.records(configs.trained(self.config.network)):
            found |= {f"{record.path}.{name}": shape for name, shape in _tensors(record).items()}
        return found

    @cached_property
    def kernels(self) -> learned_kernels.Kernels | None:
        """The kernels whose gradient is kept."""
        return learned_kernels.first(configs.trained(self.config.network))

    @cached_property
    def outputs(self) -> int:
        """Classes that an answer can be."""
        return shapes.records(configs.trained(self.config.network))[-1].output[0]

    def begun(self) -> dict[str, Any]:
        """What a run says when it begins, as far as it follows from settings and data."""
        network = configs.trained(self.config.network)
        records = shapes.records(network)
        still = f"{fixed.first_convolution(network)}.weight" if self.config.fixed else ""
        return {
            "parameters": shapes.totals(records).parameters,
            "classes": list(self.data.classes),
            "size": list(self.data.size),
            "train": self.data.train,
            "validation": self.data.validation,
            "test": self.data.test,
            "layers": [{"path": one.path, "title": one.layer.title, "output": list(one.output)} for one in records],
            "tensors": [
                {
                    "name": name,
                    "path": name.rpartition(".")[0],
                    "shape": list(shape),
                    "trained": name != still and not _statistic(name),
                }
                for name, shape in self.shapes.items()
            ],
        }


def numbered(said: object, arrays: Mapping[str, np.ndarray], about: About) -> NumberedEvent:
    """One event of a file, if it can be one. Raises InputError otherwise."""
    place = ""
    try:
        found = _mapping(said)
        seq, step = _whole(found.get("seq"), 2**31), _whole(found.get("step"), limits.TRAIN_STEPS)
        place = f" at event {seq:,}"
        kind = EventKind(_text(found.get("kind")))
        names = found.get("arrays")
        if not isinstance(names, list) or len(set(map(str, names))) != len(names):
            raise UnfitError
        held = {str(name): arrays[f"{seq}/{name}"] for name in names}
        header = CHECKS[kind](_mapping(found.get("header")), held, about)
        return NumberedEvent(seq, Event(kind, step, header, held))
    except (UnfitError, KeyError, ValueError):
        raise InputError(
            f"This file does not fit the run that it describes{place}. Take the run away once more, and bring that."
        ) from None


def require_order(events: Sequence[NumberedEvent]) -> None:
    """A run begins once, its numbers rise, and its last word is the last. Raises InputError."""
    seqs = [one.seq for one in events]
    kinds = [one.event.kind for one in events]
    rises = all(one < other for one, other in itertools.pairwise(seqs))
    begins = kinds[0] == EventKind.BEGUN and kinds.count(EventKind.BEGUN) == 1
    ends = EventKind.DONE not in kinds[:-1]
    if not (rises and begins and ends and seqs[0] > 0 and EventKind.SNAPSHOT in kinds):
        raise InputError("This file tells a run in no order that a run has. Take it away once more.")


def _begun(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    _require(not arrays)
    deviation = _real(header.get("deviation"))
    _require(deviation > 0)
    return {
        "device": "cuda" if header.get("device") == "cuda" else "mps" if header.get("device") == "mps" else "cpu",
        "threads": _whole(header.get("threads"), 4096),
        "steps": max(1, _whole(header.get("steps"), 10**9)),
        "epoch_steps": max(1, _whole(header.get("epoch_steps"), 10**9)),
        "mean": _real(header.get("mean")),
        "deviation": deviation,
    }


def _scalars(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    _require(list(arrays) == ["loss", "accuracy", "rate"])
    count = len(arrays["loss"]) if arrays["loss"].ndim == 1 else -1
    _require(count > 0 and all(array.dtype == np.float32 and array.shape == (count,) for array in arrays.values()))
    _require(all(bool(np.isfinite(array).all()) for array in arrays.values()))
    return {"seconds": _real(header.get("seconds"))}


def _snapshot(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    partial = header.get("partial") is True
    exact = f"{fixed.first_convolution(configs.trained(about.config.network))}.weight"
    wanted = {exact: about.shapes[exact]} if partial else about.shapes
    tensors = {name: array for name, array in arrays.items() if name != GRADIENT}
    _require({name: array.shape for name, array in tensors.items()} == wanted and list(tensors) == list(wanted))
    _require(all(array.dtype in (np.float16, np.float32, np.int64) for array in tensors.values()))
    made: dict[str, Any] = {"epoch": _real(header.get("epoch")), "seconds": _real(header.get("seconds"))}
    for name in ("gradients", "updates"):
        norms = _mapping(header.get(name))
        _require(set(norms) <= set(about.shapes))
        made[name] = {key: None if value is None else _real(value) for key, value in norms.items()}
    if GRADIENT in arrays:
        kernels, power = about.kernels, header.get(GRADIENT)
        _require(
            kernels is not None and arrays[GRADIENT].dtype == np.float16 and bool(np.isfinite(arrays[GRADIENT]).all())
        )
        assert kernels is not None
        _require(arrays[GRADIENT].shape == (kernels.filters, kernels.channels, *kernels.shape[2:]))
        _require(type(power) is int and abs(power) < 300)
        made[GRADIENT] = power
    return made | ({"partial": True} if partial else {})


def _evaluation(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    part = header.get("part")
    _require(part in ("validation", "test") and list(arrays) == ["predicted", "confidence", "given"])
    count = about.data.validation if part == "validation" else about.data.test
    _require(all(array.dtype == np.uint8 and array.shape == (count,) for array in arrays.values()))
    _require(not count or int(arrays["predicted"].max()) < about.outputs)
    return {"part": part, **{name: _real(header.get(name)) for name in ("loss", "accuracy", "seconds")}}


def _mark(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    _require(header.get("what") in MARKS and not arrays)
    return {"what": header["what"], "value": _real(header.get("value"))}


def _checkpoint(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    held = {name.removeprefix(weights.MODULE): array.shape for name, array in arrays.items()}
    _require(held == about.shapes and all(name.startswith(weights.MODULE) for name in arrays))
    _require(all(array.dtype in (np.float32, np.int64) for array in arrays.values()))
    return {"epoch": _real(header.get("epoch")), "seconds": _real(header.get("seconds"))}


def _done(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], about: About) -> dict[str, Any]:
    _require(header.get("why") in WHYS and not arrays)
    sentence = "".join(sign for sign in _text(header.get("sentence"))[:LONGEST] if sign.isprintable())
    return {"why": header["why"], "sentence": sentence, "seconds": _real(header.get("seconds"))}


def _tensors(record: shapes.Record) -> dict[str, Shape]:
    """The tensors that a layer itself has."""
    layer, channels = record.layer, record.input[0]
    if isinstance(layer, layers.BatchNorm):
        learned = {"weight": (channels,), "bias": (channels,)} if layer.affine else {}
        return {**learned, "running_mean": (channels,), "running_var": (channels,), "num_batches_tracked": ()}
    if isinstance(layer, layers.Conv):
        shape: Shape = (layer.filters, channels // layer.groups, *layer.size)
    elif isinstance(layer, layers.Dense):
        shape = (layer.units, channels)
    else:
        return {}
    return {"weight": shape, "bias": shape[:1]} if layer.bias else {"weight": shape}


def _statistic(name: str) -> bool:
    return name.rpartition(".")[2] in ("running_mean", "running_var", "num_batches_tracked")


def _require(claim: bool) -> None:
    if not claim:
        raise UnfitError


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnfitError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError
    return value


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise UnfitError
    return value


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError
    try:
        found = float(value)
    except OverflowError:  # JSON has whole numbers of any length
        raise UnfitError from None
    _require(math.isfinite(found))
    return found


Check = Callable[[Mapping[str, Any], Mapping[str, np.ndarray], About], dict[str, Any]]
CHECKS: dict[EventKind, Check] = {
    EventKind.BEGUN: _begun,
    EventKind.SCALARS: _scalars,
    EventKind.SNAPSHOT: _snapshot,
    EventKind.EVALUATION: _evaluation,
    EventKind.MARK: _mark,
    EventKind.CHECKPOINT: _checkpoint,
    EventKind.DONE: _done,
}
