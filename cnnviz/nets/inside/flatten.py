"""Flatten: which pixel of which map becomes which unit of the vector, both counted from 0 (C81)."""

from cnnviz import numbers
from cnnviz.errors import InputError

Shape = tuple[int, int, int]  # maps, rows, columns
Place = tuple[int, int, int]  # map, row, column


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
