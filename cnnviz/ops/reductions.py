"""One number for every window of a map: maxima, means, norms, medians. Maps (… h w) -> (… h' w').

`axes` are the rows and columns that the windows run over. Padding, and what hangs over the edge in ceil mode, never
wins a maximum, a minimum or a median. Values may be infinite or NaN but for the Gaussian's mean.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.ops import correlate, geometry, kernels

Axes = tuple[geometry.Axis, geometry.Axis]

# Values gathered at a time for medians: windows overlap, so all of them at once may be many times the map.
MEDIAN_BLOCK = 2**20
ROWS, COLUMNS = -2, -1


def maxima(maps: np.ndarray, axes: Axes) -> np.ndarray:
    """The largest value of each window."""
    return _swept(maps, axes, np.maximum, -np.inf)


def minima(maps: np.ndarray, axes: Axes) -> np.ndarray:
    """The smallest value of each window."""
    return _swept(maps, axes, np.minimum, np.inf)


def means(maps: np.ndarray, axes: Axes, count_padding: bool) -> np.ndarray:
    """The mean of each window; padding counts, as zeros, if it is to."""
    return _swept(maps, axes, np.add, 0) / counts(axes, count_padding)


def counts(axes: Axes, count_padding: bool) -> np.ndarray:
    """How many cells each window's mean is taken over: float32 (h' w'). What hangs over the edge never counts."""

    def along(axis: geometry.Axis) -> np.ndarray:
        before, after = (axis.before, axis.after) if count_padding else (0, 0)
        start = np.arange(axis.output) * axis.stride - axis.before
        stop = np.minimum(start + axis.window, axis.size + after)
        return stop - np.maximum(start, -before)

    return np.outer(along(axes[0]), along(axes[1])).astype(np.float32)


def norms(maps: np.ndarray, axes: Axes, power: float) -> np.ndarray:
    """(Σ |x|ᵖ)^(1/p) of each window."""
    # Dividing by the largest first, and float64 for high powers, keep |x|ᵖ from overflowing or vanishing.
    largest = np.abs(maps).max(axis=(ROWS, COLUMNS), keepdims=True)
    scale = np.where((largest > 0) & (largest < np.inf), largest, 1)
    if power == 2:
        return scale * np.sqrt(_swept(np.square(maps / scale), axes, np.add, 0))
    powers = np.abs(maps / scale, dtype=np.float64) ** power
    return (scale * _swept(powers, axes, np.add, 0) ** (1 / power)).astype(maps.dtype)


def medians(maps: np.ndarray, axes: Axes) -> np.ndarray:
    """The middle value of each window, of two the mean."""
    rows, columns = axes
    framed = _framed(maps, axes, np.nan)
    windows = sliding_window_view(framed, (rows.window, columns.window), axis=(ROWS, COLUMNS))
    windows = windows[..., :: rows.stride, :: columns.stride, :, :][..., : rows.output, : columns.output, :, :]
    step = max(1, MEDIAN_BLOCK // (columns.output * rows.window * columns.window))
    result = np.empty(windows.shape[:-2], maps.dtype)
    for place in np.ndindex(maps.shape[:-2]):
        for top in range(0, rows.output, step):
            cells = windows[place][top : top + step].reshape(-1, rows.window * columns.window)
            result[place][top : top + step] = _middle(cells).reshape(-1, columns.output)
    return result


def _middle(cells: np.ndarray) -> np.ndarray:
    """The median of each row without its NaNs, which mark padding and sort last; of two middles, their mean."""
    cells = np.sort(cells, axis=1)
    count = np.count_nonzero(~np.isnan(cells), axis=1)
    window = np.arange(len(cells))
    return (cells[window, (count - 1) // 2] + cells[window, count // 2]) / 2


def weighted(maps: np.ndarray, axes: Axes, sigma: float, count_padding: bool) -> np.ndarray:
    """A Gaussian's mean of each window; weights that fall where nothing counts are shared out among the others."""
    weights = kernels.gaussian(sigma, axes[0].window, axes[1].window)[None, None]
    stride = (axes[0].stride, axes[1].stride)

    def sums(values: np.ndarray) -> np.ndarray:
        maps = [correlate.correlate(one[None], weights, stride)[0] for one in values.reshape(-1, *values.shape[-2:])]
        return np.reshape(maps, (*values.shape[:-2], axes[0].output, axes[1].output))

    total = sums(_framed(maps, axes, 0))
    if count_padding and not (axes[0].overhang or axes[1].overhang):
        return total
    counted = np.ones(maps.shape[-2:], np.float32)
    if count_padding:
        counted = np.pad(counted, [(axis.before, axis.after) for axis in axes], constant_values=1)
        return total / sums(np.pad(counted, [(0, axis.overhang) for axis in axes]))
    return total / sums(_framed(counted, axes, 0))


def winners(maps: np.ndarray, axes: Axes) -> np.ndarray:
    """Which cell each maximum took, the first in reading order of equal ones: int (… h' w'), row · w + column."""
    rows, columns = axes
    best, column = _won(_framed(maps, axes, -np.inf), columns, COLUMNS)  # of every row, (… h w')
    _, row = _won(best, rows, ROWS)  # (… h' w')
    column = np.take_along_axis(column, row, axis=ROWS)
    return (row - rows.before) * maps.shape[COLUMNS] + column - columns.before


def ties(maps: np.ndarray, kept: np.ndarray, axes: Axes) -> np.ndarray:
    """How many cells of each window hold the number `kept` (… h' w') of it: int (… h' w')."""
    framed, count = _framed(maps, axes, np.nan), np.zeros(kept.shape, np.intp)
    for down in range(axes[0].window):
        for across in range(axes[1].window):
            count += _taps(_taps(framed, axes[0], ROWS, down), axes[1], COLUMNS, across) == kept
    return count


def spread(maps: np.ndarray, size: tuple[int, int], combine: np.ufunc) -> np.ndarray:
    """As many windows as asked for, spread evenly: their maximum with np.maximum, their mean with np.add."""
    for dimension, count in zip((ROWS, COLUMNS), size, strict=True):
        starts, stops = spread_windows(maps.shape[dimension], count)
        along = np.moveaxis(maps, dimension, 0)
        parts = [combine.reduce(along[start:stop]) for start, stop in zip(starts, stops, strict=True)]
        if combine is np.add:
            parts = [part / np.float32(stop - start) for part, start, stop in zip(parts, starts, stops, strict=True)]
        maps = np.moveaxis(np.stack(parts), 0, dimension)
    return maps


def spread_windows(size: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each of `count` windows spread over `size` cells begins, and where it has ended: int (count).

    Window i reaches from ⌊i · size / count⌋ to ⌈(i + 1) · size / count⌉, as in PyTorch's adaptive pooling.
    """
    index = np.arange(count)
    return index * size // count, -(-(index + 1) * size // count)


def _swept(maps: np.ndarray, axes: Axes, combine: np.ufunc, neutral: float) -> np.ndarray:
    """A window's maximum, minimum or sum, rows first and then columns: fewer steps, same answer."""
    made = _framed(maps, axes, neutral)
    for dimension, axis in zip((ROWS, COLUMNS), axes, strict=True):
        values, made = made, _taps(made, axis, dimension, 0).copy()
        for tap in range(1, axis.window):
            combine(made, _taps(values, axis, dimension, tap), out=made)
    return made


def _won(values: np.ndarray, axis: geometry.Axis, dimension: int) -> tuple[np.ndarray, np.ndarray]:
    """The maximum of every window along one dimension, and the first place that holds it."""
    best = _taps(values, axis, dimension, 0).copy()
    won = np.zeros(best.shape, np.intp)
    for tap in range(1, axis.window):
        here = _taps(values, axis, dimension, tap)
        np.copyto(won, tap, where=here > best)
        np.maximum(best, here, out=best)
    starts = np.arange(axis.output) * axis.stride
    return best, won + (starts[:, None] if dimension == ROWS else starts)


def _framed(maps: np.ndarray, axes: Axes, value: float) -> np.ndarray:
    """The maps with their padding, and the overhang of ceil mode, filled with `value`."""
    sides = [(axis.before, axis.after + axis.overhang) for axis in axes]
    if not any(map(any, sides)):
        return maps
    return np.pad(maps, [(0, 0)] * (maps.ndim - 2) + sides, constant_values=value)


def _taps(values: np.ndarray, axis: geometry.Axis, dimension: int, tap: int) -> np.ndarray:
    """What cell `tap` of every window along one dimension sees."""
    reach = slice(tap, tap + (axis.output - 1) * axis.stride + 1, axis.stride)
    return values[..., reach, :] if dimension == ROWS else values[..., reach]
