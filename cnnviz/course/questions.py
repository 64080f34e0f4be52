"""Questions as values: their keys and what a misconception would answer are computed from what stands on the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cnnviz.course.scenes import Scene

# What a learner gives: a number, the id of a choice, or ids in an order.
Given = float | str | tuple[str, ...]


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

    def matrices(self, scene: Scene, seed: int = 0) -> dict[str, np.ndarray]:
        """Id -> matrix (h w), in an order that the seed decides; the right one's id is KEY."""
        made = {KEY: self.key} | dict(self.traps) | dict(self.others)
        order = np.random.default_rng([seed, *self.ask.encode()]).permutation(len(made))
        return {id: made[id](scene) for id in np.array(list(made))[order].tolist()}


@dataclass(frozen=True)
class Order:
    """Things, id -> name, to be put in order, the smallest first by what each comes to. `traps` says what each would
    come to by a misconception."""

    ask: str
    items: Mapping[str, str]
    cost: Callable[[Scene], Mapping[str, float]]
    traps: Mapping[str, Callable[[Scene], Mapping[str, float]]] = field(default_factory=dict)


Question = Number | Choice | Which | Order
KEY = "right"


@dataclass(frozen=True)
class Verdict:
    """What came of an answer: whether it is right, and which misconception a wrong one is, if any."""

    right: bool
    misconception: str = ""


def verdict(question: Question, scene: Scene, given: Given) -> Verdict:
    """What an answer to a question about this scene is."""
    key = right_answer(question, scene)
    if isinstance(question, Number):
        right = close(float(given), float(key))  # type: ignore[arg-type]
        caught = [id for id, trap in question.traps.items() if close(float(given), trap(scene))]  # type: ignore[arg-type]
    elif isinstance(question, Choice):
        right, caught = given == key, [question.traps[str(given)]] if given in question.traps else []
    elif isinstance(question, Which):
        right, caught = given == key, [str(given)] if given in question.traps else []
    else:
        right, caught = given == key, [id for id, cost in question.traps.items() if ranked(cost(scene)) == given]
    return Verdict(right, "" if right else next(iter(caught), ""))


def right_answer(question: Question, scene: Scene) -> Given:
    """The key itself."""
    if isinstance(question, Number | Choice):
        return question.key(scene)
    return KEY if isinstance(question, Which) else ranked(question.cost(scene))


def close(given: float, value: float) -> bool:
    """Whether a number that was typed means this one, as far as pages write it out."""
    return bool(abs(given - value) <= 1e-3 * max(1.0, abs(value)))


def ranked(cost: Mapping[str, float]) -> tuple[str, ...]:
    """Ids, the smallest first."""
    return tuple(sorted(cost, key=cost.__getitem__))


def listed(question: Order, order: Sequence[str]) -> str:
    """Things in an order, in words."""
    return " < ".join(question.items[id] for id in order)


def usable(question: Question, given: object) -> Given | None:
    """What was given, read again from a text that a browser kept; None where it is no answer to this question."""
    if isinstance(question, Number):
        return float(given) if isinstance(given, int | float) and np.isfinite(given) else None
    if isinstance(question, Order):
        order = tuple(given) if isinstance(given, list | tuple) else ()
        return order if sorted(map(str, order)) == sorted(question.items) else None
    known = question.options if isinstance(question, Choice) else {KEY, *question.traps, *question.others}
    return given if isinstance(given, str) and given in known else None
