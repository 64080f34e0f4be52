"""Convolutions of a batch of maps: windows laid out as columns, then one matrix product."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.nets import layers, windows
from cnnviz.ops import geometry

# Numbers laid out at a time. Windows overlap: all at once they can be hundreds of times the maps.
LAID = 2**20


def correlated(layer: layers.Conv, maps: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Maps (n c h w), kernels (o c/groups i j) -> float32 (n o h' w'), without the bias."""
    rows, columns = windows.axes(layer, maps.shape[1:])
    seen = _windows(_padded(maps, rows, columns), rows, columns)  # (n, c, y, x, i, j)
    made = np.empty((len(maps), layer.filters, rows.output, columns.output), np.float32)
    matrices = kernels.reshape(layer.groups, layer.filters // layer.groups, -1)  # (g, o/g, c·i·j)
    step = max(1, LAID // (matrices.shape[2] * columns.output))
    for image, out in zip(seen, made, strict=True):
        shares = zip(matrices, np.split(image, layer.groups), np.split(out, layer.groups), strict=True)
        for matrix, channels, filters in shares:
            for top in range(0, rows.output, step):
                laid = channels[:, top : top + step].transpose(0, 3, 4, 1, 2)  # (c, i, j, y, x)
                product = matrix @ laid.reshape(matrix.shape[1], -1)
                filters[:, top : top + step] = product.reshape(len(matrix), -1, columns.output)
    return made


def _padded(maps: np.ndarray, rows: geometry.Axis, columns: geometry.Axis) -> np.ndarray:
    if not any((rows.before, rows.after, columns.before, columns.after)):
        return maps
    frame = np.zeros((*maps.shape[:2], rows.padded, columns.padded), np.float32)
    frame[:, :, rows.before : rows.before + rows.size, columns.before : columns.before + columns.size] = maps
    return frame


def _windows(maps: np.ndarray, rows: geometry.Axis, columns: geometry.Axis) -> np.ndarray:
    every = sliding_window_view(maps, (rows.span, columns.span), axis=(2, 3))
    return every[:, :, :: rows.stride, :: columns.stride, :: rows.dilation, :: columns.dilation]
