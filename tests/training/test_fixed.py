"""Hand-made filters in filters of any size."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.training import fixed


def test_a_kernel_stands_in_the_middle_of_a_filter_that_is_wider_than_high() -> None:
    (made, _) = fixed.filters("sobel", (2, 1, 3, 7))
    kernel = fixed.kernels("sobel")[0]
    np.testing.assert_allclose(made[0, :, 2:5], kernel / np.abs(kernel).sum(), rtol=1e-6)
    assert not made[0, :, :2].any()
    assert not made[0, :, 5:].any()


@pytest.mark.parametrize("side", [(3, 2), (2, 3)])
def test_a_filter_too_small_along_either_side_is_refused(side: tuple[int, int]) -> None:
    fixed.filters("sobel", (1, 1, 3, 3))
    with pytest.raises(InputError, match="do not fit"):
        fixed.filters("sobel", (1, 1, *side))


def test_there_are_as_many_as_asked_for_over_and_over_and_each_weighs_one() -> None:
    made = fixed.filters("prewitt", (5, 3, 5, 5))
    np.testing.assert_allclose(np.abs(made).sum((1, 2, 3)), 1, rtol=1e-5)
    assert np.array_equal(made[0], made[2])
    assert not np.array_equal(made[0], made[1])
