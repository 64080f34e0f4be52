"""Dense layers, sums, and branches that meet, as ONNX's operators write them."""

from collections.abc import Callable
from dataclasses import replace
from math import prod

import numpy as np

from cnnviz import limits
from cnnviz.nets import layers
from cnnviz.nets.onnx import calls, windowed
from cnnviz.nets.onnx.calls import Call, Flow, Piece, Value, per_channel


def gemm(call: Call) -> Flow:
    """Gemm: alpha · x · W + beta · bias, W turned round or not."""
    call.require("transA", 0)
    turned = call.integer("transB", 0)
    alpha, beta = call.real("alpha", 1.0), call.real("beta", 1.0)
    flow = _vector(call)
    count = flow.shape[0]
    weight = call.weights(1, None, count) if turned else call.weights(1, count, None).T
    bias = call.optional(2, "bias")
    if bias is not None:
        bias = _bias(call, bias, len(weight)) * np.float32(beta)
    return _dense(call, flow, weight * np.float32(alpha) if alpha != 1 and any(weight.strides) else weight, bias)


def matmul(call: Call) -> Flow:
    """MatMul of a vector and fixed numbers."""
    flow = _vector(call)
    return _dense(call, flow, call.weights(1, flow.shape[0], None).T, None)


def _vector(call: Call) -> Flow:
    flow = call.flow()
    if len(flow.dims) != 2:
        call.refuse("it reads maps, and only vectors can be read by it here. Put Flatten before it")
    return flow


def _bias(call: Call, numbers: np.ndarray, units: int) -> np.ndarray:
    if numbers.size not in (1, units) or numbers.shape[-1:] not in ((), (1,), (units,)):
        call.refuse("its bias has other sizes than one for each unit")
    return np.broadcast_to(numbers.reshape(-1).astype(np.float32, copy=False), (units,))


def _dense(call: Call, flow: Flow, weight: np.ndarray, bias: np.ndarray | None) -> Flow:
    held = {"weight": calls.ordered(weight, flow)} | ({} if bias is None else {"bias": bias})
    return call.add(layers.Dense(len(weight), bias is not None), held, flow)


def add(call: Call) -> Value:
    """Add: a bias, or two branches that meet."""
    first, second = call.value(0), call.value(1)
    if isinstance(first, Flow) and isinstance(second, Flow):
        return _met(call, "residual")
    if isinstance(first, Flow) or isinstance(second, Flow):
        place = 0 if isinstance(first, Flow) else 1
        flow = call.flow(place, last=True)
        return _shifted(call, flow, per_channel(call, call.constant(1 - place, "addend"), flow))
    return _folded(call, np.add)


def subtract(call: Call) -> Value:
    """Sub of fixed numbers."""
    if isinstance(call.value(0), Flow):
        flow = call.flow(last=True)
        return _shifted(call, flow, -per_channel(call, call.constant(1, "subtrahend"), flow))
    return _folded(call, np.subtract)


def multiply(call: Call) -> Value:
    """Mul by fixed numbers: one, one for each channel, or what an average pooling leaves to be shared out."""
    first, second = call.value(0), call.value(1)
    if not isinstance(first, Flow) and not isinstance(second, Flow):
        return _folded(call, np.multiply)
    place = 0 if isinstance(first, Flow) else 1
    flow = call.flow(place, last=True)
    factor = call.constant(1 - place, "factor")
    if factor.ndim == 2 and flow.dims[2:] == factor.shape and not flow.last and windowed.shared(call, flow, factor):
        return flow
    return _scaled(call, flow, per_channel(call, factor, flow))


def divide(call: Call) -> Value:
    """Div by fixed numbers."""
    if not isinstance(call.value(0), Flow):
        return _folded(call, np.floor_divide)
    flow = call.flow(last=True)
    divisor = per_channel(call, call.constant(1, "divisor"), flow)
    if not divisor.all():
        call.refuse("it divides by 0")
    return _scaled(call, flow, np.float32(1) / divisor)


def _shifted(call: Call, flow: Flow, shift: np.ndarray) -> Flow:
    if flow.piece == 0 and not flow.many:
        return _entering(call, flow, np.float32(1), shift)
    piece = call.graph.pieces[flow.piece]
    if isinstance(piece.layer, layers.Conv | layers.Dense) and not piece.layer.bias and not flow.many:
        bias = np.broadcast_to(shift, (flow.shape[0],))
        layer, held = replace(piece.layer, bias=True), {**piece.held, "bias": bias}
        call.graph.pieces[flow.piece] = replace(piece, layer=layer, held=held)
        return flow
    return call.affine(flow, np.float32(1), shift)


def _scaled(call: Call, flow: Flow, scale: np.ndarray) -> Flow:
    if flow.piece == 0 and not flow.many:
        return _entering(call, flow, scale, np.float32(0))
    # One node that reads it can take the factor over.
    if scale.size == 1 and call.graph.uses[call.node.outputs[0]] == 1:
        return replace(flow, scale=float(scale.reshape(-1)[0]))
    return call.affine(flow, scale, np.float32(0))


def _entering(call: Call, flow: Flow, scale: calls.Numbers, shift: calls.Numbers) -> Flow:
    """What is done to the picture's numbers before any layer: kept apart, as a preparation."""
    times, plus = call.graph.entering or (np.ones(1), np.zeros(1))
    times, plus = times * np.asarray(scale, float), plus * np.asarray(scale, float) + np.asarray(shift, float)
    if not (np.isfinite(times).all() and np.isfinite(plus).all() and times.all()):
        call.refuse("it leaves nothing of the picture")
    call.graph.entering = (times, plus)
    return flow


def total(call: Call) -> Value:
    """Sum of branches that meet."""
    return _met(call, "add")


def concat(call: Call) -> Value:
    """Concat: branches one behind the other; of constants, their numbers."""
    values = [call.value(place) for place in range(len(call.node.inputs))]
    axis = call.integer("axis", 1)
    if not any(isinstance(value, Flow) for value in values):
        parts = [call.constant(place, "value") for place in range(len(values))]
        if axis not in (0, -1) or any(part.ndim != 1 for part in parts) or sum(map(len, parts)) > calls.SMALL:
            call.refuse("it puts fixed numbers behind one another in a way that is not known here")
        return np.concatenate(parts)
    first = call.flow(0, last=True)
    channels = len(first.dims) - 1 if first.last else 1
    if axis % len(first.dims) != channels:
        call.refuse("it does not put channels behind one another, which is all that is known of it here")
    return _met(call, "concat")


def _met(call: Call, merge: str) -> Flow:
    """Branches that meet: all flows, of the same shape, in the same order. One factor can be a residual body's."""
    count = len(call.node.inputs)
    if not 1 <= count <= limits.NET_BRANCHES:
        call.refuse(f"{count:,} branches meet there, and {limits.NET_BRANCHES} at most can be drawn")
    flows = [call.flow(place, last=True, scale=True) for place in range(count)]
    scale = 1.0
    if merge == "residual":
        flows.sort(key=lambda one: one.scale == 1.0)  # the one with a factor first; the others stay in order
        scale = flows[0].scale
        flows[0] = replace(flows[0], scale=1.0)
    flows = [call.scaled(one) for one in flows]
    first = flows[0]
    if len({(one.last, one.order, len(one.shape), len(one.dims)) for one in flows}) > 1:
        call.refuse("its branches keep their channels in different places. Export the model with channels first")
    alike = {one.shape if merge != "concat" else one.shape[1:] for one in flows}
    if len(alike) > 1 or (merge == "concat" and first.order):
        given = " and ".join(" × ".join(map(str, one.shape)) for one in flows)
        call.refuse(f"its branches give {given}, which do not go together")
    channels = sum(one.shape[0] for one in flows) if merge == "concat" else first.shape[0]
    shape = (channels, *first.shape[1:])
    made = call.piece(Piece(tuple(one.piece for one in flows), shape, call.node.name, merge=merge, scale=scale))
    axis = len(first.dims) - 1 if first.last else 1
    dims = tuple(channels if at == axis else side for at, side in enumerate(first.dims))
    return replace(first, piece=made, shape=shape, dims=dims, scale=1.0, many=False)


def _folded(call: Call, operation: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> np.ndarray:
    """What is computed of a few fixed whole numbers, as exports do with sizes."""
    first, second = (call.constant(place, "value") for place in (0, 1))
    small = prod(first.shape) <= calls.SMALL and prod(second.shape) <= calls.SMALL
    if not small or first.dtype != np.int64 or second.dtype != np.int64 or first.ndim > 1 or second.ndim > 1:
        call.refuse("it computes with fixed numbers only, which is not done here")
    if operation is np.floor_divide and not second.all():
        call.refuse("it divides by 0")
    if first.size != second.size and 1 not in (first.size, second.size):
        call.refuse("it computes with lists of different lengths")
    return np.asarray(operation(first, second), np.int64)


OPERATORS: dict[str, Callable[[Call], Value]] = {
    "Gemm": gemm,
    "MatMul": matmul,
    "Add": add,
    "Sub": subtract,
    "Mul": multiply,
    "Div": divide,
    "Sum": total,
    "Concat": concat,
}
