"""Shift and filter, in both orders, cell by cell; and what still answers when a thing has moved (C34, C35, C43).

A picture is a window on a plane that goes on beyond its edges by one rule, an edge of EDGES: that rule fills in what a
shift brings into sight, and what a kernel sees beyond the edge. Sums are added up tap by tap in float64 and rounded
once to float32: windows that hold equal numbers make equal sums, bit by bit.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz.ops import geometry, padding, pooling
from cnnviz.ops.compared import shifted

Pair = tuple[int, int]
# Rows and columns of a thing in its picture: top, left, how many rows, how many columns.
Box = tuple[int, int, int, int]

VALID = "valid"
EDGES: Mapping[str, str] = {
    "constant": "zeros (constant)",
    "nearest": "nearest pixel",
    "mirror": "mirror",
    "reflect": "reflect",
    "wrap": "wrap around",
    VALID: "no padding (valid)",
}
STRIDES = (1, 2, 3, 4)
# Sums that are added up together.
CHUNK = 8192
# The pooling between the map and the one number that is left of it.
POOL = pooling.Pool("max", (4, 4), (4, 4))


@dataclass(frozen=True, eq=False)
class Filter:
    """A kernel, float32 (i j), how far it steps, and what it sees beyond the edge: a key of EDGES."""

    kernel: np.ndarray
    stride: int = 1
    edge: str = "constant"

    @property
    def mode(self) -> str:
        """How the plane goes on: without padding nothing is seen of it, and a shift brings zeros."""
        return "constant" if self.edge == VALID else self.edge

    def axes(self, shape: tuple[int, ...]) -> tuple[geometry.Axis, geometry.Axis]:
        """The rows and columns of a picture of `shape` under it."""
        amount = VALID if self.edge == VALID else "same"
        window = (self.kernel.shape[0], self.kernel.shape[1])
        return padding.Padding(amount, self.mode).axes((shape[0], shape[1]), window, (self.stride,) * 2, (1, 1))

    def map(self, plane: np.ndarray) -> np.ndarray:
        """The kernel's dot product with every window of a picture: (h w) -> float32 (h' w')."""
        rows, columns = self.axes(plane.shape)
        framed = padding.padded(plane, (rows.before, rows.after), (columns.before, columns.after), self.mode)
        return self.sums(framed)

    def sums(self, framed: np.ndarray) -> np.ndarray:
        """The same of a plane that is framed already, without padding: (h w) -> float32 (h' w')."""
        rows, columns = ((n - k) // self.stride + 1 for n, k in zip(framed.shape, self.kernel.shape, strict=True))
        framed, sums = framed.astype(np.float64, copy=False), np.zeros((rows, columns))
        # A few rows at a time: they stay in the processor's cache while tap after tap is added to them.
        step = max(1, CHUNK // columns)
        products = np.empty((step, columns))
        for first in range(0, rows, step):
            part = sums[first : first + step]
            self._add(part, framed[first * self.stride :], products[: len(part)])
        return sums.astype(np.float32)

    def _add(self, sums: np.ndarray, framed: np.ndarray, products: np.ndarray) -> None:
        """Adds to every sum its window's products, tap by tap; `products` is room for those of a tap."""
        high, wide = ((count - 1) * self.stride + 1 for count in sums.shape)
        for (row, column), weight in np.ndenumerate(self.kernel):
            if weight:
                met = framed[row : row + high : self.stride, column : column + wide : self.stride]
                np.multiply(met, np.float64(weight), out=products)
                sums += products


@dataclass(frozen=True, eq=False)
class Orders:
    """A picture shifted and then filtered, and filtered and then shifted, float32 (h' w') each.

    `inside` (h' w') are the cells whose windows, in both, hold pixels of the picture alone; `exact` says whether the
    shift is a whole number of the map's cells: otherwise the map was shifted by the next smaller one.
    """

    shift_first: np.ndarray
    filter_first: np.ndarray
    inside: np.ndarray
    exact: bool

    @property
    def difference(self) -> np.ndarray:
        """Cell by cell, float32 (h' w')."""
        return np.asarray(self.shift_first - self.filter_first)

    @property
    def border(self) -> int:
        """Cells that are not inside."""
        return int((~self.inside).sum())

    @property
    def differing(self) -> Pair:
        """Cells that differ: inside, and in the border."""
        differ = self.difference != 0
        return int((differ & self.inside).sum()), int((differ & ~self.inside).sum())


@dataclass(frozen=True)
class Answers:
    """What one number says of the thing: `cell`, the cell of the map that was strongest at the first place; `dense`,
    a template laid over the whole picture; `maximum` and `mean` of the whole map. Maps are taken after ReLU."""

    cell: float
    dense: float
    maximum: float
    mean: float


def moved(plane: np.ndarray, by: Pair, mode: str) -> np.ndarray:
    """The picture moved down and to the right; padding `mode` fills in what comes into sight: (h w) -> (h w)."""
    height, width = plane.shape
    down, right = by
    framed = padding.padded(plane, (max(0, down), max(0, -down)), (max(0, right), max(0, -right)), mode)
    top, left = max(0, -down), max(0, -right)
    return framed[top : top + height, left : left + width]


def orders(plane: np.ndarray, how: Filter, by: Pair) -> Orders:
    """Both orders of a shift of a picture (h w), in pixels down and to the right, and of a filter."""
    return compared(plane.shape, how, by, how.map(moved(plane, by, how.mode)), how.map(plane))


def compared(shape: tuple[int, ...], how: Filter, by: Pair, shift_first: np.ndarray, first: np.ndarray) -> Orders:
    """The map of a picture of `shape` that was shifted, beside its map at the first place, shifted as far: (h' w')."""
    cells = (math.floor(by[0] / how.stride), math.floor(by[1] / how.stride))
    rows, columns = how.axes(shape)
    inside = np.outer(_inside(rows, by[0]), _inside(columns, by[1]))
    exact = all(pixels % how.stride == 0 for pixels in by)
    return Orders(shift_first, moved(first, cells, how.mode), inside, exact)


def _inside(axis: geometry.Axis, by: int) -> np.ndarray:
    """Along an axis, the windows that see only pixels that were the picture's before it moved, and whose cell of the
    first map is one."""
    starts = np.arange(axis.output) * axis.stride - axis.before
    before = starts - by
    cells = np.arange(axis.output) - math.floor(by / axis.stride)
    found = ~axis.touched() & (before >= 0) & (before + axis.span <= axis.size) & (cells >= 0) & (cells < axis.output)
    found[found] = ~axis.touched()[cells[found]]
    return found


def template(plane: np.ndarray, box: Box) -> np.ndarray:
    """Weights of a dense unit that knows the thing at its place: the picture less its mean there, 0 elsewhere; scaled
    so that it answers 1 to the picture itself. All 0 where the thing is flat: float64 (h w)."""
    top, left, rows, columns = box
    weights = np.zeros(plane.shape)
    thing = plane[top : top + rows, left : left + columns].astype(np.float64)
    weights[top : top + rows, left : left + columns] = thing - thing.mean()
    length = float((weights**2).sum())
    return weights / length if length > 1e-12 else np.zeros(plane.shape)


def answers(plane: np.ndarray, how: Filter, box: Box, by: Pair) -> Answers:
    """What each way to one number says when the picture (h w) has moved."""
    strongest = int(how.map(plane).argmax())
    here = moved(plane, by, how.mode)
    active = np.maximum(how.map(here), 0)
    dense = float((template(plane, box) * here).sum())
    return Answers(float(active.flat[strongest]), dense, float(active.max()), float(active.mean(dtype=np.float64)))


def pooled_change(plane: np.ndarray, how: Filter, by: Pair) -> tuple[float, float]:
    """How much the map after ReLU changes, and how much it does after POOL: see shifted.changed. The second is NaN
    where the window does not fit."""
    before, after = (np.maximum(how.map(one), 0)[None] for one in (plane, moved(plane, by, how.mode)))
    plain = shifted.changed(before, after)
    if min(before.shape[1:]) < POOL.window[0]:
        return plain, math.nan
    return plain, shifted.changed(pooling.pooled(before, POOL), pooling.pooled(after, POOL))
