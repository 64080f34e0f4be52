"""Patches: what units see of the windows that excite them, no two of one place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.images import picture
from cnnviz.inspect.looks import extremes, scan, sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph
from cnnviz.ops import activations

# Activations that make 0 of every negative sum.
CUT_OFF = ("ReLU", "ReLU6")


@dataclass(frozen=True)
class Found:
    """A unit's sum and its number, what the activation makes of that; in which window of the set, its row and column in
    its map; and what it sees of the window: first and last rows and columns, which may lie beyond it."""

    sum: float
    number: float
    window: int
    row: int
    column: int
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Patch:
    """What a unit sees: pixels uint8 (h w 3) and what they were cut from; the patch's place on that picture (first row,
    first column, rows, columns, in its pixels), and whether some of what the unit sees lies beyond the window."""

    found: Found
    pixels: picture.Pixels
    shown: sets.Shown
    place: tuple[float, float, float, float]
    cut: bool


def seen(model: Model, step: graph.Step, row: int, column: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """First and last row and column that a unit of the step sees, by the arithmetic of the layers before it; all of the
    picture where windows are of unequal sizes, or pixels are in another order."""
    _, height, width = model.preparation.size
    state = step.records[-1].after
    if len(step.output) == 1 or not (state.rows.even and state.columns.even) or model.preparation.seed is not None:
        return (0, height - 1), (0, width - 1)
    return state.rows.window(row), state.columns.window(column)


def found(
    model: Model, step: graph.Step, columns: int, kept: extremes.Extremes, channel: int, sign: int = 1
) -> list[Found]:
    """All that is kept of one channel, of sums that are kept times `sign`; its map has so many columns."""
    function = activations.ACTIVATIONS[scan.activation(step)].function
    units = []
    for value, window, place in zip(kept.values[channel], kept.windows[channel], kept.places[channel], strict=True):
        if window >= 0:
            total, (row, column) = np.float32(sign * value), divmod(int(place), columns)
            number = float(function(np.array([total]))[0])
            units.append(Found(float(total), number, int(window), row, column, *seen(model, step, row, column)))
    return units


def apart(units: Iterable[Found], pictures: sets.PictureSet, model: Model, most: int) -> list[Found]:
    """The first of them, up to `most`, without those that show a place shown before: of two on one picture neither has
    its middle in the other."""
    chosen: list[tuple[Found, int, Square]] = []
    for unit in units:
        if len(chosen) == most:
            break
        place = pictures.place(unit.window, model.preparation)
        square = on_picture(unit, place, model)
        if not any(place.source == source and _same(square, before) for _, source, before in chosen):
            chosen.append((unit, place.source, square))
    return [unit for unit, _, _ in chosen]


Square = tuple[float, float, float, float]


def on_picture(unit: Found, place: sets.Place, model: Model) -> Square:
    """Where what a unit sees lies on the picture that its window was cut from, as far as it lies in the window."""
    _, height, width = model.preparation.size
    top, left, rows, columns = place.square
    (first, last), (begin, end) = within(unit.rows, height), within(unit.columns, width)
    down, across = rows / height, columns / width
    return top + first * down, left + begin * across, (last - first + 1) * down, (end - begin + 1) * across


def within(span: tuple[int, int], size: int) -> tuple[int, int]:
    """The part of a span of pixels that lies on a window of that size."""
    return max(0, min(span[0], size - 1)), max(0, min(span[1], size - 1))


def _same(one: Square, other: Square) -> bool:
    return _middle_in(one, other) or _middle_in(other, one)


def _middle_in(one: Square, other: Square) -> bool:
    row, column = one[0] + one[2] / 2, one[1] + one[3] / 2
    return other[0] <= row <= other[0] + other[2] and other[1] <= column <= other[1] + other[3]


def patches(units: Sequence[Found], pictures: sets.PictureSet, model: Model) -> list[Patch]:
    """What each of the units sees."""
    return [patch(unit, pictures, model) for unit in units]


def patch(unit: Found, pictures: sets.PictureSet, model: Model) -> Patch:
    """What one unit sees."""
    (pixels,) = pictures.pixels([unit.window], model.preparation)
    shown = pictures.shown(unit.window, model.preparation)
    cut = within(unit.rows, pixels.shape[1]) != unit.rows or within(unit.columns, pixels.shape[2]) != unit.columns
    return Patch(unit, _seen_part(pixels, unit.rows, unit.columns), shown, on_picture(unit, shown.place, model), cut)


Small = Callable[[picture.Pixels], picture.Pixels]


def best(
    model: Model, step: graph.Step, known: scan.Scan, pictures: sets.PictureSet, most: int, small: Small
) -> list[picture.Pixels | None]:
    """Of each of the first `most` channels what the unit with the largest sum sees, made `small`; None of one whose
    activation makes 0 of all its sums."""
    made: list[picture.Pixels | None] = [None] * min(most, step.output[0])
    windows = known.top.windows[:most, 0]
    awake = (known.silent[:most] < known.done) | (scan.activation(step) not in CUT_OFF)
    for window in np.unique(windows[awake]):
        (pixels,) = pictures.pixels([int(window)], model.preparation)
        for channel in np.flatnonzero(awake & (windows == window)):
            row, column = divmod(int(known.top.places[channel, 0]), known.columns)
            made[channel] = small(_seen_part(pixels, *seen(model, step, row, column)))
    return made


def largest(step: graph.Step, known: scan.Scan) -> list[float]:
    """The largest number of each channel."""
    function = activations.ACTIVATIONS[scan.activation(step)].function
    return [float(one) for one in function(known.top.values[:, 0])]


def _seen_part(pixels: picture.Pixels, rows: tuple[int, int], columns: tuple[int, int]) -> picture.Pixels:
    """The part of a window (c h w) in these rows and columns, as far as it lies there: (h w 3)."""
    (first, last), (begin, end) = within(rows, pixels.shape[1]), within(columns, pixels.shape[2])
    part = np.moveaxis(pixels[:, first : last + 1, begin : end + 1], 0, 2)
    return np.ascontiguousarray(np.repeat(part, 3, axis=2) if part.shape[2] == 1 else part[:, :, :3])
