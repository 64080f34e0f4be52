"""How alike neighbouring cells of a map are, and how much of it one number a window still says (C61)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.ops import pipeline, pooling

# How far apart, down and right, cells of a map are compared.
REACH = 4
# A map that varies by less is the same number everywhere.
FAINT = 1e-30


@dataclass(frozen=True, eq=False)
class Likeness:
    """The first map of a stage (h w), `alike` by cells down and right (reach + 1, reach + 1), none where it is flat or
    too small; the `window` of its pooling, and the share of the map's variance that its mean keeps."""

    map: np.ndarray
    alike: np.ndarray | None
    window: tuple[int, int]
    kept: float

    @property
    def small(self) -> bool:
        """Whether the map is too small to compare neighbours in."""
        return bool(min(self.map.shape) < REACH + 2)


def likeness(result: pipeline.Result) -> Likeness:
    """The first activated map of a stage compared with itself, and with the means of its pooling's windows."""
    one, window = result.activated[0], _window(result)
    comparable = min(one.shape) >= REACH + 2 and float(np.ptp(one)) > FAINT
    return Likeness(one, correlations(one, REACH) if comparable else None, window, variance_kept(one, window))


def _window(result: pipeline.Result) -> tuple[int, int]:
    """The stage's pooling window, at most the map; where it has none, or one that joins nothing or all, 2 × 2."""
    pool = result.stage.pool
    rows, columns = pooling.Pool().window if pool is None or pool.everywhere or pool.window == (1, 1) else pool.window
    return min(rows, result.activated.shape[1]), min(columns, result.activated.shape[2])


def correlations(one: np.ndarray, reach: int) -> np.ndarray:
    """Pearson's correlation of a map (h w) with itself moved by 0 … reach cells down and right:
    float64 (reach + 1, reach + 1)."""
    height, width = one.shape
    steps = range(reach + 1)
    pairs = [[(one[: height - down, : width - right], one[down:, right:]) for right in steps] for down in steps]
    return np.array([[_correlation(*pair) for pair in row] for row in pairs])


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """0 where one of them does not vary: it says nothing about the other."""
    first, second = (values.astype(np.float64) - values.mean(dtype=np.float64) for values in (first, second))
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float((first * second).sum()) / lengths if lengths else 0.0


def variance_kept(one: np.ndarray, window: tuple[int, int]) -> float:
    """The share of a map's variance (h w) that is left when every whole window holds its mean: 0 to 1."""
    rows, columns = (size // side for size, side in zip(one.shape, window, strict=True))
    whole = one[: rows * window[0], : columns * window[1]].astype(np.float64)
    means = whole.reshape(rows, window[0], columns, window[1]).mean(axis=(1, 3))
    return float(means.var() / whole.var()) if whole.var() else 1.0
