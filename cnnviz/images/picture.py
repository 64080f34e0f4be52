"""A picture, the steps that made it, and the working image cut from it."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz import errors, limits
from cnnviz.images import eight_bit

THUMBNAIL = 256

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Step:
    """One link of the strip from file to working image; pixels uint8 (h w 3) or (h w), a small real copy."""

    title: str
    sentence: str
    pixels: Pixels


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture: pixels uint8 (h w 3), longer side at most limits.MAX_SIDE, read-only.

    `digest` is the SHA-256 of the file in hex, `height` and `width` are the size before it was scaled to `pixels`.
    """

    name: str
    digest: str
    steps: tuple[Step, ...]
    pixels: Pixels
    height: int
    width: int


@dataclass(frozen=True, eq=False)
class Working:
    """The numbers a page computes with, uint8 (c h w), and the whole strip that led to them."""

    pixels: Pixels
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Channel:
    """A choice of numbers per pixel: `take` maps uint8 (h w 3) to uint8 (c h w), `names` are those of the c."""

    title: str
    sentence: str
    names: tuple[str, ...]
    take: Callable[[Pixels], Pixels]


def step(title: str, sentence: str, pixels: Pixels) -> Step:
    """A step whose thumbnail is `pixels` (h w 3) or (h w), at most THUMBNAIL on the longer side."""
    return Step(title, sentence, frozen(np.asarray(eight_bit.shrunk(Image.fromarray(pixels), THUMBNAIL))))


def frozen(pixels: Pixels) -> Pixels:
    """A contiguous copy that cannot be written to."""
    copy = pixels.copy(order="C")
    copy.setflags(write=False)
    return copy


def working(picture: Picture, side: int, channel: str) -> Working:
    """The working image, its longer side `side`; raises InputError outside MIN_SIDE..MAX_SIDE."""
    if not limits.MIN_SIDE <= side <= limits.MAX_SIDE:
        raise errors.InputError(
            f"A side of {side:,} pixels cannot be used. Choose one from {limits.MIN_SIDE:,} to {limits.MAX_SIDE:,}."
        )
    scaled = _scaled(picture.pixels, side)
    chosen = CHANNELS[channel]
    pixels = frozen(chosen.take(scaled))
    shown = pixels[0] if len(pixels) == 1 else scaled
    steps = (
        *picture.steps,
        step("Scaled", _scaling(picture, scaled), scaled),
        step(chosen.title, chosen.sentence, shown),
    )
    return Working(pixels, steps)


def colours(pixels: Pixels) -> Pixels:
    """Pixels (c h w) of one channel or three, as (h w 3)."""
    return np.ascontiguousarray(np.moveaxis(np.broadcast_to(pixels, (3, *pixels.shape[1:])), 0, 2))


def floats(pixels: Pixels) -> NDArray[np.float32]:
    """The numbers of a calculation, float32 in 0..1, shape kept: exactly what a reader of the PNG divides by 255."""
    return pixels.astype(np.float32) / np.float32(255)


def square(pixels: Pixels, side: int) -> NDArray[np.float32]:
    """The middle of a grey picture (1 h w), its shorter side long, shrunk to `side` pixels: floats (side side)."""
    height, width = pixels.shape[1:]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    cut = Image.fromarray(pixels[0, top : top + short, left : left + short])
    return floats(np.asarray(cut.resize((side, side), Image.Resampling.BOX)))


def png(pixels: Pixels, colours: int = 0) -> bytes:
    """A PNG of uint8 (c h w), (h w) or (h w 3); an array whose first axis is 1 or 3 is read as (c h w). With so many
    `colours` at most, up to 256, where that is given: such a file is a fifth as large."""
    if pixels.ndim == 3 and len(pixels) in (1, 3):
        pixels = pixels[0] if len(pixels) == 1 else np.moveaxis(pixels, 0, 2)
    stream = io.BytesIO()
    image = Image.fromarray(np.ascontiguousarray(pixels))
    (image.quantize(colours) if colours else image).save(stream, "PNG", optimize=bool(colours))
    return stream.getvalue()


def _scaled(pixels: Pixels, side: int) -> Pixels:
    """Shrunk without aliasing or halos, or enlarged by repeating pixels."""
    height, width = pixels.shape[:2]
    ratio = side / max(height, width)
    if ratio <= 1:
        return np.asarray(eight_bit.shrunk(Image.fromarray(pixels), side))
    size = max(1, round(width * ratio)), max(1, round(height * ratio))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.NEAREST))


def _scaling(picture: Picture, scaled: Pixels) -> str:
    height, width = scaled.shape[:2]
    before, after = f"{picture.height} × {picture.width}", f"{height} × {width} px"
    if max(height, width) > max(picture.height, picture.width):
        return f"Enlarged from {before} to {after} by repeating pixels: no new shades."
    if (height, width) == (picture.height, picture.width):
        return f"Already {after}: nothing was scaled."
    return f"Scaled from {before} to {after}."


def _grey(pixels: Pixels) -> Pixels:
    # Whole numbers, so that the rounding is the one the sentence promises on every machine.
    red, green, blue = np.moveaxis(pixels, 2, 0).astype(np.uint32)
    grey: Pixels = ((299 * red + 587 * green + 114 * blue + 500) // 1000).astype(np.uint8)[np.newaxis]
    return grey


CHANNELS: dict[str, Channel] = {
    "grey": Channel("Grey", "Grey = 0.299 R + 0.587 G + 0.114 B, rounded to 8 bits.", ("grey",), _grey),
    "red": Channel("Red", "Only the red numbers.", ("red",), lambda pixels: pixels[np.newaxis, :, :, 0]),
    "green": Channel("Green", "Only the green numbers.", ("green",), lambda pixels: pixels[np.newaxis, :, :, 1]),
    "blue": Channel("Blue", "Only the blue numbers.", ("blue",), lambda pixels: pixels[np.newaxis, :, :, 2]),
    "rgb": Channel(
        "Colour",
        "Red, green and blue, three numbers a pixel.",
        ("red", "green", "blue"),
        lambda pixels: np.moveaxis(pixels, 2, 0),
    ),
}
