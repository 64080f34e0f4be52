"""PNG: the header, and the few chunks that its pixels need."""

import struct

from cnnviz.images.containers import container, ifd

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# An honest encoder writes a chunk per 4 to 64 kB.
CHUNKS = 50_000
# A second one of these could say something else than the one that was checked.
_ONCE = (b"IHDR", b"PLTE", b"tRNS", b"IEND")


def read(data: bytes) -> container.Container:
    """The container of a PNG; raises UnusableError."""
    found: dict[bytes, tuple[int, int]] = {}
    kept = [SIGNATURE]
    for name, start, end in _chunks(data):
        if name == b"IDAT" or (name in _ONCE and name not in found):
            kept.append(data[start:end])
        found.setdefault(name, (start + 8, end - 4))
    if b"IHDR" not in found or b"IDAT" not in found:
        raise container.damaged("it breaks off before its pixels")
    start, end = found[b"IHDR"]
    if end - start != 13:
        raise container.damaged("its header is of the wrong length")
    width, height, bits = struct.unpack_from(">IIB", data, start)
    exif = data[slice(*found.get(b"eXIf", (0, 0)))]
    return container.Container(
        "PNG", width, height, b"".join(kept), bits, ifd.orientation(exif), several=b"acTL" in found
    )


def _chunks(data: bytes) -> list[tuple[bytes, int, int]]:
    """Name, start and end of every chunk up to IEND."""
    chunks = []
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise container.damaged("it breaks off in the middle")
        chunks.append((name, at, end))
        if name == b"IEND":
            break
        if len(chunks) > CHUNKS:
            raise container.damaged(f"it is cut into more than {CHUNKS:,} pieces")
        at = end
    return chunks
