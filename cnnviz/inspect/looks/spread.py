"""How a channel's numbers are spread, counted while they come: bins that become twice as wide when one does not fit.

Widths are powers of two, so that a number never changes its bin but with all that is in it.
"""

from dataclasses import dataclass

import numpy as np

# Bins on each side of 0.
HALF = 32
# The narrowest: of a channel that has been 0 throughout.
NARROWEST = 2.0**-40


@dataclass(frozen=True, eq=False)
class Spread:
    """Counts (c 2·HALF) of each channel's numbers in bins `width` (c) wide, from −HALF · width up to HALF · width; how
    many of them are exactly 0 (c), and how many there are of each channel."""

    counts: np.ndarray
    width: np.ndarray
    zeros: np.ndarray
    total: int = 0

    @property
    def nbytes(self) -> int:
        return self.counts.nbytes + self.width.nbytes + self.zeros.nbytes

    def with_numbers(self, values: np.ndarray) -> "Spread":
        """With more numbers float32 (c n), all of them finite."""
        channels = len(values)
        largest = np.maximum(np.abs(values).max(axis=1), np.float32(0)).astype(np.float64)
        needed = np.exp2(np.floor(np.log2(np.maximum(largest / HALF, NARROWEST / 2))) + 1)
        width = np.maximum(self.width, needed)
        counts = _widened(self.counts, np.rint(np.log2(width / self.width)).astype(int))
        places = np.floor(values / width[:, None].astype(np.float32)).astype(np.int64) + HALF
        places += 2 * HALF * np.arange(channels)[:, None]
        more = np.bincount(places.ravel(), minlength=counts.size).reshape(counts.shape)
        zeros = self.zeros + (values == 0).sum(axis=1)
        return Spread(counts + more, width, zeros, self.total + values.shape[1])


def none(channels: int) -> Spread:
    """Of no numbers yet."""
    zeros = np.zeros(channels, np.int64)
    return Spread(np.zeros((channels, 2 * HALF), np.int64), np.full(channels, NARROWEST), zeros)


def _widened(counts: np.ndarray, doublings: np.ndarray) -> np.ndarray:
    """Counts in bins that are 2 ** doublings (c) times as wide."""
    made = counts.copy()
    left = np.minimum(doublings, HALF.bit_length())
    while (rows := np.flatnonzero(left)).size:
        pairs = made[rows].reshape(len(rows), HALF, 2).sum(axis=2)
        made[rows] = 0
        made[rows, HALF // 2 : HALF // 2 + HALF] = pairs
        left[rows] -= 1
    return made
