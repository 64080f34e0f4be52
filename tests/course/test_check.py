"""The check before and after the course: its questions, what it counts, and the gain."""

import pytest

from cnnviz.course import check, progress, questions, registry
from cnnviz.course.progress import Progress, Record


def answered(id: str, right: int) -> Progress:
    """After a check in which the first so many were right."""
    steps = [step for step in check.CHECKS[id].steps if step.question]
    records = {registry.name(id, step): Record(1, at < right, at < right) for at, step in enumerate(steps)}
    return Progress(records, {id: len(check.CHECKS[id].steps)})


def test_the_same_is_asked_twice_with_other_numbers_and_told_apart() -> None:
    before, after = (check.CHECKS[id].steps for id in (check.BEFORE, check.AFTER))
    assert 8 <= len(check.ASKED) <= 10
    assert len({step.id for step in before}) == len(before)
    for first, second in zip(before[:-1], after[:-1], strict=True):
        assert first.question is second.question
        assert first.question
        assert len(getattr(first.question, "traps", {})) > 0
        assert first.scenes != second.scenes
        right = questions.right_answer(first.question, second.scene(0))
        assert questions.verdict(first.question, second.scene(0), right).right


def test_the_questions_are_of_five_pages_at_least() -> None:
    assert len({step.scene(0).page for step in check.CHECKS[check.BEFORE].steps}) >= 5


def test_a_score_counts_once_the_end_is_reached() -> None:
    whole = answered(check.BEFORE, 3)
    assert check.score(whole, check.BEFORE) == 3 / len(check.ASKED)
    assert check.score(Progress(whole.records, {check.BEFORE: 4}), check.BEFORE) is None
    assert check.score(whole, check.AFTER) is None
    skipped = {name: Record(None, False, False) for name in whole.records}
    assert check.score(Progress(skipped, whole.reached), check.BEFORE) == 0


def test_who_only_opens_the_end_has_no_score() -> None:
    whole = answered(check.BEFORE, 3)
    name = registry.name(check.BEFORE, check.CHECKS[check.BEFORE].steps[3])
    others = {one: record for one, record in whole.records.items() if one != name}
    assert check.open_steps(whole, check.BEFORE) == ()
    for known, missing in ((Progress(others, whole.reached), (4,)), (Progress({}, whole.reached), tuple(range(1, 10)))):
        assert check.score(known, check.BEFORE) is None
        assert check.open_steps(known, check.BEFORE) == missing


def test_a_score_is_kept_with_the_rest() -> None:
    whole = answered(check.BEFORE, 3)
    assert check.score(progress.read(whole.text()), check.BEFORE) == 3 / len(check.ASKED)


@pytest.mark.parametrize(
    ("before", "after", "gain"), [(0, 1, 1), (0.5, 0.75, 0.5), (0.5, 0.5, 0), (0.5, 0.25, -0.5), (1, 1, None)]
)
def test_the_gain_is_the_share_of_what_was_missing(before: float, after: float, gain: float | None) -> None:
    assert check.gain(before, after) == gain
