"""Values in words, for who cannot see them drawn: where they are largest and smallest, and where most of it is."""

import numpy as np

QUARTERS = ("upper left", "upper right", "lower left", "lower right")


def text(values: np.ndarray) -> str:
    """A map, an image's channel or a table of numbers (h w) in a sentence; places count from 1."""
    if values.size < 2:
        return ""
    high, low = (np.unravel_index(int(found), values.shape) for found in (values.argmax(), values.argmin()))
    if values[high] == values[low]:
        return "The same number everywhere."
    sentence = f"Largest in {_place(high)}, smallest in {_place(low)}"
    return f"{sentence}; {most}." if (most := _most(np.abs(values))) else f"{sentence}."


def _place(at: tuple[np.intp, ...]) -> str:
    return f"row {at[0] + 1}, column {at[1] + 1}"


def _most(sizes: np.ndarray) -> str:
    """In which quarter sizes (h w) are largest on average."""
    if min(sizes.shape) < 4:
        return ""
    row, column = (side // 2 for side in sizes.shape)
    parts = (sizes[:row, :column], sizes[:row, column:], sizes[row:, :column], sizes[row:, column:])
    means = [float(part.mean()) for part in parts]
    if max(means) < 1.02 * min(means):
        return "spread evenly"
    return f"strongest in the {QUARTERS[int(np.argmax(means))]} quarter"
