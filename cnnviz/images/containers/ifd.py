"""TIFF's image file directories, which EXIF uses too."""

import struct
from dataclasses import dataclass

from cnnviz.images.containers import container

ORIENTATION = 274
_FORMATS = {1: "B", 3: "H", 4: "I"}


@dataclass(frozen=True)
class Entry:
    """One tag: its raw 12 bytes, and its first whole-number values (empty for other types)."""

    raw: bytes
    count: int
    values: tuple[int, ...]


def order(block: bytes) -> str:
    """The struct prefix for the block's byte order; raises UnusableError for a block that is no TIFF."""
    if block[:4] == b"II*\0":
        return "<"
    if block[:4] == b"MM\0*":
        return ">"
    raise container.damaged("its header names no byte order")


def first(block: bytes) -> int:
    """Where the first directory starts."""
    return _unpacked(block, order(block) + "I", 4)[0]


def entries(block: bytes, at: int) -> tuple[dict[int, Entry], int]:
    """Every tag of the directory at `at`, and where the next directory starts (0: there is none)."""
    prefix = order(block)
    count = _unpacked(block, prefix + "H", at)[0]
    end = at + 2 + 12 * count
    tags: dict[int, Entry] = {}
    for start in range(at + 2, min(end, len(block) - 11), 12):
        tag, entry = _entry(block, prefix, start)
        tags.setdefault(tag, entry)
    if end > len(block):
        raise container.damaged("its list of properties breaks off")
    following = _unpacked(block, prefix + "I", end)[0] if end + 4 <= len(block) else 0
    return tags, following


def orientation(exif: bytes) -> int:
    """The EXIF orientation 1..8, and 1 where the block is missing or nonsense: a camera's note is no duty."""
    try:
        tags, _ = entries(exif, first(exif))
    except container.UnusableError:
        return 1
    return turn(tags)


def turn(tags: dict[int, Entry]) -> int:
    """The orientation 1..8 among `tags`."""
    found = number(tags, ORIENTATION, 1)
    return found if 1 <= found <= 8 else 1


def number(tags: dict[int, Entry], tag: int, default: int) -> int:
    """The first value of `tag`."""
    entry = tags.get(tag)
    return entry.values[0] if entry and entry.values else default


def numbers(block: bytes, entry: Entry) -> tuple[int, ...]:
    """All values of an entry, however many; the caller has checked how many."""
    prefix = order(block)
    kind, count = _unpacked(entry.raw, prefix + "HI", 2)
    shape = f"{prefix}{count}{_FORMATS.get(kind, 'B')}"
    inline = struct.calcsize(shape) <= 4
    return (
        _unpacked(entry.raw, shape, 8) if inline else _unpacked(block, shape, _unpacked(entry.raw, prefix + "I", 8)[0])
    )


def _entry(block: bytes, prefix: str, start: int) -> tuple[int, Entry]:
    tag, kind, count = _unpacked(block, prefix + "HHI", start)
    raw = block[start : start + 12]
    if kind not in _FORMATS or count == 0:
        return tag, Entry(raw, count, ())
    # Only sizes and depths are read here, at most a handful of numbers; long lists stay packed.
    shape = f"{prefix}{min(count, 8)}{_FORMATS[kind]}"
    inline = struct.calcsize(f"={_FORMATS[kind]}") * count <= 4
    at = start + 8 if inline else _unpacked(block, prefix + "I", start + 8)[0]
    return tag, Entry(raw, count, _unpacked(block, shape, at))


def _unpacked(block: bytes, shape: str, at: int) -> tuple[int, ...]:
    if at + struct.calcsize(shape) > len(block):
        raise container.damaged("it points past its own end")
    return struct.unpack_from(shape, block, at)
