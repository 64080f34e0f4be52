"""Activations, normalisations and changes of shape, as ONNX's operators write them."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cnnviz.nets import layers
from cnnviz.nets.layers import Activation
from cnnviz.nets.onnx import calls
from cnnviz.nets.onnx.calls import Call, Flow, Value
from cnnviz.ops import activations

# How an axis order is turned: to channels last, and back.
TO_LAST, TO_FIRST = (0, 2, 3, 1), (0, 3, 1, 2)


def activation(kind: str) -> Callable[[Call], Flow]:
    """A function of each number, without settings."""

    def read(call: Call) -> Flow:
        return call.kept(Activation(kind), call.flow(last=True))

    return read


def leaky(call: Call) -> Flow:
    """LeakyRelu with the slope that ours has."""
    slope = call.real("alpha", activations.LEAK)
    if not math.isclose(slope, activations.LEAK, rel_tol=1e-5):
        call.refuse(f"its slope is {slope:g}, and only {activations.LEAK} is known here")
    return call.kept(Activation("leaky ReLU"), call.flow(last=True))


def clip(call: Call) -> Flow:
    """Clip from 0 to 6, or from 0 on."""
    flow = call.flow(last=True)
    low, high = (_bound(call, name, place) for place, name in ((1, "min"), (2, "max")))
    if low == 0 and high in (activations.SIX, None):
        return call.kept(Activation("ReLU6" if high else "ReLU"), flow)
    call.refuse(f"it cuts numbers off below {low} and above {high}, and only 0 and {activations.SIX} are known here")


def _bound(call: Call, name: str, place: int) -> float | None:
    said = call.take(name)
    given = call.optional(place, name)
    if given is not None:
        said = float(given.reshape(-1)[0]) if given.size == 1 else None
    finite = isinstance(said, float) and abs(said) < np.finfo(np.float32).max
    return said if finite else None


def softmax(call: Call) -> Flow:
    """Softmax over the channels or units."""
    flow = call.flow(last=True)
    newer = call.graph.opset >= 13
    axis = call.integer("axis", -1 if newer else 1) % len(flow.dims)
    channels = len(flow.dims) - 1 if flow.last else 1
    # Older versions take all axes from there on together.
    if axis != channels or (not newer and len(flow.dims) != 2):
        call.refuse("it does not go over channels or units, which is all that is known of it here")
    return call.kept(Activation("softmax"), flow)


def dropout(call: Call) -> Flow:
    """Dropout, with its rate where that is fixed; it passes all on."""
    flow = call.flow(last=True)
    rate = call.take("ratio", 0.5)
    given = call.optional(1, "rate")
    training = call.optional(2, "mode")
    if training is not None and training.any():
        call.refuse("it is in training mode. Export the model for inference, after model.eval()")
    if given is not None and given.size == 1:
        rate = float(given.reshape(-1)[0])
    for name in ("is_test", "seed"):
        call.take(name)
    known = isinstance(rate, float) and 0 <= rate <= 0.99
    return call.kept(layers.Dropout(round(rate, 6)), flow) if known else flow


def batch_norm(call: Call) -> Flow:
    """BatchNormalization with the statistics that are kept."""
    flow = call.flow()
    call.require("training_mode", 0)
    call.require("spatial", 1)
    for name in ("momentum", "is_test", "consumed_inputs"):
        call.take(name)
    if any(name and call.graph.uses.get(name) for name in call.node.outputs[1:]):
        call.refuse("it is in training mode. Export the model for inference, after model.eval()")
    names = ("weight", "bias", "running_mean", "running_var")
    held = {name: calls.ordered(call.weights(at, flow.dims[1]), flow) for at, name in enumerate(names, 1)}
    if (held["running_var"] < 0).any():
        call.refuse("a variance of it is negative. Export the model again")
    # Kept in 32 bits: 0.001 would come back as 0.0010000000474974513.
    eps = float(np.format_float_scientific(np.float32(call.real("epsilon", 1e-5))))
    return call.kept(layers.BatchNorm(eps=eps), flow, held)


def lrn(call: Call) -> Flow:
    """LRN over an odd number of maps: which one an even window lacks, programs do not agree on."""
    flow, size = call.flow(), call.integer("size", 0)
    if size % 2 == 0:
        call.refuse(f"it goes over {size} maps, and only odd numbers are known here")
    alpha, beta, k = call.real("alpha", 1e-4), call.real("beta", 0.75), call.real("bias", 1.0)
    short = [float(np.format_float_scientific(np.float32(one))) for one in (alpha / size, beta, k)]
    return call.kept(layers.LRN(size, *short), flow)


def flatten(call: Call) -> Flow:
    """Flatten from the channels on."""
    flow = call.flow(last=True)
    if call.integer("axis", 1) not in (1, 1 - len(flow.dims)):
        call.refuse("it does not keep the batch apart. Set its axis to 1")
    return flat(call, flow)


def flat(call: Call, flow: Flow) -> Flow:
    """Maps as one vector, in the file's order."""
    dims = (flow.dims[0], math.prod(flow.dims[1:]))
    if len(flow.shape) == 1:
        return replace(flow, dims=dims)
    made = call.add(layers.Flatten(), {}, flow)
    mixed = flow.last and math.prod(flow.shape[1:]) > 1 and flow.shape[0] > 1
    return replace(made, dims=dims, order=flow.shape if mixed else (), last=False)


def reshape(call: Call) -> Value:
    """Reshape to a vector, or to what it was already; of constants to anything."""
    shape = call.settled("shape", 1)
    zero = call.require("allowzero", 0, 1)
    value = call.value(0)
    if shape is None or (zero and 0 in shape):
        call.refuse("it does not say to which shape, or to one without numbers")
    if not isinstance(value, Flow):
        return _reshaped(call, call.constant(0, "value"), shape)
    flow = call.flow(last=True)
    dims = _resolved(call, shape, flow.dims)
    if dims == flow.dims:
        return flow
    if dims[0] == flow.dims[0] and len(dims) == 2:
        return flat(call, flow)
    ones = flow.shape[0] == 1 and len(flow.shape) == 3 and len(dims) == 4
    if ones and dims[2:] == flow.shape[1:]:  # one channel: where it is written makes no difference
        return replace(flow, dims=dims, last=False)
    if ones and dims[1:3] == flow.shape[1:]:
        return replace(flow, dims=dims, last=True)
    call.refuse(f"it makes {_by(dims)} of {_by(flow.dims)}, and only vectors can be made of maps here")


def _reshaped(call: Call, numbers: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    if not numbers.flags.c_contiguous:  # turned round before: this is a copy
        call.charge(numbers.size)
    return numbers.reshape(_resolved(call, shape, numbers.shape))


def _resolved(call: Call, shape: tuple[int, ...], dims: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes meant: 0 as they were, −1 what is left."""
    said = [dims[at] if side == 0 and at < len(dims) else side for at, side in enumerate(shape)]
    count, known = math.prod(dims), math.prod(side for side in said if side != -1)
    if -1 in said and known > 0 and count % known == 0:
        said[said.index(-1)] = count // known
    if any(side < 0 for side in said) or math.prod(said) != count:
        call.refuse(f"it makes {_by(shape)} of {_by(dims)}, which cannot be")
    return tuple(said)


def _by(dims: tuple[int, ...]) -> str:
    return " × ".join(str(side) if abs(side) < 10**9 else "…" for side in dims)


def squeeze(call: Call) -> Value:
    """Axes of size 1 left out: maps of one pixel become a vector."""
    value, axes = call.value(0), call.settled("axes", 1)
    if not isinstance(value, Flow):
        found = call.constant(0, "value")
        left = [axis for axis, side in enumerate(found.shape) if side == 1] if axes is None else list(axes)
        if any(not -found.ndim <= axis < found.ndim or found.shape[axis] != 1 for axis in left):
            call.refuse("it leaves out axes that hold more than one number")
        return found.reshape([side for at, side in enumerate(found.shape) if at not in {a % found.ndim for a in left}])
    flow = call.flow(last=True)
    rank = len(flow.dims)
    spatial = (1, 2) if flow.last else (2, 3)
    meant = rank == 4 and axes is not None and tuple(sorted(axis % rank for axis in axes)) == spatial
    if meant and all(flow.dims[axis] == 1 for axis in spatial):
        return flat(call, flow)
    call.refuse("it leaves out other axes than rows and columns of one pixel")


def transpose(call: Call) -> Value:
    """Channels put last or first; of constants any order."""
    value = call.value(0)
    turned = call.take("perm")
    if turned is not None and not calls.are_whole(turned):
        call.wrong("perm", turned)
    if not isinstance(value, Flow):
        found = call.constant(0, "value")
        order = tuple(reversed(range(found.ndim))) if turned is None else turned
        if sorted(order) != list(range(found.ndim)):
            call.wrong("perm", turned)
        return found.transpose(order)
    flow = call.flow(pads=True, last=True)
    if turned is not None and turned == tuple(range(len(flow.dims))):
        return flow
    if turned != (TO_FIRST if flow.last else TO_LAST) or len(flow.dims) != 4:
        call.refuse("it turns maps round in another way than between channels first and channels last")
    return replace(flow, dims=tuple(flow.dims[axis] for axis in turned), last=not flow.last)


def same(call: Call) -> Value:
    """Identity, and Cast of what comes from the picture."""
    value = call.value(0)
    return call.constant(0, "value") if not isinstance(value, Flow) else value


OPERATORS: dict[str, Callable[[Call], Value]] = {
    "Relu": activation("ReLU"),
    "Sigmoid": activation("sigmoid"),
    "Tanh": activation("tanh"),
    "LeakyRelu": leaky,
    "Clip": clip,
    "Softmax": softmax,
    "Dropout": dropout,
    "BatchNormalization": batch_norm,
    "LRN": lrn,
    "Flatten": flatten,
    "Reshape": reshape,
    "Squeeze": squeeze,
    "Transpose": transpose,
    "Identity": same,
}
