"""Values between brackets as arrays."""

import itertools
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cnnviz import numbers
from cnnviz.errors import InputError

Array = NDArray[np.float64]
Value = float | Array
Item = TypeVar("Item")


def stacked(items: Sequence[Value], what: str) -> Array:
    """Equally large values as one array with an axis more: (i …). Raises InputError for others."""
    sizes = [np.shape(item) for item in items]
    for index, size in enumerate(sizes, 1):
        if size != sizes[0]:
            raise InputError(
                f"Row {index} has {_counted(size)} and row 1 has {_counted(sizes[0])}. "
                f"Give every row of the {what} the same number."
            )
    return np.array(items, np.float64)


def _counted(size: tuple[int, ...]) -> str:
    return f"{size[0]} value" + "s" * (size[0] != 1) if size else "1 number"


def cut(items: Sequence[Item], places: Sequence[int]) -> list[Sequence[Item]]:
    """The items in rows that end at these places."""
    ends = sorted({0, *places, len(items)})
    return [items[start:end] for start, end in itertools.pairwise(ends)]


def reshaped(array: Array, size: tuple[int, ...], what: str) -> Array:
    """The numbers in another shape. Raises InputError where they do not fill it."""
    try:
        return array.reshape(size)
    except ValueError:
        shown = numbers.size(size[:6])
        raise InputError(f"The {what} has {array.size:,} numbers, which do not fill {shown}.") from None
