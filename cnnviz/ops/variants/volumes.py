"""Convolution in three dimensions: a kernel that slides along the depth of a stack as well (C2)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import correlate as planes


@dataclass(frozen=True, eq=False)
class Result:
    """A stack of slices (D H W), a kernel (d k l), and their sums of products."""

    stack: np.ndarray
    kernel: np.ndarray

    @property
    def sums(self) -> np.ndarray:
        """At every place where the kernel fits, depth, row and column: float64 (D−d+1 H−k+1 W−l+1)."""
        return correlate(self.stack, self.kernel)

    @property
    def size(self) -> tuple[int, int, int]:
        """Planes, rows and columns of the sums."""
        depths, rows, columns = (n - k + 1 for n, k in zip(self.stack.shape, self.kernel.shape, strict=True))
        return depths, rows, columns

    @property
    def difference(self) -> float:
        """How far the sums are at most from 2-D convolutions, one at each depth, with the slices as channels (C57)."""
        deep, stack = len(self.kernel), self.stack.astype(np.float64)
        weights = self.kernel[None].astype(np.float64)
        flat = [planes.correlate(stack[z : z + deep], weights)[0] for z in range(self.size[0])]
        return float(np.abs(np.stack(flat) - self.sums).max())


def correlate(stack: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Slide a kernel (d k l) along the depth, rows and columns of a stack (D H W), without padding: float64
    (D−d+1 H−k+1 W−l+1). Raises InputError where it does not fit."""
    require_fit(stack.shape, kernel.shape)
    size = [n - k + 1 for n, k in zip(stack.shape, kernel.shape, strict=True)]
    sums = np.zeros(size)
    for place, weight in np.ndenumerate(kernel.astype(np.float64)):
        window = tuple(slice(first, first + count) for first, count in zip(place, size, strict=True))
        sums += weight * stack[window].astype(np.float64)
    return sums


def require_fit(stack: tuple[int, ...], kernel: tuple[int, ...]) -> None:
    """Raises InputError, with the way out, where a kernel (d k l) is larger than the stack (D H W)."""
    for name, room, needed in zip(("slices", "rows", "columns"), stack, kernel, strict=True):
        if needed > room:
            raise InputError(f"A kernel of {needed} {name} does not fit a stack of {room}. Choose a smaller kernel.")


@dataclass(frozen=True)
class Kind:
    """A kernel for any number of slices from `least` on: what it is called, what it looks for, and its weights."""

    label: str
    sentence: str
    least: int
    weights: Callable[[int], np.ndarray]


def _moving(depth: int) -> np.ndarray:
    """d − 1 where a point is that moves one column right from slice to slice, −1 beside it: (d 3 d)."""
    return np.repeat(depth * np.eye(depth)[:, None, :] - 1, 3, axis=1)


def _change(depth: int) -> np.ndarray:
    """The mean of 3 × 3 pixels in the last slice less that in the first: (d 3 3)."""
    along = np.zeros(depth)
    along[0], along[-1] = -1, 1
    return along[:, None, None] * np.full((1, 3, 3), 1 / 9)


KINDS = {
    "right": Kind("Moves right", "It answers where something is one column further right in every slice.", 3, _moving),
    "left": Kind(
        "Moves left",
        "It answers where something is one column further left in every slice.",
        3,
        lambda depth: _moving(depth)[:, :, ::-1],
    ),
    "change": Kind("Change", "It answers where the last slice under it is brighter than the first.", 2, _change),
    "mean": Kind("Mean", "It blurs along the depth as well.", 1, lambda depth: np.full((depth, 3, 3), 1 / (9 * depth))),
}
