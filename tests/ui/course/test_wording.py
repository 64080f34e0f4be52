"""cnnviz.ui.exercises.wording: nothing in the order of the answers says which is right."""

import numpy as np
import pytest

from cnnviz.course.exercises.asked import CHOICE, ORDER, WHICH
from cnnviz.ui.exercises import wording
from cnnviz.ui.exercises.wording import Said
from cnnviz.ui.told.facts import Fact


def place(said: Said) -> int:
    """Where the right one stands, or the first in order."""
    asked = wording.question(said)
    if asked.kind == WHICH:
        right = tuple(map(tuple, said.fact.value.tolist()))  # type: ignore[union-attr]
        return asked.maps().index(right)
    key = asked.key[0] if isinstance(asked.key, tuple) else asked.key
    return list(asked.options).index(str(key))


def ranked(kind: str, seed: int) -> Said:
    """About things that are told with the largest first, as a network's answers are."""
    names = np.random.default_rng(seed).choice(list("abcdefghijklmn"), 4, replace=False).tolist()
    each = {name: 4.0 - place for place, name in enumerate(names)}
    return Said(kind, "Which?", Fact("answer", "the first answer", each, {name: name for name in names}))


def chosen(kind: str, seed: int) -> Said:
    return Said(kind, "Which?", lines=[f"{seed} {line}" for line in ("right", "b", "c", "d")])


def counted(kind: str, seed: int) -> Said:
    return Said(kind, "Which?", Fact("cell", "the number", float(seed)), lines=[str(seed + 30), "−4", "0.5"])


def mapped(kind: str, seed: int) -> Said:
    return Said(kind, "Which?", Fact("map", "the map", np.random.default_rng(seed).normal(size=(3, 3)).astype("f4")))


@pytest.mark.parametrize(
    ("kind", "said"), [(CHOICE, ranked), (ORDER, ranked), (CHOICE, chosen), (CHOICE, counted), (WHICH, mapped)]
)
def test_the_right_one_stands_in_every_place_in_the_same_words(kind: str, said) -> None:
    places = [place(said(kind, seed)) for seed in range(40)]
    assert {places.count(one) > 2 for one in range(4)} == {True}


def test_a_wrong_answer_is_not_the_right_number_written_otherwise() -> None:
    asked = wording.question(
        Said(CHOICE, "?", Fact("cell", "the number", -1234.0), lines=["-1234", "−1,234.0", "4", "four"])
    )
    assert sorted(asked.options.values()) == ["4", "four", "−1234"]
