"""What the layers of a network make of one picture, as bytes: few enough to send for many snapshots (C60, C84).

Maps go as uint8 with the range that 0 and 255 stand for, vectors, and the one map whose values are read, as float32.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import effects, forward, layers, networks, shapes
from cnnviz.ops import softmax

# Of one layer; a picture of more says nothing more to the eye.
MAPS, UNITS = 64, 2048


@dataclass(frozen=True)
class Layer:
    """A layer that is shown: `shape` is (maps, rows, columns) or (units,), `shown` how many of the maps or units are.

    `level` counts the layers that hold it; `signed` claims that its numbers can be negative.
    """

    path: str
    title: str
    level: int
    shape: effects.Shape
    shown: int
    signed: bool


@dataclass(frozen=True, eq=False)
class Seen:
    """Of every layer shown its maps uint8 (shown h w) or its units float32 (shown), and its range (low, high)."""

    values: tuple[np.ndarray, ...]
    ranges: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray


def shown(network: networks.Network) -> tuple[Layer, ...]:
    """The layers that make something of their own, in the order of computation: a container after what it joins."""
    signs = _signs(network)
    return tuple(
        Layer(
            record.path,
            f"{record.number} · {_title(record.layer)}",
            record.level,
            record.output,
            min(record.output[0], MAPS if len(record.output) == 3 else UNITS),
            signs[record.path],
        )
        for record in shapes.computed(shapes.records(network))
        if record.path in signs and not isinstance(record.layer, SILENT)
    )


def _title(layer: layers.Layer) -> str:
    """A container is named by what it makes of what its parts gave."""
    if not isinstance(layer, networks.Residual):
        return layer.title
    body = "body" if layer.scale == 1 else f"{layer.scale:g} · body"
    return f"Residual: {body} + {'shortcut' if layer.shortcut else 'what came in'}"


def seen(network: networks.Network, weights: forward.Weights, picture: np.ndarray, parts: tuple[Layer, ...]) -> Seen:
    """What `parts` of the network make of a standardised picture (c h w); the network gives logits."""
    outputs = forward.outputs(network, weights, picture[None])
    logits = outputs[f"{len(network.layers) - 1}"][0]
    values, ranges = [], []
    for part in parts:
        made = outputs[part.path][0, : part.shown]
        low, high = span(made, part.signed)
        values.append(np.ascontiguousarray(quantised(made, low, high) if made.ndim == 3 else made))
        ranges.append((low, high))
    with np.errstate(all="ignore"):
        probabilities = softmax.softmax(logits)
    return Seen(tuple(values), np.array(ranges, np.float32).reshape(-1, 2), logits, probabilities)


def exact(
    network: networks.Network, weights: forward.Weights, picture: np.ndarray, part: Layer, map_: int
) -> np.ndarray:
    """Map number `map_` that `part` makes of a standardised picture (c h w), as computed: float32 (h w).

    Raises InputError where no such map is shown.
    """
    if len(part.shape) != 3 or map_ >= part.shown:
        raise InputError(f"“{part.title}” shows no map {map_ + 1}. Point at one that is there.")
    return np.ascontiguousarray(forward.outputs(network, weights, picture[None])[part.path][0, map_], np.float32)


def span(values: np.ndarray, signed: bool) -> tuple[float, float]:
    """The range that bytes stand for: about 0 alike on both sides, or from 0 up. What is not finite does not count."""
    with np.errstate(all="ignore"):
        largest = float(np.nan_to_num(np.abs(values), nan=0, posinf=0).max(initial=0))
    return (-largest if signed else 0.0), largest


def quantised(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Values as uint8: `low` is 0, `high` is 255. NaN, and everything in an empty range, becomes what 0 would be."""
    with np.errstate(all="ignore"):
        scaled = (values - low) * (255 / (high - low) if high > low else 0)
        middle = 127.5 if low < 0 else 0
        return np.rint(np.nan_to_num(scaled, nan=middle, posinf=255, neginf=0)).clip(0, 255).astype(np.uint8)


def affordable(network: networks.Network, pictures: int) -> None:
    """Raises InputError where so many pictures through the network would keep others waiting."""
    work = shapes.totals(shapes.records(network))
    if work.macs * pictures > limits.SEEN_MACS:
        raise InputError(
            f"Looking into “{network.name}” takes {work.macs:,} multiply-adds for a picture; at once there are at most "
            f"{limits.SEEN_MACS:,}. Ask for fewer snapshots, or train a smaller network."
        )
    values = work.memory // shapes.BYTES
    if values * pictures > limits.SEEN_VALUES:
        raise InputError(
            f"The layers of “{network.name}” make {values:,} numbers of a picture; at once the most that can be looked "
            f"at is {limits.SEEN_VALUES:,}. Ask for fewer snapshots, or train a network with fewer filters."
        )


def _signs(network: networks.Network) -> Mapping[str, bool]:
    """Whether a layer's numbers can be negative, by its path. Those of auxiliary heads, which never run, are absent."""
    found: dict[str, bool] = {}
    _signed(network.layers, "", True, found)
    return found


def _signed(sequence: layers.Layers, prefix: str, sign: bool, found: dict[str, bool]) -> bool:
    for index, layer in enumerate(sequence):
        path = f"{prefix}{index}"
        if not isinstance(layer, networks.Auxiliary) and layer.parts:
            ends = [
                _signed(part, f"{path}.{name}." if name else f"{path}.", sign, found)
                for name, part in layer.parts.items()
            ]
            negative = isinstance(layer, networks.Residual) and layer.scale < 0
            sign = any(ends) or negative
        elif _positive(layer):
            sign = False
        elif not isinstance(layer, KEEPING):
            sign = True
        found[path] = sign
    return sign


def _positive(layer: layers.Layer) -> bool:
    if isinstance(layer, layers.Activation):
        return layer.kind in ("ReLU", "ReLU6", "sigmoid", "softmax")
    return isinstance(layer, layers.Pool | layers.GlobalPool) and layer.kind == "L2"


# Layers that show nothing of their own: what they give is what they, or the last layer in them, were given.
SILENT = (networks.Block, networks.Auxiliary, layers.Dropout)
# Their numbers have the signs of those that they read.
KEEPING = (
    layers.Pool,
    layers.GlobalPool,
    layers.AdaptivePool,
    layers.LRN,
    layers.Dropout,
    layers.Flatten,
    networks.Auxiliary,
)
