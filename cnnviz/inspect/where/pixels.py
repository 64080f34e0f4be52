"""The input gradient: how much a class's logit changes with each pixel (Simonyan, Vedaldi & Zisserman 2013)."""

from collections.abc import Callable

import numpy as np

# The part of a map's numbers that its scale holds.
BELOW = 0.995
# How a pixel's channels become one number, by id.
JOINED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "max": lambda gradient: np.abs(gradient).max(0),
    "sum": lambda gradient: np.abs(gradient).sum(0),
}


def signed(gradient: np.ndarray) -> np.ndarray:
    """What the logit gains where all channels of a pixel grow by 1: (c h w) -> (h w)."""
    return gradient.sum(0)


def size(gradient: np.ndarray, joined: str) -> np.ndarray:
    """How large the gradient is at each pixel, over its channels: (c h w) -> (h w)."""
    return JOINED[joined](gradient)


def times_input(gradient: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Gradient × input, added over the channels: (c h w), (c h w) -> (h w)."""
    return (gradient * values).sum(0)
