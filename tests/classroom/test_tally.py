"""Answers as bars: counted, named, and where learners had different numbers only by what they are."""

import json

import pytest

from cnnviz.classroom import steps, tally
from cnnviz.classroom.answered import Answered
from cnnviz.course import misconceptions, questions, registry
from cnnviz.course.lesson import Step
from cnnviz.course.questions import Choice, Number, Which

ASKING = [name for lesson in registry.LESSONS for name in registry.asking(lesson)]


def step_of(name: str) -> Step:
    found = steps.find(name)
    assert found
    return found.step


def of_kind(kind: type) -> str:
    return next(name for name in ASKING if isinstance(step_of(name).question, kind))


def several_scenes(kind: type) -> str:
    return next(n for n in ASKING if isinstance(step_of(n).question, kind) and len(step_of(n).scenes) > 1)


def answered(name: str, given: object, learner: int = 1, draw: int = 0, round: int = 1) -> Answered:
    step = step_of(name)
    assert step.question
    right, wrong = given is not None, ""
    if given is not None:
        answer = tuple(given) if isinstance(given, list) else given
        came = questions.verdict(step.question, step.scene(draw), answer)  # type: ignore[arg-type]
        right, wrong = came.right, came.misconception
    return Answered(learner, name, round, json.dumps(given), right, wrong, draw, 1, right, 1000.0 + learner)


def key(name: str, draw: int = 0) -> object:
    question = step_of(name).question
    assert question
    given = questions.right_answer(question, step_of(name).scene(draw))
    return list(given) if isinstance(given, tuple) else given


@pytest.mark.parametrize("name", ASKING)
def test_every_question_of_the_course_can_be_counted_and_its_key_is_right(name: str) -> None:
    found = tally.tally(name, 1, [answered(name, key(name), learner) for learner in (1, 2)] + [answered(name, None, 3)])
    assert found.count == sum(bar.count for bar in found.bars) == 3
    right = [bar for bar in found.bars if bar.right]
    assert [bar.count for bar in right] == [2]
    assert {bar.label for bar in found.bars} >= {"Skipped"}
    assert found.title
    assert found.ask


def test_numbers_are_bars_the_most_frequent_first() -> None:
    name = of_kind(Number)
    right = float(str(key(name)))
    given = [answered(name, value, at) for at, value in enumerate([-99, right, -99, right, -99])]
    bars = tally.tally(name, 1, given).bars
    assert [(bar.count, bar.right) for bar in bars] == [(3, False), (2, True)]


def test_a_choice_shows_what_nobody_has_chosen_and_what_is_right_even_so() -> None:
    name = of_kind(Choice)
    question = step_of(name).question
    assert isinstance(question, Choice)
    wrong = next(id for id in question.options if id != key(name))
    bars = tally.tally(name, 1, [answered(name, wrong)]).bars
    assert [bar.label for bar in bars] == list(question.options.values())
    assert [bar.label for bar in bars if bar.right] == [question.options[str(key(name))]]


def test_a_trap_that_was_walked_into_is_named() -> None:
    name = next(n for n in ASKING if isinstance(q := step_of(n).question, Number) and q.traps)
    question = step_of(name).question
    assert isinstance(question, Number)
    id, trap = next(iter(question.traps.items()))
    bars = tally.tally(name, 1, [answered(name, trap(step_of(name).scene(0)))]).bars
    assert [bar.misconception for bar in bars] == [misconceptions.MISCONCEPTIONS[id].name]


def test_with_different_numbers_only_what_an_answer_is_is_counted() -> None:
    name = several_scenes(Number)
    right = [answered(name, key(name, draw), draw, draw) for draw in (0, 1)]
    found = tally.tally(name, 1, [*right, answered(name, -12345.0, 3, 1), answered(name, None, 4, 0)])
    assert found.mixed
    assert [(bar.label, bar.count) for bar in found.bars] == [(tally.RIGHT, 2), (tally.ANOTHER, 1), (tally.SKIPPED, 1)]
    assert not tally.tally(name, 1, [right[0], right[0]]).mixed


def test_maps_under_other_letters_are_not_counted_together() -> None:
    name = of_kind(Which)
    assert tally.tally(name, 1, [answered(name, questions.KEY, 1, 0), answered(name, questions.KEY, 2, 7)]).mixed


def test_only_the_latest_round_counts_and_the_newest_question_is_first() -> None:
    one, other = ASKING[:2]
    given = [answered(one, key(one), 1), answered(other, key(other), 1), answered(one, None, 2, round=2)]
    found = tally.tallies(given)
    assert [(each.step, each.round, each.count) for each in found] == [(one, 2, 1), (other, 1, 1)]


def test_many_answers_are_few_bars() -> None:
    name = of_kind(Number)
    bars = tally.tally(name, 1, [answered(name, -1000.0 - at, at) for at in range(30)]).bars
    assert len(bars) == tally.BARS + 1
    assert bars[-1].count == 30 - tally.BARS


def test_a_step_that_is_none_is_counted_by_what_was_given() -> None:
    found = tally.tally(
        "gone.step", 1, [Answered(1, "gone.step", 1, '"x"', True), Answered(2, "gone.step", 1, "null", False)]
    )
    assert [bar.label for bar in found.bars] == ["x", "Skipped"]


def test_a_choice_whose_right_answer_differs_is_not_counted_as_one() -> None:
    name = "activations.negative"
    keys = [key(name, draw) for draw in range(len(step_of(name).scenes))]
    other = next(draw for draw, one in enumerate(keys) if one != keys[0])
    found = tally.tally(name, 1, [answered(name, keys[0], 1, 0), answered(name, keys[0], 2, other)])
    assert found.mixed
    assert next((bar.count, bar.right) for bar in found.bars) == (1, True)
    assert sum(bar.count for bar in found.bars) == 2
    assert not tally.tally(name, 1, [answered(name, keys[0], 1, 0), answered(name, keys[0], 2, 0)]).mixed


def test_questions_that_the_board_does_not_show_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(tally, "tally", lambda name, *_: counted.append(name))
    tally.tallies([answered(name, None, at) for at, name in enumerate(ASKING[:9])], 4)
    assert counted == ASKING[8:4:-1]
