"""The one rule by which every number on a page is rounded and written."""

import math
from collections.abc import Iterable, Sequence

import numpy as np


def text(value: float) -> str:
    """Four significant digits, a true minus sign; what would round to 0 beside 1 (below 0.000001) is 0."""
    value = float(value)
    if abs(value) < 1e-6:
        return "0"
    if abs(value) >= 1e6:
        return f"{value:.3e}".replace("e+0", "e").replace("-", "−")
    decimals = max(0, 3 - math.floor(math.log10(abs(value))))
    written = f"{value:.{decimals}f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace("-", "−")


def shortened(values: np.ndarray, decimals: int) -> np.ndarray:
    """Values with so many decimals; smaller ones with as many as two digits of them need, so that none becomes 0."""
    values = np.asarray(values, float)
    sizes = np.abs(values)
    needed = np.where(sizes > 0, 1 - np.floor(np.log10(np.where(sizes > 0, sizes, 1))), 0)
    scale = 10.0 ** np.clip(needed, decimals, 12)
    return np.round(values * scale) / scale


def size(shape: tuple[int, ...]) -> str:
    """A shape as it is said: rows × columns, or channels × rows × columns."""
    return " × ".join(str(side) for side in shape)


def count(number: int, noun: str) -> str:
    """A number and its noun: 1 map, 2 maps."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], chosen: Iterable[bool]) -> str:
    """The names that are chosen, in quotes; of more than four three, and how many more: “a”, “b” and “c”."""
    found = [f"“{name}”" for name, one in zip(names, chosen, strict=True) if one]
    *most, last = [*found[:3], f"{len(found) - 3} more"] if len(found) > 4 else found
    return f"{', '.join(most)} and {last}" if most else last
