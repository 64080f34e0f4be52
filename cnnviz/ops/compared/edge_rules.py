"""Shift and filter in both orders under every rule for what is beyond the edge, at the price of few maps (C43).

Where a window holds pixels of the picture alone, all rules and both orders meet the same numbers: those sums are added
up once. What is left is the border, rule by rule.
"""

from dataclasses import dataclass

import numpy as np

from cnnviz.ops import geometry, padding
from cnnviz.ops.compared import equivariance
from cnnviz.ops.compared.equivariance import Filter, Pair


@dataclass(frozen=True)
class Agreement:
    """How far both orders agree: the cells `inside` and those of the `border`, how many of each differ, and the largest
    difference."""

    inside: int
    border: int
    differing: Pair
    largest: float


def every_edge(plane: np.ndarray, kernel: np.ndarray, stride: int, by: Pair) -> dict[str, Agreement]:
    """What `agreement` says of equivariance.orders, under each rule of EDGES: of a picture (h w), `by` in pixels.
    Without padding only where the kernel fits into the picture."""
    fits = all(window <= side for window, side in zip(kernel.shape, plane.shape, strict=True))
    known = _Known(plane, kernel, stride)
    return {
        edge: agreement(known.orders(Filter(kernel, stride, edge), by))
        for edge in equivariance.EDGES
        if fits or edge != equivariance.VALID
    }


def agreement(found: equivariance.Orders) -> Agreement:
    """Both orders in four numbers."""
    apart = np.abs(found.difference)
    differ, inside = int(np.count_nonzero(apart)), int(np.count_nonzero(found.inside))
    within = int(np.count_nonzero(apart[found.inside])) if differ else 0
    largest = float(apart.max()) if differ else 0.0
    return Agreement(inside, found.inside.size - inside, (within, differ - within), largest)


class _Known:
    """Sums of the windows of a picture (h w) that hold its pixels alone, for each row and column that they can begin
    with: a window at (row, column) is at (row // stride, column // stride) of sums[row % stride, column % stride]."""

    def __init__(self, plane: np.ndarray, kernel: np.ndarray, stride: int) -> None:
        self.plane, self.how = plane, Filter(kernel, stride, equivariance.VALID)
        self.sums: dict[Pair, np.ndarray] = {}

    def orders(self, how: Filter, by: Pair) -> equivariance.Orders:
        """What equivariance.orders gives, with these sums wherever they are asked for again."""
        first = self.map(self.plane, how, (0, 0))
        shifted = self.map(equivariance.moved(self.plane, by, how.mode), how, by)
        return equivariance.compared(self.plane.shape, how, by, shifted, first)

    def map(self, moved: np.ndarray, how: Filter, by: Pair) -> np.ndarray:
        """The map of the picture `moved` by so much."""
        rows, columns = how.axes(moved.shape)
        framed = padding.padded(moved, (rows.before, rows.after), (columns.before, columns.after), how.mode)
        result = np.empty((rows.output, columns.output), np.float32)
        top, bottom = _known(rows, by[0])
        left, right = _known(columns, by[1])
        if top < bottom and left < right:
            result[top:bottom, left:right] = self.at(
                _start(rows, top) - by[0], _start(columns, left) - by[1], (bottom - top, right - left)
            )
        else:
            top, bottom = rows.output, rows.output
        for part in (
            (slice(0, top), slice(0, columns.output)),
            (slice(bottom, rows.output), slice(0, columns.output)),
            (slice(top, bottom), slice(0, left)),
            (slice(top, bottom), slice(right, columns.output)),
        ):
            result[part] = _border(framed, how, part)
        return result

    def at(self, row: int, column: int, size: Pair) -> np.ndarray:
        """The sums of so many windows, a stride apart, the first of which begins at a row and a column."""
        stride = self.how.stride
        begin = (row % stride, column % stride)
        if begin not in self.sums:
            self.sums[begin] = self.how.sums(self.plane[begin[0] :, begin[1] :])
        down, across = row // stride, column // stride
        return self.sums[begin][down : down + size[0], across : across + size[1]]


def _start(axis: geometry.Axis, cell: int) -> int:
    """The first pixel of a cell's window."""
    return cell * axis.stride - axis.before


def _known(axis: geometry.Axis, by: int) -> Pair:
    """Along an axis, the first and one past the last window that holds only pixels that were the picture's before it
    moved; equal where there is none."""
    low, high = max(0, by), min(axis.size, axis.size + by) - axis.span
    first = max(0, -(-(low + axis.before) // axis.stride))
    end = min(axis.output, (high + axis.before) // axis.stride + 1)
    return first, max(first, end)


def _border(framed: np.ndarray, how: Filter, part: tuple[slice, slice]) -> np.ndarray | float:
    """The sums of some cells, from the framed picture; where they meet zeros alone there is nothing to add up."""
    if any(one.start >= one.stop for one in part):
        return 0.0
    rows, columns = (
        slice(one.start * how.stride, (one.stop - 1) * how.stride + window)
        for one, window in zip(part, how.kernel.shape, strict=True)
    )
    met = framed[rows, columns]
    return how.sums(met) if met.any() else 0.0
