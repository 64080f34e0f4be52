"""cnnviz.datasets.neighbours: held to scipy and to arithmetic, in place and permuted (C29, C38)."""

import numpy as np
import pytest
from scipy import signal

from cnnviz.datasets import neighbours, permutation

RNG = np.random.default_rng(0)
# Smooth: neighbours are alike.
PICTURES = np.clip(RNG.integers(0, 256, (10, 1, 28, 28)).cumsum(-1) / 28 / 128 * 255, 0, 255).astype(np.uint8)
KERNEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])


def test_one_filter_is_laid_over_every_pixel_of_every_picture() -> None:
    made = neighbours.filtered(PICTURES, KERNEL)
    expected = [signal.correlate2d(one[0] / 255, KERNEL, mode="valid") for one in PICTURES]
    np.testing.assert_allclose(made, expected, atol=1e-5)


def test_neighbours_are_alike_until_they_are_permuted() -> None:
    before, after = neighbours.likeness(PICTURES), neighbours.likeness(permutation.permuted(PICTURES, 3))
    flat = PICTURES.astype(float)
    one, other = flat[:, 0, :, :-1].ravel(), flat[:, 0, :, 1:].ravel()
    expected = ((one - one.mean()) * (other - other.mean())).mean() / one.std() / other.std()
    assert before == pytest.approx(expected)
    assert before > 0.8
    assert abs(after) < 0.2


def test_both_are_the_same_pictures_with_and_without_order() -> None:
    for seen, pictures in zip(
        neighbours.compared(PICTURES, KERNEL, 3), (PICTURES, permutation.permuted(PICTURES, 3)), strict=True
    ):
        assert (seen.pictures == pictures).all()
        assert seen.likeness == neighbours.likeness(pictures)
        assert (seen.maps == neighbours.filtered(pictures, KERNEL)).all()
