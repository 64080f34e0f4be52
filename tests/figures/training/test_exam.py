"""cnnviz.figures.training.exam: what is said of a mistake."""

import numpy as np

from cnnviz.figures.training import exam
from cnnviz.inspect.exam import near
from cnnviz.inspect.exam.near import Near


def test_a_run_that_had_none_right_is_explained_all_the_same() -> None:
    found = Near((0, 1), np.array([1, 0]), np.array([0.5, 0.75]), 0, 1, np.array([]))
    assert not found.holds(near.STRANGE)
    told = exam.explained(found, near.STRANGE, "taken", 2, ("ring", "bar"))
    assert "1 are ring and 1 bar" in told
    assert "no picture was answered rightly" in told
    assert "does not hold" in told


def test_the_share_of_right_ones_that_lie_nearer_is_said() -> None:
    found = Near((0,), np.array([1]), np.array([0.5]), 0, 1, np.array([0.25, 0.75]))
    assert "of 2 pictures answered rightly, 50 % have a nearer one" in exam.explained(
        found, near.LIKE, "taken", 1, ("ring", "bar")
    )
