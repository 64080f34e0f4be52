"""What an answer is: right, or which misconception; whether something read again is an answer at all; and its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.course.questions.drawn import Curve, Point, Size
from cnnviz.course.questions.kinds import KEY, Choice, Number, Order, Which
from cnnviz.course.scenes import Scene
from cnnviz.figures.convolution import candidates

# What a learner gives: a number, the id of a choice, ids in an order, or numbers: a cell, a size, a curve's.
Given = float | str | tuple[str, ...] | tuple[float, ...]
Drawn = Point | Size | Curve
Question = Number | Choice | Which | Order | Drawn
# Under which the maps to choose from stand.
LETTERS = "ABCDEFGH"
# Rows or columns, and points of a curve, that an answer may have; and what its numbers stay below, which NaN does not.
MOST, LARGEST = 10_000, 1e12
NUMBER = (int, float, np.number)


@dataclass(frozen=True)
class Verdict:
    """What came of an answer: whether it is right, and which misconception a wrong one is, if any."""

    right: bool
    misconception: str = ""


def verdict(question: Question, scene: Scene, given: Given) -> Verdict:
    """What an answer to a question about this scene is."""
    if _is_right(question, scene, given):
        return Verdict(True)
    return Verdict(False, next(iter(_caught(question, scene, given)), ""))


def right_answer(question: Question, scene: Scene) -> Given:
    """The key itself; of several right cells the first."""
    match question:
        case Number() | Choice() | Size():
            return question.key(scene)
        case Which():
            return KEY
        case Order():
            return ranked(question.cost(scene))
        case Point():
            return question.key(scene)[0]
        case Curve():
            return tuple(map(float, question.key(scene)))


def _is_right(question: Question, scene: Scene, given: Given) -> bool:
    if isinstance(question, Curve):
        key, curve = question.key(scene), np.array(given, float)
        return curve.shape == key.shape and bool(question.near(curve, key).all())
    if isinstance(question, Which):
        return given == KEY
    return _fits(given, question.cost(scene) if isinstance(question, Order) else question.key(scene))


def _caught(question: Question, scene: Scene, given: Given) -> list[str]:
    """The misconceptions that would answer so."""
    if isinstance(question, Choice):
        return [question.traps[str(given)]] if given in question.traps else []
    if isinstance(question, Which):
        return [str(given)] if given in question.traps else []
    if isinstance(question, Curve):
        return _drawn_as(question, scene, np.array(given, float))
    return [id for id, trap in question.traps.items() if _fits(given, trap(scene))]


def _fits(given: Given, value: object) -> bool:
    """Whether an answer is this value: a number, the costs of what is to be ordered, cells, or the thing itself."""
    if isinstance(value, Mapping):
        return given == ranked(value)
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return given in value
    if isinstance(value, NUMBER) and isinstance(given, NUMBER):
        return close(float(given), float(value))
    return given == value


def _drawn_as(question: Curve, scene: Scene, curve: np.ndarray) -> list[str]:
    """The misconceptions whose curves pass where this one (n) does wherever they leave the right one, the plainest
    first: elsewhere a hand may have slipped."""
    key = question.key(scene)
    if curve.shape != key.shape:
        return []
    traps = {id: trap(scene) for id, trap in question.traps.items()}
    apart = {id: ~question.near(trap, key) for id, trap in traps.items()}
    caught = [id for id, trap in traps.items() if apart[id].any() and question.near(curve, trap)[apart[id]].all()]
    return sorted(caught, key=lambda id: -int(apart[id].sum()))


def close(given: float, value: float) -> bool:
    """Whether a number that was typed means this one, as far as pages write it out."""
    return bool(abs(given - value) <= 1e-3 * max(1.0, abs(value)))


def ranked(cost: Mapping[str, float]) -> tuple[str, ...]:
    """Ids, the smallest first."""
    return tuple(sorted(cost, key=cost.__getitem__))


def usable(question: Question, given: object) -> Given | None:
    """What was given, read again from a text that a browser kept or from what it sends; None where it is no answer to
    this question."""
    match question:
        case Number():
            return float(given) if isinstance(given, int | float) and abs(given) < LARGEST else None
        case Order():
            order = tuple(given) if isinstance(given, list | tuple) else ()
            return order if sorted(map(str, order)) == sorted(question.items) else None
        case Point():
            return _whole_numbers(given, 0)
        case Size():
            return _whole_numbers(given, 1)
        case Curve():
            return _curve(given)
    known = question.options if isinstance(question, Choice) else {KEY, *question.traps, *question.others}
    return given if isinstance(given, str) and given in known else None


def _whole_numbers(given: object, least: int) -> tuple[int, int] | None:
    """Two whole numbers."""
    read = _curve(given)
    if read is None or len(read) != 2 or not all(least <= one < MOST and one == int(one) for one in read):
        return None
    return int(read[0]), int(read[1])


def _curve(given: object) -> tuple[float, ...] | None:
    if not isinstance(given, list | tuple) or not 0 < len(given) < MOST:
        return None
    numbered = all(isinstance(one, int | float) and not isinstance(one, bool) and abs(one) < LARGEST for one in given)
    return tuple(map(float, given)) if numbered else None


def in_words(question: Question, scene: Scene, given: Given, seed: int = 0) -> str:
    """An answer as it is read; rows and columns count from 1."""
    if isinstance(question, Choice):
        return question.options[str(given)]
    if isinstance(question, Which):
        return lettered(question, scene, seed)[str(given)]
    if isinstance(question, Order):
        return listed(question, given)  # type: ignore[arg-type]
    values = [float(one) for one in np.ravel(given)]
    if isinstance(question, Number | Curve):
        return ", ".join(map(numbers.text, values))
    first, second = map(int, values)
    if isinstance(question, Size):
        return f"{numbers.count(first, 'row')} × {numbers.count(second, 'column')}"
    return f"row {first + 1}, column {second + 1}"


def listed(question: Order, order: Sequence[str]) -> str:
    """Things in an order, in words."""
    return " < ".join(question.items[id] for id in order)


def lettered(question: Which, scene: Scene, seed: int = 0) -> dict[str, str]:
    """Id of a map -> the letter that it stands under; a row of numbers is written out instead."""
    matrices = question.matrices(scene, seed)
    if all(len(matrix) == 1 for matrix in matrices.values()):
        return {id: candidates.row(matrix) for id, matrix in matrices.items()}
    return dict(zip(matrices, LETTERS, strict=False))
