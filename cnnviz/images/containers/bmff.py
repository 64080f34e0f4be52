"""The boxes of a HEIC or AVIF file: what pictures are in it, and how large each really is once it is decoded.

ISO/IEC 14496-12 (boxes) and 23008-12 (items). The size that is written for people (ispe) is not believed: decoders
reserve what the coded stream says, so that every stream's own header is read as well.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from cnnviz.images.containers import container

# An honest photo has some sixty boxes, and a picture cut into tiles some hundred of them.
BOXES = 4_000
ITEMS = 1_000

Span = tuple[int, int]


@dataclass
class Items:
    """The items of a file: the main one's number, kinds by number, the bytes of each, and its properties in order."""

    main: int = 0
    kinds: dict[int, bytes] = field(default_factory=dict)
    spans: dict[int, list[Span]] = field(default_factory=dict)
    properties: dict[int, list[tuple[bytes, bytes]]] = field(default_factory=dict)


def boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the contents of every box between two places; raises UnusableError."""
    for _ in range(BOXES):
        if start + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1 and start + 16 <= end:
            size, head = struct.unpack_from(">Q", data, start + 8)[0], 16
        size = size or end - start
        if size < head or start + size > end:
            raise container.damaged("it breaks off in the middle")
        yield name, start + head, start + size
        start += size
    raise container.damaged(f"it is cut into more than {BOXES:,} pieces")


def items(data: bytes) -> Items:
    """What a file says of its pictures; raises UnusableError."""
    meta = next(((start, end) for name, start, end in boxes(data, 0, len(data)) if name == b"meta"), None)
    if meta is None:
        raise container.damaged("it breaks off before its pixels")
    inner = {name: (start, end) for name, start, end in boxes(data, meta[0] + 4, meta[1])}
    found = Items()
    try:
        _read_main(data, inner[b"pitm"], found)
        _read_kinds(data, inner[b"iinf"], found)
        _read_places(data, inner[b"iloc"], inner.get(b"idat", (0, 0)), found)
        _read_properties(data, inner[b"iprp"], found)
    except (struct.error, KeyError, IndexError):
        raise container.damaged("its list of pictures breaks off") from None
    return found


def contents(data: bytes, spans: list[Span]) -> bytes:
    """The bytes of an item; raises UnusableError for those beyond the end."""
    if any(end > len(data) for _, end in spans) or sum(end - start for start, end in spans) > len(data):
        raise container.damaged("it breaks off in the middle")
    return b"".join(data[start:end] for start, end in spans)


def _read_main(data: bytes, span: Span, found: Items) -> None:
    wide = data[span[0]] > 0
    found.main = struct.unpack_from(">I" if wide else ">H", data, span[0] + 4)[0]


def _read_kinds(data: bytes, span: Span, found: Items) -> None:
    start = span[0] + (6 if data[span[0]] == 0 else 8)
    for name, at, _ in boxes(data, start, span[1]):
        if name == b"infe" and data[at] >= 2:
            number, place = struct.unpack_from(">H" if data[at] == 2 else ">I", data, at + 4)[0], at + data[at] * 2 + 2
            found.kinds[number] = data[place + 2 : place + 6]
    if len(found.kinds) > ITEMS:
        raise container.damaged(f"it is cut into more than {ITEMS:,} pieces")


def _read_places(data: bytes, span: Span, idat: Span, found: Items) -> None:
    """Where the bytes of every item lie (iloc)."""
    version, at = data[span[0]], span[0] + 4
    sizes = (data[at] >> 4, data[at] & 15, data[at + 1] >> 4, data[at + 1] & 15 if version else 0)
    reader = _Reader(data, at + 2)
    for _ in range(min(ITEMS, reader.number(2 if version < 2 else 4))):
        item = reader.number(2 if version < 2 else 4)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(sizes[2]) + (idat[0] if method == 1 else 0)
        spans = found.spans.setdefault(item, [])
        for _ in range(min(ITEMS, reader.number(2))):
            reader.number(sizes[3])
            start = base + reader.number(sizes[0])
            spans.append((start, start + reader.number(sizes[1])))
        if method > 1:
            raise container.UnusableError("is a rare kind of HEIC. Save it as JPEG or PNG and try again.")


def _read_properties(data: bytes, span: Span, found: Items) -> None:
    """The properties of every item (ipco), and which belong to which (ipma)."""
    inner = list(boxes(data, *span))
    every = [
        (name, data[start:end])
        for box, first, last in inner
        if box == b"ipco"
        for name, start, end in boxes(data, first, last)
    ]
    for box, first, _ in inner:
        if box != b"ipma":
            continue
        version, wide = data[first], data[first + 3] & 1
        reader = _Reader(data, first + 4)
        for _ in range(min(ITEMS, reader.number(4))):
            item = reader.number(4 if version else 2)
            for _ in range(reader.number(1)):
                place = reader.number(2) & 0x7FFF if wide else reader.number(1) & 0x7F
                if 0 < place <= len(every):
                    found.properties.setdefault(item, []).append(every[place - 1])


class _Reader:
    """Numbers of any width, one after the other, most significant byte first."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def number(self, width: int) -> int:
        """The next one, of so many bytes."""
        if self.at + width > len(self.data):
            raise IndexError
        self.at += width
        return int.from_bytes(self.data[self.at - width : self.at], "big")
