"""Kernels as text: what a learner types, pastes or uploads, and the one spelling that goes into a link."""

import json
import math
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnnviz import errors, limits

Kernel = NDArray[np.float64]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_NPY = b"\x93NUMPY"
# The one line numpy writes for an array of plain numbers. It is matched, never evaluated.
_HEADER = re.compile(
    rb"\{'descr': '([<>|=]?[a-zA-Z]\d{0,4})', 'fortran_order': (True|False), 'shape': \(([\d, ]{0,60})\), \}\s*"
)
_DTYPE = re.compile(r"[<>|=]?([iu][1248]|f[248])")


def parsed(text: str, what: str = "kernel") -> Kernel:
    """The kernel (kh kw) in `text`; raises InputError, which calls it `what`.

    Rows end with a line or a semicolon, values with a comma or white space; 1/9 is a value. A JSON list of rows
    is understood as well.
    """
    if len(text) > limits.KERNEL_FILE_BYTES:
        raise errors.InputError(
            f"The text of the {what} has {len(text):,} characters, more than {limits.KERNEL_FILE_BYTES:,}: shorten it."
        )
    if text.lstrip().startswith(("[", "{")):
        return _checked(_json_rows(text, what), what)
    lines = [line.strip() for line in re.split(r"[;\n\r]+", text)]
    return _checked([re.split(r"\s*,\s*|\s+", line) for line in lines if line], what)


def from_file(data: bytes, name: str) -> Kernel:
    """The kernel (kh kw) in a CSV, JSON or NPY file, whatever its name says; raises InputError."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(filter(str.isprintable, last[:80])).strip() or "The kernel file"
    if len(data) > limits.KERNEL_FILE_BYTES:
        raise errors.InputError(
            f"{shown} has {len(data):,} bytes. The limit for a kernel is {limits.KERNEL_FILE_BYTES:,}."
        )
    try:
        return _checked(_npy_rows(data)) if data.startswith(_NPY) else parsed(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise errors.InputError(f"{shown} is not text: use a CSV, JSON or NPY file.") from None
    except errors.InputError as error:
        raise errors.InputError(f"{shown}: {error}") from None


def text(kernel: Kernel) -> str:
    """The canonical spelling "1,0,-1;2,0,-2" of a kernel (kh kw): shortest numbers that `parsed` reads back exactly."""
    return ";".join(",".join(_spelled(float(value)) for value in row) for row in kernel)


def _spelled(value: float) -> str:
    return repr(value + 0.0).removesuffix(".0")  # adding 0 turns -0 into 0


def _checked(rows: list[list[Any]], what: str = "kernel") -> Kernel:
    """The rows as an array, once every number and the shape are found to be usable."""
    if not rows or not any(rows):
        raise errors.InputError(f"The {what} is empty. Write numbers, for example 1 0 -1.")
    columns = len(rows[0])
    for index, row in enumerate(rows, 1):
        if len(row) != columns:
            raise errors.InputError(
                f"Row {index} has {_counted(len(row))} and row 1 has {_counted(columns)}. "
                f"Give every row of the {what} the same number."
            )
    if max(len(rows), columns) > limits.KERNEL_SIDE:
        raise errors.InputError(
            f"The {what} is {len(rows)} × {columns}. The limit is {limits.KERNEL_SIDE} × {limits.KERNEL_SIDE}."
        )
    return np.array([[_weight(value, index, what) for value in row] for index, row in enumerate(rows, 1)])


def _counted(count: int) -> str:
    return f"{count} value" + "s" * (count != 1)


def _weight(value: object, row: int, what: str) -> float:
    """One number, from a word or from a parsed file."""
    number = _number(value) if isinstance(value, str) else value
    if number is None or isinstance(number, bool) or not isinstance(number, int | float):
        raise errors.InputError(f"Row {row} of the {what} holds {_quoted(value)}, which is not a number.")
    # Worded like the range it breaks: not a number, infinity and 1e308 all fall outside.
    if not abs(number) <= limits.KERNEL_WEIGHT:
        raise errors.InputError(
            f"Row {row} of the {what} holds {_quoted(value)}. "
            f"Use numbers from −{limits.KERNEL_WEIGHT:,} to {limits.KERNEL_WEIGHT:,}."
        )
    return float(number)


def _number(word: str) -> float | None:
    """The value of a word such as -2, 1e-3 or 1/9, None if it has none."""
    word = word.replace("−", "-")
    if word.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return math.nan
    parts = word.split("/")
    if len(parts) > 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numerator, denominator = float(parts[0]), float(parts[-1]) if len(parts) == 2 else 1.0
    return numerator / denominator if denominator else math.nan


def _quoted(value: object) -> str:
    if value == "":
        return "an empty place"
    if isinstance(value, list | dict):
        return "a list inside a row"
    word = "".join(filter(str.isprintable, str(value)))
    return f"“{word[:20]}…”" if len(word) > 20 else f"“{word}”"


def _json_rows(text: str, what: str) -> list[list[Any]]:
    """The list of rows in a JSON text; the numbers are not yet checked."""
    try:
        # Whole numbers are read as floats: Python refuses to parse an int of thousands of digits.
        rows = json.loads(text, parse_int=float)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise errors.InputError(f"The {what} is not a JSON list of rows. Write it like [[1, 0], [0, -1]].")
    return rows


def _npy_rows(data: bytes) -> list[list[Any]]:
    """The rows of an NPY file; its header is checked before a number is read."""
    # Version 1 counts its header in two bytes, all later ones in four.
    start = 10 if data[6:7] == b"\x01" else 12
    end = start + int.from_bytes(data[8:start], "little")
    header = _HEADER.fullmatch(data[start:end])
    if not header or not _DTYPE.fullmatch(header[1].decode()):
        raise errors.InputError(
            "The array does not hold plain real numbers. Save it with np.save(file, kernel.astype(float))."
        )
    shape = tuple(int(side) for side in re.findall(r"\d+", header[3].decode()))
    if len(shape) != 2 or not all(1 <= side <= limits.KERNEL_SIDE for side in shape):
        size = " × ".join(f"{side:.3g}" for side in shape[:4]) or "a single number"
        raise errors.InputError(
            f"The array is {size}. Use two axes of at most {limits.KERNEL_SIDE} values, rows and columns."
        )
    dtype = np.dtype(header[1].decode())
    if len(data) - end < math.prod(shape) * dtype.itemsize:
        raise errors.InputError("The array breaks off in the middle. Save it again.")
    values = np.frombuffer(data, dtype, math.prod(shape), end)
    rows: list[list[Any]] = values.reshape(shape, order="F" if header[2] == b"True" else "C").tolist()
    return rows
