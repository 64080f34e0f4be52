"""Tensors in a safetensors file, which lie in memory once for all processes."""

import hashlib
import json
import mmap
from collections.abc import Mapping
from pathlib import Path

import numpy as np

# Where the file's own description names the checksum of its numbers.
SUM = "sha256"
Shapes = Mapping[str, tuple[int, ...]]


def checksum(tensors: Mapping[str, np.ndarray]) -> str:
    """The SHA-256 of their numbers, in the order of their names."""
    whole = hashlib.sha256()
    for name in sorted(tensors):
        whole.update(np.ascontiguousarray(tensors[name]).data)
    return whole.hexdigest()


def mapped(path: Path, shapes: Shapes) -> dict[str, np.ndarray]:
    """Its tensors by name, float32, read-only. Raises ValueError unless it holds exactly tensors of these shapes, whose
    numbers have the checksum that it names."""
    with path.open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = 8 + int.from_bytes(whole[:8], "little")
    if start > len(whole):
        raise ValueError(f"{path.name} is cut off.")
    held = json.loads(whole[8:start])
    if not isinstance(held, dict) or not isinstance(said := held.pop("__metadata__", None), dict):
        raise ValueError(f"{path.name} does not say what it holds.")
    if {name: tuple(one["shape"]) for name, one in held.items()} != dict(shapes):
        raise ValueError(f"{path.name} holds other tensors.")
    found = {name: _array(whole, start, one) for name, one in held.items()}
    if checksum(found) != said.get(SUM):
        raise ValueError(f"{path.name} holds other numbers than were written.")
    return found


def _array(whole: mmap.mmap, start: int, described: dict[str, object]) -> np.ndarray:
    """One tensor as the header describes it: format, shape, and where its bytes lie."""
    match described:
        case {"dtype": "F32", "shape": list(shape), "data_offsets": [int(first), int(_)]}:
            count = int(np.prod(shape))
            return np.frombuffer(whole, "<f4", count, start + first).reshape(shape)
    raise ValueError("A tensor is not of 32-bit numbers.")
