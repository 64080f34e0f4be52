"""One unit opened: every product behind its number, and what becomes of their sum.

Computed in double precision from what its step reads, so that the parts add up to the number that the network made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from cnnviz.inspect.way import graph, local
from cnnviz.inspect.way.strongest import Unit
from cnnviz.nets import forward, layers, networks
from cnnviz.ops import activations

# Parts that are shown one by one.
MOST = 8


@dataclass(frozen=True, eq=False)
class Part:
    """What one map adds to a sum: the unit of it that has the largest share, and the value; where weights are laid on
    the map, what they lie on and they themselves (i j)."""

    unit: Unit
    value: float
    seen: np.ndarray | None = None
    weights: np.ndarray | None = None


@dataclass(frozen=True)
class Stage:
    """A number on the way from the parts to the unit's: what is done, with which numbers, and what comes out."""

    kind: str
    value: float
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Opened:
    """A unit: its largest `parts`, the sum of all `others` and how many they are, and the stages that follow. The value
    of the last one is the unit's number."""

    unit: Unit
    parts: tuple[Part, ...]
    rest: float
    others: int
    stages: tuple[Stage, ...]

    @property
    def number(self) -> float:
        """The unit's."""
        return self.stages[-1].value


@dataclass(frozen=True, eq=False)
class _Parts:
    """The values of all parts of a unit, float64, how one of them is shown, and the stages that they lead to."""

    values: np.ndarray
    part: Callable[[int], Part]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, eq=False)
class _Step:
    """A step, the unit of it that is opened, and what can be known of the rest."""

    step: graph.Step
    unit: Unit
    nearby: local.Local

    @property
    def source(self) -> str:
        return self.step.sources[0]

    @property
    def tensors(self) -> forward.Tensors:
        return forward.Tensors(self.nearby.weights, self.step.main.path)

    @property
    def window(self) -> local.Window:
        return local.Window(self.unit.row, self.unit.column, self.unit.row, self.unit.column)

    def same(self, source: str, channel: int | None = None) -> tuple[Unit, float]:
        """The unit in the same place of what is read, and its number."""
        unit = Unit(source, self.unit.channel if channel is None else channel, self.unit.row, self.unit.column)
        vector = len(self.nearby.network.shape(source)) == 1
        values = self.nearby.values(source, None if vector else self.window)[0]
        return unit, float(values.reshape(len(values), -1)[unit.channel, 0])


def opened(
    network: graph.Graph, weights: local.Weights, known: Mapping[str, np.ndarray], unit: Unit, most: int = MOST
) -> Opened:
    """The unit, with so many parts at the most. `known`, (c h w) or (c) by name, holds what its step reads, or what
    that can be computed from."""
    step = network.steps[unit.name]
    at = _Step(step, unit, local.Local(network, weights, known))
    found = _parts(step.main.layer, at)
    order = np.argsort(-np.abs(found.values), kind="stable")
    rest = float(found.values[order[most:]].sum())
    stages = found.stages
    for record in step.after:
        tensors = forward.Tensors(weights, record.path)
        stages = (*stages, *_after(record.layer, stages[-1].value, unit.channel, tensors))
    parts = tuple(found.part(int(place)) for place in order[:most])
    return Opened(unit, parts, rest, max(0, len(order) - most), stages)


@singledispatch
def _parts(layer: layers.Layer, at: _Step) -> _Parts:
    """What the number of a layer's unit is made of. Of a layer that reads each number alone, that number; of one that
    reads others beside it, which is not taken apart here, the number in the same place."""
    unit, value = at.same(at.source)
    part = Part(unit, value)
    made = _after(layer, value, at.unit.channel, at.tensors)
    if not made and not isinstance(layer, layers.Dropout):
        whole = at.nearby.main(at.step, None if len(at.step.output) == 1 else at.window)[0]
        made = (Stage(layer.title, float(whole.reshape(len(whole), -1)[at.unit.channel, 0])),)
    return _Parts(np.array([value]), lambda _: part, (Stage("reads", value), *made))


@_parts.register
def _convolution(layer: layers.Conv, at: _Step) -> _Parts:
    each = at.step.main.input[0] // layer.groups
    first = at.unit.channel // (layer.filters // layer.groups) * each
    framed = at.nearby.framed(at.step, at.window)[0, first : first + each]
    seen = framed[:, :: layer.dilation[0], :: layer.dilation[1]].astype(np.float64)
    weights = at.tensors["weight"][at.unit.channel].astype(np.float64)
    products = seen * weights

    def part(place: int) -> Part:
        row, column = np.unravel_index(np.abs(products[place]).argmax(), products.shape[1:])
        unit = _within(at, first + place, int(row), int(column), layer)
        return Part(unit, float(products[place].sum()), seen[place], weights[place])

    values = products.sum(axis=(1, 2))
    return _Parts(values, part, _added(values, layer.bias, at))


def _within(at: _Step, channel: int, row: int, column: int, layer: layers.Conv) -> Unit:
    """The unit under a cell of the kernel; the nearest one, where that lies on padding."""
    axes = at.step.main.axes
    assert axes is not None
    cells = [
        min(axis.size - 1, max(0, place * axis.stride - axis.before + cell * step))
        for axis, place, cell, step in zip(
            axes, (at.unit.row, at.unit.column), (row, column), layer.dilation, strict=True
        )
    ]
    return Unit(at.source, channel, *cells)


@_parts.register
def _dense(layer: layers.Dense, at: _Step) -> _Parts:
    seen = at.nearby.values(at.source)[0].astype(np.float64)
    weights = at.tensors["weight"][at.unit.channel].astype(np.float64)
    values = seen * weights

    def part(place: int) -> Part:
        cell = np.full((1, 1), 1.0)
        return Part(Unit(at.source, place), float(values[place]), cell * seen[place], cell * weights[place])

    return _Parts(values, part, _added(values, layer.bias, at))


def _added(values: np.ndarray, bias: bool, at: _Step) -> tuple[Stage, ...]:
    """The sum of products, and with the bias."""
    total = float(values.sum())
    if not bias:
        return (Stage("sum", total),)
    added = float(at.tensors["bias"][at.unit.channel])
    return Stage("sum", total), Stage("bias", total + added, (added,))


@_parts.register
def _residual(layer: networks.Residual, at: _Step) -> _Parts:
    ends = [at.same(source) for source in at.step.sources]
    values = np.array([ends[0][1] * layer.scale, ends[1][1]])
    return _Parts(
        values, lambda place: Part(ends[place][0], float(values[place])), (Stage("sum", float(values.sum())),)
    )


@_parts.register
def _parallel(layer: networks.Parallel, at: _Step) -> _Parts:
    if layer.merge == "add":
        ends = [at.same(source) for source in at.step.sources]
    else:
        ends, channel = [], at.unit.channel
        for source in at.step.sources:
            count = at.nearby.network.shape(source)[0]
            if 0 <= channel < count:
                ends = [at.same(source, channel)]
            channel -= count
    values = np.array([value for _, value in ends])
    return _Parts(
        values, lambda place: Part(ends[place][0], float(values[place])), (Stage("sum", float(values.sum())),)
    )


@_parts.register
def _global_pool(layer: layers.GlobalPool, at: _Step) -> _Parts:
    return _pooled(at, at.nearby.values(at.source)[0, at.unit.channel], (0, 0), layer.kind)


@_parts.register
def _pool(layer: layers.Pool, at: _Step) -> _Parts:
    axes = at.step.main.axes
    assert axes is not None
    (top, bottom), (left, right) = (
        (max(0, at_ * axis.stride - axis.before), min(axis.size, at_ * axis.stride - axis.before + axis.window))
        for at_, axis in zip((at.unit.row, at.unit.column), axes, strict=True)
    )
    seen = at.nearby.values(at.source)[0, at.unit.channel, top:bottom, left:right]
    return _pooled(at, seen, (top, left), layer.kind, at.nearby.main(at.step, at.window)[0])


def _pooled(at: _Step, seen: np.ndarray, first: tuple[int, int], kind: str, made: np.ndarray | None = None) -> _Parts:
    """Of numbers (h w) the largest, the mean or the norm."""
    seen = seen.astype(np.float64)
    row, column = np.unravel_index(np.abs(seen).argmax(), seen.shape)
    if kind == "max":
        row, column = np.unravel_index(seen.argmax(), seen.shape)
    found = {"max": seen.max(), "average": seen.mean(), "L2": np.sqrt(np.square(seen).sum())}[kind]
    if made is not None and kind == "average":
        # Padding may count.
        found = made[at.unit.channel, 0, 0]
    unit = Unit(at.source, at.unit.channel, first[0] + int(row), first[1] + int(column))
    part = Part(unit, float(seen[row, column]), seen)
    return _Parts(np.array([part.value]), lambda _: part, (Stage(kind, float(found), (seen.size,)),))


@_parts.register
def _flatten(layer: layers.Flatten, at: _Step) -> _Parts:
    shape = at.nearby.network.shape(at.source)
    channel, row, column = (int(one) for one in np.unravel_index(at.unit.channel, shape))
    value = float(at.nearby.values(at.source)[0, channel, row, column])
    part = Part(Unit(at.source, channel, row, column), value)
    return _Parts(np.array([value]), lambda _: part, (Stage("reads", value),))


@singledispatch
def _after(layer: layers.Layer, value: float, channel: int, tensors: forward.Tensors) -> tuple[Stage, ...]:
    """What a layer that reads each number alone makes of one; none of one that passes it on."""
    return ()


@_after.register
def _batch_norm(layer: layers.BatchNorm, value: float, channel: int, tensors: forward.Tensors) -> tuple[Stage, ...]:
    mean, variance = (float(tensors[name][channel]) for name in ("running_mean", "running_var"))
    scale, shift = (float(tensors[name][channel]) for name in ("weight", "bias")) if layer.affine else (1.0, 0.0)
    deviation = float(np.sqrt(variance + layer.eps))
    return (Stage("norm", (value - mean) / deviation * scale + shift, (mean, deviation, scale, shift)),)


@_after.register
def _activation(layer: layers.Activation, value: float, channel: int, tensors: forward.Tensors) -> tuple[Stage, ...]:
    if layer.kind == "softmax":
        return ()
    function = activations.ACTIVATIONS[layer.kind].function
    return (Stage(layer.kind, float(function(np.array([value]))[0])),)
