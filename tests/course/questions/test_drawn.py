"""Questions that are answered with a hand: what is right, what a wrong answer gives away, what the browser is told."""

import json

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.course import progress, questions
from cnnviz.course.progress import Progress, Record
from cnnviz.course.questions import Curve, Point, Size, Verdict, boards
from cnnviz.course.scenes import Scene

SCENE = Scene("pooling")
MATRIX = np.array([[3, -20, 5], [5, 1, 2]], float)
POINT = Point(
    "Where?",
    lambda _: MATRIX,
    lambda _: questions.largest(MATRIX),
    {"max-absolute": lambda _: questions.largest(abs(MATRIX))},
    lambda _: (0, 1, 2, 2),
)
SIZE = Size("How large?", lambda _: (3, 5), lambda _: (4, 6), {"keeps-size": lambda _: (4, 6)})
KEY = np.array([0, 2, 0, -2], float)
CURVE = Curve(
    "Which?",
    lambda _: KEY,
    {"negative-nothing": lambda _: np.maximum(KEY, 0), "flips": lambda _: -KEY},
    step=0.5,
    shows=lambda _: np.array([0, 2, 2, 0], float),
)
ALL = pytest.mark.parametrize("question", [POINT, SIZE, CURVE])


@pytest.mark.parametrize(
    ("question", "given", "verdict"),
    [
        (POINT, (0, 2), Verdict(True)),
        (POINT, (1, 0), Verdict(True)),
        (POINT, (0, 1), Verdict(False, "max-absolute")),
        (POINT, (1, 2), Verdict(False)),
        (SIZE, (3, 5), Verdict(True)),
        (SIZE, (4, 6), Verdict(False, "keeps-size")),
        (SIZE, (5, 3), Verdict(False)),
        (CURVE, (0.0, 2.0, 0.0, -2.0), Verdict(True)),
        (CURVE, (0.25, 1.75, -0.25, -2.25), Verdict(True)),
        (CURVE, (0.0, 2.0, 0.0, -1.5), Verdict(False)),
        (CURVE, (0.0, 2.0, 0.0, 0.0), Verdict(False, "negative-nothing")),
        # A point at which a misconception and the truth agree may be off.
        (CURVE, (1.0, 2.0, 0.0, 0.0), Verdict(False, "negative-nothing")),
        (CURVE, (0.0, -2.0, 0.0, 2.0), Verdict(False, "flips")),
        (CURVE, (0.0, 2.0), Verdict(False)),
    ],
)
def test_an_answer_is_right_or_a_misconception_or_just_wrong(
    question: questions.Drawn, given: tuple[float, ...], verdict: Verdict
) -> None:
    assert questions.verdict(question, SCENE, given) == verdict


@ALL
def test_the_right_answer_is_right(question: questions.Drawn) -> None:
    assert questions.verdict(question, SCENE, questions.right_answer(question, SCENE)).right


@ALL
def test_an_answer_comes_back_from_what_a_browser_keeps(question: questions.Drawn) -> None:
    right = questions.right_answer(question, SCENE)
    kept = progress.read(Progress({"one": Record(right, True, True)}).text()).records["one"].given
    assert questions.usable(question, kept) == right
    assert questions.usable(question, json.loads(json.dumps(right))) == right


@ALL
@pytest.mark.parametrize(
    "given", [None, "x", 3, [], [None, 1], ["a", "b"], [True, True], [float("nan")] * 4, [1e99, 0], {}, [[1], [2]]]
)
def test_what_is_no_answer_is_none(question: questions.Drawn, given: object) -> None:
    assert questions.usable(question, given) is None


@pytest.mark.parametrize(
    ("question", "given"), [(POINT, [-1, 0]), (POINT, [0.5, 0]), (SIZE, [0, 3]), (SIZE, [1, 2, 3])]
)
def test_a_place_that_cannot_be_is_none(question: questions.Drawn, given: list[float]) -> None:
    assert questions.usable(question, given) is None


def test_answers_are_said_from_1() -> None:
    assert questions.in_words(POINT, SCENE, (0, 2)) == "row 1, column 3"
    assert questions.in_words(SIZE, SCENE, (3, 5)) == "3 rows × 5 columns"
    assert questions.in_words(SIZE, SCENE, (3, 1)) == "3 rows × 1 column"
    assert questions.in_words(CURVE, SCENE, (0.0, -2.0)) == "0, −2"


@ALL
def test_an_open_board_does_not_know_the_answer_and_a_closed_one_shows_both(question: questions.Drawn) -> None:
    header, _ = packing.unpacked(boards.message(question, SCENE))
    assert header["open"]
    assert header["given"] is None
    assert "key" not in header
    right = questions.right_answer(question, SCENE)
    header, _ = packing.unpacked(boards.message(question, SCENE, right, open=False))
    assert header["given"] == list(right)  # type: ignore[arg-type]
    assert header["key"] == ([[0, 2], [1, 0]] if question is POINT else list(right))  # type: ignore[arg-type]


def test_a_board_has_room_for_every_answer_and_a_scale_around_zero() -> None:
    header, arrays = packing.unpacked(boards.message(POINT, SCENE))
    assert (header["low"], header["high"]) == (-20, 20)
    np.testing.assert_array_equal(arrays["matrix"], MATRIX)
    grey, _ = packing.unpacked(boards.message(Point("?", lambda _: abs(MATRIX), POINT.key), SCENE))
    assert (grey["low"], grey["high"]) == (0, 20)
    assert packing.unpacked(boards.message(SIZE, SCENE))[0]["room"] == [4 + boards.AIR, 6 + boards.AIR]
    curve, arrays = packing.unpacked(boards.message(CURVE, SCENE))
    assert (curve["count"], curve["step"], curve["end"]) == (4, 0.5, 2.5)
    assert list(arrays) == ["shows"]
