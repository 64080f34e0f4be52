"""Cross-correlation: slide the kernel, multiply what overlaps, add up."""

import math

import numpy as np
import scipy

from cnnviz.errors import InputError
from cnnviz.ops import sliding

Pair = tuple[int, int]

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
    size = sliding.output_shape(image.shape, kernels.shape, stride, dilation)
    with np.errstate(over="ignore", invalid="ignore"):
        image, kernels = image.astype(np.float32, copy=False), kernels.astype(np.float32, copy=False)
        if _is_cheaper_by_fourier(image.shape, kernels.shape, groups, math.prod(size)):
            maps = _sums_by_fourier(image, kernels, stride, dilation, groups, size)
        else:
            maps = sliding.sums(image[None], kernels, stride, dilation, groups)[0]
        if bias is not None:
            maps += np.asarray(bias, np.float32)[:, None, None]
    if not np.isfinite(maps).all():
        raise InputError("The sums grow beyond what 32-bit numbers can hold. Use smaller weights or fewer stages.")
    return maps


def flipped(kernels: np.ndarray) -> np.ndarray:
    """Kernels turned by 180°, which makes correlation the convolution of mathematics: (… i j) -> (… i j)."""
    return kernels[..., ::-1, ::-1]


def _is_cheaper_by_fourier(image: tuple[int, ...], kernels: tuple[int, ...], groups: int, positions: int) -> bool:
    """Compares, in one group, the products of the direct way with the transforms of the Fourier way."""
    filters, channels, pixels = kernels[0] // groups, kernels[1], math.prod(image[1:])
    products = filters * math.prod(kernels[1:]) * positions
    transforms = channels + filters * channels + filters  # of the channels, of the kernels, and back
    return products > FOURIER_FROM * transforms * pixels


def _sums_by_fourier(
    image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, groups: int, size: Pair
) -> np.ndarray:
    maps = np.empty((len(kernels), *size), np.float32)
    shares = zip(np.split(image, groups), np.split(kernels, groups), np.split(maps, groups), strict=True)
    for channels, filters, out in shares:
        _by_fourier(channels, filters, stride, dilation, out)
    return maps


def _by_fourier(image: np.ndarray, kernels: np.ndarray, stride: Pair, dilation: Pair, out: np.ndarray) -> None:
    """The way for large kernels: a product of spectra is a sliding sum (the correlation theorem)."""
    size = [scipy.fft.next_fast_len(n, real=True) for n in image.shape[1:]]
    # Float64: a flat area under a kernel that sums to zero must stay zero to the last printed digit.
    spectra = [_spectrum(channel.astype(np.float64), size) for channel in image]
    spread = np.zeros([d * (k - 1) + 1 for d, k in zip(dilation, kernels.shape[2:], strict=True)])
    rows, columns = ((n - 1) * s + 1 for n, s in zip(out.shape[1:], stride, strict=True))
    for kernel, result in zip(kernels, out, strict=True):
        product = np.zeros_like(spectra[0])
        for weights, spectrum in zip(kernel, spectra, strict=True):
            spread[:: dilation[0], :: dilation[1]] = weights
            product += spectrum * _spectrum(spread, size).conj()
        sums = scipy.fft.ifft(product, axis=0)[: rows : stride[0]]
        result[...] = scipy.fft.irfft(sums, size[1])[:, : columns : stride[1]]


def _spectrum(values: np.ndarray, size: list[int]) -> np.ndarray:
    """`fft.rfft2`, sparing a kernel the transforms of the rows of zeros that fill it up: (h w) -> (f f')."""
    return scipy.fft.fft(scipy.fft.rfft(values, size[1]), size[0], axis=0)


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
