"""What happens at the border: the modes side by side, the amounts side by side, how often each pixel is used."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.ops import geometry, padding, pipeline
from cnnviz.ops.compared import paddings

# Cells of the coverage whose numbers are written out.
CORNER = 8


def modes(result: pipeline.Result, others: paddings.Paddings) -> tuple[tiles.Section, ...]:
    """Every mode's corner of the image, and what it does to the map."""
    return (_corners(others), _effects(result, others))


def _corners(others: paddings.Paddings) -> tiles.Section:
    corner, pixels = others.corner, paddings.INVENTED
    frame = (*_at(corner.bottom, pixels), *_at(corner.right, pixels))
    drawn = tuple(
        tiles.picture(padding.MODES[mode].label, close_up, tuple(padding.MODES[mode].names.split(" · ")), frame)
        for mode, close_up in others.invented.items()
    )
    name = f"{('top', 'bottom')[corner.bottom]} {('left', 'right')[corner.right]}"
    lively = "most goes on" if corner.alone else "no less than elsewhere goes on"
    sentence = (
        f"The {name} corner, where {lively}, with {pixels} invented pixels (hatched), and what each library calls the "
        "mode."
    )
    return tiles.Section(f"{len(padding.MODES)} ways to invent a border", sentence, drawn)


def _effects(result: pipeline.Result, others: paddings.Paddings) -> tiles.Section:
    end = tiles.limit(np.stack(list(others.effects.values())))
    draw = tiles.by_sign(*others.effects.values())
    drawn = tuple(draw(padding.MODES[mode].label, corner, end) for mode, corner in others.effects.items())
    share = others.touched / others.windows
    sentence = (
        f"The same corner of map {result.names[0]} under padding {others.amount}, all on one scale. The argument "
        f"against: {others.touched:,} of {others.windows:,} windows ({share:.1%}) look at pixels that nobody took, and "
        "are work too."
    )
    return tiles.Section("What the invented pixels do to the map", sentence, drawn)


def _at(end: bool, pixels: int) -> tuple[int, int]:
    return (0, pixels) if end else (pixels, 0)


def amounts(others: paddings.Paddings) -> tiles.Section:
    """The map of each amount of padding, on one scale."""
    draw = tiles.by_sign(*others.amounts.values())
    drawn = tuple(draw(amount, one) for amount, one in others.amounts.items())
    missing = "" if len(drawn) == 3 else " This kernel is larger than the image: padding valid has no map."
    return tiles.Section("Valid, same, full", f"Three amounts of padding, three sizes of map.{missing}", drawn)


def coverage(result: pipeline.Result) -> tiles.Section:
    """How many windows look at each input pixel, and the numbers of one corner."""
    counts = result.coverage
    picture = tiles.grey_map("Windows per pixel", counts.astype(np.float32), file="coverage.png")
    corner = counts[:CORNER, :CORNER].astype(float)
    numbered = tiles.Matrix("The top left corner", corner, "grey", float(counts.max()) or 1.0)
    return tiles.Section("How often each input pixel is used", _used(result, counts), (picture, numbered))


def _used(result: pipeline.Result, counts: np.ndarray) -> str:
    most, least = int(counts.max()), int(counts.min())
    amount = result.stage.border.amount
    if most == least:
        return f"Every pixel is looked at by {numbers.count(most, 'window')}: padding {amount} treats all alike."
    share = int((counts == least).sum())
    return (
        f"White pixels are looked at by {numbers.count(most, 'window')}, the darkest by {least:,} "
        f"({share:,} of {counts.size:,} pixels). With padding {amount}, not every pixel counts the same."
    )


def formulas(results: tuple[pipeline.Result, ...]) -> list[dict[str, str]]:
    """One row per stage, operation and axis: the output-size formula with its numbers."""
    rows = []
    for number, result in enumerate(results, start=1):
        rows += [_formula(number, "convolution", axis) for axis in result.axes]
        if result.stage.pool:
            shape = (result.activated.shape[1], result.activated.shape[2])
            rows += [_formula(number, "pooling", axis) for axis in result.stage.pool.axes(shape)]
    return rows


def _formula(stage: int, operation: str, axis: geometry.Axis) -> dict[str, str]:
    return {
        "stage": str(stage),
        "operation": operation,
        "axis": axis.name,
        "size": axis.formula(),
        "never used": numbers.count(int((axis.coverage() == 0).sum()), "pixel"),
    }
