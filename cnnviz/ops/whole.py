"""Correlation in whole numbers: a picture has 256 levels and most kernels are small fractions, so their sums can be
exact. What is equal then is equal to the last bit, and a tie is no matter of rounding."""

import itertools

import numpy as np

from cnnviz.ops import correlate

# Whole numbers below this are all 32-bit floats, and so are their sums.
EXACT = 2**24
# What an image is measured in: typed decimals, levels of a picture, and what small means make of either.
PARTS = sorted(level * part for level in (1, 255) for part in (1, 4, 9, 10, 25, 40, 100))
# Weights are fractions of at most this denominator: ninths, tenths, the bars of a T.
DENOMINATOR = 1000
# What a 64-bit float may lie off the fraction it stands for.
OFF = 1e-9
# Numbers looked at first: most images and kernels that are no fractions show it in a few.
SOME = 64


def correlated(
    framed: np.ndarray, weights: np.ndarray, stride: correlate.Pair, dilation: correlate.Pair, groups: int
) -> tuple[np.ndarray, int] | None:
    """`correlate.correlate` without a bias, every sum the 32-bit float nearest to the exact one, and what all of them
    are whole numbers of: the 255 of 1/255. None where image (c h w) and weights (o c/groups i j) are not known to be
    fractions, or their sums could grow too large."""
    part, denominator = parts(framed), denominator_of(weights)
    if not part or not denominator:
        return None
    pixels, kernels = np.rint(framed * np.float32(part)), np.rint(weights * denominator)
    largest = float(np.abs(kernels).sum(axis=(1, 2, 3)).max() * np.abs(pixels).max())
    if largest >= EXACT or part * denominator >= EXACT:
        return None
    # Large kernels are slid by Fourier transforms, whose rounding is far less than a half.
    sums = correlate.correlate(pixels, kernels, stride, dilation, groups)
    return np.divide(np.rint(sums, out=sums), np.float32(part * denominator), out=sums), part * denominator


def told_apart(largest: float, part: int) -> bool:
    """32-bit floats as large as that still tell whole numbers over `part` from each other."""
    return bool(np.spacing(np.float32(largest)) * part < 0.5)


def parts(values: np.ndarray) -> int:
    """The first of PARTS in which every value (float32) is a whole number; 0 where there is none."""
    some = values.ravel()[:: max(1, values.size // SOME)]
    return next((part for part in PARTS if _counted(some, part) and _counted(values, part)), 0)


def _counted(values: np.ndarray, part: int) -> bool:
    """Whole numbers over `part`, each rounded to a 32-bit float, give the values back."""
    scale = np.float32(part)
    with np.errstate(over="ignore", invalid="ignore"):
        levels = np.rint(values * scale)
        return bool((np.abs(levels) < EXACT).all() and (levels / scale == values).all())


def denominator_of(weights: np.ndarray) -> int:
    """The smallest number that makes every weight (float64) whole; 0 where none up to DENOMINATOR does."""
    sizes = np.unique(np.abs(weights))
    choices = np.arange(1, DENOMINATOR + 1)
    for some in (sizes[:8], sizes):
        products = np.multiply.outer(choices, some)
        choices = choices[(np.abs(products - np.rint(products)) <= OFF * np.maximum(products, 1)).all(axis=1)]
    return next(itertools.chain(choices.tolist(), [0]))
