"""BMP: the header, in its old form of 12 bytes and all newer ones."""

import struct

from cnnviz.images.containers import container

SIGNATURE = b"BM"
_PLAIN, _RUNS, _MASKS = 0, (1, 2), (3, 6)
# The oldest header, and the shortest of all newer ones that Pillow knows.
_CORE, _INFO = 12, 40
# Pillow unpacks run lengths in Python: seconds for a large picture.
_RUN_PIXELS, _RUN_BYTES = 1_000_000, 2**20


def read(data: bytes) -> container.Container:
    """The container of a BMP; raises UnusableError."""
    if len(data) < 26:
        raise container.damaged("it breaks off in its header")
    size = struct.unpack_from("<I", data, 14)[0]
    if size == _CORE:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        return container.Container("BMP", width, height, data, bits)
    if len(data) < 54:
        raise container.damaged("it breaks off in its header")
    width, height, _, bits, packing = struct.unpack_from("<iiHHI", data, 18)
    if size < _INFO:
        raise _rare(f"with a header of {size} bytes")
    if packing in _RUNS and (abs(width * height) > _RUN_PIXELS or len(data) > _RUN_BYTES):
        raise container.UnusableError("is a packed BMP, and too large for one. Save it as PNG and try again.")
    if packing != _PLAIN and packing not in (*_RUNS, *_MASKS):
        raise _rare({4: "with a JPEG in it", 5: "with a PNG in it"}.get(packing, f"of packing {packing}"))
    return container.Container("BMP", width, abs(height), data, bits)


def rare(header: container.Container) -> container.UnusableError:
    """The error for a whole BMP that Pillow does not know."""
    return _rare(f"of {header.bits} bits a pixel" + (" in unusual places" if header.bits in (16, 32) else ""))


def _rare(what: str) -> container.UnusableError:
    return container.UnusableError(f"is a BMP {what}, which is rare. Save it as PNG and try again.")
