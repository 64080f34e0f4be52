"""Pictures before and after their pixels change places: how alike neighbours are, what a filter makes (C29, C38)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.datasets import permutation
from cnnviz.ops import correlate


@dataclass(frozen=True, eq=False)
class Seen:
    """Pictures uint8 (n 1 h w), how alike neighbours are in them, and what a kernel makes of each (n h' w')."""

    pictures: np.ndarray
    likeness: float
    maps: np.ndarray


def compared(pictures: np.ndarray, kernel: np.ndarray, seed: int) -> tuple[Seen, Seen]:
    """The pictures uint8 (n 1 h w) in place, and with their pixels in the seed's order, under a kernel (i j)."""
    placed = permutation.permuted(pictures, seed)
    before, after = (Seen(one, likeness(one), filtered(one, kernel)) for one in (pictures, placed))
    return before, after


def likeness(pictures: np.ndarray) -> float:
    """The correlation of pixels with those to their right: pictures (n 1 h w)."""
    values = pictures.astype(float)
    return float(np.corrcoef(values[..., :-1].ravel(), values[..., 1:].ravel())[0, 1])


def filtered(pictures: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """What the kernel (i j) makes of each picture, 0 to 1, no padding: uint8 (n 1 h w) -> float32 (n h' w')."""
    return np.concatenate([correlate.correlate(one / np.float32(255), kernel[None, None]) for one in pictures])
