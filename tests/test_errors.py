import pytest

from cnnviz.errors import SHOWN, InputError, shown


@pytest.mark.parametrize("junk", ["\ud800", "\x00", "\x1b[2J", "\u202e", "\x7f", "\ue000", "a\udfffb"])
def test_a_sentence_can_be_written_down_whatever_it_repeats(junk: str) -> None:
    sentence = str(InputError(f"There is no “{junk}”. Choose another."))
    sentence.encode()
    assert sentence.isprintable()
    assert "�" in sentence


def test_letters_of_every_script_stay_as_they_are() -> None:
    sentence = "“क्‍ष”, “می‌خواهم”, “猫”, “e\u0301” × 3.\nNext line."
    assert str(InputError(sentence)) == sentence


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("abc", "“abc”"),
        ([3, None], "[3, null]"),
        (((1, 2), (3, 4)), "[[1, 2], [3, 4]]"),
        ([[[[]]]], "[[[…]]]"),
        ({}, "{}"),
        ({"a": 1}, "{…}"),
        (2**999, "about 2^1000"),
        (-1.5, "-1.5"),
        (float("nan"), "nan"),
    ],
)
def test_a_value_is_shown_as_a_learner_may_have_written_it(value: object, says: str) -> None:
    assert shown(value) == says


def test_a_value_is_shown_briefly_however_large_or_deep_it_is() -> None:
    deep: list[object] = []
    for _ in range(900):
        deep = [deep] * 40
    for value in ("x" * 10**6, [1] * 10**6, deep, {"a": deep}):
        assert len(shown(value)) <= SHOWN
