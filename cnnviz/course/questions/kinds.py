"""Kinds of questions that are answered in words: a number, a choice, a map among several, an order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cnnviz.course.scenes import Scene

# The id of the right one among matrices.
KEY = "right"


@dataclass(frozen=True)
class Number:
    """A number to type. `traps` has what each misconception would answer, by its id."""

    ask: str
    key: Callable[[Scene], float]
    traps: Mapping[str, Callable[[Scene], float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One of several answers, id -> what it says. `traps` says by the id of the answer which misconception it is."""

    ask: str
    options: Mapping[str, str]
    key: Callable[[Scene], str]
    traps: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Which:
    """Which of some small matrices is the right one: that of `key`, or one of those that misconceptions would make, by
    their ids; `others` are wrong for no reason that has a name."""

    ask: str
    key: Callable[[Scene], np.ndarray]
    traps: Mapping[str, Callable[[Scene], np.ndarray]] = field(default_factory=dict)
    others: Mapping[str, Callable[[Scene], np.ndarray]] = field(default_factory=dict)
    # Another order for another value, for questions in the same words.
    order: int = 0

    def matrices(self, scene: Scene, seed: int = 0) -> dict[str, np.ndarray]:
        """Id -> matrix (h w), in an order that the seed decides; the right one's id is KEY."""
        made = {KEY: self.key} | dict(self.traps) | dict(self.others)
        order = np.random.default_rng([seed + self.order, *self.ask.encode()]).permutation(len(made))
        return {id: made[id](scene) for id in np.array(list(made))[order].tolist()}


@dataclass(frozen=True)
class Order:
    """Things, id -> name, to be put in order, the smallest first by what each comes to. `traps` says what each would
    come to by a misconception."""

    ask: str
    items: Mapping[str, str]
    cost: Callable[[Scene], Mapping[str, float]]
    traps: Mapping[str, Callable[[Scene], Mapping[str, float]]] = field(default_factory=dict)
