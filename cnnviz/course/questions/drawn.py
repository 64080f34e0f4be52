"""Kinds of questions that are answered with a hand: a cell to point at, a size to draw, a curve to drag."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cnnviz.course.scenes import Scene

# A row and a column, from 0.
Cell = tuple[int, int]
Cells = tuple[Cell, ...]
# What rounding may take from half a step of a curve.
SLACK = 1e-6


def _nothing(_: Scene) -> None:
    return None


@dataclass(frozen=True)
class Point:
    """A cell to point at in the matrix (h w) that `shows` gives; any cell of `key` is right. `frame` outlines a part of
    it: its first row and column, from 0, and how many of both."""

    ask: str
    shows: Callable[[Scene], np.ndarray]
    key: Callable[[Scene], Cells]
    traps: Mapping[str, Callable[[Scene], Cells]] = field(default_factory=dict)
    frame: Callable[[Scene], tuple[int, int, int, int] | None] = _nothing


@dataclass(frozen=True)
class Size:
    """The size of a map, rows and columns, to draw beside that of what goes in (`of`)."""

    ask: str
    key: Callable[[Scene], tuple[int, int]]
    of: Callable[[Scene], tuple[int, int]]
    traps: Mapping[str, Callable[[Scene], tuple[int, int]]] = field(default_factory=dict)

    def sides(self, scene: Scene) -> tuple[tuple[int, int], ...]:
        """Every size that this question knows of."""
        return (self.key(scene), self.of(scene), *(trap(scene) for trap in self.traps.values()))


@dataclass(frozen=True)
class Curve:
    """A row of numbers to drag into place, each to a multiple of `step`; right where every one is within half a step of
    `key` (n). `shows` (n) is drawn behind it, `xs` (n) are written below the points, which else are counted."""

    ask: str
    key: Callable[[Scene], np.ndarray]
    traps: Mapping[str, Callable[[Scene], np.ndarray]] = field(default_factory=dict)
    step: float = 1.0
    shows: Callable[[Scene], np.ndarray | None] = _nothing
    xs: Callable[[Scene], np.ndarray | None] = _nothing

    def near(self, given: np.ndarray, curve: np.ndarray) -> np.ndarray:
        """Where both (n) are within half a step of each other: bool (n)."""
        return np.asarray(abs(given - curve) <= self.step / 2 + SLACK)

    def end(self, scene: Scene) -> float:
        """A multiple of the step that is one more than any number that may be drawn here, of either sign."""
        shown = self.shows(scene)
        known = [self.key(scene), *(trap(scene) for trap in self.traps.values()), *([] if shown is None else [shown])]
        most = max(float(abs(one).max()) for one in known)
        return self.step * (np.ceil(most / self.step - SLACK) + 1)


def largest(matrix: np.ndarray) -> Cells:
    """The cells of the largest number of a matrix (h w), for keys and traps."""
    return cells(matrix == matrix.max())


def cells(where: np.ndarray) -> Cells:
    """The cells of a mask (h w) that are set."""
    return tuple((int(row), int(column)) for row, column in np.argwhere(where))
