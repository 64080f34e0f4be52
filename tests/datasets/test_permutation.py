"""cnnviz.datasets.permutation: every pixel keeps its value and gets another place, the same in every picture (C29)."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.datasets import permutation


@dataclass(frozen=True)
class How:
    permuted: bool
    seed: int = 0


PICTURES = np.random.default_rng(0).integers(0, 256, (20, 3, 7, 5), np.uint8)


@given(st.integers(1, 800), st.integers(0, 2**31 - 1))
def test_the_order_names_every_place_once(count: int, seed: int) -> None:
    assert sorted(permutation.order(count, seed)) == list(range(count))


def test_the_seed_decides_the_order() -> None:
    assert (permutation.order(784, 5) == permutation.order(784, 5)).all()
    assert (permutation.order(784, 5) != permutation.order(784, 6)).mean() > 0.9


def test_every_picture_and_every_channel_changes_places_alike() -> None:
    order = permutation.order(35, 3)
    for picture, made in zip(PICTURES, permutation.permuted(PICTURES, 3), strict=True):
        for plane, placed in zip(picture, made, strict=True):
            expected = np.empty((7, 5), np.uint8)
            for at, source in enumerate(order):
                expected[divmod(at, 5)] = plane[divmod(int(source), 5)]
            assert (placed == expected).all()


@pytest.mark.parametrize("shape", [(7, 5), (3, 7, 5), (2, 3, 7, 5)])
def test_one_picture_is_permuted_as_many_are(shape: tuple[int, ...]) -> None:
    few = PICTURES[(0,) * (4 - len(shape)) if len(shape) < 4 else slice(2)]
    assert few.shape == shape
    made = permutation.permuted(few, 9).reshape(-1, 7, 5)
    assert (made == permutation.permuted(PICTURES, 9).reshape(-1, 7, 5)[: len(made)]).all()


def test_the_inverse_order_brings_the_picture_back() -> None:
    back = np.argsort(permutation.order(35, 1))
    assert (permutation.permuted(PICTURES, 1).reshape(20, 3, 35)[..., back].reshape(PICTURES.shape) == PICTURES).all()


def test_a_network_reads_permuted_pictures_only_where_its_run_says_so() -> None:
    assert permutation.read(PICTURES, How(permuted=False)) is PICTURES
    assert (permutation.read(PICTURES, How(permuted=True, seed=4)) == permutation.permuted(PICTURES, 4)).all()
