"""GIF: the size of the screen and its first frame, without comments and further frames."""

import struct

from cnnviz.images.containers import container

SIGNATURES = (b"GIF87a", b"GIF89a")
# 20 MB in blocks of 255 bytes are 82,000; one block a byte would be a walk of seconds.
BLOCKS = 200_000
_EXTENSION, _IMAGE, _CONTROL = 0x21, 0x2C, 0xF9


def read(data: bytes) -> container.Container:
    """The container of a GIF; raises UnusableError."""
    if len(data) < 13:
        raise container.damaged("it breaks off in its header")
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    table = 13 + _table(flags)
    control, image = _first_image(data, table)
    left, top, frame_width, frame_height, frame_flags = struct.unpack_from("<HHHHB", data, image + 1)
    start = image + 10 + _table(frame_flags)
    end = _after_blocks(data, start + 1)
    lean = data[:table] + control + data[image:end] + b";"
    return container.Container(
        "GIF",
        max(width, left + frame_width),
        max(height, top + frame_height),
        lean,
        (flags & 7) + 1,
        several=data[end : end + 1] not in (b";", b""),
    )


def _table(flags: int) -> int:
    """Bytes of the colour table that `flags` announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _first_image(data: bytes, at: int) -> tuple[bytes, int]:
    """The graphic control extension before the first image, and where that image starts."""
    control = b""
    for _ in range(BLOCKS):
        if at + 11 > len(data) or data[at] not in (_EXTENSION, _IMAGE):
            break
        if data[at] == _IMAGE:
            return control, at
        end = _after_blocks(data, at + 2)
        # Eight bytes are the only length a control block can honestly have.
        if data[at + 1] == _CONTROL and end - at == 8:
            control = data[at:end]
        at = end
    raise container.damaged("it breaks off before its pixels")


def _after_blocks(data: bytes, at: int) -> int:
    """Where a chain of blocks ends; a chain that breaks off ends with the file."""
    for _ in range(BLOCKS):
        if at >= len(data):
            return len(data)
        if data[at] == 0:
            return at + 1
        at += 1 + data[at]
    raise container.damaged(f"it is cut into more than {BLOCKS:,} pieces")
