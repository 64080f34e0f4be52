"""The questions of an exercise as values that can be kept: kind, words, options, and the key as it was computed, or
typed, when the exercise was made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnviz import numbers
from cnnviz.course import questions
from cnnviz.course.questions import Given, Question

NUMBER, CHOICE, ORDER, WHICH = "number", "choice", "order", "which"
KINDS = {NUMBER: "Type a number", CHOICE: "Choose one", ORDER: "Put in order", WHICH: "Which of these maps"}
LETTERS = "ABCDEFGH"
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Asked:
    """A question: `ask` are its words, `options` what is to be chosen from or put in order, id -> name, `matrices` the
    maps to choose from. `fact` is the page's own fact that the key followed; none where the teacher gave it."""

    kind: str
    ask: str
    key: Given
    fact: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, Rows] = field(default_factory=dict)

    def question(self, written: Callable[[str], str] = str) -> Question:
        """As the course asks it, the teacher's own words `written` as whoever shows them needs it."""
        ask, options = written(self.ask), {id: written(name) for id, name in self.options.items()}
        if self.kind == NUMBER:
            return questions.Number(ask, lambda scene: float(self.key))  # type: ignore[arg-type]
        if self.kind == CHOICE:
            return questions.Choice(ask, options, lambda scene: str(self.key))
        if self.kind == ORDER:
            places = {id: float(place) for place, id in enumerate(self.key)}  # type: ignore[arg-type]
            return questions.Order(ask, options, lambda scene: places)
        made = {id: _held(rows) for id, rows in self.matrices.items()}
        right = made.pop(questions.KEY)
        return questions.Which(ask, right, others=made)

    def in_words(self, given: Given) -> str:
        """An answer as it is read."""
        if self.kind == NUMBER:
            return numbers.text(float(given))  # type: ignore[arg-type]
        if self.kind == ORDER:
            return " < ".join(self.options[id] for id in given)  # type: ignore[union-attr]
        return self.options[str(given)] if self.kind == CHOICE else LETTERS[list(self.matrices).index(str(given))]

    def is_right(self, given: Given | None) -> bool:
        """Whether it is the key."""
        if given is None:
            return False
        right = questions.KEY if self.kind == WHICH else self.key
        return questions.close(float(given), float(right)) if self.kind == NUMBER else given == right  # type: ignore[arg-type]


def _held(rows: Rows) -> Any:
    return lambda scene: np.array(rows, np.float32)


def read(told: Mapping[str, Any]) -> Asked:
    """What `asdict` of one told, from JSON."""
    key = told["key"]
    matrices = {id: tuple(map(tuple, rows)) for id, rows in told["matrices"].items()}
    return Asked(
        told["kind"],
        told["ask"],
        tuple(key) if isinstance(key, list) else key,
        told["fact"],
        told["options"],
        matrices,
    )
