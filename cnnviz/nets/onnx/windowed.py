"""Convolutions, poolings and zeros put round maps, as ONNX's operators write them."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from cnnviz.nets import layers, windows
from cnnviz.nets.layers import Padding, Pads
from cnnviz.nets.onnx import calls
from cnnviz.nets.onnx.calls import NONE, Call, Flow
from cnnviz.ops import geometry, reductions


def conv(call: Call) -> Flow:
    """Conv: maps, weights (o c i j), maybe a bias (o)."""
    flow = call.flow(pads=True)
    groups = call.integer("group", 1)
    weight = call.weights(1, None, None, None, None)
    filters, taps, *sides = weight.shape
    size = call.pair("kernel_shape", tuple(sides))
    if size != tuple(sides) or len(flow.shape) != 3 or taps * groups != flow.shape[0]:
        call.refuse(f"its weights of {' × '.join(map(str, weight.shape))} do not fit what it reads")
    stride, dilation = call.pair("strides", (1, 1)), call.pair("dilations", (1, 1))
    bias = None if call.value(2) is None else call.weights(2, filters)
    padding = _around(call, flow, layers.Conv(filters, size, stride, dilation))
    layer = layers.Conv(filters, size, stride, dilation, padding, groups, bias is not None)
    held = {"weight": weight} | ({} if bias is None else {"bias": bias})
    return call.add(layer, held, flow)


def pool(kind: str) -> Callable[[Call], Flow]:
    """MaxPool, AveragePool and LpPool."""

    def read(call: Call) -> Flow:
        flow = call.flow(pads=True)
        size = call.pair("kernel_shape", ())
        stride = call.pair("strides", (1, 1))
        call.require("dilations", (1, 1))
        call.take("storage_order")
        if kind == "L2":
            call.require("p", 2)
        if len(call.node.outputs) > 1 and call.graph.uses.get(call.node.outputs[1]):
            call.refuse("the places of its maxima are used, which is not known here")
        ceil = bool(call.integer("ceil_mode", 0))
        counted = kind == "average" and bool(call.integer("count_include_pad", 0))
        layer = layers.Pool(kind, size, stride, "valid", ceil, counted or kind != "average")
        if flow.pads != NONE:  # zeros of a node before it, which an average counts
            if kind == "max" or call.left.get("pads", (0, 0, 0, 0)) != (0, 0, 0, 0):
                call.refuse("zeros are put round its maps before it pads them itself")
            layer = replace(layer, count_padding=True)
        padded = _padded(call, flow, layer)
        made = call.add(padded, {}, flow)
        if counted and padded.ceil and not ceil:
            call.graph.due.add(made.piece)
        return made

    return read


def _padded(call: Call, flow: Flow, layer: layers.Pool) -> layers.Pool:
    """The pooling with the file's padding: where that is more than half a window, as a last window over the edge."""
    padding = _around(call, flow, layer)
    most = [side // 2 for side in layer.size]
    if padding in ("valid", "same"):
        return _counting(call, flow, replace(layer, padding=padding))
    assert not isinstance(padding, str)
    if all(after <= high for (_, after), high in zip(padding, most, strict=True)):
        return _counting(call, flow, replace(layer, padding=padding))
    axes = [
        geometry.Axis("", side, window, stride, 1, before, after, False)
        for side, window, stride, (before, after) in zip(flow.shape[1:], layer.size, layer.stride, padding, strict=True)
    ]
    rows, columns = ((before, min(after, high)) for (before, after), high in zip(padding, most, strict=True))
    hanging = replace(layer, padding=(rows, columns), ceil=True)
    if [one.output for one in windows.axes(hanging, flow.shape)] != [one.output for one in axes]:
        call.refuse("its windows lie mostly in its padding")
    return hanging


def _counting(call: Call, flow: Flow, layer: layers.Pool) -> layers.Pool:
    """Refuses an average of which programs disagree whether what hangs over the edge counts."""
    if layer.kind == "average" and layer.ceil and layer.count_padding:
        floor = replace(layer, ceil=False)
        same = [one.output for one in windows.axes(floor, flow.shape)]
        if flow.pads == NONE and [one.output for one in windows.axes(layer, flow.shape)] != same:
            call.refuse("it counts padding in windows over the edge, which programs do in different ways")
    return layer


def _around(call: Call, flow: Flow, layer: layers.Conv | layers.Pool) -> Padding:
    """The padding, by whichever of ONNX's ways it is said, with the zeros of a node before it."""
    way = call.require("auto_pad", b"NOTSET", b"SAME_UPPER", b"SAME_LOWER", b"VALID")
    top, left, bottom, right = call.integers("pads", (0, 0, 0, 0), 4)
    pads: Pads = ((top, bottom), (left, right))
    if way in (b"SAME_UPPER", b"SAME_LOWER"):
        if flow.pads != NONE:
            call.refuse("zeros are put round its maps before it pads them itself")
        return "same" if way == b"SAME_UPPER" else _lower(flow, layer)
    if way == b"VALID":
        pads = NONE
    (above, below), (before, after) = flow.pads
    whole = ((top + above, bottom + below), (left + before, right + after)) if pads != NONE else flow.pads
    return "valid" if whole == NONE else whole


def _lower(flow: Flow, layer: layers.Conv | layers.Pool) -> Pads:
    """“Same” padding whose odd pixel lies at the top and left."""
    dilation = layer.dilation if isinstance(layer, layers.Conv) else (1, 1)
    sides = zip(flow.shape[1:], layer.size, layer.stride, dilation, strict=True)
    rows, columns = (geometry.same_padding(*one)[::-1] for one in sides)
    return rows, columns


def global_pool(kind: str) -> Callable[[Call], Flow]:
    """GlobalAveragePool, GlobalMaxPool and GlobalLpPool: (n c h w) -> (n c 1 1)."""

    def read(call: Call) -> Flow:
        flow = call.flow()
        if kind == "L2":
            call.require("p", 2)
        return _pooled(call, flow, kind, keeps=True)

    return read


def reduced(kind: str) -> Callable[[Call], Flow]:
    """ReduceMean and ReduceMax over rows and columns."""

    def read(call: Call) -> Flow:
        flow = call.flow(last=True)
        axes = call.settled("axes", 1, 2)
        keeps = bool(call.integer("keepdims", 1))
        call.take("noop_with_empty_axes")
        spatial = (1, 2) if flow.last else (2, 3)
        if len(flow.dims) != 4 or axes is None or tuple(sorted(axis % 4 for axis in axes)) != spatial:
            call.refuse("it does not go over rows and columns, which is all that is known of it here")
        return _pooled(call, flow, kind, keeps)

    return read


def _pooled(call: Call, flow: Flow, kind: str, keeps: bool) -> Flow:
    channels = flow.shape[0]
    if not keeps or kind == "L2":
        made = call.add(layers.GlobalPool(kind), {}, flow, channels, *((1, 1) if keeps else ()))
        return replace(made, last=False)
    return call.add(layers.AdaptivePool((1, 1), kind), {}, flow)


def pad(call: Call) -> Flow:
    """Pad: zeros round the maps, for the next node to take care of."""
    flow = call.flow(pads=True, last=True)
    call.require("mode", b"constant")
    amounts = call.settled("pads", 1, 2 * len(flow.dims)) or (0,) * 2 * len(flow.dims)
    filled = call.optional(2, "value")
    if call.real("value", 0.0) or (filled is not None and filled.any()) or call.value(3) is not None:
        call.refuse("it puts other numbers than zeros round its maps, or only round some axes")
    if not any(amounts):
        return flow
    if len(flow.dims) != 4:
        call.refuse("it makes a vector longer, which no layer here does")
    before, after = amounts[:4], amounts[4:]
    rows, columns = (1, 2) if flow.last else (2, 3)
    other = [at for at in range(4) if at not in (rows, columns)]
    if min(amounts) < 0 or any(before[at] or after[at] for at in other):
        call.refuse("it cuts maps, or adds some, which no layer here does")
    (top, bottom), (left, right) = flow.pads
    pads: Pads = (
        (top + before[rows], bottom + after[rows]),
        (left + before[columns], right + after[columns]),
    )
    return replace(flow, pads=pads)


def shared(call: Call, flow: Flow, share: np.ndarray) -> bool:
    """Whether an average pooling times these numbers (h w) is one that counts fewer cells, as `export` writes it: then
    it is that one from now on."""
    piece = call.graph.pieces[flow.piece]
    if not isinstance(piece.layer, layers.Pool) or piece.layer.kind != "average" or flow.many:
        return False
    before = call.graph.pieces[piece.sources[0]].shape
    for layer in _candidates(piece.layer):
        axes = windows.axes(layer, before)
        if (axes[0].output, axes[1].output) != share.shape:
            continue
        if np.allclose(math.prod(layer.size) / reductions.counts(axes, layer.count_padding), share, rtol=1e-5):
            call.graph.pieces[flow.piece] = replace(piece, layer=layer)
            call.graph.due.discard(flow.piece)
            return True
    return False


def _candidates(layer: layers.Pool) -> Iterator[layers.Pool]:
    """Poolings that may be meant: without counting padding, or with windows over the edge instead of some of it."""
    padding = NONE if isinstance(layer.padding, str) else layer.padding
    yield replace(layer, count_padding=False)
    for below in range(padding[0][1] + 1):
        for after in range(padding[1][1] + 1):
            sides = ((padding[0][0], below), (padding[1][0], after))
            for counted in (True, False):
                yield replace(layer, padding=sides if sides != NONE else "valid", ceil=True, count_padding=counted)


OPERATORS: dict[str, Callable[[Call], calls.Value]] = {
    "Conv": conv,
    "MaxPool": pool("max"),
    "AveragePool": pool("average"),
    "LpPool": pool("L2"),
    "GlobalAveragePool": global_pool("average"),
    "GlobalMaxPool": global_pool("max"),
    "GlobalLpPool": global_pool("L2"),
    "ReduceMean": reduced("average"),
    "ReduceMax": reduced("max"),
    "Pad": pad,
}
