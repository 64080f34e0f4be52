"""cnnviz.figures.networks.dense: what is drawn and counted of a convolution as a matrix, held to torch."""

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.figures.draw import palettes, theme, tiles
from cnnviz.figures.networks import dense
from cnnviz.nets import layers, shapes
from cnnviz.ops import matrices

KERNEL = np.array([[1, 2, -1], [0.5, -2, 3], [-3, 1.5, -0.5]])


def test_each_step_tells_what_it_stores_and_connects() -> None:
    """C37–C39, C42."""
    tied, _, filled = matrices.freed(5, KERNEL).steps
    assert dense.step_facts(tied) == (
        "9 weights stored, 36 bytes",
        "81 connections, 9 different",
        "144 zeros of 225 (64%)",
    )
    assert dense.step_facts(filled)[0] == "225 weights stored, 900 bytes"
    assert "padding" not in dense.sections(matrices.freed(5, KERNEL))[0].sentence
    assert "padding" in dense.sections(matrices.freed(5, KERNEL, padding=1))[0].sentence


def test_the_same_weight_has_the_same_colour_and_nothing_is_grey() -> None:
    """C42."""
    freed = matrices.freed(6, KERNEL, padding=1)
    steps = freed.steps
    first, second, third = dense.sections(freed, output=7)
    end = max(np.abs(step.weights).max() for step in steps)
    picture = first.tiles[1]
    assert isinstance(picture, tiles.Picture)
    assert (picture.pixels[~steps[0].connected] == theme.UNCONNECTED).all()
    for value in np.unique(KERNEL):
        place = tiles.signed(np.array([value]), end)[0]
        assert (picture.pixels[steps[0].weights == value] == palettes.SIGNED["blue-orange"].colours[place]).all()
    filled = third.tiles[0]
    assert isinstance(filled, tiles.Picture)
    assert not (filled.pixels == theme.UNCONNECTED).all(axis=2).any()
    assert len(second.tiles) == 2


def test_a_row_over_the_image_is_the_kernel_where_the_window_stands() -> None:
    row = dense.sections(matrices.freed(6, KERNEL), output=5)[0].tiles[2]
    expected = np.zeros((6, 6))
    expected[1:4, 1:4] = KERNEL
    assert isinstance(row, tiles.Matrix)
    np.testing.assert_array_equal(row.values, expected)
    assert row.marked is not None
    np.testing.assert_array_equal(row.marked, expected != 0)
    with pytest.raises(InputError, match="There is no output 17: there are 16"):
        dense.sections(matrices.freed(6, KERNEL), output=16)


def test_the_counts_are_those_of_the_course_and_of_torch() -> None:
    """C42: 320 → 16,981,120 for 32 3 × 3 filters on 28 × 28."""
    shared, untied, filled = dense.counts(shapes.alone(layers.conv(32, 3), (1, 28, 28)))
    assert shared["weights and biases"] == "32 · (3 · 3 · 1 + 1) = 320"
    assert untied["weights and biases"] == "21,632 · (3 · 3 · 1 + 1) = 216,320"
    assert filled["weights and biases"] == "21,632 · (784 + 1) = 16,981,120"
    assert filled["memory"] == "67,924,480 bytes"
    assert filled["times the convolution"] == "53,066"
    conv = torch.nn.Conv2d(1, 32, 3)
    units = conv(torch.zeros(1, 1, 28, 28)).numel()
    linear = torch.nn.Linear(784, units, device="meta")
    assert sum(one.numel() for one in conv.parameters()) == 320
    assert sum(one.numel() for one in linear.parameters()) == 16_981_120


@pytest.mark.parametrize(("filters", "size", "channels", "side"), [(1, 1, 1, 1), (6, 5, 3, 32), (16, 3, 8, 9)])
def test_every_count_is_its_arithmetic(filters: int, size: int, channels: int, side: int) -> None:
    for row in dense.counts(shapes.alone(layers.conv(filters, size), (channels, side, side))):
        terms, result = row["weights and biases"].replace(",", "").replace("·", "*").split(" = ")
        assert eval(terms) == int(result)
        assert row["memory"] == f"{4 * int(result):,} bytes"


def test_a_patch_as_large_as_the_image_is_said_to_be_a_dense_layer() -> None:
    """C41."""
    assert "an ordinary dense unit. Tried on random numbers, they agree" in dense.patch_sentence(matrices.patch(28))


def test_a_patch_of_five_has_thirtyone_times_fewer_weights() -> None:
    """C40."""
    said = dense.patch_sentence(matrices.patch(5))
    assert "25 weights and stands at 24 × 24 = 576 positions" in said
    assert "784 / 25 ≈ 31.4× as many" in said
    assert "784 / 1 = 784× as many" in dense.patch_sentence(matrices.patch(1))


def test_sliding_the_patch_up_makes_positions_fewer_and_weights_more() -> None:
    rows = dense.patch_table(matrices.patches(28))
    assert len(rows) == 28
    assert rows[0]["positions"] == "28 × 28 = 784"
    assert rows[-1]["positions"] == "1 × 1 = 1"
    assert rows[-1]["share of dense"] == "100.0%"


def test_the_legend_names_the_colours_of_the_palette() -> None:
    assert "Orange is positive, blue negative" in dense.legend()
    assert "Green is positive, purple negative" in dense.legend("purple-green")
