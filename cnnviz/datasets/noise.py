"""Normal noise by the million, several times faster than a generator makes it."""

from functools import cache

import numpy as np
import scipy


@cache
def slices() -> np.ndarray:
    """The middle of each of 65,536 equally likely slices of the normal distribution: float32 (65536)."""
    return scipy.special.ndtri((np.arange(2**16) + 0.5) / 2**16).astype(np.float32)


def normal(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Float32 of that shape, mean 0, deviation 1, none beyond ±4.4."""
    # Two random bytes choose one.
    drawn: np.ndarray = slices()[rng.integers(0, 2**16, shape, np.uint16)]
    return drawn
