"""Sizes and other fixed numbers that an export computes on the way: of no picture, so they are known while reading."""

from collections.abc import Callable
from math import prod

import numpy as np

from cnnviz.nets.onnx import calls, messages, tensors
from cnnviz.nets.onnx.calls import Call, Flow, Value

# TensorProto's data types that a picture's numbers may be cast to: floating point of any width.
FLOATING = (1, 10, 11)
# Settings of Constant that hold whole numbers or real ones.
LISTS = {"value_int": int, "value_ints": int, "value_float": float, "value_floats": float}


def constant(call: Call) -> np.ndarray:
    """Constant: a tensor, or numbers."""
    tensor = call.take("value")
    if isinstance(tensor, messages.Tensor):
        return tensors.array(tensor)
    for name, kind in LISTS.items():
        said = call.take(name)
        if said is None:
            continue
        if any(type(one) is not kind for one in (said if isinstance(said, tuple) else (said,))):
            call.wrong(name, said)
        return np.array(said, np.int64 if kind is int else np.float32)
    call.refuse("it holds no numbers, or none that are read here")


def shape(call: Call) -> np.ndarray:
    """Shape: the file's sizes, with the batch."""
    value = call.value(0)
    dims = value.dims if isinstance(value, Flow) else call.constant(0, "value").shape
    start, end = call.integer("start", 0), call.integer("end", len(dims))
    return np.array(dims[start:end], np.int64)


def gather(call: Call) -> np.ndarray:
    """Gather of a few fixed numbers."""
    call.require("axis", 0)
    numbers = calls.whole(call, call.constant(0, "value"))
    places = call.constant(1, "place")
    wanted = calls.whole(call, places)
    if any(not -len(numbers) <= one < len(numbers) for one in wanted):
        call.refuse("it takes a number that is not there")
    return np.array([numbers[one] for one in wanted], np.int64).reshape(places.shape)


def unsqueeze(call: Call) -> np.ndarray:
    """Unsqueeze of fixed numbers."""
    axes = call.settled("axes", 1) or ()
    numbers = call.constant(0, "value")
    rank = numbers.ndim + len(axes)
    added = {axis % rank for axis in axes if -rank <= axis < rank}
    if len(added) < len(axes) or rank > tensors.DIMENSIONS:
        call.refuse("it adds axes where there can be none, or one twice")
    return np.expand_dims(numbers, tuple(added))


def sliced(call: Call) -> np.ndarray:
    """Slice of a few fixed numbers, along one axis."""
    numbers = _few(call, call.constant(0, "value"))
    starts, ends = call.settled("starts", 1, 1), call.settled("ends", 2, 1)
    axes, steps = call.settled("axes", 3, 1) or (0,), call.settled("steps", 4, 1) or (1,)
    if starts is None or ends is None or not -numbers.ndim <= axes[0] < numbers.ndim or not steps[0]:
        call.refuse("it cuts fixed numbers in a way that is not known here")
    cut = [slice(None)] * numbers.ndim
    cut[axes[0]] = slice(starts[0], ends[0], steps[0])
    return numbers[tuple(cut)]


def filled(call: Call) -> np.ndarray:
    """ConstantOfShape of a few numbers."""
    shape = calls.whole(call, call.constant(0, "shape"))
    value = call.take("value")
    each = tensors.array(value) if isinstance(value, messages.Tensor) else np.zeros(1, np.float32)
    if len(shape) > tensors.DIMENSIONS or min(shape, default=0) < 0 or prod(shape) > calls.SMALL or each.size != 1:
        call.refuse("it makes more numbers than sizes are, or of no possible shape")
    return np.full(shape, each.reshape(-1)[0])


def _few(call: Call, numbers: np.ndarray) -> np.ndarray:
    if numbers.size > calls.SMALL or numbers.ndim == 0:
        call.refuse("it is given more numbers than sizes are, or a single one")
    return numbers


def cast(call: Call) -> Value:
    """Cast: among floating point widths it changes nothing here, where all is float32."""
    to = call.integer("to", 0)
    call.take("saturate")
    value = call.value(0)
    if isinstance(value, Flow):
        if to not in FLOATING:
            call.refuse("it makes whole numbers of maps, which no layer here does")
        return value
    numbers = call.constant(0, "value")
    if to in tensors.FLOATS:
        return numbers.astype(np.float32, copy=False)
    if to not in tensors.WHOLE or numbers.size > calls.SMALL or not np.isfinite(numbers).all():
        call.refuse("it makes other numbers of fixed ones in a way that is not known here")
    with np.errstate(invalid="ignore"):
        return numbers.astype(np.int64)


OPERATORS: dict[str, Callable[[Call], Value]] = {
    "Constant": constant,
    "Shape": shape,
    "Gather": gather,
    "Unsqueeze": unsqueeze,
    "Slice": sliced,
    "ConstantOfShape": filled,
    "Cast": cast,
}
