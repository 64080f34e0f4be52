"""What happens at the border: the modes side by side, the amounts side by side, how often each pixel is used."""

import dataclasses

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import maps, numbers, tiles
from cnnviz.ops import geometry, padding, pipeline

# Pixels invented on each side, and pixels of the image shown beside them, in the close-up of the modes.
INVENTED, SHOWN = 6, 14


def sections(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    """Sections for one stage: every mode's corner and what it does to the map, valid/same/full, coverage."""
    return (_corners(result), _effects(result), _amounts(result), _coverage(result))


def _corners(result: pipeline.Result) -> tiles.Section:
    image = result.image[:1, :SHOWN, :SHOWN]
    # The part shown must be mirrored and wrapped as the whole image would be.
    drawn = []
    for mode in padding.MODES:
        value = result.stage.border.value
        around = padding.padded(result.image[:1], (INVENTED, INVENTED), (INVENTED, INVENTED), mode, value)[0]
        corner = around[: INVENTED + image.shape[1], : INVENTED + image.shape[2]]
        facts = tuple(padding.MODES[mode].names.split(" · "))
        drawn.append(maps.picture(mode, corner, facts, (INVENTED, 0, INVENTED, 0)))
    sentence = f"The top left corner with {INVENTED} invented pixels (hatched), and what each library calls the mode."
    return tiles.Section("Five ways to invent a border", sentence, tuple(drawn))


def _effects(result: pipeline.Result) -> tiles.Section:
    amount = result.stage.border.amount if result.stage.border.amount != "valid" else "same"
    corners = {}
    for mode in padding.MODES:
        other = _with_border(result, dataclasses.replace(result.stage.border, amount=amount, mode=mode))
        corners[mode] = other.maps[0][:SHOWN, :SHOWN]
    end = tiles.limit(np.stack(list(corners.values())))
    drawn = tuple(tiles.signed_map(mode, corner, end) for mode, corner in corners.items())
    touched, windows = _touched(*other.axes), other.maps[0].size
    sentence = (
        f"The same corner of map {result.names[0]} under padding {amount}, all five on one scale. The argument "
        f"against: {touched:,} of {windows:,} windows ({touched / windows:.1%}) look at pixels that nobody took, and "
        "are work too."
    )
    return tiles.Section("What the invented pixels do to the map", sentence, drawn)


def _touched(rows: geometry.Axis, columns: geometry.Axis) -> int:
    """How many windows hold at least one invented pixel."""

    def inside(axis: geometry.Axis) -> int:
        cells = (axis.cells(index) for index in range(axis.output))
        return sum(bool(one[0] >= 0 and one[-1] < axis.size) for one in cells)

    return rows.output * columns.output - inside(rows) * inside(columns)


def _amounts(result: pipeline.Result) -> tiles.Section:
    drawn = []
    for amount in ("valid", "same", "full"):
        try:
            other = _with_border(result, dataclasses.replace(result.stage.border, amount=amount))
        except InputError:
            continue  # a kernel larger than the image has no valid map, and the sentence says how many are left
        drawn.append(tiles.signed_map(amount, other.maps[0]))
    missing = "" if len(drawn) == 3 else " This kernel is larger than the image: padding valid has no map."
    return tiles.Section("Valid, same, full", f"Three amounts of padding, three sizes of map.{missing}", tuple(drawn))


def _coverage(result: pipeline.Result) -> tiles.Section:
    counts = geometry.coverage(*result.axes)
    picture = tiles.grey_map("Windows per pixel", counts.astype(np.float32), "coverage.png")
    least = int((counts == counts.min()).sum())
    sentence = (
        f"White pixels are looked at {int(counts.max())} times, the darkest {int(counts.min())} times "
        f"({least:,} of {counts.size:,} pixels). Without padding, the border counts less."
    )
    corner = counts[:8, :8].astype(float)
    numbers_tile = tiles.Matrix("The top left corner", corner, "grey", float(counts.max()) or 1.0)
    return tiles.Section("How often each input pixel is used", sentence, (picture, numbers_tile))


def _with_border(result: pipeline.Result, border: padding.Padding) -> pipeline.Result:
    channels = tuple(str(number) for number in range(len(result.image)))
    stage = dataclasses.replace(result.stage, border=border, activation="none", pool=None)
    return pipeline.result(result.image, channels, stage)


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
        "never reached": numbers.count(axis.unused, "pixel"),
    }
