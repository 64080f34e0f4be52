"""Kernels as text: what a learner types, pastes or uploads, and the one spelling that goes into a link.

Nothing is evaluated. A text that can be read in two ways is refused, and both are said.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops.kernel_text import brackets, files, numbers, rows, surroundings

Kernel = NDArray[np.float64]

# The app's own spelling, as links have it: the comma always stands between two numbers, ";" between two rows.
_LINKED = re.compile(r"-?[\d.]+(e[+-]?\d+)?([,;]-?[\d.]+(e[+-]?\d+)?)*", re.ASCII)
# One comma in every row, and not as in 0,5: whole numbers, most likely.
_LIKELY = re.compile(r"\s*[+-]?[1-9]\d*,[+-]?\d+(\s*[;\n]\s*[+-]?[1-9]\d*,[+-]?\d+)*\s*", re.ASCII)
# One pair of brackets around numbers that spaces set apart, with commas in them: [0,25 0,5; 0,5 0,25].
_DECIMAL_COMMAS = re.compile(
    r"\s*\[\s*(?=[^\]]*\d,\d)(?=[^\]]*\d[ \t]+[+-]?\d)"
    r"([+-]?\d+(?:,\d+)?(?:(?:[ \t]+|\s*[;\n]\s*)[+-]?\d+(?:,\d+)?)*)\s*\]\s*;?\s*",
    re.ASCII,
)
_CLEAR = "[[1, 0], [0, -1]]"


class DoubtfulError(InputError):
    """A text that can be read in several ways: `readings` are the kernels that it can be, the likeliest first."""

    def __init__(self, what: str, readings: Sequence[Kernel]) -> None:
        ways = ", or ".join(shown(one) for one in readings[:3])
        super().__init__(f"The {what} can be read as {ways}. Write it like {_CLEAR}, decimals with a point.")
        self.readings = tuple(readings)


def parsed(text: str, what: str = "kernel", flat: bool = False, asking: bool = False) -> Kernel:
    """The kernel (kh kw) in `text`, in any of the notations of `notations.NOTATIONS`; raises InputError, which calls
    it `what`, and DoubtfulError. With `flat` it must be a single row or column, and is returned as a row.
    Only with `asking` is a text such as 1,2 doubtful: it is two numbers more often than a decimal one.
    """
    if len(text) > limits.KERNEL_FILE_BYTES:
        raise InputError(
            f"The text of the {what} has {len(text):,} characters, more than {limits.KERNEL_FILE_BYTES:,}: shorten it."
        )
    readings = _readings(text, what)
    return _decided(readings[:1] if not asking and _LIKELY.fullmatch(text) else readings, what, flat)


def linked(text: str, what: str = "kernel", flat: bool = False) -> Kernel:
    """The kernel in a text that the app itself wrote, as links hold it; any other text is `parsed`."""
    if not _LINKED.fullmatch(text) or len(text) > limits.KERNEL_FILE_BYTES:
        return parsed(text, what, flat)
    kernel = _checked([row.split(",") for row in text.split(";")], what)
    if flat and len(kernel) > 1:
        raise _several_rows(kernel, what)
    return kernel


def linkable(kernel: Kernel | Sequence[Sequence[float]]) -> str:
    """The spelling that `linked` reads back exactly, without spaces or brackets."""
    return ";".join(",".join(_spelled(float(value)) for value in row) for row in kernel)


def from_file(data: bytes, name: str) -> Kernel:
    """The kernel (kh kw) in a text, NPY or NPZ file, whatever its name says; raises InputError, DoubtfulError."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(filter(str.isprintable, last[:80])).strip() or "The kernel file"
    if len(data) > limits.KERNEL_FILE_BYTES:
        raise InputError(f"{shown} has {len(data):,} bytes. The limit for a kernel is {limits.KERNEL_FILE_BYTES:,}.")
    try:
        if data.startswith(files.NPY):
            return _decided(_planes(files.array(data), "kernel"), "kernel", False)
        if data.startswith(b"PK\x03\x04") and b".npy" in data:
            return _decided(_planes(files.only_array(data), "kernel"), "kernel", False)
        return parsed(files.text(data), asking=True)
    except DoubtfulError:
        raise
    except InputError as error:
        # What a file is follows its name; everything else is a sentence of its own.
        joint = " " if str(error)[:1].islower() else ": "
        raise InputError(f"{shown}{joint}{error}") from None


def text(kernel: Kernel) -> str:
    """The canonical spelling "1,0,-1;2,0,-2" of a kernel (kh kw): shortest numbers that `parsed` reads back exactly."""
    # Two columns with a space, and one in brackets, so that neither can be taken for decimals or for a row.
    comma = ", " if kernel.shape[1] == 2 else ","
    spelled = ";".join(comma.join(_spelled(float(value)) for value in row) for row in kernel)
    return f"[{spelled}]" if kernel.shape[1] == 1 < len(kernel) else spelled


def _spelled(value: float) -> str:
    return repr(value + 0.0).removesuffix(".0")  # adding 0 turns -0 into 0


def _readings(text: str, what: str) -> list[Kernel]:
    """Every kernel that the text can be, the usual one first. Raises InputError where there is none."""
    if (nested := _json(text, what)) is not None:
        return _planes(nested, what)
    bare = surroundings.without(text, what)
    if decimal := _DECIMAL_COMMAS.fullmatch(bare.text):
        return [_checked(grid, what) for grid in rows.readings(decimal[1])]
    if bare.bracketed:
        arrays = brackets.readings(bare.text, what, bare.size)
        return [plane for array in arrays for plane in _planes(array, what)]
    found = [_checked(grid, what) for grid in [*rows.readings(bare.text), *_first_of_several(bare.text)]]
    if bare.size and (len(bare.size) != 2 or any(one.shape != bare.size for one in found)):
        found = [_of_size(one, bare.size, what) for one in found]
    return [_checked((one * bare.factor).tolist(), what) for one in found] if bare.factor != 1 else found


def _first_of_several(text: str) -> list[rows.Grid]:
    """The rows before the first empty line, where as many follow it: that may be another kernel."""
    blocks = re.split(r"\n[ \t\r]*\n", text.strip())
    lines = {len(block.splitlines()) for block in blocks}
    return rows.readings(blocks[0])[:1] if len(blocks) > 1 and len(lines) == 1 and lines != {1} else []


def _of_size(kernel: Kernel, size: tuple[int, ...], what: str) -> Kernel:
    if kernel.size != np.prod(size):
        raise InputError(
            f"The {what} has {kernel.size:,} numbers, and {' × '.join(map(str, size))} stands before it. Correct one."
        )
    return kernel.reshape(size)


def _json(text: str, what: str) -> Any:
    """The rows of a JSON text, None where it is no JSON list of lists."""
    if not text.lstrip("\ufeff \t\r\n").startswith("["):
        return None
    try:
        # Whole numbers are read as floats: Python refuses to parse an int of thousands of digits.
        nested = json.loads(text.lstrip("\ufeff"), parse_int=float)
    except (ValueError, RecursionError):
        return None
    if not isinstance(nested, list) or not nested:
        return np.zeros((0, 0))
    if not all(isinstance(row, list) for row in nested):
        return None
    return _array(nested, what)


def _array(nested: list[Any], what: str) -> Any:
    """Nested lists as an array; two levels are checked number by number, so that what is wrong is named."""
    if not any(isinstance(cell, list) for row in nested for cell in row):
        return _checked(nested, what)
    try:
        array = np.array(nested, float)
    except (ValueError, TypeError, RecursionError):
        raise InputError(f"The lists in the {what} are not all equally long, or hold more than numbers.") from None
    return array


def _planes(array: Any, what: str) -> list[Kernel]:
    """An array as rows and columns: axes of length one left out; where it can be a row or a column, both."""
    shape = np.shape(array)
    if not np.size(array):
        return [_checked([], what)]
    if len(shape) <= 2:
        return [_checked(np.atleast_2d(array).tolist(), what)]
    long = [side for side in shape if side != 1]
    if len(long) > 2:
        raise InputError(
            f"The {what} is {' × '.join(map(str, shape[:6]))}: it holds a list inside a row. "
            "Use rows and columns only, one kernel at a time."
        )
    if len(long) == 2:
        return [_checked(np.reshape(array, long).tolist(), what)]
    # As PyTorch has it, rows and columns come last; as Keras has it, first.
    sizes = [shape[-2:]] if np.prod(shape[-2:]) == np.size(array) else []
    sizes += [shape[:2]] if np.prod(shape[:2]) == np.size(array) else []
    sizes = sizes or [(1, *long)]
    return [_checked(np.reshape(array, size).tolist(), what) for size in dict.fromkeys(sizes)]


def _decided(found: Sequence[Kernel], what: str, flat: bool) -> Kernel:
    """The one kernel that these readings are. Raises InputError where they differ, with what each would be."""
    if flat:
        found = [one.reshape(1, -1) for one in found if 1 in one.shape] or found
    different = [one for place, one in enumerate(found) if not any(_equal(one, other) for other in found[:place])]
    if len(different) > 1:
        raise DoubtfulError(what, different)
    if flat and len(different[0]) > 1:
        raise _several_rows(different[0], what)
    return different[0]


def _several_rows(kernel: Kernel, what: str) -> InputError:
    return InputError(f"The {what} has {len(kernel)} rows. In one dimension there is one: leave out “;” and new lines.")


def _equal(one: Kernel, other: Kernel) -> bool:
    return one.shape == other.shape and bool((one == other).all())


def shown(kernel: Kernel) -> str:
    """ "1 × 2 (0.5 1)": the size and the first numbers of a kernel, for a sentence."""
    few = "; ".join(" ".join(f"{value:.6g}" for value in row[:4]) for row in kernel[:3])
    return f"{len(kernel)} × {kernel.shape[1]} ({few if len(few) <= 24 else f'{few[:24]} …'})"


def _checked(grid: Iterable[Sequence[Any]], what: str = "kernel") -> Kernel:
    """The rows as an array, once every number and the shape are found to be usable."""
    rows = list(grid)
    if not rows or not any(rows):
        raise InputError(f"The {what} is empty. Write numbers, for example 1 0 -1.")
    columns = len(rows[0])
    for index, row in enumerate(rows, 1):
        if len(row) != columns:
            raise InputError(
                f"Row {index} has {_counted(len(row))} and row 1 has {_counted(columns)}. "
                f"Give every row of the {what} the same number."
            )
    if max(len(rows), columns) > limits.KERNEL_SIDE:
        if len(rows) == 1:
            raise InputError(f"The {what} has {_counted(columns)}. The limit for a row is {limits.KERNEL_SIDE}.")
        raise InputError(
            f"The {what} is {len(rows)} × {columns}. The limit is {limits.KERNEL_SIDE} × {limits.KERNEL_SIDE}."
        )
    return np.array([[_weight(value, index, what) for value in row] for index, row in enumerate(rows, 1)])


def _counted(count: int) -> str:
    return f"{count} value" + "s" * (count != 1)


def _weight(value: object, row: int, what: str) -> float:
    """One number, once it is found to be one in range."""
    number = numbers.value(value) if isinstance(value, str) else value
    if not isinstance(number, int | float):
        raise InputError(f"Row {row} of the {what} holds {_quoted(value)}, which is not a number.")
    # Worded like the range it breaks: not a number, infinity and 1e308 all fall outside.
    if not abs(number) <= limits.KERNEL_WEIGHT:
        raise InputError(
            f"Row {row} of the {what} holds {_quoted(value)}. "
            f"Use numbers from −{limits.KERNEL_WEIGHT:,} to {limits.KERNEL_WEIGHT:,}."
        )
    return float(number)


def _quoted(value: object) -> str:
    return "an empty place" if value == "" else numbers.quoted(value)
