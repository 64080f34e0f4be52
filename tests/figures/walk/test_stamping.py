"""What is said and drawn of a transposed convolution is what was computed."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.walk import stamping
from cnnviz.ops.variants import transposed

IMAGE, KERNEL = np.arange(6.0).reshape(2, 3), np.arange(9.0).reshape(3, 3) - 4


def stamped(*spread: int) -> transposed.Stamped:
    return transposed.Stamped(IMAGE, KERNEL, transposed.Spread(*spread))


def test_the_message_holds_input_kernel_and_output() -> None:
    one = stamped(2, 1, 1)
    header, arrays = packing.unpacked(stamping.blob(one, "blue-orange"))
    assert header == {"stride": 2, "padding": 1, "extra": 1, "dilation": 1}
    assert (arrays["image"] == IMAGE).all()
    assert (arrays["kernel"] == KERNEL).all()
    assert (arrays["made"] == one.made).all()


def test_sizes_of_rows_and_columns_stand_apart_where_they_differ() -> None:
    assert stamping.sizes(stamped(2, 1, 1))[1:] == [
        "Rows: (2 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 4.",
        "Columns: (3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6.",
    ]
    square = transposed.Stamped(KERNEL, KERNEL, transposed.Spread(2))
    assert stamping.sizes(square)[1:] == ["Rows and columns: (3 − 1)·2 − 2·0 + 1·(3 − 1) + 0 + 1 = 7."]


@pytest.mark.parametrize(
    ("spread", "said"),
    [
        ((1,), "for strides of 2 and more"),
        ((2, 1, 1), "makes 2 rows of 3 and of 4 rows alike"),
        ((3, 0, 0), "makes 2 rows of 6, 7 and of 8 rows alike"),
    ],
)
def test_output_padding_is_told_by_the_sizes_a_stride_makes_one_of(spread: tuple[int, ...], said: str) -> None:
    assert said in stamping.extra(stamped(*spread))


@pytest.mark.parametrize(
    ("spread", "said"),
    [
        ((1,), "1 to 6 stamps. Away from the edges all get as many"),
        ((2,), "1 to 4 stamps. Along its rows and columns this kernel overlaps unevenly at stride 2"),
        ((3,), "adds up 1 stamp. Away from"),
    ],
)
def test_overlaps_are_counted(spread: tuple[int, ...], said: str) -> None:
    assert said in stamping.evenness(stamped(*spread))


def test_the_matrix_has_a_row_for_each_stamp() -> None:
    section = stamping.matrix(stamped(2, 1, 1))
    assert section.tiles[0].pixels.shape == (6, 24)  # type: ignore[union-attr]
    assert "makes 6 of 24 numbers" in section.sentence
