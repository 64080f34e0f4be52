"""The same numbers once more, by another way: SciPy in 64-bit floats, nothing shared with what drew the picture."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.ops import activations, kernels, pipeline, pooling

UNIT = 2.0**-24  # the largest relative error of one rounding to a 32-bit float
SPARE = 64  # roundings granted to padding, bias, activation and pooling
# Values gathered at a time: pooling windows overlap, so all of them at once may be many times the map.
BLOCK = 2**21


@dataclass(frozen=True)
class Proof:
    """How far two computations lie apart: `count` numbers compared, the largest of them and the largest difference;
    of `winners`, the pixels with a strongest of eight maps, so many were `otherwise`. `agrees` says that rounding
    explains all of it."""

    difference: float
    largest: float
    count: int
    agrees: bool
    winners: int = 0
    otherwise: int = 0

    @property
    def sentence(self) -> str:
        """What was found."""
        largest = f"{self.largest:,.1f}" if self.largest >= 0.1 else f"{self.largest:.2g}"
        apart = f"the largest difference is {self.difference:.2g} (numbers up to {largest})."
        won = f" The strongest direction is another at {self.otherwise:,} of {self.winners:,} pixels."
        if self.winners and not self.otherwise:
            won = f" The strongest direction is the same at all {self.winners:,} pixels."
        said = f"the same {self.count:,} numbers;" if self.agrees else f"{self.count:,} numbers and does not agree:"
        return f"SciPy computed {said} {apart}{won if self.winners else ''}"


def difference(results: tuple[pipeline.Result, ...]) -> Proof:
    """Every map, activated map and pooled map of every stage compared with `recomputed`."""
    apart, largest, count, agrees, winners, otherwise = 0.0, 0.0, 0, True, 0, 0
    for result in results:
        if result.stage.kernels.composite == "compass" and len(result.maps) == len(kernels.COMPASS):
            winners += result.maps[0].size
            otherwise += misnamed(result)
        for step, proved in recomputed(result).items():
            drawn = getattr(result, step)
            if drawn.shape != proved.shape:
                raise ValueError(f"Proof: {step} is {drawn.shape}, SciPy's is {proved.shape}.")
            # np.maximum keeps a NaN, which max() would pass over.
            here = float(np.abs(drawn - proved).max())
            apart = float(np.maximum(apart, here))
            largest = max(largest, float(np.abs(proved).max()))
            count += proved.size
            agrees = agrees and here <= _allowed(result, step)
    return Proof(apart, largest, count, agrees and not otherwise, winners, otherwise)


def misnamed(result: pipeline.Result) -> int:
    """At how many pixels another map is the strongest in SciPy's 64-bit sums than was said: of equal ones the first
    where sums are exact, any of them where only rounding could tell."""
    maps = _correlated(_padded(result), result.kernels.astype(np.float32), result)
    said = result.strongest().won
    equal = maps >= maps.max(axis=0) - _allowed(result, "maps")
    if result.exact:
        return int((equal.argmax(axis=0) != said).sum())
    return int((~np.take_along_axis(equal, said[None].astype(np.intp), axis=0)).sum())


def recomputed(result: pipeline.Result) -> dict[str, np.ndarray]:
    """A stage's maps (o y x), and activated (o y x) and pooled (o y' x') where it has such a step, float64.

    Starts from the stage's image and kernels, in 32-bit floats as they were used, and pads it again.
    """
    stage = result.stage
    steps = {"maps": _correlated(_padded(result), result.kernels.astype(np.float32), result)}
    if stage.activation != "none":
        steps["activated"] = ACTIVATIONS[stage.activation](steps["maps"])
    if stage.pool:
        steps["pooled"] = _pooled(list(steps.values())[-1], stage.pool)
    return steps


def _allowed(result: pipeline.Result, step: str) -> float:
    """How far rounding can move a number: as many times as products are added up, relative to the largest sum
    there could be (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1)."""
    weights = float(np.abs(result.kernels).sum(axis=(1, 2, 3)).max())
    reach = weights * float(np.abs(result.padded).max()) + abs(result.stage.bias)
    pool = result.stage.pool
    if step == "pooled" and pool and pool.kind == "Lp":
        rows, columns = pool.axes((result.maps.shape[1], result.maps.shape[2]))
        reach *= float((rows.window * columns.window) ** (1 / pool.power))
    return UNIT * (SPARE + result.kernels[0].size) * reach


def _padded(result: pipeline.Result) -> np.ndarray:
    """The image read at the cells its padding mode names: (c h w) -> float64 (c h' w')."""
    border = result.stage.border
    at = [np.arange(-axis.before, axis.size + axis.after) for axis in result.axes]
    rows, columns = (CELLS[border.mode](places, axis.size) for places, axis in zip(at, result.axes, strict=True))
    padded = result.image.astype(np.float64)[:, rows][:, :, columns]
    if border.mode == "constant":
        inside = [(places >= 0) & (places < axis.size) for places, axis in zip(at, result.axes, strict=True)]
        padded[:, ~np.outer(*inside)] = border.value
    return padded


def _correlated(image: np.ndarray, weights: np.ndarray, result: pipeline.Result) -> np.ndarray:
    """Zeros between the weights for dilation, every position computed, then those that the stride skips dropped."""
    stage = result.stage
    spread = np.zeros((*weights.shape[:2], *(axis.span for axis in result.axes)))
    spread[:, :, :: stage.dilation[0], :: stage.dilation[1]] = weights
    filters, channels = len(weights) // result.groups, weights.shape[1]
    maps = []
    for number, kernel in enumerate(spread):
        group = number // filters
        seen = image[group * channels : (group + 1) * channels]
        sums = scipy.signal.correlate(seen, kernel, mode="valid")[0]
        maps.append(sums[:: stage.stride[0], :: stage.stride[1]])
    return np.stack(maps) + stage.bias


def _pooled(maps: np.ndarray, pool: pooling.Pool) -> np.ndarray:
    """Every window written out, NaN where a cell does not count: (o y x) -> (o y' x')."""
    rows, columns = pool.axes((maps.shape[1], maps.shape[2]))
    zeros = pool.count_padding and pool.kind in ("average", "Gaussian")
    sides = ((0, 0), (rows.before, rows.after), (columns.before, columns.after))
    framed = np.pad(maps, sides, constant_values=0 if zeros else np.nan)
    framed = np.pad(framed, ((0, 0), (0, rows.overhang), (0, columns.overhang)), constant_values=np.nan)
    windows = sliding_window_view(framed, (rows.window, columns.window), axis=(1, 2))
    windows = windows[:, :: rows.stride, :: columns.stride]
    step = max(1, BLOCK // (windows.shape[2] * rows.window * columns.window))
    bell = np.outer(*(scipy.signal.windows.gaussian(axis.window, pool.sigma) for axis in (rows, columns))).ravel()
    pooled = np.empty(windows.shape[:3])
    for one, out in zip(windows, pooled, strict=True):
        for top in range(0, len(one), step):
            cells = one[top : top + step].reshape(-1, len(bell))
            out[top : top + step] = POOLINGS[pool.kind](cells, pool, bell).reshape(-1, out.shape[1])
    return pooled


def _norm(cells: np.ndarray, power: float) -> np.ndarray:
    largest = np.nanmax(np.abs(cells), axis=1, keepdims=True)
    shares = np.abs(cells) / np.where(largest > 0, largest, 1)
    return largest[:, 0] * np.nansum(shares**power, axis=1) ** (1 / power)


# Which cell of an axis of `size` pixels stands at a place before, on or after it.
CELLS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "constant": lambda at, size: np.clip(at, 0, size - 1),
    "nearest": lambda at, size: np.clip(at, 0, size - 1),
    "mirror": lambda at, size: size - 1 - np.abs(np.mod(at, max(1, 2 * size - 2)) - (size - 1)),
    "reflect": lambda at, size: np.minimum(np.mod(at, 2 * size), np.mod(-1 - at, 2 * size)),
    "wrap": np.mod,
}

ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "none": lambda x: x,
    "ReLU": lambda x: (x + np.abs(x)) / 2,
    "abs": lambda x: np.sqrt(x * x),
    "leaky ReLU": lambda x: np.maximum(x, activations.LEAK * x),
    "sigmoid": lambda x: (1 + np.tanh(x / 2)) / 2,
    "tanh": lambda x: 2 * scipy.special.expit(2 * x) - 1,
    "ReLU6": lambda x: (np.abs(x) - np.abs(x - activations.SIX) + activations.SIX) / 2,
}

# Windows (n cells) with NaN where nothing counts, the settings, the Gaussian's weights (cells) -> (n).
POOLINGS: dict[str, Callable[[np.ndarray, pooling.Pool, np.ndarray], np.ndarray]] = {
    "max": lambda cells, pool, bell: np.nanmax(cells, axis=1),
    "min": lambda cells, pool, bell: np.nanmin(cells, axis=1),
    "average": lambda cells, pool, bell: np.nanmean(cells, axis=1),
    "median": lambda cells, pool, bell: np.nanmedian(cells, axis=1),
    "Lp": lambda cells, pool, bell: _norm(cells, pool.power),
    "Gaussian": lambda cells, pool, bell: np.nansum(cells * bell, axis=1) / (~np.isnan(cells) @ bell),
}
