"""A network as a list of plain steps: what a page without Python needs to compute what its layers make of a picture.

`components/live/taken/forward.mjs` goes through them; a test holds its numbers to those of `nets.forward`.
"""

from functools import singledispatch
from typing import Any

from cnnviz.nets import layers, networks, shapes, windows
from cnnviz.ops import geometry

Step = dict[str, Any]

# Activations that are one formula, the same in every language.
FORMULAS = ("ReLU", "ReLU6", "leaky ReLU", "tanh", "sigmoid")
POOLINGS = ("max", "average")


def steps(network: networks.Network) -> list[Step] | None:
    """A step for each layer: its `path`, `kind` and numbers. None for a network with a layer that is none of these:
    one that holds others, or a rarer kind."""
    found = []
    for record in shapes.records(network):
        step = _step(record.layer, record.input)
        if step is None:
            return None
        found.append({"path": record.path, **step})
    return found


@singledispatch
def _step(layer: layers.Layer, shape: tuple[int, ...]) -> Step | None:
    return None


@_step.register
def _conv(layer: layers.Conv, shape: tuple[int, ...]) -> Step:
    return {"kind": "conv", "filters": layer.filters, "groups": layer.groups, **_windows(layer, shape)}


@_step.register
def _pool(layer: layers.Pool, shape: tuple[int, ...]) -> Step | None:
    counted = layer.count_padding and layer.padding != "valid"
    if layer.kind not in POOLINGS or (layer.kind == "average" and (counted or layer.ceil)):
        return None
    return {"kind": layer.kind, **_windows(layer, shape)}


@_step.register
def _global_pool(layer: layers.GlobalPool, shape: tuple[int, ...]) -> Step | None:
    rows, columns = (geometry.Axis(name, size, size) for name, size in zip(("rows", "columns"), shape[1:], strict=True))
    if layer.kind not in POOLINGS:
        return None
    return {"kind": layer.kind, "flat": True, "rows": _axis(rows), "columns": _axis(columns)}


@_step.register
def _dense(layer: layers.Dense, shape: tuple[int, ...]) -> Step:
    return {"kind": "dense"}


@_step.register
def _norm(layer: layers.BatchNorm, shape: tuple[int, ...]) -> Step:
    return {"kind": "norm", "eps": layer.eps}


@_step.register
def _activation(layer: layers.Activation, shape: tuple[int, ...]) -> Step | None:
    return {"kind": layer.kind} if layer.kind in FORMULAS else None


@_step.register(layers.Flatten)
@_step.register(layers.Dropout)
def _same(layer: layers.Layer, shape: tuple[int, ...]) -> Step:
    return {"kind": "same", "flat": isinstance(layer, layers.Flatten)}


def _windows(layer: layers.Conv | layers.Pool, shape: tuple[int, ...]) -> Step:
    rows, columns = windows.axes(layer, shape)
    return {"rows": _axis(rows), "columns": _axis(columns)}


def _axis(axis: geometry.Axis) -> dict[str, int | bool]:
    names = ("size", "window", "stride", "dilation", "before", "after", "ceil")
    return {name: getattr(axis, name) for name in names}
