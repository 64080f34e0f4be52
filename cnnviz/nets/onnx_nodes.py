"""The ONNX operators that each kind of layer is made of. A value between nodes goes by its name."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

import numpy as np
from onnx import NodeProto, helper

from cnnviz.nets import forward_pools, layers, networks, shapes, windows
from cnnviz.ops import activations, geometry


class Graph:
    """Nodes and constants so far; `inputs` are the shapes of what each layer reads, by its path."""

    def __init__(self, weights: Mapping[str, np.ndarray], inputs: Mapping[str, shapes.Shape]) -> None:
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
        if type(layer) in LEAVES:
            value = LEAVES[type(layer)](graph, layer, path, value)
        elif not isinstance(layer, networks.Auxiliary):
            parts = layer.parts.items()
            ends = [sequence(graph, part, f"{path}.{name}." if name else f"{path}.", value) for name, part in parts]
            value = JOINS[type(layer)](graph, layer, path, ends)
    return value


def _conv(graph: Graph, layer: layers.Conv, path: str, maps: str) -> str:
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


def _pool(graph: Graph, layer: layers.Pool, path: str, maps: str) -> str:
    axes = windows.axes(layer, graph.inputs[path])
    settings: dict[str, Any] = {"kernel_shape": layer.size, "strides": layer.stride, "pads": _pads(*axes)}
    if layer.kind != "average":
        operator, power = ("MaxPool", {}) if layer.kind == "max" else ("LpPool", {"p": 2})
        return graph.node(operator, path, [maps], **settings, **power)
    share = prod(layer.size) / forward_pools.cells(layer, *axes)
    if (share == 1).all():
        return graph.node("AveragePool", path, [maps], count_include_pad=1, **settings)
    mean = graph.node("AveragePool", f"{path}.mean", [maps], count_include_pad=1, **settings)
    return graph.node("Mul", path, [mean, graph.constant(path, share)])


def _global_pool(graph: Graph, layer: layers.GlobalPool, path: str, maps: str) -> str:
    operator = {"max": "GlobalMaxPool", "average": "GlobalAveragePool", "L2": "GlobalLpPool"}[layer.kind]
    return graph.node("Flatten", path, [graph.node(operator, f"{path}.pool", [maps])])


def _adaptive_pool(graph: Graph, layer: layers.AdaptivePool, path: str, maps: str) -> str:
    """Windows of unequal size: every window's cells side by side along rows, then along columns."""
    for dimension, count in zip((2, 3), layer.size, strict=True):
        name = f"{path}.rows" if dimension == 2 else path
        starts, stops = forward_pools.adaptive_windows(graph.inputs[path][dimension - 1], count)
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


def _batch_norm(graph: Graph, layer: layers.BatchNorm, path: str, values: str) -> str:
    channels = graph.inputs[path][0]
    if layer.affine:
        learned = graph.tensors(path, "weight", "bias")
    else:
        learned = [graph.constant(f"{path}.{at}", np.full(channels, at, np.float32)) for at in (1, 0)]
    kept = graph.tensors(path, "running_mean", "running_var")
    return graph.node("BatchNormalization", path, [values, *learned, *kept], epsilon=float(layer.eps))


def _lrn(graph: Graph, layer: layers.LRN, path: str, maps: str) -> str:
    """ONNX's own LRN leaves open which map an even window lacks: an average over maps laid side by side does not."""
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


def _activation(graph: Graph, layer: layers.Activation, path: str, values: str) -> str:
    operator, settings = ACTIVATIONS[layer.kind]
    return graph.node(operator, path, [values], **settings)


def _dense(graph: Graph, layer: layers.Dense, path: str, values: str) -> str:
    tensors = graph.tensors(path, "weight", *(["bias"] if layer.bias else []))
    return graph.node("Gemm", path, [values, *tensors], transB=1)


def _residual(graph: Graph, layer: networks.Residual, path: str, ends: list[str]) -> str:
    body, shortcut = ends
    if layer.scale != 1:
        scale = graph.constant(path, np.array(layer.scale, np.float32))
        body = graph.node("Mul", f"{path}.scaled", [body, scale])
    return graph.node("Add", path, [body, shortcut])


def _parallel(graph: Graph, layer: networks.Parallel, path: str, ends: list[str]) -> str:
    return graph.node("Concat", path, ends, axis=1) if layer.merge == "concat" else graph.node("Sum", path, ends)


ACTIVATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "ReLU": ("Relu", {}),
    "leaky ReLU": ("LeakyRelu", {"alpha": activations.LEAK}),
    "sigmoid": ("Sigmoid", {}),
    "tanh": ("Tanh", {}),
    "softmax": ("Softmax", {"axis": 1}),
}

LEAVES: dict[type[layers.Layer], Callable[[Graph, Any, str, str], str]] = {
    layers.Conv: _conv,
    layers.Pool: _pool,
    layers.GlobalPool: _global_pool,
    layers.AdaptivePool: _adaptive_pool,
    layers.BatchNorm: _batch_norm,
    layers.LRN: _lrn,
    layers.Activation: _activation,
    layers.Dropout: lambda graph, layer, path, values: values,
    layers.Flatten: lambda graph, layer, path, values: graph.node("Flatten", path, [values]),
    layers.Dense: _dense,
}

JOINS: dict[type[layers.Layer], Callable[[Graph, Any, str, list[str]], str]] = {
    networks.Block: lambda graph, layer, path, ends: ends[0],
    networks.Residual: _residual,
    networks.Parallel: _parallel,
}
