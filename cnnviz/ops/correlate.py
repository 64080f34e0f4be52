"""Cross-correlation: slide the kernel, multiply what overlaps, add up."""

import math
from collections.abc import Iterator

import numpy as np
from scipy import fft

from cnnviz.errors import InputError

Pair = tuple[int, int]

# Floats copied per block of output rows: a block stays in the processor's cache while it is multiplied.
BLOCK = 2**18
# Products per image pixel above which the Fourier way is cheaper. Measured on 256² to 1024² float32 images.
FOURIER_FROM = 64


def correlate(
    image: np.ndarray,
    kernels: np.ndarray,
    stride: Pair = (1, 1),
    dilation: Pair = (1, 1),
    groups: int = 1,
    bias: np.ndarray | None = None,
) -> np.ndarray:
    """Every kernel's dot product with every window: image (c h w), kernels (o c/groups i j) -> float32 (o h' w').

    No padding (see `padding.padded`). With `groups`, each of them sees its own share of the channels; groups = c
    is depthwise. What deep learning calls convolution; `flipped` kernels give the convolution of mathematics
    (Goodfellow, Bengio & Courville, Deep Learning, 2016, eq. 9.6). Raises InputError on shapes that do not go
    together and on values that are not finite.
    """
    _check(image, kernels, groups)
    image, kernels = image.astype(np.float32, copy=False), kernels.astype(np.float32, copy=False)
    size = output_shape(image.shape, kernels.shape, stride, dilation)
    taps = kernels.shape[2] * kernels.shape[3]
    way = _by_fourier if taps * math.prod(size) > FOURIER_FROM * math.prod(image.shape[1:]) else _by_windows
    maps = np.empty((len(kernels), *size), np.float32)
    share = zip(np.split(image, groups), np.split(kernels, groups), np.split(maps, groups), strict=True)
    for channels, filters, out in share:
        way(channels, filters, stride, dilation, out)
    if bias is not None:
        maps += np.asarray(bias, np.float32)[:, None, None]
    return maps


def flipped(kernels: np.ndarray) -> np.ndarray:
    """Kernels turned by 180°, which makes correlation the convolution of mathematics: (… i j) -> (… i j)."""
    return kernels[..., ::-1, ::-1]


def output_shape(image: tuple[int, ...], kernels: tuple[int, ...], stride: Pair, dilation: Pair) -> tuple[int, int]:
    """Rows and columns of the map of an already padded image (c h w) under kernels (o c i j)."""
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, kernels[2:], strict=True)]
    rows, columns = ((n - f) // s + 1 for n, f, s in zip(image[1:], spans, stride, strict=True))
    if rows < 1 or columns < 1:
        raise InputError(
            f"A kernel that spans {spans[0]} × {spans[1]} pixels does not fit in an image of "
            f"{image[1]} × {image[2]}. Add padding or choose a smaller kernel."
        )
    return rows, columns


def _by_windows(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """The direct way: lay each tap's view of the image side by side, then one matrix product does all filters."""
    filters, rows, columns = out.shape
    weights = kernels.reshape(filters, -1)  # (o, c·i·j)
    step = max(1, BLOCK // (weights.shape[1] * columns))
    block = np.empty((weights.shape[1], step * columns), np.float32)
    for top in range(0, rows, step):
        count = min(step, rows - top)
        laid = block[:, : count * columns]  # (c·i·j, positions)
        for row, view in zip(laid, _views(image, kernels, stride, dilation, (top, count, columns)), strict=True):
            row.reshape(count, columns)[...] = view
        out[:, top : top + count] = (weights @ laid).reshape(filters, count, columns)


def _views(
    image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, place: tuple[int, int, int]
) -> Iterator[np.ndarray]:
    """What each tap sees over a block of output rows; nothing is computed that the stride skips."""
    top, count, columns = place
    for channel in image:
        for i in range(kernels.shape[2]):
            for j in range(kernels.shape[3]):
                row, column = top * stride[0] + i * dilation[0], j * dilation[1]
                yield channel[
                    row : row + (count - 1) * stride[0] + 1 : stride[0],
                    column : column + (columns - 1) * stride[1] + 1 : stride[1],
                ]


def _by_fourier(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """The way for large kernels: a product of spectra is a sliding sum (the correlation theorem)."""
    spread = np.zeros(
        (*kernels.shape[:2], *(d * (k - 1) + 1 for d, k in zip(dilation, kernels.shape[2:], strict=True)))
    )
    spread[..., :: dilation[0], :: dilation[1]] = kernels
    # Float64: a flat area under a kernel that sums to zero must stay zero to the last printed digit.
    size = [fft.next_fast_len(n, real=True) for n in image.shape[1:]]
    spectrum = fft.rfft2(image.astype(np.float64), size)  # (c, f, f')
    for kernel, result in zip(spread, out, strict=True):
        product = (spectrum * fft.rfft2(kernel, size).conj()).sum(axis=0)
        sums = fft.irfft2(product, size)
        rows, columns = (result.shape[0] - 1) * stride[0] + 1, (result.shape[1] - 1) * stride[1] + 1
        result[...] = sums[: rows : stride[0], : columns : stride[1]]


def _check(image: np.ndarray, kernels: np.ndarray, groups: int) -> None:
    if image.ndim != 3 or not image.size:
        raise InputError(f"An image of shape {image.shape} is empty or not (channels, rows, columns).")
    if kernels.ndim != 4 or not kernels.size:
        raise InputError(f"Kernels of shape {kernels.shape} are empty or not (filters, channels, rows, columns).")
    if groups < 1 or len(image) % groups or len(kernels) % groups:
        raise InputError(f"{len(image)} channels and {len(kernels)} filters do not divide into {groups} groups.")
    if kernels.shape[1] * groups != len(image):
        raise InputError(
            f"Kernels with {kernels.shape[1]} channels in {groups} group(s) do not fit an image with {len(image)}."
        )
    for name, values in (("image", image), ("kernel", kernels)):
        if not np.isfinite(values).all():
            raise InputError(f"The {name} holds a value that is not a finite number (NaN or ∞). Replace it.")
