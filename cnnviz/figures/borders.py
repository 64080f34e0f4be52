"""What happens at the border: the modes side by side, the amounts side by side, how often each pixel is used."""

import dataclasses

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import maps, numbers, tiles
from cnnviz.ops import correlate, geometry, padding, pipeline

# Pixels invented on each side, and pixels of the image shown beside them, in the close-up of the modes.
INVENTED, SHOWN = 6, 14
# Cells of the coverage whose numbers are written out.
CORNER = 8
# Corners whose numbers spread as far apart as each other, but for this share, are alike.
ALIKE = 1e-9


def sections(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    """Sections for one stage: every mode's corner and what it does to the map, valid/same/full, coverage."""
    return (_corners(result), _effects(result), _amounts(result), coverage(result))


def _corners(result: pipeline.Result) -> tiles.Section:
    (sides, alone), (value, image) = _liveliest(result.image[0]), (result.stage.border.value, result.image[:1])
    frame = (*_at(sides[0], INVENTED), *_at(sides[1], INVENTED))
    drawn = []
    for mode, one in padding.MODES.items():
        # The whole image is padded, for the part shown must be mirrored and wrapped as all of it is.
        around = padding.padded(image, (INVENTED, INVENTED), (INVENTED, INVENTED), mode, value)[0]
        close_up = _corner(around, sides, INVENTED + SHOWN)
        drawn.append(maps.picture(mode, close_up, tuple(one.names.split(" · ")), frame))
    lively = "most goes on" if alone else "no less than elsewhere goes on"
    sentence = (
        f"The {_named(sides)} corner, where {lively}, with {INVENTED} invented pixels (hatched), and what each library "
        "calls the mode."
    )
    return tiles.Section(f"{len(padding.MODES)} ways to invent a border", sentence, tuple(drawn))


def _effects(result: pipeline.Result) -> tiles.Section:
    amount = result.stage.border.amount if result.stage.border.amount != "valid" else "same"
    sides, _ = _liveliest(result.image[0])
    borders = {mode: dataclasses.replace(result.stage.border, amount=amount, mode=mode) for mode in padding.MODES}
    padded = {mode: dataclasses.replace(result.stage, border=border) for mode, border in borders.items()}
    corners = {mode: _corner(first_map(result, stage), sides, SHOWN) for mode, stage in padded.items()}
    end = tiles.limit(np.stack(list(corners.values())))
    drawn = tuple(tiles.signed_map(mode, corner, end) for mode, corner in corners.items())
    rows, columns = axes(result, next(iter(padded.values())))
    touched, windows = _touched(rows, columns), rows.output * columns.output
    sentence = (
        f"The same corner of map {result.names[0]} under padding {amount}, all on one scale. The argument "
        f"against: {touched:,} of {windows:,} windows ({touched / windows:.1%}) look at pixels that nobody took, and "
        "are work too."
    )
    return tiles.Section("What the invented pixels do to the map", sentence, drawn)


def _liveliest(image: np.ndarray) -> tuple[tuple[bool, bool], bool]:
    """The corner of an image (h w) that differs most from flat: is it at the bottom, at the right; and is it alone?

    Of corners that differ as much, but for rounding, the first.
    """
    corners = [(bottom, right) for bottom in (False, True) for right in (False, True)]
    spreads = np.array([_corner(image, sides, SHOWN).std(dtype=np.float64) for sides in corners])
    equal = spreads >= spreads.max() * (1 - ALIKE)
    return corners[int(equal.argmax())], int(equal.sum()) == 1


def _corner(image: np.ndarray, sides: tuple[bool, bool], size: int) -> np.ndarray:
    bottom, right = sides
    rows = slice(-size, None) if bottom else slice(size)
    return image[rows, slice(-size, None) if right else slice(size)]


def _at(end: bool, pixels: int) -> tuple[int, int]:
    return (0, pixels) if end else (pixels, 0)


def _named(sides: tuple[bool, bool]) -> str:
    return f"{('top', 'bottom')[sides[0]]} {('left', 'right')[sides[1]]}"


def touched(axis: geometry.Axis) -> np.ndarray:
    """Which windows along an axis hold at least one invented pixel: bool (output,)."""
    starts = np.arange(axis.output) * axis.stride - axis.before
    return (starts < 0) | (starts + axis.span > axis.size)


def _touched(rows: geometry.Axis, columns: geometry.Axis) -> int:
    """How many windows hold at least one invented pixel."""
    return rows.output * columns.output - int((~touched(rows)).sum() * (~touched(columns)).sum())


def _amounts(result: pipeline.Result) -> tiles.Section:
    drawn = []
    for amount in ("valid", "same", "full"):
        try:
            border = dataclasses.replace(result.stage.border, amount=amount)
            one = first_map(result, dataclasses.replace(result.stage, border=border))
        except InputError:
            continue  # a kernel larger than the image has no valid map, and the sentence says how many are left
        drawn.append(tiles.signed_map(amount, one))
    missing = "" if len(drawn) == 3 else " This kernel is larger than the image: padding valid has no map."
    return tiles.Section("Valid, same, full", f"Three amounts of padding, three sizes of map.{missing}", tuple(drawn))


def coverage(result: pipeline.Result) -> tiles.Section:
    """How many windows look at each input pixel, and the numbers of one corner."""
    counts = geometry.coverage(*result.axes)
    picture = tiles.grey_map("Windows per pixel", counts.astype(np.float32), "coverage.png")
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


def axes(result: pipeline.Result, stage: pipeline.Stage) -> tuple[geometry.Axis, geometry.Axis]:
    """The rows and columns of this image under this kernel, with the padding, stride and dilation of `stage`."""
    shape, window = (result.image.shape[1], result.image.shape[2]), result.kernels.shape[2:]
    return stage.border.axes(shape, (window[0], window[1]), stage.stride, stage.dilation)


def first_map(result: pipeline.Result, stage: pipeline.Stage, image: np.ndarray | None = None) -> np.ndarray:
    """The first map, its kernel unchanged, as another `stage`, or another image of the same shape (c h w), makes it:
    (h' w')."""
    rows, columns = ((axis.before, axis.after) for axis in axes(result, stage))
    seen = (result.image if image is None else image)[: result.kernels.shape[1]]
    framed = padding.padded(seen, rows, columns, stage.border.mode, stage.border.value)
    bias = np.array([stage.bias], np.float32)
    return correlate.correlate(framed, result.kernels[:1], stage.stride, stage.dilation, bias=bias)[0]


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
