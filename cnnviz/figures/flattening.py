"""Flatten: which pixel of which map becomes which unit of the vector (C81).

Places and units are counted from 0 here, from 1 in what is read.
"""

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import numbers, palettes, tiles

Shape = tuple[int, int, int]  # maps, rows, columns
Place = tuple[int, int, int]  # map, row, column

# Maps drawn before the rest are only counted.
DRAWN = 2
# The colour of a marked pixel: Okabe and Ito's vermilion.
MARK = (213, 94, 0)


def unit(shape: Shape, place: Place) -> int:
    """The unit that a pixel becomes: c · h · w + row · w + column. Raises InputError outside the maps."""
    if not all(0 <= one < side for one, side in zip(place, shape, strict=True)):
        raise InputError(f"There is no pixel {tuple(one + 1 for one in place)} in maps of {numbers.size(shape)}.")
    channel, row, column = place
    return (channel * shape[1] + row) * shape[2] + column


def place(shape: Shape, number: int) -> Place:
    """The pixel that a unit was: map, row, column. Raises InputError beyond the vector."""
    units = shape[0] * shape[1] * shape[2]
    if not 0 <= number < units:
        raise InputError(f"There is no unit {number + 1}: {numbers.size(shape)} makes {units:,}.")
    channel, within = divmod(number, shape[1] * shape[2])
    return channel, within // shape[2], within % shape[2]


def sentence(shape: Shape, at: Place) -> str:
    """Where one pixel goes, with its arithmetic."""
    channel, row, column = at
    height, width = shape[1:]
    number = unit(shape, at)
    before = f"{numbers.count(channel, 'whole map')} and {numbers.count(row, 'whole row')}"
    return (
        f"Map {channel + 1}, row {row + 1}, column {column + 1} becomes unit {channel} · {height} · {width} + {row} · "
        f"{width} + {column + 1} = {number + 1:,} of {shape[0] * height * width:,}: before it come {before}. No number "
        "changes and none is lost; but that two units were neighbours is no longer to be seen."
    )


def table(shape: Shape) -> list[dict[str, str]]:
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


def sections(shape: Shape, at: Place) -> tuple[tiles.Section, tiles.Section]:
    """Maps with each pixel's unit written into it, then the vector broken into a line for each map; `at` is framed."""
    numbered = np.arange(1, np.prod(shape) + 1).reshape(shape)
    marked = numbered == unit(shape, at) + 1
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
    vector = _tile(f"Maps {', '.join(str(channel + 1) for channel in drawn)}", values, framed, end, shown, ruled=False)
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
    title: str, values: np.ndarray, marked: np.ndarray, end: float, fact: str, ruled: bool = True
) -> tiles.Matrix | tiles.Picture:
    """Numbers where there is room for them; else colours, the marked pixel in its own."""
    if max(values.shape) <= tiles.NUMBERED:
        return tiles.Matrix(title, values, "grey", end, (fact,), marked=marked, first=(1, 1) if ruled else None)
    colours = palettes.GREY[tiles.grey(values, end)]
    colours[marked] = MARK
    return tiles.Picture(title, colours, facts=(fact,))
