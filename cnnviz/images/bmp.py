"""BMP: the header, in its old form of 12 bytes and all newer ones."""

import struct

from cnnviz.images import container

SIGNATURE = b"BM"
_PLAIN, _MASKS = 0, (3, 6)


def read(data: bytes) -> container.Container:
    """The container of a BMP; raises UnusableError."""
    if len(data) < 54:
        raise container.damaged("it breaks off in its header")
    if struct.unpack_from("<I", data, 14)[0] == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        return container.Container("BMP", width, height, data, bits)
    width, height, _, bits, packing = struct.unpack_from("<iiHHI", data, 18)
    # Pillow unpacks run lengths in Python: seconds for a large picture.
    if packing != _PLAIN and packing not in _MASKS:
        raise container.UnusableError("is a packed BMP, which is rare. Save it as PNG and try again.")
    return container.Container("BMP", width, abs(height), data, bits)
