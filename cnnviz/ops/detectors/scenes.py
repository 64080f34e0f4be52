"""Pictures of simple shapes whose places are known, so that what is found can be counted (C72, C73)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

ROWS, COLUMNS = 64, 96
# Points on a side of a pixel at which a shape is asked whether it is there: outlines that are turned come out grey.
FINE = 4


@dataclass(frozen=True)
class Thing:
    """A bright shape on black: its `kind` is a key of OUTLINES, (row, column) where its first pixel stands before it
    is turned, `side` in pixels; `turn` is clockwise, in degrees about its middle."""

    kind: str
    row: int
    column: int
    side: int
    turn: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """Row and column of its middle, in pixels from the picture's corner."""
        return self.row + self.side / 2, self.column + self.side / 2


def outline(kind: str, side: int) -> np.ndarray:
    """The corners of a shape, one after the other, in pixels from its first one: (n 2) as (row, column).

    A stroke of the T and of the cross is a third of the side less 2/3 of a pixel, so that all their corners stand one
    pitch apart: (side + 1) / 3, rounded.
    """
    pitch = round((side + 1) / 3)
    places = {0: 0, 1: pitch, 2: 2 * pitch - 1, 3: side, 4: pitch - 1}
    return np.array([(places[row], places[column]) for row, column in OUTLINES[kind]], float)


def drawn(things: Sequence[Thing], rows: int = ROWS, columns: int = COLUMNS) -> np.ndarray:
    """The things, white on black: float32 (1 rows columns), 0 to 1, grey where an outline crosses a pixel."""
    picture = np.zeros((rows, columns), np.float32)
    for thing in things:
        top, bottom = _reach(thing.middle[0], thing.side, rows)
        left, right = _reach(thing.middle[1], thing.side, columns)
        share = _share(thing, top, bottom, left, right)
        picture[top:bottom, left:right] = np.maximum(picture[top:bottom, left:right], share)
    return picture[None]


def _reach(middle: float, side: int, size: int) -> tuple[int, int]:
    """The pixels that a thing of this side can touch, however it is turned."""
    return max(0, int(middle - 0.75 * side) - 1), max(0, min(size, int(middle + 0.75 * side) + 2))


def _share(thing: Thing, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """How much of every pixel of a part of the picture the thing covers: (bottom − top, right − left), 0 to 1."""
    rows = (np.arange((bottom - top) * FINE) + 0.5) / FINE + top
    columns = (np.arange((right - left) * FINE) + 0.5) / FINE + left
    inside = np.zeros((len(rows), len(columns)), bool)
    points = _placed(thing)
    for (row, column), (next_row, next_column) in zip(points, np.roll(points, -1, axis=0), strict=True):
        if row == next_row:
            continue  # a level edge is crossed by no row
        crossed = (row > rows) != (next_row > rows)
        where = column + (next_column - column) * (rows - row) / (next_row - row)
        inside ^= crossed[:, None] & (columns[None] < where[:, None])
    return inside.reshape(bottom - top, FINE, right - left, FINE).mean(axis=(1, 3))


def _placed(thing: Thing) -> np.ndarray:
    """The thing's corners where they stand in the picture: (n 2)."""
    points = outline(thing.kind, thing.side) - thing.side / 2
    if thing.turn:
        angle = np.deg2rad(thing.turn)
        points = points @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return points + thing.middle


# Corners by their place on a grid of thirds: 0 the first edge, 1 and 2 a stroke's in the middle, 3 the last; 4 is where
# a stroke ends that begins at the first edge.
OUTLINES: dict[str, tuple[tuple[int, int], ...]] = {
    "square": ((0, 0), (0, 3), (3, 3), (3, 0)),
    "T": ((0, 0), (0, 3), (4, 3), (4, 2), (3, 2), (3, 1), (4, 1), (4, 0)),
    "cross": ((0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (2, 2), (3, 2), (3, 1), (2, 1), (2, 0), (1, 0), (1, 1)),
    "triangle": ((0, 0), (3, 3), (3, 0)),
}


@dataclass(frozen=True)
class Scene:
    """A picture to try a detector on. The first of its things is the learner's: it can be moved, sized and turned."""

    label: str
    sentence: str
    things: tuple[Thing, ...]

    def of(self, kind: str) -> tuple[Thing, ...]:
        """The things with those of the first one's kind made `kind`; what was of that kind becomes the first one's."""
        first = self.things[0].kind
        swapped = {first: kind, kind: first}
        return tuple(replace(thing, kind=swapped.get(thing.kind, thing.kind)) for thing in self.things)


SCENES: dict[str, Scene] = {
    "sizes": Scene(
        "Sizes",
        "One shape in several sizes, places and rotations, and others between them.",
        (
            Thing("square", 6, 6, 11),
            Thing("square", 43, 7, 12),
            Thing("square", 6, 30, 8),
            Thing("square", 42, 28, 15),
            Thing("square", 6, 52, 11, 45),
            Thing("square", 8, 76, 11, 10),
            Thing("square", 36, 68, 23),
            Thing("T", 26, 8, 11),
            Thing("cross", 26, 50, 11),
            Thing("triangle", 46, 50, 11),
        ),
    ),
    "shapes": Scene(
        "Shapes",
        "All four shapes in the size that the dots are spaced for: only one kind should be found.",
        (
            Thing("square", 8, 8, 11),
            Thing("T", 8, 32, 11),
            Thing("cross", 8, 56, 11),
            Thing("triangle", 8, 78, 11),
            Thing("triangle", 40, 8, 11),
            Thing("cross", 40, 32, 11),
            Thing("square", 40, 56, 11),
            Thing("T", 40, 78, 11),
        ),
    ),
    "one": Scene("One", "One shape and nothing else: change it.", (Thing("square", 26, 42, 11),)),
}
