"""What several maps say together: strength and direction of an edge, the strongest of eight, two maps combined."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Combination:
    """A rule that makes one map of two: (h w), (h w) -> (h w)."""

    sentence: str
    function: Callable[[np.ndarray, np.ndarray], np.ndarray]


def direction(across: np.ndarray, down: np.ndarray) -> np.ndarray:
    """Where it gets brighter, from the x and y maps (… h w): degrees in [0, 360), 0 right, 90 down, 270 up."""
    return np.mod(np.degrees(np.arctan2(down, across)) + 360, 360)  # first up: a hair below 0 would round to 360


def strongest(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The largest of the maps at each pixel and which one it was: maps (k h w) -> (h w), int (h w).

    Of equal ones the first wins, so a flat pixel says 0 and its strength 0.
    """
    best, won = maps.max(axis=0), np.empty(maps.shape[1:], np.uint8)
    for which in reversed(range(len(maps))):  # several times faster than argmax over the first axis
        np.copyto(won, which, where=maps[which] == best)
    return best, won


COMBINATIONS = {
    "magnitude": Combination("√(x² + y²): how strong an edge is, whichever way it faces.", np.hypot),
    "smaller": Combination(
        "The smaller of the two, at least 0: only where both are found (AND).",
        lambda a, b: np.maximum(np.minimum(a, b), 0),
    ),
    "larger": Combination("The larger of the two: where either is found (OR).", np.maximum),
    "sum": Combination("x + y: answers grow where both agree and cancel where they differ.", np.add),
    "product": Combination("x · y: large only where both are large.", np.multiply),
}
