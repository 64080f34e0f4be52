"""Who is stuck: who has not answered for long, and who goes wrong again and again."""

from dataclasses import replace

import pytest

from cnnviz.classroom.answered import Answered
from cnnviz.classroom.going import SILENT, WRONG, going
from cnnviz.classroom.state import Sent

SENT = Sent(1, "pooling", "", "pooling.a", at=1000.0)
RIGHT = Answered(1, "pooling.a", 1, "1", True, right=True)
FAILED = Answered(1, "pooling.b", 0, "1", False)


def test_an_answer_is_counted_and_whether_it_was_right_at_first() -> None:
    how = going([FAILED, RIGHT], SENT, 1, 1000.0 + 2 * SILENT)
    assert (how.answered, how.right, how.done, how.stuck) == (2, 1, True, "")


def test_silence_counts_from_when_all_were_asked() -> None:
    assert not going([], SENT, 1, 1000.0 + SILENT - 1).stuck
    assert going([], SENT, 1, 1000.0 + 2 * SILENT).stuck == "no answer for 2 min"
    assert not going([], Sent(), 0, 10_000.0).stuck


def test_an_answer_of_an_earlier_round_is_none_now() -> None:
    assert going([RIGHT], SENT, 2, 1000.0 + SILENT).stuck


@pytest.mark.parametrize(("wrong", "stuck"), [(WRONG - 1, False), (WRONG, True)])
def test_several_wrong_in_a_row(wrong: int, stuck: bool) -> None:
    failed = [replace(FAILED, step=f"pooling.{at}") for at in range(wrong)]
    assert bool(going(failed, Sent(), 0, 0.0).stuck) == stuck
    assert not going([*failed, RIGHT], Sent(), 0, 0.0).stuck


def test_many_tries_at_one() -> None:
    assert going([replace(FAILED, tries=4)], Sent(), 0, 0.0).stuck == "4 tries at one question"
    assert not going([replace(FAILED, tries=4, right=True)], Sent(), 0, 0.0).stuck


def test_what_is_skipped_is_not_called_wrong() -> None:
    failed = [replace(FAILED, step=f"pooling.{at}") for at in range(WRONG - 1)]
    assert going([*failed, replace(FAILED, given="null")], Sent(), 0, 0.0).stuck == "3 wrong or skipped in a row"
