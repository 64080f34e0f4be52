"""How far a learner is, there and back as text, whoever wrote it."""

import json

import pytest

from cnnviz.course import progress, questions
from cnnviz.course.progress import Progress, Record

RECORDS = {
    "one.number": Record(3.5, True, False, "", 2),
    "one.choice": Record("zero", False, False, "flips"),
    "two.order": Record(("a", "b"), True, True),
    "two.skipped": Record(None, False, False),
}
WHOLE = Progress(RECORDS, {"one": 3})


def test_it_comes_back_as_it_went() -> None:
    assert progress.read(WHOLE.text()) == WHOLE
    assert Progress().text() == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "[]",
        "{",
        '{"answers": 3, "reached": []}',
        '{"answers": {"a": [1]}}',
        '{"reached": {"a": -1}}',
        "[" * 9999,
        f'{{"answers": {{"a": [1{"0" * 400}, false, false, "", 0]}}}}',
        f'{{"reached": {{"{"a" * 999}": 1}}}}',
    ],
)
def test_what_is_none_is_nothing(text: str) -> None:
    assert progress.read(text) == Progress()


def test_of_what_is_half_spoilt_the_rest_is_kept() -> None:
    whole = json.loads(WHOLE.text())
    whole["answers"] |= {"bad": ["x", 1, 1, "", 0], "worse": None, "other": [{}, True, True, "", 0]}
    assert progress.read(json.dumps(whole)) == WHOLE


def test_the_first_try_is_remembered() -> None:
    again = WHOLE.answered("one.choice", Record("below", True, True))
    assert again.records["one.choice"].right
    assert not again.records["one.choice"].first
    assert WHOLE.answered("new", Record(1, True, True)).records["new"].first


def test_missed_are_those_that_were_skipped_or_wrong() -> None:
    assert WHOLE.missed(["one.number", "one.choice", "two.skipped", "unseen"]) == ("one.choice", "two.skipped")


def test_two_sessions_together_have_what_was_answered_last_and_the_farther_step() -> None:
    here = Progress({"one.choice": Record("below", True, True)}, {"one": 2, "two": 1})
    both = progress.together(here, WHOLE)
    assert both.records["one.choice"].right
    assert both.records["one.number"] == RECORDS["one.number"]
    assert both.reached == {"one": 3, "two": 1}


def test_half_a_character_in_what_a_browser_kept_can_be_sent_back() -> None:
    text = progress.read('{"answers": {"\\ud800": [null, false, false, "", 0]}}').text()
    assert text.encode()
    assert progress.read(text).records


@pytest.mark.parametrize("given", [2**199, -(2**199), 1e300, float("nan"), float("inf")])
def test_a_number_that_was_never_typed_is_no_answer(given: float) -> None:
    known = progress.read(Progress({"a": Record(given, False, False)}).text()).records["a"]
    assert known.given is not None
    assert questions.usable(questions.Number("How many?", lambda _: 1.0), known.given) is None
