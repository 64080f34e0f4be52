"""A convolution as the matrix that it is: sparse and tied; then untied, then filled: a dense layer (C37–C42)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import numbers, palettes, tiles
from cnnviz.nets import layers, networks, shapes
from cnnviz.ops import correlate, geometry

# Drawn where two numbers are not connected: between light and dark, and in no signed palette that has colours.
NOTHING = (140, 140, 140)
# By how much weights that are no longer tied are moved apart, as a share of the largest.
APART = 0.35
# What sums of 32-bit products in another order may differ by.
TOLERANCE = 1e-5


@dataclass(frozen=True, eq=False)
class Step:
    """One way to connect an image with a map: `weights` (outputs inputs), `connected` where there is a weight at all,
    `stored` how many numbers that takes, and what to see in it."""

    title: str
    sentence: str
    weights: np.ndarray
    connected: np.ndarray
    stored: int


def matrix(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1) -> np.ndarray:
    """The matrix M for which M · pixels = map, both read row by row: kernel (i j) -> float64 (outputs, size²).

    Padding with zeros, on all four sides. Raises InputError where no window fits.
    """
    return _placed(size, kernel, kernel, padding, stride)


def connected(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1) -> np.ndarray:
    """Which outputs see which inputs, whatever the weights: bool (outputs, size²)."""
    return _placed(size, kernel, np.ones(kernel.shape), padding, stride) > 0


def steps(size: int, kernel: np.ndarray, padding: int = 0, stride: int = 1, seed: int = 0) -> tuple[Step, Step, Step]:
    """Tied and sparse, untied and sparse, dense: from a convolution to a dense layer, one freedom after the other."""
    tied, seen = matrix(size, kernel, padding, stride), connected(size, kernel, padding, stride)
    outputs, inputs = tied.shape
    random = np.random.default_rng(seed)
    moved = tied + random.normal(0, APART * tiles.limit(kernel), tied.shape)
    return (
        Step(
            "1 · Tied and sparse: the convolution",
            f"Every row is one window: the same {numbers.count(kernel.size, 'weight')}, moved on. One colour is one "
            "weight, wherever it stands." + " At the border some fall on padding and drop out." * (padding > 0),
            tied,
            seen,
            kernel.size,
        ),
        Step(
            "2 · Untied: locally connected",
            f"Each of the {outputs} windows gets weights of its own, {int(seen.sum())} in all. The zeros stay: a unit "
            "still sees only its window.",
            np.where(seen, moved, 0),
            seen,
            int(seen.sum()),
        ),
        Step(
            "3 · Zeros filled: a dense layer",
            f"Every unit sees every pixel: {outputs} · {inputs} = {outputs * inputs:,} weights.",
            moved,
            np.ones_like(seen),
            tied.size,
        ),
    )


def sections(
    kernel: np.ndarray, steps: tuple[Step, ...], output: int = 0, palette: str = "Blue–orange"
) -> tuple[tiles.Section, ...]:
    """Each step as its matrix, with counts, and one of its rows laid over the image; all on one scale.

    `output` is the row. Where nothing is connected the matrix is grey. Raises InputError where there is no such row.
    """
    if not 0 <= output < len(steps[0].weights):
        raise InputError(f"There is no output {output + 1}: there are {len(steps[0].weights)}.")
    end = tiles.limit(np.concatenate([step.weights.ravel() for step in steps]))
    facts = (f"{numbers.count(kernel.size, 'weight')}, {len(np.unique(kernel))} different",)
    own = tiles.Matrix("Kernel", kernel, "signed", end, facts)
    drawn = []
    for number, step in enumerate(steps):
        colours = palettes.SIGNED[palette][tiles.signed(step.weights, end)]
        colours[~step.connected] = NOTHING
        outputs, inputs = step.weights.shape
        picture = tiles.Picture(f"{outputs} outputs × {inputs} inputs", colours, facts=step_facts(step))
        pictures = (picture, _row(step, output, end))
        drawn.append(tiles.Section(step.title, step.sentence, (own, *pictures) if number == 0 else pictures))
    return tuple(drawn)


def _row(step: Step, output: int, end: float) -> tiles.Matrix | tiles.Picture:
    """What one output sees of the image, its connections framed; two decimals, so that a row fits a phone."""
    side = int(np.sqrt(step.weights.shape[1]))
    weights, seen = (one[output].reshape(side, side) for one in (step.weights, step.connected))
    title, facts = f"Row {output + 1}, laid over the image", (numbers.count(int(seen.sum()), "connection"),)
    if side <= tiles.NUMBERED:
        return tiles.Matrix(title, numbers.shortened(weights, 2), "signed", end, facts, marked=seen)
    return tiles.Picture(title, tiles.signed(weights, end), "signed", -end, end, facts)


def step_facts(step: Step) -> tuple[str, ...]:
    """Weights stored and their memory, connections and how many differ, and zeros that are not stored."""
    links, whole = int(step.connected.sum()), step.weights.size
    different = len(np.unique(step.weights[step.connected]))
    return (
        f"{numbers.count(step.stored, 'weight')} stored, {step.stored * shapes.BYTES:,} bytes",
        f"{numbers.count(links, 'connection')}, {different:,} different",
        f"{numbers.count(whole - links, 'zero')} of {whole:,} ({1 - links / whole:.0%})",
    )


def legend(palette: str = "Blue–orange") -> str:
    """How to read the colours."""
    low, high = palette.lower().split("–")
    return (
        f"One row for each output, one column for each pixel. {high.capitalize()} is positive, {low} negative, white a "
        "weight near 0: the same colour is the same value. Grey: no connection, a zero that nobody stores."
    )


def counts(filters: int, size: int, channels: int, image_side: int) -> list[dict[str, str]]:
    """Shared, untied and dense: what as many maps of as many units cost, with the arithmetic, biases included.

    Raises InputError where the filters do not fit.
    """
    (record,) = shapes.records(
        networks.Network("counted", (channels, image_side, image_side), (layers.conv(filters, size),))
    )
    units, inputs = int(np.prod(record.output)), int(np.prod(record.input))
    taps = size * size * channels
    made = f"{' · '.join(map(str, record.output))} = {units:,} units"
    return [
        _counted("shared: a convolution", made, record.arithmetic, record.parameters, record.parameters),
        _counted(
            "untied: locally connected",
            made,
            f"{units:,} · ({size} · {size} · {channels} + 1) = {units * (taps + 1):,}",
            units * (taps + 1),
            record.parameters,
        ),
        _counted(
            "zeros filled: dense",
            made,
            f"{units:,} · ({inputs:,} + 1) = {units * (inputs + 1):,}",
            units * (inputs + 1),
            record.parameters,
        ),
    ]


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
        return self.side**2

    @property
    def sentence(self) -> str:
        """What the size of the patch means, in numbers."""
        pixels = self.image**2
        if self.difference is not None:
            equal = "Tried on random numbers, they agree" if self.difference < TOLERANCE else "Tried, they differ"
            return (
                f"The patch is the whole image: {self.weights:,} weights, 1 position, nothing left to slide or to "
                f"share. The convolution is an ordinary dense unit. {equal}: the largest difference is "
                f"{self.difference:.0e}."
            )
        equals = "≈" if pixels % self.weights else "="
        times = f"{pixels:,} / {self.weights:,} {equals} {pixels / self.weights:.3g}"
        return (
            f"A patch of {self.side} × {self.side} has {numbers.count(self.weights, 'weight')} and stands at "
            f"{self.positions} × {self.positions} = {self.positions**2:,} positions, with the same weights at each. A "
            f"dense unit has a weight for each of {pixels:,} pixels: {times}× as many."
        )


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


def patch_table(image: int = 28) -> list[dict[str, str]]:
    """A row for each patch size from 1 to the image's side."""
    pixels = image**2
    return [
        {
            "patch": f"{one.side} × {one.side}",
            "positions": f"{one.positions} × {one.positions} = {one.positions**2:,}",
            "weights": f"{one.weights:,}",
            "share of dense": f"{one.weights / pixels:.1%}",
            "times fewer": f"{pixels:,} / {one.weights:,} = {numbers.text(pixels / one.weights)}",
        }
        for one in (patch(side, image) for side in range(1, image + 1))
    ]


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


def _counted(way: str, made: str, arithmetic: str, parameters: int, shared: int) -> dict[str, str]:
    return {
        "way": way,
        "makes": made,
        "weights and biases": arithmetic,
        "memory": f"{parameters * shapes.BYTES:,} bytes",
        "times the convolution": f"{parameters / shared:,.0f}",
    }
