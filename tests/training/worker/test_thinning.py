from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.training.worker import thinning


def left(steps: list[int], most: int) -> list[int]:
    gone = set(thinning.dropped(steps, most))
    return [step for at, step in enumerate(steps) if at not in gone]


@given(st.sets(st.integers(0, 5000), min_size=2, max_size=300), st.integers(2, 100))
def test_as_many_stay_as_wanted_and_always_the_first_and_the_last(steps: set[int], most: int) -> None:
    rising = sorted(steps)
    stay = left(rising, most)
    assert len(stay) == min(len(rising), most)
    assert (stay[0], stay[-1]) == (rising[0], rising[-1])


def test_both_evaluations_of_the_last_step_stay() -> None:
    steps = [*range(300), 299]
    assert left(steps, 200)[-2:] == [299, 299]
    assert thinning.dropped([5, 5, 5], 2) == []


def test_few_snapshots_all_stay() -> None:
    assert thinning.dropped(range(200), 200) == []


def test_early_snapshots_are_dense_and_late_ones_sparse() -> None:
    stay = left(list(range(20_000)), 200)
    gaps = [after - before for before, after in pairwise(stay)]
    assert max(gaps[:20]) <= 4
    assert min(gaps[-20:]) >= 100
    assert max(gaps) < 1500


@pytest.mark.parametrize("total", [1000, 50_000])
def test_thinning_as_they_come_is_about_as_good_as_thinning_once(total: int) -> None:
    held: list[int] = []
    for step in range(total):
        held.append(step)
        if len(held) > 200 * thinning.SLACK:
            held = left(held, 200)
    once = left(list(range(total)), 200)
    assert held[0] == 0
    assert held[-1] == total - 1
    assert max(b - a for a, b in pairwise(held)) < 3 * max(b - a for a, b in pairwise(once))
    assert sum(step < 100 for step in held) > sum(step < 100 for step in once) / 2


def test_the_last_but_one_goes_where_it_is_closest_to_its_neighbours() -> None:
    assert left([0, 100, 199, 200], 3) == [0, 100, 200]
