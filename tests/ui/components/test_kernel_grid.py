"""cnnviz.ui.components.kernel_grid: what a browser sends as a kernel."""

import numpy as np
import pytest

from cnnviz.ui.components import kernel_grid


def test_rows_of_numbers_are_a_kernel() -> None:
    kernel = kernel_grid.weights([[1, 0.5], [-0.25, 1e-7]])
    assert kernel is not None
    assert kernel.dtype == np.float64
    assert kernel.tolist() == [[1, 0.5], [-0.25, 1e-7]]


@pytest.mark.parametrize("sent", [None, "1,2", [], [[]], [1, 2], [[1, 2], [3]], [[[1]]], [["x"]], {"rows": [[1]]}])
def test_anything_else_is_none(sent: object) -> None:
    assert kernel_grid.weights(sent) is None
