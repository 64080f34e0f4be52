"""The largest numbers of each channel so far, where there are too many to keep them all."""

from dataclasses import dataclass

import numpy as np

# Of each channel: more than are shown, because of those that overlap only one is.
KEPT = 24


@dataclass(frozen=True, eq=False)
class Extremes:
    """The largest of each channel, largest first, of equal ones the earliest: `values` float32 (c k), the window of the
    set (c k), −1 where there are not so many yet, and the place in its map, row by row (c k)."""

    values: np.ndarray
    windows: np.ndarray
    places: np.ndarray

    @property
    def nbytes(self) -> int:
        return self.values.nbytes + self.windows.nbytes + self.places.nbytes

    def with_block(self, values: np.ndarray, places: np.ndarray, first: int) -> "Extremes":
        """With the numbers (c b) of the windows first … first + b − 1."""
        windows = np.broadcast_to(np.arange(first, first + values.shape[1], dtype=np.int32), values.shape)
        together = np.concatenate([self.values, values], axis=1)
        order = np.argsort(-together, axis=1, kind="stable")[:, : self.values.shape[1]]
        return Extremes(
            np.take_along_axis(together, order, 1),
            np.take_along_axis(np.concatenate([self.windows, windows], axis=1), order, 1),
            np.take_along_axis(np.concatenate([self.places, places.astype(np.int32)], axis=1), order, 1),
        )


def none(channels: int, count: int = KEPT) -> Extremes:
    """Of no windows yet."""
    shape = (channels, count)
    return Extremes(np.full(shape, -np.inf, np.float32), np.full(shape, -1, np.int32), np.zeros(shape, np.int32))
