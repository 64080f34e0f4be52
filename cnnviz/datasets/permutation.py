"""All pixels of a picture in another order, the same for every picture (C29): noise to the eye, the same numbers."""

from typing import Protocol

import numpy as np

# The use that the seed is drawn for, beside those of `training.learning.draws`.
USE = 4


class How(Protocol):
    """Whether pixels are permuted, and the seed that the order is drawn from, as in `training.config.Config`."""

    @property
    def permuted(self) -> bool: ...
    @property
    def seed(self) -> int: ...


def order(count: int, seed: int) -> np.ndarray:
    """Which of `count` pixels, counted row by row from 0, comes to stand at each place."""
    return np.random.default_rng((seed, USE, 0)).permutation(count)


def permuted(pictures: np.ndarray, seed: int) -> np.ndarray:
    """Pictures (… h w) with their pixels in the seed's order, every channel alike: a copy."""
    flat = pictures.reshape(*pictures.shape[:-2], -1)
    return flat[..., order(flat.shape[-1], seed)].reshape(pictures.shape)


def read(pictures: np.ndarray, how: How) -> np.ndarray:
    """Pictures (… h w) as the network of such a run reads them."""
    return permuted(pictures, how.seed) if how.permuted else pictures
