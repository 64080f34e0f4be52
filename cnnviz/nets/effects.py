"""What each kind of layer does to shapes, and what it costs in parameters and multiply-adds (C71, C79, C87)."""

from dataclasses import dataclass
from functools import singledispatch
from math import prod

from cnnviz.errors import InputError
from cnnviz.nets import fields, layers, networks, windows

Shape = tuple[int, ...]  # (channels, rows, columns) or (units,)


@dataclass(frozen=True)
class State:
    """What flows between layers: its shape, and what its units see of the input."""

    shape: Shape
    rows: fields.Field
    columns: fields.Field


@dataclass(frozen=True)
class Effect:
    """What one layer makes of a state, and what that costs: counts of numbers and of multiply-adds."""

    after: State
    parameters: int = 0
    other: int = 0
    arithmetic: str = "0"
    macs: int = 0


def size(shape: Shape) -> str:
    """A shape as it is said."""
    return " × ".join(f"{side:,}" for side in shape) + (" values" if len(shape) == 1 else "")


@singledispatch
def effect(layer: layers.Layer, before: State) -> Effect:
    """What a layer that holds no others makes of a state. Raises InputError, with the way out, where it cannot be."""
    raise TypeError(f"{type(layer).__name__} does nothing to shapes.")


@effect.register
def _conv(layer: layers.Conv, before: State) -> Effect:
    channels = _maps(before)[0]
    if channels % layer.groups:
        raise InputError(
            f"{channels:,} channels cannot be shared out among {layer.groups:,} groups. "
            "Choose a number of groups that divides both channels and filters."
        )
    rows, columns = windows.axes(layer, before.shape)
    after = State(
        (layer.filters, rows.output, columns.output), before.rows.through(rows), before.columns.through(columns)
    )
    taps = prod(layer.size) * channels // layer.groups
    groups = f"/{layer.groups}" if layer.groups > 1 else ""
    bias = " + 1" if layer.bias else ""
    parameters = layer.filters * (taps + layer.bias)
    rule = f"{layer.filters:,} · ({layer.size[0]} · {layer.size[1]} · {channels:,}{groups}{bias}) = {parameters:,}"
    return Effect(after, parameters, 0, rule, prod(after.shape) * taps)


@effect.register
def _dense(layer: layers.Dense, before: State) -> Effect:
    if len(before.shape) != 1:
        raise InputError("A dense layer reads a vector, and these are maps. Put Flatten or a global pool before it.")
    (values,) = before.shape
    parameters = layer.units * (values + layer.bias)
    each = f"({values:,} + 1)" if layer.bias else f"{values:,}"
    rule = f"{layer.units:,} · {each} = {parameters:,}"
    after = State((layer.units,), before.rows.whole(), before.columns.whole())
    return Effect(after, parameters, 0, rule, layer.units * values)


@effect.register
def _pool(layer: layers.Pool, before: State) -> Effect:
    rows, columns = windows.axes(layer, _maps(before))
    shape = (before.shape[0], rows.output, columns.output)
    return Effect(State(shape, before.rows.through(rows), before.columns.through(columns)))


@effect.register
def _global_pool(layer: layers.GlobalPool, before: State) -> Effect:
    return Effect(State(_maps(before)[:1], before.rows.whole(), before.columns.whole()))


@effect.register
def _adaptive_pool(layer: layers.AdaptivePool, before: State) -> Effect:
    shape = (_maps(before)[0], *layer.size)
    return Effect(State(shape, before.rows.spread(layer.size[0]), before.columns.spread(layer.size[1])))


@effect.register
def _batch_norm(layer: layers.BatchNorm, before: State) -> Effect:
    channels = before.shape[0]
    if not layer.affine:
        return Effect(before, 0, 2 * channels)
    return Effect(before, 2 * channels, 2 * channels, f"2 · {channels:,} = {2 * channels:,}")


@effect.register
def _lrn(layer: layers.LRN, before: State) -> Effect:
    _maps(before)
    return Effect(before)


@effect.register
def _activation(layer: layers.Activation, before: State) -> Effect:
    if layer.kind == "softmax" and len(before.shape) == 1:
        return Effect(State(before.shape, before.rows.whole(), before.columns.whole()))
    return Effect(before)


@effect.register
def _flatten(layer: layers.Flatten, before: State) -> Effect:
    return Effect(State((prod(before.shape),), before.rows, before.columns))


@effect.register(layers.Dropout)
def _unchanged(layer: layers.Layer, before: State) -> Effect:
    return Effect(before)


def _maps(before: State) -> Shape:
    if len(before.shape) != 3:
        raise InputError("It reads maps, and this is a vector. Move it before the layer that made the vector.")
    return before.shape


@singledispatch
def joined(layer: layers.Layer, before: State, ends: list[State]) -> State:
    """What a container makes of what its parts made of a state. Raises InputError where they do not go together."""
    raise TypeError(f"{type(layer).__name__} joins nothing.")


@joined.register
def _last(layer: networks.Block, before: State, ends: list[State]) -> State:
    return ends[0]


@joined.register
def _passed_by(layer: networks.Auxiliary, before: State, ends: list[State]) -> State:
    return before


@joined.register
def _residual(layer: networks.Residual, before: State, ends: list[State]) -> State:
    body, shortcut = (end.shape for end in ends)
    if body != shortcut:
        raise InputError(
            f"Its body gives {size(body)} and its shortcut {size(shortcut)}, which cannot be added. Make them agree: "
            f"a 1×1 convolution on the shortcut can give {body[0]:,} channels at the body's stride."
        )
    return _seen_by_all(body, ends)


@joined.register
def _parallel(layer: networks.Parallel, before: State, ends: list[State]) -> State:
    shapes = [end.shape for end in ends]
    alike = shapes if layer.merge == "add" else [shape[1:] for shape in shapes]
    if len(set(alike)) > 1:
        given = ", ".join(size(shape) for shape in shapes)
        what = "added" if layer.merge == "add" else "put behind one another: rows and columns differ"
        raise InputError(f"Its branches give {given}, which cannot be {what}. Give all the same stride and padding.")
    depth = shapes[0][0] if layer.merge == "add" else sum(shape[0] for shape in shapes)
    return _seen_by_all((depth, *shapes[0][1:]), ends)


def _seen_by_all(shape: Shape, ends: list[State]) -> State:
    return State(shape, fields.union([end.rows for end in ends]), fields.union([end.columns for end in ends]))
