"""Flatten: which pixel of which map becomes which unit of the vector (C81).

Places and units are counted from 0 here, from 1 in what is read.
"""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import palettes, theme, tiles
from cnnviz.nets.inside import flatten

# Maps drawn before the rest are only counted.
DRAWN = 2
# Units of a line of the vector that are written out: those of a map of 5 × 5.
WRITTEN = 25


def sentence(shape: flatten.Shape, at: flatten.Place) -> str:
    """Where one pixel goes, with its arithmetic."""
    channel, row, column = at
    height, width = shape[1:]
    number = flatten.unit(shape, at)
    before = f"{numbers.count(channel, 'whole map')} and {numbers.count(row, 'whole row')}"
    return (
        f"Map {channel + 1}, row {row + 1}, column {column + 1} becomes unit {channel} · {height} · {width} + {row} · "
        f"{width} + {column + 1} = {number + 1:,} of {shape[0] * height * width:,}: before it come {before}. No number "
        "changes and none is lost; but that two units were neighbours is no longer to be seen."
    )


def table(shape: flatten.Shape) -> list[dict[str, str]]:
    """The units that each map becomes."""
    size = shape[1] * shape[2]
    return [
        {
            "map": str(channel + 1),
            "first unit": f"{channel} · {shape[1]} · {shape[2]} + 1 = {channel * size + 1:,}",
            "last unit": f"{(channel + 1) * size:,}",
            "units": f"{shape[1]} · {shape[2]} = {size:,}",
        }
        for channel in range(shape[0])
    ]


def sections(shape: flatten.Shape, at: flatten.Place) -> tuple[tiles.Section, tiles.Section]:
    """Maps with each pixel's unit written into it, then the vector broken into a line for each map; `at` is framed."""
    numbered = np.arange(1, np.prod(shape) + 1).reshape(shape)
    marked = numbered == flatten.unit(shape, at) + 1
    # The first maps and the one that is pointed at.
    drawn = sorted({*range(min(DRAWN, shape[0])), at[0]})
    end = float(numbered.max() or 1)
    maps = tuple(
        _tile(
            f"Map {channel + 1}",
            numbered[channel],
            marked[channel],
            end,
            f"units {numbered[channel].min():,} to {numbered[channel].max():,}",
        )
        for channel in drawn
    )
    values, framed = (one[drawn].reshape(len(drawn), -1) for one in (numbered, marked))
    shown = numbers.count(values.size, "unit") + f" of {numbered.size:,}"
    title = f"Maps {', '.join(str(channel + 1) for channel in drawn)}"
    vector = _tile(title, values, framed, end, shown, WRITTEN, ruled=False)
    rest = f" {len(drawn)} of {shape[0]} maps are drawn." if len(drawn) < shape[0] else ""
    return (
        tiles.Section("Maps, each pixel with its unit", f"{sentence(shape, at)}{rest}", maps),
        tiles.Section(
            "The vector",
            "One map after the other, each row by row; here a line for each map.",
            (vector,),
        ),
    )


def _tile(
    title: str,
    values: np.ndarray,
    marked: np.ndarray,
    end: float,
    fact: str,
    most: int = tiles.NUMBERED,
    ruled: bool = True,
) -> tiles.Matrix | tiles.Picture:
    """Numbers where there is room for them; else colours, the marked pixel in its own."""
    if max(values.shape) <= most:
        return tiles.Matrix(title, values, "grey", end, (fact,), marked=marked, first=(1, 1) if ruled else None)
    colours = palettes.GREY[tiles.grey(values, end)]
    colours[marked] = theme.MARK
    return tiles.Picture(title, colours, facts=(fact,))
