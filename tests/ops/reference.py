"""Correlation and pooling as they are defined, one output number at a time: slow, short and believed."""

from collections.abc import Iterator

import numpy as np

Pair = tuple[int, int]


def correlated(
    image: np.ndarray,
    kernels: np.ndarray,
    stride: Pair = (1, 1),
    dilation: Pair = (1, 1),
    groups: int = 1,
    bias: np.ndarray | None = None,
) -> np.ndarray:
    """image (c h w), kernels (o c/groups i j) -> float64 (o h' w')."""
    filters, depth, height, width = kernels.shape
    spans = (dilation[0] * (height - 1) + 1, dilation[1] * (width - 1) + 1)
    rows, columns = ((n - f) // s + 1 for n, f, s in zip(image.shape[1:], spans, stride, strict=True))
    maps = np.zeros((filters, rows, columns))
    for o in range(filters):
        first = o // (filters // groups) * depth
        for row in range(rows):
            for column in range(columns):
                top, left = row * stride[0], column * stride[1]
                window = image[
                    first : first + depth,
                    top : top + spans[0] : dilation[0],
                    left : left + spans[1] : dilation[1],
                ]
                maps[o, row, column] = (window.astype(np.float64) * kernels[o]).sum()
                maps[o, row, column] += 0 if bias is None else bias[o]
    return maps


def fits(shape: Pair, window: Pair, stride: Pair, padding: Pair, ceil: bool) -> bool:
    """A window stands on both axes: in ceil mode also one that hangs over the end by less than a stride."""
    axes = zip(shape, window, stride, padding, strict=True)
    return all(n + 2 * p + (s - 1 if ceil else 0) >= w for n, w, s, p in axes)


def starts(size: int, window: int, stride: int, padding: int, ceil: bool) -> list[int]:
    """Where windows start along one axis. With `ceil` one more may hang over the end, if it starts on the map."""
    found: list[int] = []
    start = -padding
    while start + window <= size + padding:
        found.append(start)
        start += stride
    if ceil and start < size and (not found or found[-1] + window < size + padding):
        found.append(start)
    return found


def windows(
    shape: Pair, window: Pair, stride: Pair, padding: Pair, ceil: bool
) -> Iterator[tuple[Pair, list[tuple[Pair, Pair]], int]]:
    """Each window's place in the output, its (cell in the map, cell in the window) pairs that are on the map, and how
    many of its cells are on the map or its padding."""
    rows, columns = (starts(n, w, s, p, ceil) for n, w, s, p in zip(shape, window, stride, padding, strict=True))
    for y, top in enumerate(rows):
        for x, left in enumerate(columns):
            cells = [((top + i, left + j), (i, j)) for i in range(window[0]) for j in range(window[1])]
            on_map = [(cell, tap) for cell, tap in cells if all(0 <= c < n for c, n in zip(cell, shape, strict=True))]
            framed = [cell for cell, _ in cells if all(c < n + p for c, n, p in zip(cell, shape, padding, strict=True))]
            yield (y, x), on_map, len(framed)
