"""cnnviz.datasets.splits: every class keeps its share."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.datasets import shapes, splits
from cnnviz.datasets.choice import Choice


@given(st.lists(st.integers(0, 5), min_size=1, max_size=200), st.floats(0, 1), st.integers(0, 9))
def test_a_class_gets_its_exact_share_rounded_down_or_up(labels: list[int], share: float, seed: int) -> None:
    array = np.array(labels, np.uint8)
    count = round(share * len(array))
    places = splits.stratified(array, count, np.random.default_rng(seed))
    assert len(places) == len(set(places)) == count
    got = np.bincount(array[places], minlength=6)
    exact = np.bincount(array, minlength=6) * count / len(array)
    assert (np.abs(got - exact) < 1).all()


def test_places_come_in_random_order_and_from_all_over() -> None:
    labels = np.repeat(np.arange(4, dtype=np.uint8), 100)
    places = splits.stratified(labels, 200, np.random.default_rng(0))
    assert len(set(labels[places[:20]])) == 4
    assert places.min() < 20
    assert places.max() > 380


def test_without_is_the_rest() -> None:
    assert splits.without(6, np.array([4, 0])).tolist() == [1, 2, 3, 5]


def test_a_cap_takes_so_many_to_train_on_and_leaves_the_rest_alone() -> None:
    whole = shapes.drawn(Choice(images=160))
    capped = splits.capped(whole, 80, 1)
    assert np.bincount(capped.train.labels).tolist() == [10] * 8
    assert capped.test is whole.test
    assert {one.tobytes() for one in capped.train.pictures} < {one.tobytes() for one in whole.train.pictures}
    assert (splits.capped(whole, 80, 1).train.pictures == capped.train.pictures).all()
    assert (splits.capped(whole, 80, 2).train.pictures != capped.train.pictures).any()


def test_no_cap_and_a_cap_above_all_change_nothing() -> None:
    whole = shapes.drawn(Choice(images=16))
    assert splits.capped(whole, 0, 0) is splits.capped(whole, 16, 0) is splits.capped(whole, 999, 0) is whole
