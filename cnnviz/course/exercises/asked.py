"""The questions of an exercise as values that can be kept: kind, words, options, and the key as it was computed, or
typed, when the exercise was made."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnviz.course import questions
from cnnviz.course.questions import Given, Question
from cnnviz.course.scenes import Scene

NUMBER, CHOICE, ORDER, WHICH, POINT, SIZE = "number", "choice", "order", "which", "point", "size"
KINDS = {
    NUMBER: "Type a number",
    CHOICE: "Choose one",
    ORDER: "Put in order",
    WHICH: "Which of these maps",
    POINT: "Point at it",
    SIZE: "Draw the size",
}
Rows = tuple[tuple[float, ...], ...]
# The name of the one matrix that is pointed at, and of the one whose rows and columns are drawn as a ghost.
SHOWN = "shown"
# What keys are computed from in the course: these are given already.
_NOWHERE = Scene("")


@dataclass(frozen=True)
class Asked:
    """A question: `ask` are its words, `options` what is to be chosen from or put in order, id -> name, `matrices` the
    maps to choose from, or SHOWN, the one to point at; `of` are rows and columns of what a size is drawn beside. `fact`
    is the page's own fact that the key followed; none where the teacher gave it. `traps` say what each misconception
    would answer to a number or a size, by its id."""

    kind: str
    ask: str
    key: Given
    fact: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, Rows] = field(default_factory=dict)
    of: tuple[int, int] = (1, 1)
    traps: Mapping[str, Given] = field(default_factory=dict)

    def question(self, written: Callable[[str], str] = str) -> Question:
        """As the course asks it, the teacher's own words `written` as whoever shows them needs it."""
        ask, options = written(self.ask), {id: written(name) for id, name in self.options.items()}
        key: Any = self.key
        match self.kind:
            case "number":
                return questions.Number(ask, lambda scene: float(key), _trapped(self.traps))
            case "choice":
                return questions.Choice(ask, options, lambda scene: str(key))
            case "order":
                places = {id: float(place) for place, id in enumerate(key)}
                return questions.Order(ask, options, lambda scene: places)
            case "point":
                return questions.Point(ask, _held(self.matrices[SHOWN]), lambda scene: ((int(key[0]), int(key[1])),))
            case "size":
                size, traps = (int(key[0]), int(key[1])), _trapped(self.traps)
                return questions.Size(ask, lambda scene: size, lambda scene: self.of, traps)
        made = {id: _held(kept) for id, kept in self.matrices.items()}
        right = made.pop(questions.KEY)
        # In the same words, the right one is not always under the same letter.
        order = zlib.crc32("".join(sorted(map(str, self.matrices.values()))).encode())
        return questions.Which(ask, right, others=made, order=order)

    def in_words(self, given: Given, written: Callable[[str], str] = str) -> str:
        """An answer as it is read. Which letter a map stands under follows from the words as they are `written`."""
        return questions.in_words(self.question(written if self.kind == WHICH else str), _NOWHERE, given)

    def maps(self, written: Callable[[str], str] = str) -> tuple[Rows, ...]:
        """The maps to choose from, in the order in which they stand on the page."""
        asked = self.question(written)
        if not isinstance(asked, questions.Which):
            return ()
        return tuple(map(rows, asked.matrices(_NOWHERE).values()))

    def is_right(self, given: Given | None) -> bool:
        """Whether it is the key."""
        return given is not None and questions.verdict(self.question(), _NOWHERE, given).right

    def misconception(self, given: Given | None) -> str:
        """The id of the misconception that an answer is, "" where it is none."""
        return questions.verdict(self.question(), _NOWHERE, given).misconception if given is not None else ""


def rows(matrix: np.ndarray) -> Rows:
    """A matrix (h w) as it is kept."""
    return tuple(tuple(map(float, row)) for row in matrix)


def _held(kept: Rows) -> Callable[[Scene], np.ndarray]:
    return lambda scene: np.array(kept, np.float32)


def _trapped(traps: Mapping[str, Given]) -> dict[str, Callable[[Scene], Any]]:
    return {id: lambda scene, given=given: given for id, given in traps.items()}  # type: ignore[misc]


def read(told: Mapping[str, Any]) -> Asked:
    """What `asdict` of one told, from JSON."""
    key = _given(told["key"])
    matrices = {id: tuple(map(tuple, rows)) for id, rows in told["matrices"].items()}
    # Exercises of earlier versions have none.
    traps = {id: _given(one) for id, one in told.get("traps", {}).items()}
    return Asked(told["kind"], told["ask"], key, told["fact"], told["options"], matrices, tuple(told["of"]), traps)


def _given(told: Any) -> Given:
    return tuple(told) if isinstance(told, list) else told
