"""A convolution as the matrix that it is: sparse and tied; then untied, then filled: a dense layer (C37–C42)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import correlate, geometry

# By how much weights that are no longer tied are moved apart, as a share of the largest.
APART = 0.35


@dataclass(frozen=True, eq=False)
class Connections:
    """One way to connect an image with a map: `weights` (outputs inputs), `connected` where there is a weight at all,
    and how many numbers that takes to store."""

    weights: np.ndarray
    connected: np.ndarray
    stored: int


@dataclass(frozen=True, eq=False)
class Freed:
    """A kernel (i j) on a square image: as the convolution it is, with weights of their own, with none left out."""

    kernel: np.ndarray
    padding: int
    stride: int
    tied: Connections
    untied: Connections
    dense: Connections

    @property
    def steps(self) -> tuple[Connections, Connections, Connections]:
        """One freedom after the other."""
        return self.tied, self.untied, self.dense


def matrix(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1) -> np.ndarray:
    """The matrix M for which M · pixels = map, both read row by row: kernel (i j) -> float64 (outputs, size²).

    Padding with zeros, on all four sides. Raises InputError where no window fits.
    """
    return _placed(size, kernel, kernel, padding, stride)


def connected(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1) -> np.ndarray:
    """Which outputs see which inputs, whatever the weights: bool (outputs, size²)."""
    return _placed(size, kernel, np.ones(kernel.shape), padding, stride) > 0


def freed(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1, seed: int = 0) -> Freed:
    """From a convolution to a dense layer, on an image of size × size.

    Weights that are no longer tied are moved apart at random. Raises InputError where no window fits.
    """
    tied, seen = matrix(size, kernel, padding, stride), connected(size, kernel, padding, stride)
    random = np.random.default_rng(seed)
    largest = float(np.abs(kernel).max()) or 1.0
    moved = tied + random.normal(0, APART * largest, tied.shape)
    return Freed(
        kernel,
        padding,
        stride,
        Connections(tied, seen, kernel.size),
        Connections(np.where(seen, moved, 0), seen, int(seen.sum())),
        Connections(moved, np.ones_like(seen), tied.size),
    )


@dataclass(frozen=True, eq=False)
class Product:
    """A convolution's matrix times a square `image` (n n): `made` is the map, folded back into a square (o o), and
    `difference` how far it is at most from the map that the sliding kernel makes."""

    freed: Freed
    image: np.ndarray
    made: np.ndarray
    difference: float


@dataclass(frozen=True, eq=False)
class Slid:
    """A patch of `weights` (p p), the middle of a square `image` (n n) less the image's mean, and the map `made` at
    every place where it fits (n−p+1 n−p+1)."""

    image: np.ndarray
    weights: np.ndarray
    made: np.ndarray


def product(freed: Freed, image: np.ndarray) -> Product:
    """The matrix of a convolution at work on an image (n n)."""
    made = applied(freed.tied, image)
    framed = np.pad(image, freed.padding)
    sliding = correlate.correlate(framed[None], freed.kernel[None, None], (freed.stride, freed.stride))[0]
    return Product(freed, image, made, float(np.abs(sliding - made).max()))


def slid(image: np.ndarray, side: int) -> Slid:
    """The middle of an image (n n), `side` pixels a side, slid over the image."""
    start = (len(image) - side) // 2
    weights = image[start : start + side, start : start + side] - image.mean()
    return Slid(image, weights, correlate.correlate(image[None], weights[None, None])[0])


def applied(step: Connections, image: np.ndarray) -> np.ndarray:
    """The map that a matrix makes of a square image (n n), folded back into a square: float64 (o o)."""
    made = step.weights @ image.ravel()
    side = int(np.sqrt(made.size))
    return made.reshape(side, side)


@dataclass(frozen=True)
class Patch:
    """A square patch of `side` pixels slid over a square image of `image` pixels: `positions` along one side, and
    the largest difference from a dense layer of the same weights (none where it still slides)."""

    side: int
    image: int
    positions: int
    difference: float | None

    @property
    def weights(self) -> int:
        """Of the patch; there is no bias."""
        return self.side**2


def patch(side: int, image: int = 28, seed: int = 0) -> Patch:
    """One patch size. At the image's own size the convolution is computed beside the dense layer with its weights.

    Raises InputError where the patch does not fit.
    """
    if not 1 <= side <= image:
        raise InputError(f"A patch of {side} pixels does not fit an image of {image}. Choose 1 to {image}.")
    positions = geometry.Axis("rows", image, side).output
    if side < image:
        return Patch(side, image, positions, None)
    random = np.random.default_rng(seed)
    pixels, weights = random.random((1, image, image)), random.normal(0, 1 / side, (4, 1, side, side))
    dense = weights.reshape(4, -1) @ pixels.ravel()
    return Patch(side, image, positions, float(np.abs(correlate.correlate(pixels, weights).ravel() - dense).max()))


def patches(image: int = 28) -> tuple[Patch, ...]:
    """Every size of patch, from 1 pixel to the image's own."""
    return tuple(patch(side, image) for side in range(1, image + 1))


def _placed(size: int, kernel: np.ndarray, weights: np.ndarray, padding: int, stride: int) -> np.ndarray:
    rows = geometry.Axis("rows", size, kernel.shape[0], stride, 1, padding, padding)
    columns = geometry.Axis("columns", size, kernel.shape[1], stride, 1, padding, padding)
    placed = np.zeros((rows.output, columns.output, size, size))
    for row in range(rows.output):
        for column in range(columns.output):
            down, across = rows.cells(row), columns.cells(column)
            real = np.ix_((down >= 0) & (down < size), (across >= 0) & (across < size))
            inside = np.ix_(down[real[0].ravel()], across[real[1].ravel()])
            placed[row, column][inside] = weights[real]
    return placed.reshape(rows.output * columns.output, size * size)
