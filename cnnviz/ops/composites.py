"""What several maps say together: strength and direction of an edge, the strongest of eight, two maps combined."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True)
class Combination:
    """A rule that makes one map of two: (h w), (h w) -> (h w)."""

    label: str
    sentence: str
    function: Callable[[np.ndarray, np.ndarray], np.ndarray]


def direction(across: np.ndarray, down: np.ndarray) -> np.ndarray:
    """Where it gets brighter, from the x and y maps (… h w): degrees in [0, 360), 0 right, 90 down, 270 up."""
    return np.mod(np.degrees(np.arctan2(down, across)) + 360, 360)  # first up: a hair below 0 would round to 360


@dataclass(frozen=True, eq=False)
class Pair:
    """Two maps (h w) of one picture, x and y or another two, and the bias in both."""

    first: np.ndarray
    second: np.ndarray
    bias: float = 0.0

    def combined(self, combination: str) -> np.ndarray:
        """Both by the rule of that name, a key of COMBINATIONS: (h w)."""
        return COMBINATIONS[combination].function(self.first, self.second)

    @property
    def direction(self) -> np.ndarray:
        """Of x and y, where it gets brighter, as `direction` says it: degrees (h w)."""
        bias = np.float32(self.bias)
        return direction(self.first - bias, self.second - bias)

    @property
    def strength(self) -> np.ndarray:
        """Of x and y, how strongly it does, without the bias: (h w)."""
        bias = np.float32(self.bias)
        return np.asarray(np.hypot(self.first - bias, self.second - bias))


class Strongest(NamedTuple):
    """Of several maps at each place: the largest (h w), which one `won` it uint8 (h w), whether others `tied` with it
    bool (h w)."""

    best: np.ndarray
    won: np.ndarray
    tied: np.ndarray


def strongest(maps: np.ndarray, rounding: float = 0.0) -> Strongest:
    """The largest of the maps at each pixel and which one it was: maps (k h w).

    Of equal ones the first wins, so a flat pixel says 0 and its strength 0. Equal are numbers no farther apart than
    `rounding` can have moved them: the order in which a computer adds up decides nothing.
    """
    best, won = maps.max(axis=0), np.empty(maps.shape[1:], np.uint8)
    equal, count = best - np.float32(rounding), np.zeros(maps.shape[1:], np.uint8)
    for which in reversed(range(len(maps))):  # several times faster than argmax over the first axis
        near = maps[which] >= equal
        np.copyto(won, which, where=near)
        count += near
    return Strongest(best, won, count > 1)


COMBINATIONS = {
    "magnitude": Combination("magnitude", "√(x² + y²): how strong an edge is, whichever way it faces.", np.hypot),
    "smaller": Combination(
        "smaller",
        "The smaller of the two, at least 0: only where both are found (AND).",
        lambda a, b: np.maximum(np.minimum(a, b), 0),
    ),
    "larger": Combination("larger", "The larger of the two: where either is found (OR).", np.maximum),
    "sum": Combination("sum", "x + y: answers grow where both agree and cancel where they differ.", np.add),
    "product": Combination("product", "x · y: large only where both are large.", np.multiply),
}
