"""The sum of products under every window, of a batch of images: windows side by side, and matrix products.

Two ways of laying windows out, each faster where the other is slow (measured on one core, from 28² to 256² pixels, 1 to
2,048 channels and 1 to 512 filters): on wide maps whole rows are laid once and shared by the windows above each other
(up to 5 times as fast), on narrow ones every window becomes a column of one large matrix (up to 7 times). Windows of
one pixel are columns as they lie. Where each of many narrow maps has one filter to itself (depthwise), all maps at once
are shifted, weighted and added: matrices of one row each are up to 100 times as slow.
"""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.ops import geometry

Pair = tuple[int, int]

# Columns of a map from which on its rows are laid.
WIDE = 64
# Floats laid side by side per block of output rows: a block stays in the processor's cache while it is multiplied.
ROWS_BLOCK = 2**18
# Numbers laid out as columns at a time. Windows overlap: all at once they can be hundreds of times the image.
COLUMNS_BLOCK = 2**20
# Maps with a filter each, from which on they are shifted and added, and how many of their numbers at a time.
MANY, SHIFTED_BLOCK = 16, 2**15


def sums(
    images: np.ndarray, kernels: np.ndarray, stride: Pair = (1, 1), dilation: Pair = (1, 1), groups: int = 1
) -> np.ndarray:
    """images (n c h w), padded already, kernels (o c/groups i j), both float32 -> float32 (n o h' w').

    Each of the groups sees its own share of the channels. Nothing that the stride skips is computed, nor any product
    with a dilated kernel's gaps. Values may be infinite or NaN. Raises InputError where no window fits.
    """
    size = output_shape(images.shape[1:], kernels.shape, stride, dilation)
    maps = np.empty((len(images), len(kernels), *size), np.float32)
    if groups == len(kernels) == images.shape[1] >= MANY and size[1] < WIDE:
        for image, made in zip(images, maps, strict=True):
            _each_alone(image, kernels[:, 0], stride, dilation, made)
        return maps
    shares = np.split(kernels, groups)
    for image, made in zip(images, maps, strict=True):
        for channels, filters, out in zip(np.split(image, groups), shares, np.split(made, groups), strict=True):
            _sum(channels, filters, stride, dilation, out)
    return maps


def output_shape(image: tuple[int, ...], kernels: tuple[int, ...], stride: Pair, dilation: Pair) -> Pair:
    """Rows and columns of the map of an already padded image (c h w) under kernels (o c i j)."""
    rows = geometry.Axis("rows", image[1], kernels[2], stride[0], dilation[0])
    columns = geometry.Axis("columns", image[2], kernels[3], stride[1], dilation[1])
    return rows.output, columns.output


def _sum(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    if kernels.shape[1:] == (1, 1, 1):  # one weight for each map: no sum at all
        np.multiply(kernels[:, 0], image[:, :: stride[0], :: stride[1]], out=out)
    elif kernels.shape[2:] == (1, 1):
        pixels = image[:, :: stride[0], :: stride[1]].reshape(len(image), -1)  # (c, y·x)
        np.matmul(kernels[:, :, 0, 0], pixels, out=out.reshape(len(kernels), -1))
    elif out.shape[2] < WIDE:
        _by_columns(image, kernels, stride, dilation, out)
    else:
        _by_rows(image, kernels, stride, dilation, out)


def _by_columns(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """Every window is a column, and the weights times all of them are every map."""
    spans = [d * (side - 1) + 1 for d, side in zip(dilation, kernels.shape[2:], strict=True)]
    views = sliding_window_view(image, spans, axis=(1, 2))
    views = views[:, :: stride[0], :: stride[1], :: dilation[0], :: dilation[1]]  # (c, y, x, i, j)
    weights = kernels.reshape(len(kernels), -1)  # (o, c·i·j)
    step = max(1, COLUMNS_BLOCK // (weights.shape[1] * out.shape[2]))
    for top in range(0, out.shape[1], step):
        laid = views[:, top : top + step].transpose(0, 3, 4, 1, 2)  # (c, i, j, y, x)
        product = weights @ laid.reshape(weights.shape[1], -1)
        out[:, top : top + step] = product.reshape(len(weights), -1, out.shape[2])


def _by_rows(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """Image rows that a dilated kernel never meets together are separate images, in which it is not dilated."""
    shared = math.gcd(stride[0], dilation[0])
    phases = dilation[0] // shared
    for phase in range(min(phases, out.shape[1])):
        met = image[:, phase * stride[0] :: dilation[0]]
        _by_close_rows(met, kernels, (stride[0] // shared, stride[1]), dilation[1], out[:, phase::phases])


def _by_close_rows(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: int, out: np.ndarray) -> None:
    """Lays each kernel column's view of an image row side by side; then as many laid rows as the kernel is high are,
    without copying, one matrix, and the weights times it are one row of every map."""
    filters, rows, columns = out.shape
    channels, height, width = kernels.shape[1:]
    weights = kernels.transpose(0, 2, 1, 3).reshape(filters, -1)  # (o, i·c·j)
    views = sliding_window_view(image, dilation * (width - 1) + 1, axis=2)[:, :, :: stride[1], ::dilation]
    views = views.transpose(1, 0, 3, 2)  # (h, c, j, x)
    step = min(rows, max(-(-height // stride[0]), ROWS_BLOCK // (channels * width * columns * stride[0])))
    laid = np.empty(((step - 1) * stride[0] + height, *views.shape[1:]), np.float32)
    for top in range(0, rows, step):
        block = out[:, top : top + step].transpose(1, 0, 2)  # (y, o, x)
        count = (len(block) - 1) * stride[0] + height
        laid[:count] = views[top * stride[0] : top * stride[0] + count]
        windows = sliding_window_view(laid[:count], height, axis=0)[:: stride[0]]  # (y, c, j, x, i)
        np.matmul(weights, windows.transpose(0, 4, 1, 2, 3).reshape(len(block), -1, columns), out=block)


def _each_alone(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """Maps (c h w) and a kernel for each (c i j): every weight times all the pixels that it meets, added up.

    The maps lie last, so that one loop goes over all of them.
    """
    pixels, weights = (np.ascontiguousarray(array.transpose(1, 2, 0)) for array in (image, kernels))
    rows, columns = out.shape[1:]
    sums = np.zeros((rows, columns, len(out)), np.float32)
    step = max(1, SHIFTED_BLOCK // (columns * len(out)))
    products = np.empty((min(step, rows), *sums.shape[1:]), np.float32)
    for top in range(0, rows, step):
        block = sums[top : top + step]
        for i, j in np.ndindex(weights.shape[:2]):
            above, left = top * stride[0] + i * dilation[0], j * dilation[1]
            below, right = above + (len(block) - 1) * stride[0] + 1, left + (columns - 1) * stride[1] + 1
            met = pixels[above : below : stride[0], left : right : stride[1]]
            block += np.multiply(met, weights[i, j], out=products[: len(block)])
    out[...] = sums.transpose(2, 0, 1)
