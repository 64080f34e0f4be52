"""A thing on a black field, to be moved about in it (C34, C35): shapes, or a picture that fades out at its rim."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.images import picture

# Eighths of its box that a shape keeps free around it; the share of a picture's side over which it fades.
MARGIN, FADE = 1, 1 / 6
INK = 255


@dataclass(frozen=True, eq=False)
class Scene:
    """A field, uint8 (h w), and where the thing is in it: top, left, rows, columns."""

    pixels: picture.Pixels
    box: tuple[int, int, int, int]


def shape(key: str, side: int) -> Scene:
    """One of SHAPES in the middle of a field of `side` pixels, half as large."""
    return _placed(SHAPES[key].draw(side // 16) * np.uint8(INK), (side, side))


def cut_out(pixels: picture.Pixels) -> Scene:
    """A grey picture (1 h w) in the middle of a field twice as large, faded out at its rim."""
    height, width = pixels.shape[1:]
    fade = np.outer(_fading(height), _fading(width))
    return _placed(np.rint(pixels[0] * fade).astype(np.uint8), (2 * height, 2 * width))


def whole(pixels: picture.Pixels) -> Scene:
    """A grey picture (1 h w) that fills the field."""
    return Scene(pixels[0], (0, 0, *pixels.shape[1:]))


def scaled(pixels: picture.Pixels, side: int) -> picture.Pixels:
    """A field (h w) at another size, square, each pixel the nearest one: uint8 (side side)."""
    rows, columns = (np.arange(side) * size // side for size in pixels.shape)
    return picture.frozen(pixels[np.ix_(rows, columns)])


def _placed(thing: picture.Pixels, field: tuple[int, int]) -> Scene:
    height, width = thing.shape
    top, left = (field[0] - height) // 2, (field[1] - width) // 2
    pixels = np.zeros(field, np.uint8)
    pixels[top : top + height, left : left + width] = thing
    return Scene(picture.frozen(pixels), (top, left, height, width))


def _fading(size: int) -> NDArray[np.float64]:
    """1 in the middle, 0 at both ends."""
    from_end = np.minimum(np.arange(size), np.arange(size)[::-1])
    return np.clip(from_end / max(1.0, FADE * size), 0, 1)


def _eighths(unit: int, *boxes: tuple[int, int, int, int]) -> picture.Pixels:
    """Boxes (top, bottom, left, right, in eighths) of ones on zeros, an eighth being `unit` pixels."""
    drawn = np.zeros((8 * unit, 8 * unit), np.uint8)
    for top, bottom, left, right in boxes:
        drawn[unit * top : unit * bottom, unit * left : unit * right] = 1
    return drawn


def _triangle(unit: int) -> picture.Pixels:
    """Standing on its base, filled."""
    row, column = np.mgrid[: 8 * unit, : 8 * unit] + 0.5
    low = (MARGIN * unit < row) & (row < (8 - MARGIN) * unit)
    return (low & (np.abs(column - 4 * unit) < (row - MARGIN * unit) / 2)).astype(np.uint8)


@dataclass(frozen=True)
class Shape:
    """A shape by its name; `draw` gives zeros and ones, uint8 (8u 8u), an eighth of it being u pixels."""

    label: str
    draw: Callable[[int], picture.Pixels]


SHAPES = {
    "t": Shape("T", lambda unit: _eighths(unit, (1, 3, 1, 7), (3, 7, 3, 5))),
    "square": Shape("Square", lambda unit: _eighths(unit, (1, 2, 1, 7), (6, 7, 1, 7), (1, 7, 1, 2), (1, 7, 6, 7))),
    "cross": Shape("Cross", lambda unit: _eighths(unit, (3, 5, 1, 7), (1, 7, 3, 5))),
    "triangle": Shape("Triangle", _triangle),
}
