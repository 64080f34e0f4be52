"""The bytes of an upload, of any content and name, as a Picture or as one sentence that says why not."""

import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import AvifImagePlugin, Image, PpmImagePlugin, TiffImagePlugin, WebPImagePlugin

from cnnviz import errors, limits
from cnnviz.images import eight_bit, picture, room, turning
from cnnviz.images.containers import bmp, container, gif, heif, jpeg, png, pnm, tiff, webp

# What is read, as a learner knows it.
FORMATS = "PNG, JPEG, WebP, AVIF, HEIC, GIF, BMP, TIFF or PNM"
NAME_LENGTH = 80
_JOINERS = "\u200c\u200d"
# Image.open looks for a format it does not know by importing every plugin there is. These are known from here on.
_LOADED = (AvifImagePlugin, PpmImagePlugin, TiffImagePlugin, WebPImagePlugin)
pi_heif.register_heif_opener(thumbnails=False)
# Pillow warns about what it then copes with. One entry, added once and never taken out, is safe among threads,
# and catch_warnings is not.
_QUIET = ("ignore", None, Warning, re.compile(r"PIL\."), 0)
_COLOURS = {
    "1": "black and white",
    "P": "palette",
    "CMYK": "CMYK",
    "L": "grey",
    "F": "floating-point grey",
    "I": "grey",
}


def decoded(data: bytes, name: str) -> picture.Picture:
    """The picture in `data`; raises InputError. The content decides what it is, never the name."""
    shown = shown_name(name)
    try:
        header = _container(data)
        # What is not decoded whole is decoded small.
        with room.taken(header.width * header.height if header.whole else 0):
            pixels, steps = _decoded(header)
    except container.UnusableError as reason:
        raise errors.InputError(f"{shown} {reason}") from None
    turn = turning.TURNS.get(header.turn)
    height, width = header.height, header.width
    if turn:
        pixels = turn.apply(pixels)
        steps = (*steps, picture.step("Turned", f"{turn.sentence} as the camera's EXIF note asks.", pixels))
        height, width = (width, height) if header.turn >= 5 else (height, width)
    digest = hashlib.sha256(data).hexdigest()
    return picture.Picture(shown, digest, steps, picture.frozen(pixels), height, width)


@dataclass(frozen=True)
class Cost:
    """What a picture takes to decode: its pixels, and its work in pixels of a plain JPEG."""

    pixels: int
    work: int


def cost(data: bytes, name: str) -> Cost:
    """What the picture would take, from its header alone; raises InputError where it is none, or too large."""
    try:
        header = _container(data)
    except container.UnusableError as reason:
        raise errors.InputError(f"{shown_name(name)} {reason}") from None
    return Cost(header.width * header.height, header.work)


def shown_name(name: str) -> str:
    """A file name fit to be shown: no folders, no invisible or text-turning characters, at most NAME_LENGTH long."""
    last = re.split(r"[/\\]", name)[-1]
    # Categories C are control, format (bidi overrides among them), surrogate and unassigned; Z separators. Joiners are
    # part of words in Persian and Hindi, and of emoji.
    visible = "".join(
        " " if unicodedata.category(sign)[0] in "CZ" and sign not in _JOINERS else sign
        for sign in last[: 16 * NAME_LENGTH]
    )
    clean = " ".join(visible.split())
    if len(clean) > NAME_LENGTH:
        clean = f"{clean[: NAME_LENGTH - 11]}…{clean[-10:]}"
    return clean if clean.strip(_JOINERS + " ") else "The picture"


def _container(data: bytes) -> container.Container:
    """The header, read and found to be within every cap."""
    if not data:
        raise container.UnusableError("is empty. Choose another file.")
    if len(data) > limits.UPLOAD_BYTES:
        raise container.UnusableError(
            f"is {_megabytes(len(data))} MB large. "
            f"The limit is {_megabytes(limits.UPLOAD_BYTES)} MB: make it smaller and try again."
        )
    for starts, read in READERS:
        if starts(data):
            header = read(data)
            _check_size(header)
            return header
    for pattern, what in STRANGERS:
        if pattern.match(data, 0, 1024):
            raise container.UnusableError(what)
    raise container.UnusableError(f"is not a picture this app reads. Use {FORMATS}.")


def _megabytes(count: int) -> str:
    # Rounded up, so that a file just over the limit never reads as the limit itself.
    return f"{np.ceil(count / 2**20 * 10) / 10:g}"


def _check_size(header: container.Container) -> None:
    """Raises UnusableError for a picture without pixels or with too many."""
    size = f"{header.height:,} × {header.width:,} pixels (rows × columns)"
    if header.width < 1 or header.height < 1:
        raise container.damaged(f"its header says {size}")
    if max(header.width, header.height) > limits.SIDE:
        raise container.UnusableError(
            f"is {size}. The limit is {limits.SIDE:,} on a side: make it smaller and try again."
        )
    most = limits.PIXELS if header.whole else limits.JPEG_PIXELS
    most = limits.HEIF_PIXELS if header.kind in ("AVIF", "HEIF") else most
    if header.width * header.height > most:
        kind = " in several scans" if header.kind == "JPEG" and header.whole else ""
        raise container.UnusableError(f"is {size}{kind}. The limit is {most:,} pixels: make it smaller and try again.")
    if header.work > limits.DECODE_WORK:
        raise container.UnusableError(f"is {size} and would take too long to decode: make it smaller and try again.")


def _decoded(header: container.Container) -> tuple[NDArray[np.uint8], tuple[picture.Step, ...]]:
    """Pixels uint8 (h w 3), not yet turned, and the step that says how they were made."""
    if _QUIET not in warnings.filters:
        warnings.filters.insert(0, _QUIET)  # type: ignore[attr-defined]
    try:
        image, rare = _loaded(header)
        sentence = _facts(header, image)
        pixels, notes = eight_bit.rgb(image, header, limits.MAX_SIDE)
        notes = [*rare, *(note for note in notes if not rare or "upper 8 bits" not in note)]
    except container.UnusableError:
        raise
    except Exception as error:
        # Pillow promises no list of what a damaged file may raise; whatever it is, the file is the cause.
        raise container.damaged("its pixels cannot be decoded") from error
    if header.several:
        notes.append("Only the first of several frames is used.")
    return pixels, (picture.step("Decoded", " ".join([sentence, *notes]), pixels),)


def _loaded(header: container.Container) -> tuple[Image.Image, list[str]]:
    """The decoded image, still in the file's own depth and colours; of a kind that Pillow does not know in 8 bits, and
    what was done to it."""
    try:
        image: Image.Image = Image.open(io.BytesIO(header.lean), formats=[header.kind])
    except OSError:
        # The header has been read already, and made sense.
        if header.kind == "TIFF":
            return eight_bit.from_values(tiff.values(header.lean), header)
        raise bmp.rare(header) if header.kind == "BMP" else container.damaged("its pixels cannot be decoded") from None
    # Two readers of one header must agree, or a cap was checked on the wrong number.
    if image.size != (header.width, header.height):
        raise container.damaged("its header contradicts itself")
    # A JPEG may be decoded at 1/2, 1/4 or 1/8 of its size. Twice the largest side keeps the scaling after it fine.
    divisor = max(1, max(image.size) // (2 * limits.MAX_SIDE))
    image.draft(None, (max(1, header.width // divisor), max(1, header.height // divisor)))
    image.load()
    return image, []


def _facts(header: container.Container, image: Image.Image) -> str:
    """ "PNG, 16-bit grey, 480 × 640 px (rows × columns)." """
    clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or (
        "transparency" in image.info and not image.mode.startswith("I")
    )
    base = "L" if image.mode in ("LA", "La") or image.mode.startswith("I;16") else image.mode
    colour = _COLOURS.get(base, "colour") + (" with transparency" if clear else "")
    depth = "" if image.mode == "1" else f"{header.bits}-bit "
    kind = {"WEBP": "WebP", "HEIF": "HEIC"}.get(header.kind, header.kind)
    return f"{kind}, {depth}{colour}, {header.height} × {header.width} px (rows × columns)."


def _starting(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signatures)


READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], container.Container]], ...] = (
    (_starting(png.SIGNATURE), png.read),
    (_starting(jpeg.SIGNATURE), jpeg.read),
    (_starting(*gif.SIGNATURES), gif.read),
    (_starting(*tiff.SIGNATURES), tiff.read),
    (_starting(bmp.SIGNATURE), bmp.read),
    (webp.recognised, webp.read),
    (heif.recognised, heif.read),
    (_starting(*pnm.SIGNATURES), pnm.read),
)

# What people send by mistake, by its first bytes: what it is, and the way out where it is not to save it again.
_AGAIN = "Save the picture as PNG or JPEG and try again."
_DEVELOP = "is a camera's raw file. Export it as JPEG from the camera's program or a photo program, and try again."
_FILM = "is a film. Save one picture of it as PNG or JPEG and try again."
_NUMBERS = (
    "holds numbers, not a picture. For a kernel choose Your own in the Kernel Lab's menu of kernels, and drop it there."
)
_OFFICE = "is an office document. Copy the picture out of it, or save it as PNG, and try again."
STRANGERS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), sentence)
    for pattern, sentence in (
        (rb"%PDF", "is a PDF document. Take a screenshot of the picture, or export the page as PNG, and try again."),
        (rb"%!PS|\xc5\xd0\xd3\xc6", f"is a PostScript document. {_AGAIN}"),
        (
            rb"(\xef\xbb\xbf)?\s*<(?=.*<?svg)",
            "is an SVG drawing, which has no pixels. Export it as PNG and try again.",
        ),
        (rb"\x1f\x8b", "is a gzip archive, or a packed SVG drawing. Unpack it and try again."),
        (rb"(\xef\xbb\xbf)?\s*<", f"is a web page or XML, not a picture. {_AGAIN}"),
        (rb"....ftypcrx |II\x1a\0\0\0HEAPCCDR|FUJIFILMCCD-RAW|II[UR][\0SO]\x08?|IIRO|MMOR|\0MRM|FOVb", _DEVELOP),
        (rb"II\+\0|MM\0\+", f"is a BigTIFF, which is rare. {_AGAIN}"),
        (rb"....ftyp(?:qt  |isom|iso\d|mp4|avc1|M4V|3gp|3g2|mmp4|f4v|dash)", _FILM),
        (rb"....ftyp", f"is a rare kind of HEIC, or a film, which this app does not read. {_AGAIN}"),
        (
            rb"....(?:moov|mdat|wide|free)|\x1a\x45\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]|FLV|OggS|\x30\x26\xb2\x75",
            _FILM,
        ),
        (rb"8BPS", f"is a Photoshop document. {_AGAIN}"),
        (rb"gimp xcf", f"is a GIMP document. {_AGAIN}"),
        (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", f"is a JPEG 2000, which this app does not read. {_AGAIN}"),
        (rb"\xff\x0a|\0\0\0\x0cJXL ", f"is a JPEG XL, which this app does not read. {_AGAIN}"),
        (rb"BA.{12}BM", f"is several BMPs in one file. {_AGAIN}"),
        (rb"\x76\x2f\x31\x01", f"is an OpenEXR picture, which this app does not read. {_AGAIN}"),
        (rb"PK\x03\x04.{0,200}(?:\[Content_Types\]|word/|ppt/|xl/|mimetypeapplication/vnd)", _OFFICE),
        (rb"\xd0\xcf\x11\xe0", _OFFICE),
        (rb"PK\x03\x04", f"is a ZIP archive or an office document. {_AGAIN}"),
        (rb"\{\\rtf", _OFFICE),
        (rb"\x93NUMPY|(\xef\xbb\xbf)?(?=\D*\d)[-+\d.,;:/e\s()[\]{}|]+\Z", _NUMBERS),
        (rb"(\xef\xbb\xbf)?[\t\r\n\x20-\x7e]+\Z", f"is text, not a picture. {_AGAIN}"),
    )
)
