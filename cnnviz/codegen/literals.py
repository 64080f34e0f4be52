"""Numbers and kernels as source text that gives back exactly the same 32-bit floats."""

import textwrap

import numpy as np

WIDTH = 100  # of a line of numbers: the longest that a code box shows without scrolling
ROWS = 64  # lines of kernel rows above which numbers are run together
DIGITS = range(7, 18)  # seven may be enough for a 32-bit float, seventeen write down any 64-bit one


def number(value: float) -> str:
    """The shortest text of a 32-bit float; whole ones without a point."""
    single = np.float32(value)
    return str(int(single)) if single.is_integer() and abs(single) < 1e7 else str(single)


def pair(values: tuple[int, int]) -> str:
    """Rows and columns, or one number where they are the same."""
    return str(values[0]) if values[0] == values[1] else str(values)


def steps(*strides: int) -> str:
    """The slices that keep every so-manyth row, column, … and stop at the last that matters: `::2, :, ::3`."""
    slices = [f"::{stride}" if stride > 1 else ":" for stride in strides]
    while slices and slices[-1] == ":":
        slices.pop()
    return ", ".join(slices)


def array(weights: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """The lines after `kernels = `: weights (k i j) or (k c i j), each of the k named in a comment."""
    single = weights.astype(np.float32)
    if weights.ndim == 3 and _fits(single):
        blocks = [_grid(kernel, name) for kernel, name in zip(single, names, strict=True)]
    elif weights.ndim == 3 and (products := [_product(kernel) for kernel in weights]) and all(products):
        blocks = [[f"    # {name}", *lines] for lines, name in zip(products, names, strict=True)]
    else:
        blocks = [[f"    # {name}", *_run(kernel)] for kernel, name in zip(single, names, strict=True)]
        shape = ", ".join(map(str, weights.shape))
        return ["np.array([", *(line for block in blocks for line in block), f"], dtype=np.float32).reshape({shape})"]
    return ["np.array([", *(line for block in blocks for line in block), "], dtype=np.float32)"]


def _fits(weights: np.ndarray) -> bool:
    """Every kernel can be shown as the grid it is: weights (k i j)."""
    widest = max(len(number(value)) for value in weights.flat)
    return weights.shape[0] * weights.shape[1] <= ROWS and weights.shape[2] * (widest + 2) <= WIDTH


def _grid(kernel: np.ndarray, name: str) -> list[str]:
    cells = [[number(value) for value in row] for row in kernel]
    widest = max(len(cell) for row in cells for cell in row)
    rows = ["[" + ", ".join(cell.rjust(widest) for cell in row) + "]" for row in cells]
    first, last = f"    [{rows[0]}", "]," if len(rows) == 1 else ","
    return [
        f"{first}{last}  # {name}",
        *(f"     {row}," for row in rows[1:-1]),
        *(f"     {rows[-1]}]," for _ in rows[1:2]),
    ]


def _run(kernel: np.ndarray) -> list[str]:
    """Numbers run together, a new line for each channel: kernel (i j) or (c i j)."""
    channels = kernel[None] if kernel.ndim == 2 else kernel
    return [line for channel in channels for line in _wrapped([number(value) for value in channel.flat], "    ")]


def _wrapped(numbers: list[str], indent: str) -> list[str]:
    text = ", ".join(numbers) + ","
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _product(kernel: np.ndarray) -> list[str]:
    """A large kernel as one number, or as the product of its column and its row; empty where it is neither."""
    single = kernel.astype(np.float32)
    if (single == single[0, 0]).all():
        return [f"    np.full({kernel.shape}, {number(single[0, 0])}),"]
    middle = np.unravel_index(np.abs(kernel).argmax(), kernel.shape)
    column, row = kernel[:, middle[1]] / kernel[middle], kernel[middle[0]]
    for digits in DIGITS:
        down, across = ([f"{value:.{digits}g}" for value in factor] for factor in (column, row))
        product = np.outer([float(value) for value in down], [float(value) for value in across])
        if (product.astype(np.float32) == single).all():
            return ["    np.outer(", *_list(down), *_list(across), "    ),"]
    return []


def _list(numbers: list[str]) -> list[str]:
    if len(set(numbers)) == 1:
        return [f"        [{numbers[0]}] * {len(numbers)},"]
    return ["        [", *_wrapped(numbers, "            "), "        ],"]
