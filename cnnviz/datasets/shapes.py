"""Pictures of simple shapes, drawn anew for every seed: enough to learn from, with nothing to download.

A shape is a signed distance: how far a point lies outside its outline (inside: below 0), in units of the shape's own
size. A pixel is as much of the shape's colour as its distance, in pixels, lies below half a pixel: smooth edges.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnnviz.datasets import choice, data, noise

HELD_BACK = 1000  # pictures in each of validation and test
TRAIN = 6000  # drawn when the choice says "all there are"

# Fractions of the picture's side: the shape's radius when scale does not vary, and how often larger or smaller at most.
_RADIUS, _SPREAD = 0.29, 1.9
# How many pictures are drawn at once: their numbers stay in the processor's cache.
_BLOCK = 64
# Levels, 0 to 255, of grey pictures: light shapes on a dark ground.
_GROUND, _INK = (0, 75), (145, 256)
# In colour, ink and ground differ at least so much in brightness, 0 to 1.
_CONTRAST = 0.35
_BRIGHTNESS = np.array((0.299, 0.587, 0.114), np.float32)
_NOISE = 0.25

Points = NDArray[np.float32]  # of any shape


@dataclass(frozen=True)
class Shape:
    """A class: `distance(row, col)` of points, the shape's middle at 0, its tips at about 1, upright."""

    title: str
    distance: Callable[[Points, Points], Points]


def drawn(chosen: choice.Choice) -> data.Dataset:
    """The data set that the choice's seed and knobs stand for: (1 28 28) or in colour (3 32 32)."""
    parts = [_part(chosen, count, part) for part, count in enumerate((chosen.images or TRAIN, HELD_BACK, HELD_BACK))]
    return data.Dataset("Shapes", CLASSES, *parts)


def size(chosen: choice.Choice) -> data.Size:
    """Channels, rows and columns."""
    return (3, 32, 32) if chosen.colour else (1, 28, 28)


def upright(id: str, side: int) -> np.ndarray:
    """The shape of this id in the middle, a little larger than usual, white on black:
    float32 (side side), 0 to 1."""
    middle = (side - 1) / 2
    pose = np.array([[middle, middle, side * _RADIUS * 1.25, 0]], np.float32)
    covered: np.ndarray = _coverage(SHAPES[id], pose, side)[0]
    return covered


def every_upright(side: int) -> np.ndarray:
    """Every shape, upright and in the middle, in the order of SHAPES: float32 (n side side)."""
    return np.stack([upright(id, side) for id in SHAPES])


def _part(chosen: choice.Choice, count: int, part: int) -> data.Images:
    """So many pictures, as many of each class (±1), in random order. No two parts share a random number."""
    rng = np.random.default_rng((chosen.seed, part))
    channels, side, _ = size(chosen)
    labels = rng.permutation(np.arange(count, dtype=np.uint32) % len(SHAPES)).astype(np.uint8)
    poses = _poses(chosen, count, side, rng)
    ground, ink = _colours(chosen.colour, count, rng)
    pictures = np.empty((count, channels, side, side), np.uint8)
    for label, shape in enumerate(SHAPES.values()):
        places = np.flatnonzero(labels == label)
        for start in range(0, len(places), _BLOCK):
            block = places[start : start + _BLOCK]
            mix = _coverage(shape, poses[block], side)[:, np.newaxis]
            levels = ground[block] + mix * (ink - ground)[block]
            if chosen.noise:
                levels += (255 * _NOISE * chosen.noise) * noise.normal(levels.shape, rng)
            pictures[block] = np.clip(levels + np.float32(0.5), 0, 255)
    return data.Images(pictures, labels)


def _poses(chosen: choice.Choice, count: int, side: int, rng: np.random.Generator) -> np.ndarray:
    """Row and column of the middle, radius (pixels) and angle of every picture, float32 (n 4).

    At full position a shape lies anywhere it is wholly seen; at full turn it stands at any angle.
    """
    unit = rng.uniform(-1, 1, (4, count))
    radius = np.minimum(side * _RADIUS * (1 + (_SPREAD - 1) * chosen.scale) ** unit[2], side / 2 - 1)
    room = (side / 2 - 1 - radius) * chosen.position
    middle = (side - 1) / 2
    turn = np.pi * chosen.turn * unit[3]
    return np.stack((middle + room * unit[0], middle + room * unit[1], radius, turn), axis=1).astype(np.float32)


def _colours(colour: bool, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Ground and ink of every picture, levels 0 to 255, float32 (n c 1 1)."""
    if not colour:
        pair = rng.uniform(*_GROUND, count), rng.uniform(*_INK, count)
        ground, ink = (one.astype(np.float32).reshape(-1, 1, 1, 1) for one in pair)
        return ground, ink
    pairs = rng.random((count, 2, 3), np.float32)
    while len(faint := np.flatnonzero(np.abs((pairs[:, 0] - pairs[:, 1]) @ _BRIGHTNESS) < _CONTRAST)):
        pairs[faint] = rng.random((len(faint), 2, 3), np.float32)
    ground, ink = 255 * pairs[:, 0, :, np.newaxis, np.newaxis], 255 * pairs[:, 1, :, np.newaxis, np.newaxis]
    return ground, ink


def _coverage(shape: Shape, poses: np.ndarray, side: int) -> np.ndarray:
    """How much of each pixel the shape covers, 0 to 1: poses (n 4) -> (n side side)."""
    row0, col0, radius, turn = (one.reshape(-1, 1, 1) for one in poses.T)
    axis = np.arange(side, dtype=np.float32)
    down, right = (axis[:, np.newaxis] - row0) / radius, (axis - col0) / radius
    cos, sin = np.cos(turn), np.sin(turn)
    distance = shape.distance(down * cos - right * sin, down * sin + right * cos)
    covered: np.ndarray = np.clip(np.float32(0.5) - distance * radius, 0, 1)
    return covered


def _box(row: Points, col: Points, rows: float, cols: float) -> Points:
    """Of a rectangle that reaches so far from its middle."""
    return np.maximum(np.abs(row) - np.float32(rows), np.abs(col) - np.float32(cols))


def _square(row: Points, col: Points) -> Points:
    return _box(row, col, 0.72, 0.72)


def _circle(row: Points, col: Points) -> Points:
    return np.sqrt(row * row + col * col) - np.float32(0.85)


def _triangle(row: Points, col: Points) -> Points:
    # Three edges half a radius from the middle, tip up. Rows count downwards.
    return np.maximum(row, np.float32(0.75**0.5) * np.abs(col) - np.float32(0.5) * row) - np.float32(0.5)


def _cross(row: Points, col: Points) -> Points:
    return np.minimum(_box(row, col, 0.95, 0.27), _box(row, col, 0.27, 0.95))


def _t(row: Points, col: Points) -> Points:
    bar, stem = _box(row + np.float32(0.6), col, 0.26, 0.8), _box(row - np.float32(0.05), col, 0.86, 0.26)
    return np.minimum(bar, stem)


def _star(row: Points, col: Points) -> Points:
    # Five lines; a point of the star is beyond at most one of them. So the second largest distance decides.
    largest = second = np.full_like(row, -np.inf)
    for turn in np.arange(5) * (2 * np.pi / 5):
        beyond = np.float32(np.sin(turn)) * col - np.float32(np.cos(turn)) * row
        second = np.maximum(second, np.minimum(largest, beyond))
        largest = np.maximum(largest, beyond)
    return second - np.float32(0.36)


def _ring(row: Points, col: Points) -> Points:
    return np.abs(np.sqrt(row * row + col * col) - np.float32(0.68)) - np.float32(0.19)


def _bar(row: Points, col: Points) -> Points:
    return _box(row, col, 0.26, 0.95)


SHAPES: dict[str, Shape] = {
    "square": Shape("Square", _square),
    "circle": Shape("Circle", _circle),
    "triangle": Shape("Triangle", _triangle),
    "cross": Shape("Cross", _cross),
    "t": Shape("T", _t),
    "star": Shape("Star", _star),
    "ring": Shape("Ring", _ring),
    "bar": Shape("Bar", _bar),
}
CLASSES = tuple(shape.title for shape in SHAPES.values())
