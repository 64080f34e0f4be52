"""A convolution drawn as the matrix that it is, untied and filled step by step, and what each step costs (C37–C42)."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.figures.draw import palettes, theme, tiles
from cnnviz.nets import layers, shapes
from cnnviz.ops import matrices

# What sums of 32-bit products in another order may differ by.
TOLERANCE = 1e-5


def sections(freed: matrices.Freed, output: int = 0, palette: str = "blue-orange") -> tuple[tiles.Section, ...]:
    """Each step as its matrix, with counts, and one of its rows laid over the image; all on one scale.

    `output` is the row, which is outlined. Where nothing is connected the matrix is grey. Raises InputError where there
    is no such row.
    """
    outputs, inputs = freed.tied.weights.shape
    if not 0 <= output < outputs:
        raise InputError(f"There is no output {output + 1}: there are {outputs}.")
    end = tiles.limit(np.concatenate([step.weights.ravel() for step in freed.steps]))
    drawn = []
    for (title, sentence), step in zip(_words(freed), freed.steps, strict=True):
        colours = palettes.SIGNED[palette].colours[tiles.signed(step.weights, end)]
        colours[~step.connected] = theme.UNCONNECTED
        lit = (output, 0, 1, inputs)
        picture = tiles.Picture(f"{outputs} outputs × {inputs} inputs", colours, facts=step_facts(step), lit=lit)
        pictures: list[tiles.Matrix | tiles.Picture] = [picture, _row(step, output, end)]
        if step is freed.tied:
            pictures.insert(0, _kernel(freed.kernel, end))
        drawn.append(tiles.Section(title, sentence, tuple(pictures), "beside"))
    return tuple(drawn)


def _words(freed: matrices.Freed) -> tuple[tuple[str, str], ...]:
    """Each step's title, and what to see in it."""
    outputs, inputs = freed.tied.weights.shape
    return (
        (
            "1 · Tied and sparse: the convolution",
            f"Every row is one window: the same {numbers.count(freed.kernel.size, 'weight')}, moved on. One colour is "
            "one weight, wherever it stands."
            + " At the border some fall on padding and drop out."
            * (freed.padding > 0),
        ),
        (
            "2 · Untied: locally connected",
            f"Each of the {outputs} windows gets weights of its own, {freed.untied.stored} in all. The zeros stay: a "
            "unit still sees only its window.",
        ),
        (
            "3 · Zeros filled: a dense layer",
            f"Every unit sees every pixel: {outputs} · {inputs} = {outputs * inputs:,} weights.",
        ),
    )


def _kernel(kernel: np.ndarray, end: float) -> tiles.Matrix:
    facts = (f"{numbers.count(kernel.size, 'weight')}, {len(np.unique(kernel))} different",)
    return tiles.Matrix("Kernel", kernel, "signed", end, facts)


def _row(step: matrices.Connections, output: int, end: float) -> tiles.Matrix | tiles.Picture:
    """What one output sees of the image, its connections framed; two decimals, so that a row fits a phone."""
    side = int(np.sqrt(step.weights.shape[1]))
    weights, seen = (one[output].reshape(side, side) for one in (step.weights, step.connected))
    title, facts = f"Row {output + 1}, laid over the image", (numbers.count(int(seen.sum()), "connection"),)
    if side <= tiles.NUMBERED:
        return tiles.Matrix(title, numbers.shortened(weights, 2), "signed", end, facts, marked=seen)
    return tiles.Picture(title, tiles.signed(weights, end), "signed", -end, end, facts)


def step_facts(step: matrices.Connections) -> tuple[str, ...]:
    """Weights stored and their memory, connections and how many differ, and zeros that are not stored."""
    links, whole = int(step.connected.sum()), step.weights.size
    different = len(np.unique(step.weights[step.connected]))
    return (
        f"{numbers.count(step.stored, 'weight')} stored, {step.stored * shapes.BYTES:,} bytes",
        f"{numbers.count(links, 'connection')}, {different:,} different",
        f"{numbers.count(whole - links, 'zero')} of {whole:,} ({1 - links / whole:.0%})",
    )


def legend(palette: str = "blue-orange") -> str:
    """How to read the colours."""
    low, high = palettes.SIGNED[palette].negative, palettes.SIGNED[palette].positive
    return (
        f"One row for each output, one column for each pixel. {high.capitalize()} is positive, {low} negative, white a "
        "weight near 0: the same colour is the same value. Grey: no connection, a zero that nobody stores."
    )


def counts(record: shapes.Record) -> list[dict[str, str]]:
    """A convolution of square filters shared, untied and dense: what as many maps of as many units cost, with the
    arithmetic, biases included."""
    units, inputs = int(np.prod(record.output)), int(np.prod(record.input))
    layer, channels = record.layer, record.input[0]
    assert isinstance(layer, layers.Conv)
    size = layer.size[0]
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


def patch_sentence(patch: matrices.Patch) -> str:
    """What the size of the patch means, in numbers."""
    pixels = patch.image**2
    if patch.difference is not None:
        equal = "Tried on random numbers, they agree" if patch.difference < TOLERANCE else "Tried, they differ"
        return (
            f"The patch is the whole image: {patch.weights:,} weights, 1 position, nothing left to slide or to "
            f"share. The convolution is an ordinary dense unit. {equal}: the largest difference is "
            f"{patch.difference:.0e}."
        )
    equals = "≈" if pixels % patch.weights else "="
    times = f"{pixels:,} / {patch.weights:,} {equals} {pixels / patch.weights:.3g}"
    return (
        f"A patch of {patch.side} × {patch.side} has {numbers.count(patch.weights, 'weight')} and stands at "
        f"{patch.positions} × {patch.positions} = {patch.positions**2:,} positions, with the same weights at each. A "
        f"dense unit has a weight for each of {pixels:,} pixels: {times}× as many."
    )


def patch_table(patches: Sequence[matrices.Patch]) -> list[dict[str, str]]:
    """A row for each size of patch."""
    return [
        {
            "patch": f"{one.side} × {one.side}",
            "positions": f"{one.positions} × {one.positions} = {one.positions**2:,}",
            "weights": f"{one.weights:,}",
            "share of dense": f"{one.weights / one.image**2:.1%}",
            "times fewer": f"{one.image**2:,} / {one.weights:,} = {numbers.text(one.image**2 / one.weights)}",
        }
        for one in patches
    ]


def _counted(way: str, made: str, arithmetic: str, parameters: int, shared: int) -> dict[str, str]:
    return {
        "way": way,
        "makes": made,
        "weights and biases": arithmetic,
        "memory": f"{parameters * shapes.BYTES:,} bytes",
        "times the convolution": f"{parameters / shared:,.0f}",
    }
