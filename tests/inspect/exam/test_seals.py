"""What is kept of opened test sets: every look once, there and back as text, whoever wrote it."""

import json
from dataclasses import replace

import pytest

from cnnviz.datasets.choice import FASHION, MNIST, SHAPES, Choice
from cnnviz.inspect.exam import seals
from cnnviz.inspect.exam.seals import Opened, Seals

SET = Choice(SHAPES, 6000)


def test_every_run_is_one_look_and_is_not_counted_twice() -> None:
    now = Seals().opened(SET, "a", "2026-01-02").opened(SET, "b", "2026-01-05").opened(SET, "a", "2026-01-06")
    opened = now.of(SET)
    assert opened == Opened("2026-01-02", ("a", "b"))
    assert [opened.look(run) for run in ("a", "b", "c")] == [1, 2, 0]
    assert Seals().of(SET) == Opened("", ())


def test_a_test_set_is_the_same_however_many_pictures_are_learned_from() -> None:
    now = Seals().opened(SET, "a", "2026-01-02")
    assert now.of(replace(SET, images=60)).runs == ("a",)
    assert now.of(replace(SET, noise=0.9)).runs == now.of(replace(SET, seed=1)).runs == ()
    few, other = Choice(FASHION, 500, seed=3), Choice(FASHION, 20_000)
    assert Seals().opened(few, "b", "2026-01-02").of(other).runs == ("b",)
    assert seals.key(few) != seals.key(replace(few, name=MNIST))


def test_it_comes_back_as_it_went() -> None:
    now = Seals().opened(SET, "a", "2026-01-02").opened(Choice(FASHION), "b", "2026-01-03")
    assert seals.read(now.text()) == now
    assert Seals().text() == ""


@pytest.mark.parametrize(
    "text", ["", "no", "[]", "{", '{"a": 3}', '{"a": []}', '{"a": ["2026-01-01"]}', '{"a": [1, "b"]}', "[" * 9999]
)
def test_what_is_none_is_nothing(text: str) -> None:
    assert seals.read(text) == Seals()


def test_of_two_sessions_no_look_is_lost_and_none_counts_twice() -> None:
    here = Seals().opened(SET, "b", "2026-01-05").opened(SET, "c", "2026-01-05")
    earlier = Seals().opened(SET, "a", "2026-01-02").opened(SET, "b", "2026-01-03").opened(Choice(MNIST), "d", "2026")
    both = seals.together(here, earlier)
    assert both.of(SET) == Opened("2026-01-02", ("a", "b", "c"))
    assert both.of(Choice(MNIST)).runs == ("d",)
    assert json.loads(both.text())[seals.key(SET)] == ["2026-01-02", "a", "b", "c"]
