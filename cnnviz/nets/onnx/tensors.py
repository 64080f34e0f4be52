"""An ONNX tensor's numbers as an array: floating point of any width as float32, whole numbers as int64."""

import math
from typing import Any

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets.onnx import wire
from cnnviz.nets.onnx.messages import Tensor

# TensorProto's data types: how numpy calls them.
FLOATS = {1: "<f4", 10: "<f2", 11: "<f8", 16: "<u2"}
BFLOAT = 16
WHOLE = {2: "u1", 3: "i1", 4: "<u2", 5: "<i2", 6: "<i4", 7: "<i8", 9: "?"}
# The field that holds numbers of each type, where they are not written raw.
FIELDS = {1: 4, 11: 10, 7: 7}
RAW, INT32 = 9, 5
STRING, DIMENSIONS = 8, 8
# Bytes, or numbers, of a tensor of whole numbers: what shapes and indices need.
LONGEST = 2**16
OUTSIDE = (
    "Its numbers lie in another file beside this one, and no other file is ever opened. Save the model as one file: in "
    "PyTorch, torch.onnx.export(…, external_data=False)."
)


def array(tensor: Tensor, weightless: bool = False) -> np.ndarray:
    """The numbers, in the tensor's shape. Raises InputError where there are not as many as it says, or of no known
    type. `weightless`: of numbers in another file ones do, which take no memory: only their shape is of interest."""
    if tensor.outside and not weightless:
        refuse(tensor, OUTSIDE)
    if tensor.kind == STRING:
        refuse(tensor, "It holds texts, not numbers. Export the network alone.")
    if tensor.kind not in FLOATS | WHOLE:
        refuse(tensor, f"Its numbers are of the type {shown(tensor.kind)}, which is not read here. Export float32.")
    if tensor.kind in WHOLE and sum(map(_length, tensor.parts.values())) > LONGEST:
        refuse(tensor, "It holds many whole numbers, as quantised models do. Export float32.")
    if len(tensor.dims) > DIMENSIONS or any(side < 0 for side in tensor.dims):
        refuse(tensor, f"It cannot have the sizes {shown(list(tensor.dims))}. Export the model again.")
    count = math.prod(tensor.dims)
    if tensor.outside and count <= limits.NET_PARAMETERS and tensor.kind in FLOATS:
        return np.broadcast_to(np.float32(1), tensor.dims)
    numbers = _numbers(tensor)
    if count != numbers.size:
        refuse(tensor, f"It says that it has {shown(count)} numbers, and has {numbers.size:,}. Export it again.")
    return _widened(tensor.kind, numbers).reshape(tensor.dims)


def _length(parts: list[Any]) -> int:
    return sum(len(part) if isinstance(part, memoryview) else 1 for part in parts)


def refuse(tensor: Tensor, why: str) -> Any:
    """Raises InputError that names the tensor."""
    raise InputError(f"The tensor {shown(tensor.name)} of this ONNX model cannot be used. {why}")


def _numbers(tensor: Tensor) -> np.ndarray:
    """As they lie in the file."""
    kind = (FLOATS | WHOLE)[tensor.kind]
    if RAW in tensor.parts:
        return _packed(tensor.parts[RAW][-1], kind)
    written = tensor.parts.get(FIELDS.get(tensor.kind, INT32), [])
    if tensor.kind in FIELDS and tensor.kind != 7:
        one_by_one = [part for part in written if isinstance(part, float)]
        return np.array(one_by_one, kind) if one_by_one else _packed(b"".join(map(wire.view, written)), kind)
    # Small types are written as whole numbers, half precision as its bits.
    bits = {10: "<u2", BFLOAT: "<u2"}.get(tensor.kind, kind)
    return np.array(written, np.int64).astype(bits).view(kind)


def _packed(data: wire.Value | bytes, kind: str) -> np.ndarray:
    held = data if isinstance(data, bytes) else wire.view(data)
    if len(held) % np.dtype(kind).itemsize:
        wire.damaged()
    return np.frombuffer(held, kind)


def _widened(kind: int, numbers: np.ndarray) -> np.ndarray:
    """A copy, which holds nothing of the file."""
    if kind == BFLOAT:  # the upper half of a float32
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    with np.errstate(over="ignore"):
        return numbers.astype(np.float32 if kind in FLOATS else np.int64)
