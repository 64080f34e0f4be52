"""Arrays and a few words about them as bytes, and back: what the store keeps and the browser reads.

4 bytes of header length (little-endian), a JSON header, then the arrays one after the other, each where a browser can
read it in place: at a multiple of 8 bytes. The header's "arrays" says their names, types, shapes and places.
"""

import itertools
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz.errors import InputError

TYPES = ("uint8", "int32", "float16", "float32", "float64", "int64")
STEP = 8


def packed(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """The message; places count from the end of the header. Raises ValueError for another type of array."""
    table, parts, place = [], [], 0
    for name, array in arrays.items():
        if array.dtype.name not in TYPES:
            raise ValueError(f"{name} holds {array.dtype}, which no message can.")
        raw = np.ascontiguousarray(array).tobytes()
        table.append([name, array.dtype.name, list(array.shape), place])
        padding = -len(raw) % STEP
        parts += [raw, bytes(padding)]
        place += len(raw) + padding
    head = json.dumps({**header, "arrays": table}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 4) % STEP)
    return b"".join([len(head).to_bytes(4, "little"), head, *parts])


def unpacked(message: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The header, without its table, and the arrays, read-only. Raises InputError for what is no such message."""
    try:
        start = 4 + int.from_bytes(message[:4], "little")
        header = json.loads(message[4:start])
        table = header.pop("arrays")
        return header, {name: _array(message, start, kind, shape, place) for name, kind, shape, place in table}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise InputError("This is not a message of cnnviz, or part of it is missing.") from None


def parts(message: bytes, least: int) -> list[bytes]:
    """What the message consists of, from its begin to its end: the header, every array of at least so many bytes alone,
    smaller ones together with their neighbours. Raises InputError for what is no such message."""
    try:
        start = 4 + int.from_bytes(message[:4], "little")
        places = [start + place for _, _, _, place in json.loads(message[4:start])["arrays"]]
    except (ValueError, TypeError, KeyError):
        raise InputError("This is not a message of cnnviz, or part of it is missing.") from None
    cuts = [0, start]
    for begin, end in itertools.pairwise([*places, len(message)]):
        if end - begin >= least:
            cuts += [begin, end]
    whole = sorted({*cuts, len(message)})
    return [message[begin:end] for begin, end in itertools.pairwise(whole)]


def _array(message: bytes, start: int, kind: str, shape: list[int], place: int) -> np.ndarray:
    if kind not in TYPES or not all(type(side) is int and side >= 0 for side in (*shape, place)):
        raise ValueError
    return np.frombuffer(message, kind, math.prod(shape), start + place).reshape(shape)
