"""Transposed convolution: every input cell stamps its number times the kernel, and stamps that overlap add up."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError

FORMULA = "(n − 1)s − 2p + d(k − 1) + op + 1"
SIGNS = (
    "n: cells of the input along that axis. s: stride. p: padding. d: dilation. k: cells of the kernel. op: output "
    "padding."
)


@dataclass(frozen=True)
class Spread:
    """How stamps are laid: `stride` cells from one to the next, `dilation` cells from weight to weight; `padding`
    cells cut off on every side, and `extra` of them (PyTorch's output_padding) kept, or added, at the high end.

    Raises InputError where `extra` is no smaller than the stride: a stride that is undone lost no more.
    """

    stride: int = 1
    padding: int = 0
    extra: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.stride <= limits.STRIDE and 1 <= self.dilation <= limits.DILATION and self.padding >= 0):
            raise InputError("Stride and dilation begin at 1, padding at 0. Choose larger ones.")
        if not 0 <= self.extra < self.stride:
            raise InputError(
                f"Output padding {self.extra} does not go with stride {self.stride}. Choose less than the stride."
            )


@dataclass(frozen=True)
class Axis:
    """Stamps along one axis: `size` input cells, a kernel of `window` cells. Raises InputError where padding cuts all
    of the output off."""

    name: str
    size: int
    window: int
    spread: Spread

    def __post_init__(self) -> None:
        if self.output < 1:
            raise InputError(
                f"Padding {self.spread.padding} cuts off all {self.reach} {self.name} that stamps reach. Choose less."
            )

    @property
    def reach(self) -> int:
        """Cells from the first that a stamp reaches to the last: (n − 1)s + d(k − 1) + 1."""
        return (self.size - 1) * self.spread.stride + self.spread.dilation * (self.window - 1) + 1

    @property
    def output(self) -> int:
        """(n − 1)s − 2p + d(k − 1) + op + 1."""
        return self.reach - 2 * self.spread.padding + self.spread.extra

    @property
    def canvas(self) -> int:
        """Cells that are stamped on or kept."""
        return max(self.reach, self.spread.padding + self.output)

    @property
    def taps(self) -> tuple[int, ...]:
        """How many weights reach each of the `stride` places between one stamp and the next, far from the edges."""
        places = self.spread.dilation * np.arange(self.window) % self.spread.stride
        return tuple(np.bincount(places, minlength=self.spread.stride).tolist())

    def formula(self) -> str:
        """The output-size formula with this axis's numbers in it."""
        at = self.spread
        return (
            f"({self.size} − 1)·{at.stride} − 2·{at.padding} + {at.dilation}·({self.window} − 1) + {at.extra} + 1"
            f" = {self.output}"
        )


@dataclass(frozen=True, eq=False)
class Stamped:
    """An input (n m) stamped with a kernel (k l): see Spread."""

    image: np.ndarray
    kernel: np.ndarray
    spread: Spread = Spread()

    @cached_property
    def axes(self) -> tuple[Axis, Axis]:
        """Rows and columns. Raises InputError."""
        sides = zip(("rows", "columns"), self.image.shape, self.kernel.shape, strict=True)
        rows, columns = (Axis(name, size, window, self.spread) for name, size, window in sides)
        return rows, columns

    @cached_property
    def canvas(self) -> np.ndarray:
        """All stamps added up, and the zeros that output padding keeps beyond them: float64 (H W)."""
        return _stamped(self.image, self.kernel, self.axes)

    @property
    def made(self) -> np.ndarray:
        """What padding leaves of the canvas: float64 (h' w')."""
        return self._kept(self.canvas)

    @property
    def counts(self) -> np.ndarray:
        """How many stamps reach each output: int (h' w')."""
        return self._kept(_stamped(np.ones(self.image.shape), np.ones(self.kernel.shape), self.axes)).astype(int)

    @cached_property
    def matrix(self) -> np.ndarray:
        """The matrix for which matrix · input = output, both read row by row: float64 (outputs, inputs). Each column
        is one stamp."""
        units = np.eye(self.image.size).reshape(-1, *self.image.shape)
        return np.stack([self._kept(_stamped(unit, self.kernel, self.axes)).ravel() for unit in units], axis=1)

    def _kept(self, canvas: np.ndarray) -> np.ndarray:
        first = self.spread.padding
        return canvas[first : first + self.axes[0].output, first : first + self.axes[1].output]


def most_padding(image: tuple[int, ...], kernel: tuple[int, ...], stride: int, dilation: int) -> int:
    """The most padding under which the kernel still meets every input cell, and one output is left."""
    axes = [Axis("rows", n, k, Spread(stride, dilation=dilation)) for n, k in zip(image, kernel, strict=True)]
    return min(min(dilation * (axis.window - 1), (axis.reach - 1) // 2) for axis in axes)


def _stamped(image: np.ndarray, kernel: np.ndarray, axes: tuple[Axis, Axis]) -> np.ndarray:
    canvas = np.zeros([axis.canvas for axis in axes])
    stride, gap = axes[0].spread.stride, axes[0].spread.dilation
    high, wide = (gap * (axis.window - 1) + 1 for axis in axes)
    for (row, column), value in np.ndenumerate(image):
        top, left = row * stride, column * stride
        canvas[top : top + high : gap, left : left + wide : gap] += value * kernel
    return canvas
