"""Small drawn images as text for a link: a hexadecimal digit a pixel, row by row, 0 black and f white."""

import math

import numpy as np
from numpy.typing import NDArray

_DIGITS = "0123456789abcdef"


def image(text: str) -> NDArray[np.float64] | None:
    """The square image in the text, float64 (side side) from 0 to 1; None where the text is none."""
    side = math.isqrt(len(text))
    if not text or side * side != len(text) or not set(text) <= set(_DIGITS):
        return None
    return np.array([_DIGITS.index(digit) for digit in text], np.float64).reshape(side, side) / 15


def text(image: NDArray[np.float64]) -> str:
    """The text of an image (side side), each pixel the nearest of 16 greys."""
    levels = np.clip(np.floor(image * 15 + 0.5), 0, 15).astype(int)
    return "".join(_DIGITS[level] for level in levels.ravel())
