"""Pooling: one number for each window of a map, without a single parameter to learn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops import geometry, reductions
from cnnviz.ops.reductions import Axes


@dataclass(frozen=True)
class Pool:
    """A pooling: `kind` is a key of POOLINGS, sizes are (rows, columns) in pixels.

    `everywhere` makes the whole map one window (global pooling). Padding is symmetric, at most half a window;
    its cells never win a maximum, minimum or median; `count_padding` says whether they count, as zeros, in an
    average. `power` is the p of Lp, `sigma` the Gaussian's width in pixels. Raises InputError outside these.
    """

    kind: str = "max"
    window: tuple[int, int] = (2, 2)
    stride: tuple[int, int] = (2, 2)
    padding: tuple[int, int] = (0, 0)
    ceil: bool = False
    everywhere: bool = False
    count_padding: bool = True
    power: float = 2.0
    sigma: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in POOLINGS:
            raise InputError(f"There is no pooling “{self.kind}”. Choose one of {', '.join(POOLINGS)}.")
        if not all(1 <= side <= limits.POOL_WINDOW for side in self.window):
            raise InputError(f"A pooling window of {self.window} cannot be. Choose 1 to {limits.POOL_WINDOW}.")
        if any(not 0 <= 2 * p <= w for p, w in zip(self.padding, self.window, strict=True)):
            most = " and ".join(str(side // 2) for side in self.window)
            raise InputError(f"Pooling padding of {self.padding} cannot be. Choose 0 to {most}, half of the window.")
        if not (1 <= self.power <= 16 and 0.1 <= self.sigma <= limits.POOL_WINDOW):
            raise InputError(f"Pooling with p = {self.power}, σ = {self.sigma} cannot be. Use p 1–16, σ ≥ 0.1.")

    @property
    def label(self) -> str:
        """What menus and sentences call its kind."""
        return POOLINGS[self.kind].label

    def axes(self, shape: tuple[int, int]) -> Axes:
        """The rows and columns of a map of `shape` under this pooling's window."""
        if self.everywhere:
            return geometry.Axis("rows", shape[0], shape[0]), geometry.Axis("columns", shape[1], shape[1])
        rows, columns = (
            geometry.Axis(name, size, window, stride, 1, padding, padding, self.ceil)
            for name, size, window, stride, padding in zip(
                ("rows", "columns"), shape, self.window, self.stride, self.padding, strict=True
            )
        )
        return rows, columns


@dataclass(frozen=True)
class Pooling:
    """A kind of pooling: maps (c h w), its settings and axes -> (c h' w')."""

    label: str
    sentence: str
    function: Callable[[np.ndarray, Pool, Axes], np.ndarray]


def pooled(maps: np.ndarray, pool: Pool) -> np.ndarray:
    """One number per window: maps (c h w) -> (c h' w'). Raises InputError where no window fits."""
    _check(maps)
    return POOLINGS[pool.kind].function(maps, pool, pool.axes((maps.shape[1], maps.shape[2])))


def winners(maps: np.ndarray, pool: Pool) -> np.ndarray:
    """Which cell each max (or min) window took: maps (c h w) -> int (c h' w'), row · w + column.

    The first in reading order wins a tie, as in PyTorch's `return_indices`.
    """
    _check(maps)
    if pool.kind not in ("max", "min"):
        raise InputError(f"Only max and min pooling have a winning cell; {pool.kind} mixes all of them.")
    return reductions.winners(maps if pool.kind == "max" else -maps, pool.axes((maps.shape[1], maps.shape[2])))


def ties(maps: np.ndarray, pool: Pool) -> np.ndarray:
    """How many cells hold the number that each max (or min) window keeps: maps (c h w) -> int (c h' w'), at least 1."""
    return reductions.ties(maps, pooled(maps, pool), pool.axes((maps.shape[1], maps.shape[2])))


def _check(maps: np.ndarray) -> None:
    if maps.ndim != 3 or not maps.size:
        raise InputError(f"Maps of shape {maps.shape} hold nothing to pool. Give (maps, rows, columns).")
    if not np.isfinite(maps).all():
        raise InputError("A map holds a value that is not a finite number (NaN or ∞). Pool maps without one.")


POOLINGS = {
    "max": Pooling(
        "max",
        "The largest value of each window: “was it found anywhere here?”",
        lambda maps, pool, axes: reductions.maxima(maps, axes),
    ),
    "min": Pooling(
        "min",
        "The smallest value of each window: what all of it agrees on.",
        lambda maps, pool, axes: reductions.minima(maps, axes),
    ),
    "average": Pooling(
        "average",
        "The mean of each window: smooth, keeps faint responses.",
        lambda maps, pool, axes: reductions.means(maps, axes, pool.count_padding),
    ),
    "median": Pooling(
        "median",
        "The middle value of each window: one outlier hardly moves it.",
        lambda maps, pool, axes: reductions.medians(maps, axes),
    ),
    "Lp": Pooling(
        "Lp",
        "(Σ |x|ᵖ)^(1/p) of each window: p = 1 adds up, p = 2 is L2, a large p nears max.",
        lambda maps, pool, axes: reductions.norms(maps, axes, pool.power),
    ),
    "Gaussian": Pooling(
        "Gaussian",
        "A weighted mean that trusts the middle of the window most.",
        lambda maps, pool, axes: reductions.weighted(maps, axes, pool.sigma, pool.count_padding),
    ),
}
