"""What is walked over, in the explorer and on slides: a window's way over one map of a stage."""

import functools
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.figures.draw import palettes
from cnnviz.ops import geometry, pipeline


@dataclass(frozen=True, eq=False)
class Walk:
    """One map of a stage's result, window by window: by its convolution or by its pooling.

    `palette` is a key of palettes.SIGNED. Raises InputError on a map, pooling or palette that is not there.
    """

    result: pipeline.Result
    which: int = 0
    pooling: bool = False
    palette: str = "blue-orange"

    def __post_init__(self) -> None:
        if not 0 <= self.which < len(self.result.maps):
            count = len(self.result.maps)
            raise InputError(f"There is no map {self.which + 1}: this stage has {numbers.count(count, 'map')}.")
        if self.pooling and self.result.stage.pool is None:
            raise InputError("This stage has no pooling. Choose one, or show the convolution.")
        if self.palette not in palettes.SIGNED:
            raise InputError(f"There is no palette “{self.palette}”. Choose one of {', '.join(palettes.SIGNED)}.")

    @property
    def output(self) -> np.ndarray:
        """The whole map walked over, after its activation or pooling: (h w)."""
        whole = self.result.pooled if self.pooling else self.result.activated
        assert whole is not None
        return np.asarray(whole[self.which])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the output."""
        rows, columns = self.output.shape
        return rows, columns

    @property
    def channels(self) -> slice:
        """The channels of the result's image that this map's filter looks at."""
        depth = self.result.kernels.shape[1]
        first = self.which * self.result.groups // len(self.result.maps) * depth
        return slice(first, first + depth)

    @functools.cached_property
    def axes(self) -> tuple[geometry.Axis, geometry.Axis]:
        """The rows and columns the window slides along."""
        pool = self.result.stage.pool
        if self.pooling and pool:
            return pool.axes(self.result.activated.shape[1:])
        return self.result.axes

    @functools.cached_property
    def framed(self) -> np.ndarray:
        """What the window slides over, with every invented cell: (c h w)."""
        if not self.pooling:
            return self.result.padded[self.channels]
        sides = ((axis.before, axis.after + axis.overhang) for axis in self.axes)
        return np.pad(self.result.activated[self.which], tuple(sides))[None]

    @property
    def weights(self) -> np.ndarray | None:
        """The kernel (c i j); a pooling has none."""
        return None if self.pooling else self.result.kernels[self.which].astype(np.float32)

    def invented(self) -> np.ndarray:
        """Which cells of `framed` lie outside the image: bool (h w)."""
        inside = [
            (np.arange(size) >= axis.before) & (np.arange(size) < axis.before + axis.size)
            for axis, size in zip(self.axes, self.framed.shape[1:], strict=True)
        ]
        return ~np.logical_and.outer(*inside)

    def counted(self) -> np.ndarray:
        """Which cells of `framed` have a say: all of a convolution's; of a pooling's padding only what an average
        counts as zeros, and never what hangs over the end: bool (h w)."""
        pool = self.result.stage.pool
        if not self.pooling or pool is None:
            return np.ones(self.framed.shape[1:], bool)
        if not (pool.count_padding and pool.kind in ("average", "Gaussian")):
            return ~self.invented()
        within = [np.arange(size) < axis.padded for axis, size in zip(self.axes, self.framed.shape[1:], strict=True)]
        return np.logical_and.outer(*within)

    def check(self, row: int, column: int) -> None:
        """Raises InputError outside the map."""
        height, width = self.shape
        if not (0 <= row < height and 0 <= column < width):
            raise InputError(
                f"Map {self.result.names[self.which]} has no cell in row {row + 1}, column {column + 1}: it is "
                f"{height} × {width}."
            )
