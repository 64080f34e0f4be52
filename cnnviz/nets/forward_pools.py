"""Pooling of a batch of maps, each window swept cell by cell: rows first and then columns, same answer, fewer steps."""

from collections.abc import Callable

import numpy as np

from cnnviz.nets import layers, windows
from cnnviz.ops import geometry

# A window's maximum or sum along rows (axis 2) or columns (axis 3), and the value that changes neither.
Combined = Callable[[np.ndarray, np.ndarray], np.ndarray]


def pooled(layer: layers.Pool, maps: np.ndarray) -> np.ndarray:
    """Maps (n c h w) -> (n c h' w'); padding never wins a maximum."""
    rows, columns = windows.axes(layer, maps.shape[1:])
    if layer.kind == "max":
        return _swept(maps, rows, columns, np.maximum, -np.inf)
    if layer.kind == "L2":
        return np.sqrt(_swept(np.square(maps), rows, columns, np.add, 0))
    return _swept(maps, rows, columns, np.add, 0) / cells(layer, rows, columns)


def cells(layer: layers.Pool, rows: geometry.Axis, columns: geometry.Axis) -> np.ndarray:
    """How many cells each window's average is taken over: float32 (h' w'). What hangs over the edge never counts."""
    return np.outer(*(_counted(axis, layer.count_padding) for axis in (rows, columns))).astype(np.float32)


def global_pooled(layer: layers.GlobalPool, maps: np.ndarray) -> np.ndarray:
    """Maps (n c h w) -> (n c)."""
    if layer.kind == "max":
        return maps.max((2, 3))
    return maps.mean((2, 3)) if layer.kind == "average" else np.sqrt(np.square(maps).sum((2, 3)))


def adaptive_pooled(layer: layers.AdaptivePool, maps: np.ndarray) -> np.ndarray:
    """Maps (n c h w) -> (n c *size): windows ⌊i n / m⌋ to ⌈(i + 1) n / m⌉ along each axis."""
    made = maps
    for axis, count in zip((2, 3), layer.size, strict=True):
        starts, stops = adaptive_windows(maps.shape[axis], count)
        made = np.moveaxis(made, axis, 0)
        parts = [made[start:stop] for start, stop in zip(starts, stops, strict=True)]
        summary = [part.max(0) if layer.kind == "max" else part.mean(0) for part in parts]
        made = np.moveaxis(np.stack(summary), 0, axis)
    return made


def adaptive_windows(size: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each of `count` windows spread over `size` cells begins, and where it has ended: int (count)."""
    index = np.arange(count)
    return index * size // count, -(-(index + 1) * size // count)


def _counted(axis: geometry.Axis, padding: bool) -> np.ndarray:
    start = np.arange(axis.output) * axis.stride - axis.before
    low, high = (-axis.before, axis.size + axis.after) if padding else (0, axis.size)
    return np.minimum(start + axis.window, high) - np.maximum(start, low)


def _swept(
    maps: np.ndarray, rows: geometry.Axis, columns: geometry.Axis, combine: Combined, neutral: float
) -> np.ndarray:
    sides = [(axis.before, axis.after + axis.overhang) for axis in (rows, columns)]
    if any(map(any, sides)):
        maps = np.pad(maps, ((0, 0), (0, 0), *sides), constant_values=neutral)
    made = maps[:, :, _taps(rows, 0)]
    for tap in range(1, rows.window):
        made = combine(made, maps[:, :, _taps(rows, tap)])
    maps, made = made, made[:, :, :, _taps(columns, 0)]
    for tap in range(1, columns.window):
        made = combine(made, maps[:, :, :, _taps(columns, tap)])
    return made


def _taps(axis: geometry.Axis, tap: int) -> slice:
    """What cell `tap` of every window sees."""
    return slice(tap, tap + (axis.output - 1) * axis.stride + 1, axis.stride)
