"""The picture as numbers, and one number of a map with every product behind it."""

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import maps, numbers, tiles
from cnnviz.images import picture
from cnnviz.ops import pipeline

# Pixels of the image whose numbers are written out, rows and columns.
CLOSE_UP = 10
# Products written into the line of arithmetic before the rest are only counted.
WRITTEN = 9


def strip(working: picture.Working) -> tiles.Section:
    """What was done to the picture, one tile a step."""
    drawn = tuple(_step(step) for step in working.steps)
    return tiles.Section("What was done to your picture", "Each thumbnail is the real picture after that step.", drawn)


def _step(step: picture.Step) -> tiles.Picture:
    palette = "grey" if step.pixels.ndim == 2 else ""
    return tiles.Picture(step.title, step.pixels, palette, facts=(step.sentence,))


def matrices(pixels: np.ndarray, channels: tuple[str, ...]) -> tiles.Section:
    """The middle of the image as numbers, a matrix per channel: uint8 (c h w)."""
    rows, columns = (slice(max(0, n // 2 - CLOSE_UP // 2), n // 2 + CLOSE_UP // 2) for n in pixels.shape[1:])
    close = picture.floats(pixels)[:, rows, columns]
    last_row, last_column = rows.start + close.shape[1] - 1, columns.start + close.shape[2] - 1
    where = f"rows {rows.start}–{last_row}, columns {columns.start}–{last_column}"
    drawn = tuple(
        tiles.Matrix(f"{name.capitalize()}: {where}", one, "grey") for name, one in zip(channels, close, strict=True)
    )
    stacked = "Three matrices stacked, one per channel" if len(channels) > 1 else "One matrix"
    sentence = f"{stacked} of {numbers.size(pixels.shape[1:])} numbers from 0 (none) to 1 (full). Here is the middle."
    return tiles.Section("An image is a matrix", sentence, drawn)


def products(result: pipeline.Result, which: int, row: int, column: int) -> tuple[tiles.Section, str]:
    """One number of map `which`: window × kernel = products, and the sum as a line of arithmetic.

    Raises InputError outside the map.
    """
    _, height, width = result.maps.shape
    if not (0 <= which < len(result.maps) and 0 <= row < height and 0 <= column < width):
        raise InputError(f"Map {which + 1} has no cell ({row}, {column}): it is {height} × {width}, counted from 0.")
    rows, columns = (axis.cells(at) for axis, at in zip(result.axes, (row, column), strict=True))
    first = which * result.groups // len(result.maps) * result.kernels.shape[1]
    window = result.padded[first : first + result.kernels.shape[1]]
    window = window[:, rows + result.axes[0].before][:, :, columns + result.axes[1].before]
    weights = result.kernels[which].astype(np.float32)
    outside = (rows < 0) | (rows >= result.axes[0].size)
    invented = outside[:, None] | (columns < 0) | (columns >= result.axes[1].size)
    drawn: list[tiles.Matrix | tiles.Picture] = []
    for channel in range(len(window)):
        drawn += _factors(window[channel], weights[channel], invented, f" · channel {channel + 1}" * (len(window) > 1))
    place = f"Map {result.names[which]}, row {row}, column {column}"
    sentence = "Every number under the window times the weight above it, added up. Hatched: invented pixels."
    return tiles.Section(place, sentence, tuple(drawn)), _arithmetic(result, window * weights, which, row, column)


def _factors(
    window: np.ndarray, weights: np.ndarray, invented: np.ndarray, name: str
) -> list[tiles.Matrix | tiles.Picture]:
    def tile(title: str, values: np.ndarray, hatch: np.ndarray | None = None) -> tiles.Matrix | tiles.Picture:
        if max(values.shape) > tiles.NUMBERED:
            return maps.picture(f"{title}{name}", values, ())
        plain = hatch is not None and values.min() >= 0 and values.max() <= 1
        palette, end = ("grey", 1.0) if plain else ("signed", tiles.limit(values))
        return tiles.Matrix(f"{title}{name}", values, palette, end, invented=hatch)

    total = numbers.text((window * weights).sum(dtype=np.float64))
    return [
        tile("Window", window, invented),
        tile("× kernel", weights),
        tile(f"= products, sum {total}", window * weights),
    ]


def _arithmetic(result: pipeline.Result, terms: np.ndarray, which: int, row: int, column: int) -> str:
    written = [numbers.text(term) for term in terms.ravel()[:WRITTEN]]
    more = f" + … ({terms.size - WRITTEN} more)" if terms.size > WRITTEN else ""
    bias = f" + bias {numbers.text(result.stage.bias)}" if result.stage.bias else ""
    line = " + ".join(f"({one})" if one.startswith("−") else one for one in written)
    value = numbers.text(result.maps[which, row, column])
    after = result.activated[which, row, column]
    activation = (
        f"; after {result.stage.activation}: {numbers.text(after)}" if result.stage.activation != "none" else ""
    )
    return f"{line}{more}{bias} = {value}{activation}"
