"""TIFF: the first directory, rewritten with the tags that the pixels need and no other."""

import io
import struct

import numpy as np
import tifffile
from numpy.typing import NDArray

from cnnviz import limits
from cnnviz.images.containers import container, ifd

SIGNATURES = (b"II*\0", b"MM\0*")
# Pieces of a picture and values of a tag. One strip per row is honest, and so are many small tiles.
PIECES = 20_000
VALUES = 2**17
# Raw, CCITT, LZW, JPEG, deflate (two numbers), PackBits. The rest is rare, slow to decode, or both.
COMPRESSIONS = (1, 2, 3, 4, 5, 7, 8, 32946, 32773)
_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _SAMPLES, _ROWS, _PLANAR = 256, 257, 258, 259, 277, 278, 284
# How numbers are written; and what of rare kinds is read: raw and deflate, and so many bytes unpacked.
_FORM, _FORMS = 339, {1: "whole", 2: "signed", 3: "floating-point", 5: "complex", 6: "complex"}
_PLAIN, _RARE_BYTES = (1, 8, 32946), 2**26
# Tags and values that only cameras write: DNG's version, light behind a filter of colours, Nikon's, Sony's and others'.
_DNG, _SENSORS, _CAMERAS = 50706, (32803, 34892), (32767, 32769, 32770, 32867, 34713, 65000)
_PHOTOMETRIC, _TILE_WIDTH, _TILE_HEIGHT = 262, 322, 323
# Offsets and byte counts of strips, and of tiles.
_PLACES = ((273, 279), (324, 325))
# The tags above, then fill order, offsets and byte counts of strips and tiles, CCITT options,
# predictor, palette, extra samples, sample format, JPEG tables, YCbCr.
_KEPT = {
    *(_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _SAMPLES, _ROWS, _PLANAR, _TILE_WIDTH, _TILE_HEIGHT, _PHOTOMETRIC),
    *(266, 273, 279, 292, 293, 317, 320, 324, 325, 338, 339, 347, 529, 530, 531, 532),
}


def read(data: bytes) -> container.Container:
    """The container of a TIFF; raises UnusableError."""
    tags, following = ifd.entries(data, ifd.first(data))
    if _DNG in tags or ifd.number(tags, _PHOTOMETRIC, 0) in _SENSORS or ifd.number(tags, _COMPRESSION, 1) in _CAMERAS:
        raise container.UnusableError(
            "is a camera's raw file. Export it as JPEG from the camera's program or a photo program, and try again."
        )
    kept = {tag: entry for tag, entry in sorted(tags.items()) if tag in _KEPT}
    _check(kept)
    _check_ends(data, kept)
    return container.Container(
        "TIFF",
        ifd.number(kept, _WIDTH, 0),
        ifd.number(kept, _HEIGHT, 0),
        _rewritten(data, kept),
        ifd.number(kept, _BITS, 1),
        ifd.turn(tags),
        several=following != 0,
        negative=ifd.number(kept, _BITS, 1) > 8 and ifd.number(kept, _PHOTOMETRIC, 0) == 0,
        unsigned=ifd.number(kept, _BITS, 1) == 32 and ifd.number(kept, _FORM, 1) == 1,
    )


def values(lean: bytes) -> NDArray[np.generic]:
    """The numbers of a kind of TIFF that Pillow does not know, (h w) or (h w b); raises UnusableError.

    `lean` is what `read` made of the file: its one directory has been checked.
    """
    tags, _ = ifd.entries(lean, ifd.first(lean))
    width, height = ifd.number(tags, _WIDTH, 0), ifd.number(tags, _HEIGHT, 0)
    bits, samples = ifd.number(tags, _BITS, 1), ifd.number(tags, _SAMPLES, 1)
    rare = container.UnusableError(f"is a TIFF of {_kind(tags)}, which is rare. Save it as PNG and try again.")
    if width * height * samples * bits > 8 * _RARE_BYTES or ifd.number(tags, _COMPRESSION, 1) not in _PLAIN:
        raise rare
    try:
        page = tifffile.TiffFile(io.BytesIO(lean)).pages.first
        array = page.asarray(maxworkers=1)
    except Exception as error:
        # Like Pillow, tifffile promises no list of what a file may raise.
        raise rare from error
    array = np.moveaxis(array, 0, -1) if page.planarconfig == 2 and array.ndim == 3 else array
    if array.shape[:2] != (height, width) or array.ndim > 3 or array.dtype.kind not in "uif":
        raise rare
    return array


def _kind(tags: dict[int, ifd.Entry]) -> str:
    """ "64-bit floating-point numbers, 3 a pixel"."""
    form = _FORMS.get(ifd.number(tags, _FORM, 1), "odd")
    samples = ifd.number(tags, _SAMPLES, 1)
    return f"{ifd.number(tags, _BITS, 1)}-bit {form} numbers" + (f", {samples} a pixel" if samples > 1 else "")


def _check(tags: dict[int, ifd.Entry]) -> None:
    """Raises UnusableError for what would take too long to decode."""
    if ifd.number(tags, _COMPRESSION, 1) not in COMPRESSIONS:
        raise container.UnusableError("is a TIFF of a rare compression. Save it as PNG and try again.")
    if any(entry.count > VALUES for entry in tags.values()):
        raise container.damaged("one of its properties is far too long")
    pieces, area = _pieces(tags)
    if pieces > PIECES:
        raise container.damaged(f"it is cut into more than {PIECES:,} pieces")
    if area > limits.PIXELS:
        raise container.damaged(f"one of its tiles is larger than {limits.PIXELS:,} pixels")


def _check_ends(data: bytes, tags: dict[int, ifd.Entry]) -> None:
    """Raises UnusableError for pixels beyond the end: they would be read from the directory put there."""
    for where, length in _PLACES:
        if where not in tags or length not in tags:
            continue
        starts, sizes = ifd.numbers(data, tags[where]), ifd.numbers(data, tags[length])
        if any(start + size > len(data) for start, size in zip(starts, sizes, strict=False)):
            raise container.damaged("it breaks off in the middle")


def _pieces(tags: dict[int, ifd.Entry]) -> tuple[int, int]:
    """How many strips or tiles there are, and the pixels of one tile."""
    width, height = ifd.number(tags, _WIDTH, 0), ifd.number(tags, _HEIGHT, 0)
    piece_width = ifd.number(tags, _TILE_WIDTH, width) or 1
    piece_height = ifd.number(tags, _TILE_HEIGHT, ifd.number(tags, _ROWS, height)) or 1
    planes = ifd.number(tags, _SAMPLES, 1) if ifd.number(tags, _PLANAR, 1) == 2 else 1
    pieces = planes * -(-width // piece_width) * -(-height // piece_height)
    return pieces, piece_width * piece_height if _TILE_WIDTH in tags else 0


def _rewritten(data: bytes, tags: dict[int, ifd.Entry]) -> bytes:
    """The file with a directory of `tags` at its end; offsets into the file stay true."""
    prefix = ifd.order(data)
    at = len(data) + len(data) % 2
    directory = struct.pack(prefix + "H", len(tags)) + b"".join(entry.raw for entry in tags.values())
    padding = b"\0" * (at - len(data))
    return data[:4] + struct.pack(prefix + "I", at) + data[8:] + padding + directory + b"\0\0\0\0"
