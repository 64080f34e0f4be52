"""cnnviz.ops.compared.every_stride: a larger stride keeps every nth pixel of the stride-1 map."""

import itertools

import numpy as np
import pytest

from cnnviz.ops import padding
from cnnviz.ops.compared import every_stride
from tests.ops.compared.boxes import image, result


@pytest.mark.parametrize("stride", every_stride.STRIDES)
@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
def test_a_larger_stride_keeps_every_nth_pixel_of_the_stride_one_map(amount: str, mode: str, stride: int) -> None:
    """C53: with every amount and mode; under padding same the first pixel kept is not row 0, column 0."""
    border = padding.Padding(amount, mode, 0.5, top=2, bottom=1, left=0, right=3)
    for size, (rows, columns), dilation in itertools.product((1, 2, 3, 6), ((40, 41), (42, 43)), ((1, 1), (2, 3))):
        one = result(size, image(rows=rows, columns=columns), border=border, dilation=dilation)
        others = every_stride.strides(one)
        top, left = others.offsets(stride)
        kept = others.maps[1][top::stride, left::stride]
        expected = others.maps[stride]
        np.testing.assert_allclose(kept[: expected.shape[0], : expected.shape[1]], expected, atol=1e-5)
        assert amount == "same" or (top, left) == (0, 0)


def test_half_of_an_odd_number_of_rows_is_rounded_up_whatever_the_padding() -> None:
    """C53, T8: the law that the sentence states."""
    for amount, size, window, dilation in itertools.product(padding.AMOUNTS, range(9, 16), range(1, 5), (1, 2)):
        border = padding.Padding(amount, top=1, bottom=2)
        every, second = (border.axes((size, 9), (window, 1), (stride, 1), (dilation, 1))[0].output for stride in (1, 2))
        assert second == -(-every // 2)
