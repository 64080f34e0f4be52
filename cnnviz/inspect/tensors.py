"""Tensors in a safetensors file, which lie in memory only as far as they are read, once for all processes."""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path

import numpy as np

Shapes = Mapping[str, tuple[int, ...]]


def mapped(path: Path, shapes: Shapes) -> dict[str, np.ndarray]:
    """Its tensors by name, float32, read-only. Raises ValueError unless it holds exactly tensors of these shapes."""
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = 8 + int.from_bytes(whole[:8], "little")
    if start > len(whole):
        raise ValueError(f"{path.name} is cut off.")
    held = json.loads(whole[8:start])
    if {name: tuple(one["shape"]) for name, one in held.items()} != dict(shapes):
        raise ValueError(f"{path.name} holds other tensors.")
    return {name: _array(whole, start, one) for name, one in held.items()}


def _array(whole: mmap.mmap, start: int, described: dict[str, object]) -> np.ndarray:
    """One tensor as the header describes it: format, shape, and where its bytes lie."""
    match described:
        case {"dtype": "F32", "shape": list(shape), "data_offsets": [int(first), int(_)]}:
            count = int(np.prod(shape))
            return np.frombuffer(whole, "<f4", count, start + first).reshape(shape)
    raise ValueError("A tensor is not of 32-bit numbers.")
