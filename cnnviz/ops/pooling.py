"""Pooling: one number for each window of a map, without a single parameter to learn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops import correlate, geometry, kernels

Axes = tuple[geometry.Axis, geometry.Axis]

# Values gathered at a time for medians: windows overlap, so all of them at once may be many times the map.
MEDIAN_BLOCK = 2**20


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
    sign = 1 if pool.kind == "max" else -1
    rows, columns = pool.axes((maps.shape[1], maps.shape[2]))
    best, column = _won(_framed(sign * maps, rows, columns, -np.inf), columns, 2)  # of every row, (c h w')
    _, row = _won(best, rows, 1)  # (c h' w')
    column = np.take_along_axis(column, row, axis=1)
    return (row - rows.before) * maps.shape[2] + column - columns.before


def ties(maps: np.ndarray, pool: Pool) -> np.ndarray:
    """How many cells hold the number that each max (or min) window keeps: maps (c h w) -> int (c h' w'), at least 1."""
    _check(maps)
    kept = pooled(maps, pool)
    rows, columns = pool.axes((maps.shape[1], maps.shape[2]))
    framed, count = _framed(maps, rows, columns, np.nan), np.zeros(kept.shape, np.intp)
    for down in range(rows.window):
        for across in range(columns.window):
            count += _taps(_taps(framed, rows, 1, down), columns, 2, across) == kept
    return count


def _won(values: np.ndarray, axis: geometry.Axis, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    """The maximum of every window along one dimension, and the first place that holds it."""
    best = _taps(values, axis, dimension, 0).copy()
    won = np.zeros(best.shape, np.intp)
    for tap in range(1, axis.window):
        here = _taps(values, axis, dimension, tap)
        np.copyto(won, tap, where=here > best)
        np.maximum(best, here, out=best)
    starts = np.arange(axis.output) * axis.stride
    return best, won + (starts[:, None] if dimension == 1 else starts)


def _framed(maps: np.ndarray, rows: geometry.Axis, columns: geometry.Axis, value: float) -> np.ndarray:
    """The maps with their padding, and the overhang of ceil mode, filled with `value`."""
    sides = [(axis.before, axis.after + axis.overhang) for axis in (rows, columns)]
    return np.pad(maps, ((0, 0), *sides), constant_values=value) if any(map(any, sides)) else maps


def _taps(values: np.ndarray, axis: geometry.Axis, dimension: int, tap: int) -> np.ndarray:
    """What cell `tap` of every window along one dimension sees."""
    reach = slice(tap, tap + (axis.output - 1) * axis.stride + 1, axis.stride)
    return values[:, reach] if dimension == 1 else values[:, :, reach]


def _swept(values: np.ndarray, axis: geometry.Axis, dimension: int, combine: np.ufunc) -> np.ndarray:
    result = _taps(values, axis, dimension, 0).copy()
    for tap in range(1, axis.window):
        combine(result, _taps(values, axis, dimension, tap), out=result)
    return result


def _reduced(maps: np.ndarray, axes: Axes, combine: np.ufunc, neutral: float) -> np.ndarray:
    """A window's maximum, minimum or sum, rows first and then columns: fewer steps, same answer."""
    return _swept(_swept(_framed(maps, *axes, neutral), axes[0], 1, combine), axes[1], 2, combine)


def _counts(pool: Pool, axes: Axes) -> np.ndarray:
    """How many cells each window's average is taken over: (h' w')."""

    def along(axis: geometry.Axis) -> np.ndarray:
        margin = (axis.before, axis.after) if pool.count_padding else (0, 0)
        start = np.arange(axis.output) * axis.stride - axis.before
        stop = np.minimum(start + axis.window, axis.size + margin[1])
        return stop - np.maximum(start, -margin[0])

    return np.outer(along(axes[0]), along(axes[1])).astype(np.float32)


def _maximum(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    return _reduced(maps, axes, np.maximum, -np.inf)


def _minimum(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    return _reduced(maps, axes, np.minimum, np.inf)


def _average(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    return _reduced(maps, axes, np.add, 0) / _counts(pool, axes)


def _norm(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    # Dividing by the largest first, and float64 for high powers, keep |x|ᵖ from overflowing or vanishing.
    largest = np.abs(maps).max(axis=(1, 2), keepdims=True)
    scale = np.where(largest > 0, largest, 1)
    if pool.power == 2:
        return scale * np.sqrt(_reduced(np.square(maps / scale), axes, np.add, 0))
    powers = np.abs(maps / scale, dtype=np.float64) ** pool.power
    return (scale * _reduced(powers, axes, np.add, 0) ** (1 / pool.power)).astype(maps.dtype)


def _median(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    rows, columns = axes
    framed = _framed(maps, *axes, np.nan)
    windows = sliding_window_view(framed, (rows.window, columns.window), axis=(1, 2))
    windows = windows[:, :: rows.stride, :: columns.stride][:, : rows.output, : columns.output]
    step = max(1, MEDIAN_BLOCK // (columns.output * rows.window * columns.window))
    result = np.empty(windows.shape[:3], maps.dtype)
    for one, out in zip(windows, result, strict=True):
        for top in range(0, rows.output, step):
            cells = one[top : top + step].reshape(-1, rows.window * columns.window)
            out[top : top + step] = _middle(cells).reshape(-1, columns.output)
    return result


def _middle(cells: np.ndarray) -> np.ndarray:
    """The median of each row without its NaNs, which mark padding and sort last; of two middles, their mean."""
    cells = np.sort(cells, axis=1)
    count = np.count_nonzero(~np.isnan(cells), axis=1)
    window = np.arange(len(cells))
    return (cells[window, (count - 1) // 2] + cells[window, count // 2]) / 2


def _gaussian(maps: np.ndarray, pool: Pool, axes: Axes) -> np.ndarray:
    weights = kernels.gaussian(pool.sigma, axes[0].window, axes[1].window)
    stride = (axes[0].stride, axes[1].stride)

    def weighted(values: np.ndarray) -> np.ndarray:
        return np.concatenate([correlate.correlate(one[None], weights[None, None], stride) for one in values])

    sums = weighted(_framed(maps, *axes, 0))
    if pool.count_padding and not (axes[0].overhang or axes[1].overhang):
        return sums
    # Weights that fall where nothing counts are shared out among the others.
    counted = np.ones((1, *maps.shape[1:]), np.float32)
    if pool.count_padding:
        counted = np.pad(counted, ((0, 0), *((axis.before, axis.after) for axis in axes)), constant_values=1)
        frame = ((0, 0), *((0, axis.overhang) for axis in axes))
        return sums / weighted(np.pad(counted, frame))
    return sums / weighted(_framed(counted, *axes, 0))


def _check(maps: np.ndarray) -> None:
    if maps.ndim != 3 or not maps.size:
        raise InputError(f"Maps of shape {maps.shape} hold nothing to pool. Give (maps, rows, columns).")
    if not np.isfinite(maps).all():
        raise InputError("A map holds a value that is not a finite number (NaN or ∞). Pool maps without one.")


POOLINGS = {
    "max": Pooling("The largest value of each window: “was it found anywhere here?”", _maximum),
    "min": Pooling("The smallest value of each window: what all of it agrees on.", _minimum),
    "average": Pooling("The mean of each window: smooth, keeps faint responses.", _average),
    "median": Pooling("The middle value of each window: one outlier hardly moves it.", _median),
    "Lp": Pooling("(Σ |x|ᵖ)^(1/p) of each window: p = 1 adds up, p = 2 is L2, a large p nears max.", _norm),
    "Gaussian": Pooling("A weighted mean that trusts the middle of the window most.", _gaussian),
}
