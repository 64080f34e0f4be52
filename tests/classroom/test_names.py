"""Names are text: nothing that is unseen, turns the writing round or grows without end."""

import pytest

from cnnviz import limits
from cnnviz.classroom import names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Mia  Müller ", "Mia Müller"),
        ("a\u202eb\u200b\x00\n c", "ab c"),
        ("<b>Noah</b>", "<b>Noah</b>"),
        ("李小龍", "李小龍"),
        ("", ""),
        ("\u3164\u2800", ""),
        ("learner 3", ""),
        ("x" * 500, "x" * limits.CLASS_NAME),
        ("z" + "\u0301" * 30, "\u017a\u0301\u0301"),
    ],
)
def test_a_name_is_cleaned(typed: str, name: str) -> None:
    assert names.cleaned(typed) == name


def test_who_gives_none_has_a_number() -> None:
    assert (names.called("", 7), names.called("Mia", 7)) == ("Learner 7", "Mia")


def test_nobody_has_the_name_of_another_in_the_class() -> None:
    assert names.apart("Mia", ["Noah", ""]) == "Mia"
    assert names.apart("mia", ["Mia", "Mia (2)"]) == "mia (3)"
    assert names.apart("", ["", ""]) == ""
    long = "x" * limits.CLASS_NAME
    assert len(names.apart(long, [long])) == limits.CLASS_NAME
