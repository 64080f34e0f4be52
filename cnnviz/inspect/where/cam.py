"""Grad-CAM: which places of a layer's maps speak for a class (Selvaraju et al. 2017)."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Cam:
    """Of one class: a weight for each channel (c), the mean of its gradient; `sums` (h w) of the maps times their
    weights; and how much each channel puts into the sums (c), its mean over the places."""

    weights: np.ndarray
    sums: np.ndarray
    shares: np.ndarray

    @property
    def map(self) -> np.ndarray:
        """The sums through ReLU: what speaks for the class."""
        return np.maximum(self.sums, 0)

    @property
    def largest(self) -> tuple[int, int]:
        """Row and column of the largest sum, from 0."""
        row, column = np.unravel_index(int(self.sums.argmax()), self.sums.shape)
        return int(row), int(column)


def cam(output: np.ndarray, gradient: np.ndarray) -> Cam:
    """A layer's maps (c h w), and the gradient of the class's logit there (c h w)."""
    weights = gradient.mean((1, 2), dtype=np.float64)
    sums = np.einsum("c,chw->hw", weights, output)
    return Cam(weights, np.asarray(sums), weights * output.mean((1, 2), dtype=np.float64))


def spread(map_: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """A map (h w) as large as the picture: between the middles of its cells in a straight line, beyond them as at the
    nearest: (rows columns)."""
    for axis, side in enumerate((rows, columns)):
        cells = map_.shape[axis]
        at = np.clip((np.arange(side) + 0.5) * cells / side - 0.5, 0, cells - 1)
        low = np.floor(at).astype(int)
        part = np.expand_dims(at - low, 1 - axis)
        high = np.minimum(low + 1, cells - 1)
        map_ = map_.take(low, axis) * (1 - part) + map_.take(high, axis) * part
    return map_
