"""Files of the IDX format, in which MNIST and its successors come, packed with gzip or not.

Two zero bytes, a type (8: unsigned bytes), the number of axes, each axis' length in 4 bytes (big-endian), the numbers.
"""

import math
import zlib
from pathlib import Path

import numpy as np

from cnnviz.errors import InputError

_GZIP = b"\x1f\x8b"
_AXES = 4


def read(path: Path, most: int) -> np.ndarray:
    """The file's numbers, uint8 and read-only, in the shape its header says.

    `most` bounds how many they may be. Nothing is unpacked beyond what the header promises. Raises InputError for a
    file that is missing, too large, damaged, or another kind of file.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(most + 2**16)
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}. Check the file in {path.parent}.") from None
    zipped = raw.startswith(_GZIP)
    start = _unpacked(raw, 4 + 4 * _AXES, path)[0] if zipped else raw
    shape, header = _shape(start, path)
    count = math.prod(shape)
    if count > most:
        raise InputError(f"{path.name} promises {count:,} numbers. At most {most:,} are read: use the original file.")
    # One byte more is asked for than promised, and must not be there.
    whole, ended = _unpacked(raw, header + count + 1, path) if zipped else (raw, True)
    if len(whole) < header + count or not ended:
        raise InputError(f"{path.name} ends before all of its {count:,} numbers. Get the file again.")
    if len(whole) > header + count:
        raise InputError(f"{path.name} holds more than the {count:,} numbers its header promises. Get the file again.")
    return np.frombuffer(whole, np.uint8, count, header).reshape(shape)


def _unpacked(raw: bytes, most: int, path: Path) -> tuple[bytes, bool]:
    """At most so many bytes of a gzip file, and whether its end, with its checksum, was seen or `most` reached."""
    stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        out = stream.decompress(raw, most)
    except zlib.error:
        raise InputError(f"{path.name} is a damaged gzip file. Get the file again.") from None
    return out, stream.eof or len(out) == most


def _shape(start: bytes, path: Path) -> tuple[tuple[int, ...], int]:
    """Each axis' length, and the header's bytes."""
    axes = start[3] if len(start) > 3 else 0
    if start[:3] != b"\0\0\x08" or not 1 <= axes <= _AXES or len(start) < 4 + 4 * axes:
        raise InputError(f"{path.name} is not an IDX file of bytes. Use the original file of the data set.")
    return tuple(int(side) for side in np.frombuffer(start, ">u4", axes, 4)), 4 + 4 * axes
