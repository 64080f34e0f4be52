"""cnnviz.nets.windows: settings handed to the one geometry, rows and columns apart."""

import pytest

from cnnviz.errors import InputError
from cnnviz.nets import layers, windows
from cnnviz.ops import geometry


def test_rows_and_columns_keep_their_own_settings() -> None:
    """C54."""
    layer = layers.Conv(1, (3, 5), (1, 2), (2, 1), ((1, 2), (3, 4)))
    assert windows.axes(layer, (1, 9, 8)) == (
        geometry.Axis("rows", 9, 3, 1, 2, 1, 2),
        geometry.Axis("columns", 8, 5, 2, 1, 3, 4),
    )
    pool = layers.Pool("max", (2, 3), (1, 2), ceil=True)
    assert windows.axes(pool, (1, 9, 8)) == (
        geometry.Axis("rows", 9, 2, 1, ceil=True),
        geometry.Axis("columns", 8, 3, 2, ceil=True),
    )


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("dilation", [1, 2])
def test_same_padding_keeps_the_size_over_the_stride(stride: int, dilation: int) -> None:
    for side in range(1, 13):
        layer = layers.Conv(1, (4, 3), (stride, stride), (dilation, dilation), "same")
        assert [axis.output for axis in windows.axes(layer, (1, side, side))] == [-(-side // stride)] * 2


def test_a_window_that_does_not_fit_says_what_would() -> None:
    with pytest.raises(InputError, match="does not fit in 2 columns"):
        windows.axes(layers.Conv(), (1, 9, 2))
