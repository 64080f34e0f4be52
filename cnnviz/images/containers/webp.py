"""WebP: the size of the canvas, from whichever of its three headers is there."""

import struct

from cnnviz.images.containers import container, ifd

# The chunks before the camera's note. After so many, the picture stays as it was stored.
CHUNKS = 10_000
_ANIMATED = 2


def recognised(data: bytes) -> bool:
    """True for a RIFF file that says it is WebP."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def read(data: bytes) -> container.Container:
    """The container of a WebP; raises UnusableError."""
    if len(data) < 30:
        raise container.damaged("it breaks off in its header")
    width, height = _size(data)
    extended = data[12:16] == b"VP8X"
    several = extended and bool(data[20] & _ANIMATED)
    turn = ifd.orientation(_exif(data)) if extended else 1
    return container.Container("WEBP", width, height, data, turn=turn, several=several)


def _size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    form = data[12:16]
    if form == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if form == b"VP8L" and data[20] == 0x2F:
        packed = struct.unpack_from("<I", data, 21)[0]
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if form == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise container.damaged("its header is none of WebP's three")


def _exif(data: bytes) -> bytes:
    """The camera's note, empty where there is none."""
    at = 12
    for _ in range(CHUNKS):
        if at + 8 > len(data):
            return b""
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            return data[at + 8 : at + 8 + length].removeprefix(b"Exif\0\0")
        at += 8 + length + length % 2
    return b""
