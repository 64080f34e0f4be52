"""Pictures to begin with: most drawn so that one claim about convolution can be seen, some photographs."""

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from cnnviz import errors, limits
from cnnviz.images import picture as pictures
from cnnviz.images.samples import photographs, still_life

Pixels = NDArray[np.uint8]

# Samples whose numbers differ in many ways: a small batch of them is worth measuring.
VARIED = ("still-life", "face", "text", "stripes")

# Ink in (row, col) bands of a 32nd of the side: the T, then one bar of each direction, all of one stroke width.
_T_SHAPE = ((4, 6, 4, 16), (4, 18, 9, 11), (24, 26, 4, 16), (12, 26, 24, 26))
_SQUARES = ((2, 2, 1), (2, 6, 2), (2, 11, 4), (2, 18, 10), (16, 2, 13), (20, 20, 8))


@dataclass(frozen=True)
class Sample:
    """A picture of the app's own: `draw(side)` gives uint8 (side side 3), drawn at that very side; `credit` is whose it
    is, where it is not the app's."""

    title: str
    sentence: str
    draw: Callable[[int], Pixels]
    credit: str = ""

    @property
    def caption(self) -> str:
        """Its sentence, and whose it is."""
        return f"{self.sentence} {self.credit}".rstrip()


def picture(key: str, side: int) -> pictures.Picture:
    """The sample `key` at `side` pixels; raises InputError outside MIN_SIDE..MAX_SIDE."""
    if not limits.MIN_SIDE <= side <= limits.MAX_SIDE:
        raise errors.InputError(
            f"A sample of {side:,} pixels cannot be drawn. Choose a side from {limits.MIN_SIDE} to {limits.MAX_SIDE:,}."
        )
    sample = SAMPLES[key]
    pixels = pictures.frozen(sample.draw(side))
    if key in photographs.PHOTOGRAPHS:
        steps = (pictures.step("Photograph", f"{sample.title}. {photographs.origin(key, side)}", pixels),)
    else:
        steps = (pictures.step("Drawn", f"{sample.title}, drawn by this app at {side} × {side} px.", pixels),)
    return pictures.Picture(sample.title, hashlib.sha256(pixels.tobytes()).hexdigest(), steps, pixels, side, side)


def batch(keys: Sequence[str], side: int) -> NDArray[np.float32]:
    """Samples in grey, 0–1: (n 1 side side). Raises what `picture` raises."""
    drawn = (pictures.CHANNELS["grey"].take(picture(key, side).pixels) for key in keys)
    return np.stack([pictures.floats(one) for one in drawn])


def _still_life(side: int) -> Pixels:
    image = Image.fromarray(still_life.render())
    return np.asarray(image.resize((side, side), Image.Resampling.HAMMING))


def _grid(side: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Row and column of every pixel's centre, (side side) each, from -1 to 1."""
    axis = (np.arange(side) + 0.5) * (2 / side) - 1
    row, col = np.meshgrid(axis, axis, indexing="ij")
    return row, col


def _coloured(grey: NDArray[np.generic]) -> Pixels:
    """Grey (side side) in 0..255 as uint8 (side side 3)."""
    level = np.rint(np.clip(grey.astype(np.float64), 0, 255)).astype(np.uint8)
    return np.repeat(level[:, :, np.newaxis], 3, axis=2)


def _steps(side: int) -> Pixels:
    """An octagon: eight edges of one length, one for each compass direction, and nothing else."""
    row, col = _grid(side)
    diagonal = (np.abs(row) + np.abs(col)) / np.sqrt(2)
    inside = np.maximum(np.maximum(np.abs(row), np.abs(col)), diagonal) < 0.72
    return _coloured(np.where(inside, 220, 35))


def _impulse(side: int) -> Pixels:
    grey = np.zeros((side, side))
    grey[side // 2, side // 2] = 255
    return _coloured(grey)


def _checkerboard(side: int) -> Pixels:
    cell = np.arange(side) * 8 // side
    return _coloured(((cell[:, np.newaxis] + cell) % 2) * 255)


def _boxes(side: int, boxes: tuple[tuple[int, int, int, int], ...]) -> Pixels:
    """White boxes (top, bottom, left, right in 32nds of the side) on black."""
    grey = np.zeros((side, side))
    # One width for every stroke: rounding each end by itself would make some a pixel thicker.
    unit = side // 32
    start = (side - 32 * unit) // 2
    for box in boxes:
        top, bottom, left, right = (start + edge * unit for edge in box)
        grey[top:bottom, left:right] = 255
    return _coloured(grey)


def _squares(side: int) -> Pixels:
    return _boxes(side, tuple((row, row + size, col, col + size) for row, col, size in _SQUARES))


def _t_shape(side: int) -> Pixels:
    return _boxes(side, _T_SHAPE)


def _text(side: int) -> Pixels:
    """The word drawn with the typeface that Pillow carries in itself."""
    image = Image.new("L", (side, side), 255)
    font = ImageFont.load_default(side * 0.34)
    ImageDraw.Draw(image).text((side / 2, side / 2), "EDGE", 0, font, anchor="mm")
    return _coloured(np.asarray(image))


def _gradient(side: int) -> Pixels:
    """A ramp to the right on top, a ramp downwards below it to the left, a round one to the right."""
    row, col = _grid(side)
    down, round_ = row, 1 - np.hypot(row - 0.5, col - 0.5) / 0.5
    lower = np.where(col < 0, down, np.clip(round_, 0, 1))
    return _coloured(255 * np.where(row < 0, (col + 1) / 2, lower))


def _noise(side: int) -> Pixels:
    _, col = _grid(side)
    return _coloured(np.where(col < 0, 88, 168) + np.random.default_rng(3).normal(0, 24, (side, side)))


def _stripes(side: int) -> Pixels:
    """A zone plate: rings that reach half a cycle per pixel, the finest there is, at the middle of every edge."""
    row, col = _grid(side)
    return _coloured(127.5 + 127.5 * np.cos(np.pi * side / 4 * (row**2 + col**2)))


def face(side: int, eyes: float = 0, mouth: float = 0) -> Pixels:
    """A face, its eyes (with their brows) and its mouth moved to the right by hundredths of the side.

    Drawn four times as large and shrunk, for smooth outlines.
    """
    image = Image.new("RGB", (4 * side, 4 * side), (126, 190, 216))
    pen, unit = ImageDraw.Draw(image), 4 * side / 100

    def oval(col: float, row: float, wide: float, high: float, colour: tuple[int, int, int]) -> None:
        pen.ellipse([unit * end for end in (col - wide, row - high, col + wide, row + high)], fill=colour)

    oval(50, 40, 38, 36, (92, 52, 30))
    oval(50, 52, 33, 37, (245, 205, 166))
    for col in (36 + eyes, 64 + eyes):
        oval(col, 46, 7.5, 6.5, (255, 255, 255))
        oval(col, 46.5, 3.6, 4.2, (38, 60, 84))
        pen.line([unit * end for end in (col - 8, 35, col + 8, 35)], (92, 52, 30), round(2.4 * unit))
    oval(50, 58, 3.4, 4.6, (224, 158, 120))
    pen.chord([unit * end for end in (34 + mouth, 54, 66 + mouth, 80)], 20, 160, (168, 40, 52))
    return np.asarray(image.resize((side, side), Image.Resampling.HAMMING))


def moved_faces(side: int, amount: int) -> tuple[Pixels, Pixels]:
    """A face in grey, and the same with its eyes `amount` px to the right and its mouth as far to the left:
    (1 side side) each."""
    moved = 100 * amount / side
    take = pictures.CHANNELS["grey"].take
    return take(face(side)), take(face(side, eyes=moved, mouth=-moved))


SAMPLES: dict[str, Sample] = {
    "still-life": Sample("Still life", "Colours, textures, and edges in every direction.", _still_life),
    "steps": Sample(
        "Steps", "One straight edge for each of eight directions: see which of them a filter answers.", _steps
    ),
    "impulse": Sample("Impulse", "One white pixel: a filter leaves its own portrait here.", _impulse),
    "checkerboard": Sample("Checkerboard", "Only edges and corners: smooth it and they melt.", _checkerboard),
    "squares": Sample("Squares", "One shape in six sizes: a kernel sees only what fits in its window.", _squares),
    "t-shape": Sample(
        "T and two bars", "A T beside its two strokes alone: a detector of the T must pass over the bars.", _t_shape
    ),
    "text": Sample("Text", "Black letters on white: thin strokes, corners and curves.", _text),
    "gradient": Sample(
        "Gradients", "Slow ramps across, down and outwards: where is an edge when all is slope?", _gradient
    ),
    "noise": Sample("Noisy step", "One edge under noise: smoothing calms the noise and blurs the edge.", _noise),
    "face": Sample("Face", "A face to shift and pool: see how little of it pooling needs.", face),
    "stripes": Sample("Zone plate", "Ever finer rings: take every second pixel and false rings appear.", _stripes),
    **{
        key: Sample(one.title, one.sentence, functools.partial(photographs.scaled, key), one.credit)
        for key, one in photographs.PHOTOGRAPHS.items()
    },
}
