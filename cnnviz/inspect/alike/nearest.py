"""Which kernels look like one: the cosine of the angle between them, as vectors of their weights.

|cos| is 1 where one is the other times a number, 0 where they have nothing in common. It says how alike two patterns
are; what a kernel is for in its network it does not say.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.inspect.alike import spatial

# What is left of a kernel without its mean, beside the kernel, where nothing is left but rounding.
FAINT = 1e-6


@dataclass(frozen=True)
class Match:
    """A kernel of a network: the number of its layer, its own number in it, and the cosine, with its sign."""

    layer: int
    kernel: int
    cosine: float


@dataclass(frozen=True, eq=False)
class Index:
    """The living kernels of some layers that have one size, each of length 1: float32 (n i·j), and where they sit:
    the number of the layer and of the kernel in it, int (n 2). `centred` ones are without their mean."""

    size: tuple[int, int]
    centred: bool
    units: np.ndarray
    places: np.ndarray


def indexes(layers: Sequence[spatial.SpatialLayer], centred: bool = False) -> tuple[Index, ...]:
    """An index for each size of which a kernel is left, smallest first: what a search needs, made once."""
    found = []
    for size in sorted({layer.size for layer in layers}):
        here = [(at, layer) for at, layer in enumerate(layers) if layer.size == size]
        places = np.concatenate([_places(at, layer) for at, layer in here])
        kernels = np.concatenate([layer.kernels[layer.alive] for _, layer in here])
        units, kept = unit_vectors(kernels, centred)
        if kept.any():
            found.append(Index(size, centred, units[kept].astype(np.float32), places[kept]))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Compared:
    """Where the kernels of an index sit, and the cosine of each with the one that is looked for: float32 (n)."""

    places: np.ndarray
    cosines: np.ndarray


def compared(found: Sequence[Index], kernel: np.ndarray) -> tuple[Compared, ...]:
    """All kernels with one (i j), which is tried at every place of a larger one. Raises InputError as `fitting` does,
    or where nothing of it is left to compare."""
    return tuple(Compared(index.places, cosines(index, kernel)) for index in fitting(found, kernel))


def nearest(every: Sequence[Compared], count: int) -> tuple[Match, ...]:
    """The kernels that look most like it, by |cos|."""
    matches: list[Match] = []
    for one in every:
        for at in np.argsort(-np.abs(one.cosines), kind="stable")[:count]:
            layer, own = one.places[at]
            matches.append(Match(int(layer), int(own), float(one.cosines[at])))
    return tuple(sorted(matches, key=lambda one: -abs(one.cosine))[:count])


def fitting(found: Sequence[Index], kernel: np.ndarray) -> tuple[Index, ...]:
    """Those with kernels in which one (i j) has a place. Raises InputError where there are none."""
    if not found:
        raise InputError("Of this network's kernels nothing is left to compare: all are dead. Search in another one.")
    if not any(fits(kernel, one.size) for one in found):
        raise InputError(
            f"This kernel is {numbers.size(kernel.shape)}; the largest that are searched are "
            f"{numbers.size(max(one.size for one in found))}. Choose a smaller one."
        )
    return tuple(one for one in found if fits(kernel, one.size))


def above(every: Sequence[Compared], threshold: float) -> dict[int, int]:
    """How many kernels of each layer, by its number, have a larger |cos|."""
    counts: dict[int, int] = {}
    for one in every:
        layers = one.places[np.abs(one.cosines) > threshold, 0]
        for at, count in zip(*np.unique(layers, return_counts=True), strict=True):
            counts[int(at)] = int(count)
    return counts


def cosines(index: Index, kernel: np.ndarray) -> np.ndarray:
    """The cosine of each kernel of the index with one (i j), at the place where it is largest in size: float32 (n).
    Raises InputError where nothing of it is left to compare."""
    queries, kept = unit_vectors(placed(kernel, index.size), index.centred)
    if not kept.all():
        why = "without its mean nothing of it is left" if np.any(kernel) else "all its numbers are 0"
        raise InputError(f"This kernel cannot be compared: {why}. Choose another one, or compare with the mean.")
    every = index.units @ queries.T.astype(np.float32)
    return np.asarray(every[np.arange(len(every)), np.abs(every).argmax(axis=1)])


def placed(kernel: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """A kernel (i j) at every place of a window of zeros in which it fits whole: (p i' j')."""
    rows, columns = kernel.shape
    tops, lefts = size[0] - rows + 1, size[1] - columns + 1
    every = np.zeros((tops, lefts, *size))
    for top in range(tops):
        for left in range(lefts):
            every[top, left, top : top + rows, left : left + columns] = kernel
    return every.reshape(-1, *size)


def random_best(count: int, size: tuple[int, int], kernel: np.ndarray, centred: bool = False, seed: int = 0) -> float:
    """The largest |cos| of a kernel (i j) among as many random ones, whose weights are normal: what chance finds."""
    drawn = random_kernels(count, size, seed)
    units, _ = unit_vectors(drawn, centred)
    index = Index(size, centred, units.astype(np.float32), np.zeros((count, 2), int))
    return float(np.abs(cosines(index, kernel)).max())


def random_kernels(count: int, size: tuple[int, int], seed: int = 0) -> np.ndarray:
    """Kernels of independent normal weights, as a network begins with: (count i j)."""
    return np.random.default_rng(seed).normal(size=(count, *size))


def fits(kernel: np.ndarray, size: tuple[int, int]) -> bool:
    """Whether a kernel (i j) has a place in a window of that size."""
    return all(own <= room for own, room in zip(kernel.shape, size, strict=True))


def _places(at: int, layer: spatial.SpatialLayer) -> np.ndarray:
    which = np.flatnonzero(layer.alive)
    return np.stack([np.full_like(which, at), which], axis=1)


def unit_vectors(kernels: np.ndarray, centred: bool) -> tuple[np.ndarray, np.ndarray]:
    """Kernels (n i j) as vectors of length 1 (n i·j), less their mean if so asked; and of which something is left."""
    flat = kernels.reshape(len(kernels), math.prod(kernels.shape[1:])).astype(np.float64)
    whole = np.linalg.norm(flat, axis=1, keepdims=True)
    if centred:
        flat = flat - flat.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(flat, axis=1, keepdims=True)
    kept = lengths > FAINT * whole
    return flat / np.where(kept, lengths, 1), kept[:, 0]
