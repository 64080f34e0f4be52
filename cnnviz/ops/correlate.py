"""Cross-correlation: slide the kernel, multiply what overlaps, add up."""

import math
from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import fft

from cnnviz.errors import InputError
from cnnviz.ops import geometry

Pair = tuple[int, int]

# Floats laid side by side per block of output rows: a block stays in the processor's cache while it is multiplied.
BLOCK = 2**18
# Products that cost as much as one pixel of a Fourier transform. Measured on 256² to 1024² float32 images.
FOURIER_FROM = 70


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
    together, and on values or sums that are not finite.
    """
    _check(image, kernels, groups)
    size = output_shape(image.shape, kernels.shape, stride, dilation)
    maps = np.empty((len(kernels), *size), np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        image, kernels = image.astype(np.float32, copy=False), kernels.astype(np.float32, copy=False)
        way = _cheaper_way(image.shape, kernels.shape, groups, math.prod(size))
        share = zip(np.split(image, groups), np.split(kernels, groups), np.split(maps, groups), strict=True)
        for channels, filters, out in share:
            way(channels, filters, stride, dilation, out)
        if bias is not None:
            maps += np.asarray(bias, np.float32)[:, None, None]
    if not np.isfinite(maps).all():
        raise InputError("The sums grow beyond what 32-bit numbers can hold. Use smaller weights or fewer stages.")
    return maps


def flipped(kernels: np.ndarray) -> np.ndarray:
    """Kernels turned by 180°, which makes correlation the convolution of mathematics: (… i j) -> (… i j)."""
    return kernels[..., ::-1, ::-1]


def output_shape(image: tuple[int, ...], kernels: tuple[int, ...], stride: Pair, dilation: Pair) -> tuple[int, int]:
    """Rows and columns of the map of an already padded image (c h w) under kernels (o c i j)."""
    rows = geometry.Axis("rows", image[1], kernels[2], stride[0], dilation[0])
    columns = geometry.Axis("columns", image[2], kernels[3], stride[1], dilation[1])
    return rows.output, columns.output


def _cheaper_way(image: tuple[int, ...], kernels: tuple[int, ...], groups: int, positions: int) -> Callable[..., None]:
    """Compares, in one group, the products of the direct way with the transforms of the Fourier way."""
    filters, channels, pixels = kernels[0] // groups, kernels[1], math.prod(image[1:])
    products = filters * math.prod(kernels[1:]) * positions
    transforms = channels + filters * channels + filters  # of the channels, of the kernels, and back
    return _by_fourier if products > FOURIER_FROM * transforms * pixels else _by_windows


def _by_windows(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """The direct way. Nothing that the stride skips is computed, nor any product with a dilated kernel's gaps."""
    if kernels.shape[1:] == (1, 1, 1):  # one weight for each map: no sum at all
        np.multiply(kernels[:, 0], image[:, :: stride[0], :: stride[1]], out=out)
        return
    # Image rows that a dilated kernel never meets together are separate images, in which it is not dilated.
    shared = math.gcd(stride[0], dilation[0])
    phases = dilation[0] // shared
    for phase in range(min(phases, out.shape[1])):
        met = image[:, phase * stride[0] :: dilation[0]]
        _by_rows(met, kernels, (stride[0] // shared, stride[1]), dilation[1], out[:, phase::phases])


def _by_rows(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: int, out: np.ndarray) -> None:
    """Lays each kernel column's view of an image row side by side; then as many laid rows as the kernel is high are,
    without copying, one matrix, and the weights times it are one row of every map."""
    filters, rows, columns = out.shape
    channels, height, width = kernels.shape[1:]
    weights = kernels.transpose(0, 2, 1, 3).reshape(filters, -1)  # (o, i·c·j)
    views = sliding_window_view(image, dilation * (width - 1) + 1, axis=2)[:, :, :: stride[1], ::dilation]
    views = views.transpose(1, 0, 3, 2)  # (h, c, j, x)
    step = min(rows, max(-(-height // stride[0]), BLOCK // (channels * width * columns * stride[0])))
    laid = np.empty(((step - 1) * stride[0] + height, *views.shape[1:]), np.float32)
    for top in range(0, rows, step):
        block = out[:, top : top + step].transpose(1, 0, 2)  # (y, o, x)
        count = (len(block) - 1) * stride[0] + height
        laid[:count] = views[top * stride[0] : top * stride[0] + count]
        windows = sliding_window_view(laid[:count], height, axis=0)[:: stride[0]]  # (y, c, j, x, i)
        np.matmul(weights, windows.transpose(0, 4, 1, 2, 3).reshape(len(block), -1, columns), out=block)


def _by_fourier(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """The way for large kernels: a product of spectra is a sliding sum (the correlation theorem)."""
    size = [fft.next_fast_len(n, real=True) for n in image.shape[1:]]
    # Float64: a flat area under a kernel that sums to zero must stay zero to the last printed digit.
    spectra = [_spectrum(channel.astype(np.float64), size) for channel in image]
    spread = np.zeros([d * (k - 1) + 1 for d, k in zip(dilation, kernels.shape[2:], strict=True)])
    rows, columns = ((n - 1) * s + 1 for n, s in zip(out.shape[1:], stride, strict=True))
    for kernel, result in zip(kernels, out, strict=True):
        product = np.zeros_like(spectra[0])
        for weights, spectrum in zip(kernel, spectra, strict=True):
            spread[:: dilation[0], :: dilation[1]] = weights
            product += spectrum * _spectrum(spread, size).conj()
        sums = fft.ifft(product, axis=0)[: rows : stride[0]]
        result[...] = fft.irfft(sums, size[1])[:, : columns : stride[1]]


def _spectrum(values: np.ndarray, size: list[int]) -> np.ndarray:
    """`fft.rfft2`, sparing a kernel the transforms of the rows of zeros that fill it up: (h w) -> (f f')."""
    return fft.fft(fft.rfft(values, size[1]), size[0], axis=0)


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
