"""How alike two maps of a picture are: whether they put its places into the same order."""

import numpy as np


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    """Spearman's: the correlation of the ranks, equal numbers sharing the mean of theirs. None where one of the two is
    the same everywhere, and has no order."""
    first, second = (_ranks(np.ravel(values)) for values in (one, other))
    first, second = first - first.mean(), second - second.mean()
    length = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / length if length else None


def _ranks(values: np.ndarray) -> np.ndarray:
    """From 1 for the smallest."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[places]
