"""The ONNX operators that each kind of layer is made of. A value between nodes goes by its name."""

from collections.abc import Mapping
from functools import singledispatch
from math import prod
from typing import Any

import numpy as np
from onnx import NodeProto, helper

from cnnviz.nets import effects, layers, networks, windows
from cnnviz.ops import activations, geometry, reductions


class Graph:
    """Nodes and constants so far; `inputs` are the shapes of what each layer reads, by its path."""

    def __init__(self, weights: Mapping[str, np.ndarray], inputs: Mapping[str, effects.Shape]) -> None:
        self.weights, self.inputs = weights, inputs
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, np.ndarray] = {}

    def node(self, operator: str, name: str, values: list[str], **attributes: Any) -> str:
        """The name of what a new node makes of the values; it is the node's own."""
        self.nodes.append(helper.make_node(operator, values, [name], name, **attributes))
        return name

    def constant(self, name: str, array: np.ndarray) -> str:
        """The name of a constant: whole numbers as int64, which shapes and indices are, others as float32."""
        kind = np.int64 if np.issubdtype(array.dtype, np.integer) else np.float32
        self.constants[f"{name}.constant"] = np.ascontiguousarray(array, kind)
        return f"{name}.constant"

    def tensors(self, path: str, *names: str) -> list[str]:
        """The names of a layer's weights, which become constants."""
        called = [f"{path}.{name}" for name in names]
        self.constants |= {name: np.ascontiguousarray(self.weights[name], np.float32) for name in called}
        return called


def sequence(graph: Graph, stack: layers.Layers, prefix: str, value: str) -> str:
    """The name of what the layers make of a value."""
    for index, layer in enumerate(stack):
        path = f"{prefix}{index}"
        if not isinstance(layer, networks.Container):
            value = leaf(layer, graph, path, value)
        elif not isinstance(layer, networks.Auxiliary):
            parts = layer.parts.items()
            ends = [sequence(graph, part, f"{path}.{name}." if name else f"{path}.", value) for name, part in parts]
            value = joined(layer, graph, path, ends)
    return value


@singledispatch
def leaf(layer: layers.Layer, graph: Graph, path: str, value: str) -> str:
    """The name of what a layer that holds no others makes of a value."""
    raise TypeError(f"{type(layer).__name__} has no node in ONNX.")


@leaf.register
def _conv(layer: layers.Conv, graph: Graph, path: str, maps: str) -> str:
    axes = windows.axes(layer, graph.inputs[path])
    tensors = graph.tensors(path, "weight", *(["bias"] if layer.bias else []))
    return graph.node(
        "Conv",
        path,
        [maps, *tensors],
        kernel_shape=layer.size,
        strides=layer.stride,
        dilations=layer.dilation,
        group=layer.groups,
        pads=_pads(*axes),
    )


def _pads(rows: geometry.Axis, columns: geometry.Axis) -> list[int]:
    """ONNX's order. What hangs over the edge is padding too, so that no rule of rounding is left to the reader."""
    return [rows.before, columns.before, rows.after + rows.overhang, columns.after + columns.overhang]


@leaf.register
def _pool(layer: layers.Pool, graph: Graph, path: str, maps: str) -> str:
    axes = windows.axes(layer, graph.inputs[path])
    settings: dict[str, Any] = {"kernel_shape": layer.size, "strides": layer.stride, "pads": _pads(*axes)}
    if layer.kind != "average":
        operator, power = ("MaxPool", {}) if layer.kind == "max" else ("LpPool", {"p": 2})
        return graph.node(operator, path, [maps], **settings, **power)
    share = prod(layer.size) / reductions.counts(axes, layer.count_padding)
    if (share == 1).all():
        return graph.node("AveragePool", path, [maps], count_include_pad=1, **settings)
    mean = graph.node("AveragePool", f"{path}.mean", [maps], count_include_pad=1, **settings)
    return graph.node("Mul", path, [mean, graph.constant(path, share)])


@leaf.register
def _global_pool(layer: layers.GlobalPool, graph: Graph, path: str, maps: str) -> str:
    operator = {"max": "GlobalMaxPool", "average": "GlobalAveragePool", "L2": "GlobalLpPool"}[layer.kind]
    return graph.node("Flatten", path, [graph.node(operator, f"{path}.pool", [maps])])


@leaf.register
def _adaptive_pool(layer: layers.AdaptivePool, graph: Graph, path: str, maps: str) -> str:
    """Windows of unequal size: every window's cells side by side along rows, then along columns."""
    size = graph.inputs[path][1:]
    if not any(side % count for side, count in zip(size, layer.size, strict=True)):
        window = [side // count for side, count in zip(size, layer.size, strict=True)]
        operator = {"max": "MaxPool", "average": "AveragePool"}[layer.kind]
        return graph.node(operator, path, [maps], kernel_shape=window, strides=window)
    for dimension, count in zip((2, 3), layer.size, strict=True):
        name = f"{path}.rows" if dimension == 2 else path
        starts, stops = reductions.spread_windows(graph.inputs[path][dimension - 1], count)
        cells = starts[:, None] + np.arange((stops - starts).max())  # (count, widest)
        if layer.kind == "max":
            cells = np.minimum(cells, stops[:, None] - 1)
        inside = (cells < stops[:, None]) / (stops - starts)[:, None]
        chosen = [maps, graph.constant(f"{name}.cells", np.minimum(cells, stops[-1] - 1))]
        maps = graph.node("Gather", f"{name}.windows", chosen, axis=dimension)  # (n, c, h, w) with one axis in two
        if layer.kind == "max":
            maps = graph.node("ReduceMax", name, [maps], axes=[dimension + 1], keepdims=0)
            continue
        shares = graph.constant(f"{name}.shares", inside if dimension == 3 else inside[:, :, None])
        shared = graph.node("Mul", f"{name}.shared", [maps, shares])
        axes = graph.constant(f"{name}.axes", np.array([dimension + 1]))
        maps = graph.node("ReduceSum", name, [shared, axes], keepdims=0)
    return maps


@leaf.register
def _batch_norm(layer: layers.BatchNorm, graph: Graph, path: str, values: str) -> str:
    channels = graph.inputs[path][0]
    if layer.affine:
        learned = graph.tensors(path, "weight", "bias")
    else:
        learned = [graph.constant(f"{path}.{at}", np.full(channels, at, np.float32)) for at in (1, 0)]
    kept = graph.tensors(path, "running_mean", "running_var")
    return graph.node("BatchNormalization", path, [values, *learned, *kept], epsilon=float(layer.eps))


@leaf.register
def _lrn(layer: layers.LRN, graph: Graph, path: str, maps: str) -> str:
    """ONNX's own LRN leaves open which map an even window lacks: an average over maps laid side by side does not."""
    if layer.size % 2:
        settings = {"alpha": layer.alpha * layer.size, "beta": layer.beta, "bias": layer.k}
        return graph.node("LRN", path, [maps], size=layer.size, **{name: float(one) for name, one in settings.items()})
    channels, rows, columns = graph.inputs[path]
    flat = graph.constant(f"{path}.flat", np.array([0, 1, channels, rows * columns]))
    whole = graph.constant(f"{path}.whole", np.array([0, channels, rows, columns]))
    squares = graph.node("Mul", f"{path}.squares", [maps, maps])
    laid = graph.node("Reshape", f"{path}.laid", [squares, flat])
    pads = [layer.size // 2, 0, (layer.size - 1) // 2, 0]
    mean = graph.node(
        "AveragePool", f"{path}.mean", [laid], kernel_shape=[layer.size, 1], pads=pads, count_include_pad=1
    )
    stacked = graph.node("Reshape", f"{path}.stacked", [mean, whole])
    value = stacked
    for operator, name, number in (
        ("Mul", "alpha", layer.alpha * layer.size),
        ("Add", "k", layer.k),
        ("Pow", "beta", layer.beta),
    ):
        called = f"{path}.{name}"
        value = graph.node(operator, called, [value, graph.constant(called, np.array(number, np.float32))])
    return graph.node("Div", path, [maps, value])


@leaf.register
def _activation(layer: layers.Activation, graph: Graph, path: str, values: str) -> str:
    operator, settings = ACTIVATIONS[layer.kind]
    if operator == "Clip":  # its bounds are values, not settings
        ends = [graph.constant(f"{path}.{end}", np.array(end, np.float32)) for end in (0, activations.SIX)]
        return graph.node(operator, path, [values, *ends])
    return graph.node(operator, path, [values], **settings)


@leaf.register
def _dense(layer: layers.Dense, graph: Graph, path: str, values: str) -> str:
    tensors = graph.tensors(path, "weight", *(["bias"] if layer.bias else []))
    return graph.node("Gemm", path, [values, *tensors], transB=1)


@leaf.register
def _dropout(layer: layers.Dropout, graph: Graph, path: str, values: str) -> str:
    return values


@leaf.register
def _flatten(layer: layers.Flatten, graph: Graph, path: str, maps: str) -> str:
    return graph.node("Flatten", path, [maps])


@singledispatch
def joined(layer: networks.Container, graph: Graph, path: str, ends: list[str]) -> str:
    """The name of what a container makes of what its parts made."""
    raise TypeError(f"{type(layer).__name__} has no node in ONNX.")


@joined.register
def _block(layer: networks.Block, graph: Graph, path: str, ends: list[str]) -> str:
    return ends[0]


@joined.register
def _residual(layer: networks.Residual, graph: Graph, path: str, ends: list[str]) -> str:
    body, shortcut = ends
    if layer.scale != 1:
        scale = graph.constant(path, np.array(layer.scale, np.float32))
        body = graph.node("Mul", f"{path}.scaled", [body, scale])
    return graph.node("Add", path, [body, shortcut])


@joined.register
def _parallel(layer: networks.Parallel, graph: Graph, path: str, ends: list[str]) -> str:
    return graph.node("Concat", path, ends, axis=1) if layer.merge == "concat" else graph.node("Sum", path, ends)


ACTIVATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "ReLU": ("Relu", {}),
    "leaky ReLU": ("LeakyRelu", {"alpha": activations.LEAK}),
    "sigmoid": ("Sigmoid", {}),
    "tanh": ("Tanh", {}),
    "softmax": ("Softmax", {"axis": 1}),
    "ReLU6": ("Clip", {}),
}
