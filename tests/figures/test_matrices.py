"""cnnviz.figures.matrices: the matrix times the pixels is the map, and its counts are torch's."""

import itertools

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.figures import matrices, palettes, tiles
from cnnviz.ops import correlate

KERNEL = np.array([[1, 2, -1], [0.5, -2, 3], [-3, 1.5, -0.5]])
GRID = [
    (size, kernel, padding, stride)
    for size, kernel, padding, stride in itertools.product((5, 6), (1, 2, 3, 5), (0, 1, 2), (1, 2, 3))
]


@pytest.mark.parametrize(("size", "side", "padding", "stride"), GRID)
def test_the_matrix_times_the_pixels_is_the_map(size: int, side: int, padding: int, stride: int) -> None:
    """C42."""
    random = np.random.default_rng(0)
    image, kernel = random.normal(size=(1, size, size)), random.normal(size=(side, side))
    framed = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    expected = correlate.correlate(framed, kernel[None, None], (stride, stride))[0]
    made = matrices.matrix(size, kernel, padding, stride)
    assert made.shape == (expected.size, image.size)
    np.testing.assert_allclose(made @ image.ravel(), expected.ravel(), atol=1e-5)
    np.testing.assert_array_equal(made != 0, matrices.connected(size, kernel, padding, stride))


def test_the_transposed_matrix_is_torchs_backward_pass() -> None:
    made = matrices.matrix(6, KERNEL, 1, 2)
    image = torch.zeros(1, 1, 6, 6, dtype=torch.float64, requires_grad=True)
    out = torch.nn.functional.conv2d(image, torch.from_numpy(KERNEL)[None, None], stride=2, padding=1)
    given = torch.randn(out.shape, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    out.backward(given)
    assert image.grad is not None
    np.testing.assert_allclose(made.T @ given.numpy().ravel(), image.grad.numpy().ravel())


def test_a_weight_of_zero_is_a_connection_all_the_same() -> None:
    sobel = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    assert matrices.connected(5, sobel).sum() == 81
    assert np.count_nonzero(matrices.matrix(5, sobel)) == 54


def test_untying_and_filling_free_one_number_after_the_other() -> None:
    """C37–C39, C42."""
    tied, untied, dense = matrices.steps(5, KERNEL)
    assert [step.stored for step in (tied, untied, dense)] == [9, 81, 225]
    assert [int(step.connected.sum()) for step in (tied, untied, dense)] == [81, 81, 225]
    assert set(np.unique(tied.weights[tied.connected])) == set(KERNEL.ravel())
    assert len(np.unique(untied.weights[untied.connected])) == 81
    assert (untied.weights[~untied.connected] == 0).all()
    np.testing.assert_array_equal(dense.weights[untied.connected], untied.weights[untied.connected])
    assert matrices.step_facts(tied) == (
        "9 weights stored, 36 bytes",
        "81 connections, 9 different",
        "144 zeros of 225 (64%)",
    )
    assert matrices.step_facts(dense)[0] == "225 weights stored, 900 bytes"
    assert "padding" not in tied.sentence
    assert "padding" in matrices.steps(5, KERNEL, padding=1)[0].sentence


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    one, again, other = (matrices.steps(5, KERNEL, seed=seed)[1].weights for seed in (0, 0, 1))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()


def test_the_same_weight_has_the_same_colour_and_nothing_is_grey() -> None:
    """C42."""
    steps = matrices.steps(6, KERNEL, padding=1)
    first, second, third = matrices.sections(KERNEL, steps, output=7)
    end = max(np.abs(step.weights).max() for step in steps)
    picture = first.tiles[1]
    assert isinstance(picture, tiles.Picture)
    assert (picture.pixels[~steps[0].connected] == matrices.NOTHING).all()
    for value in np.unique(KERNEL):
        place = tiles.signed(np.array([value]), end)[0]
        assert (picture.pixels[steps[0].weights == value] == palettes.SIGNED["Blue–orange"][place]).all()
    filled = third.tiles[0]
    assert isinstance(filled, tiles.Picture)
    assert not (filled.pixels == matrices.NOTHING).all(axis=2).any()
    assert len(second.tiles) == 2


def test_a_row_over_the_image_is_the_kernel_where_the_window_stands() -> None:
    row = matrices.sections(KERNEL, matrices.steps(6, KERNEL), output=5)[0].tiles[2]
    expected = np.zeros((6, 6))
    expected[1:4, 1:4] = KERNEL
    assert isinstance(row, tiles.Matrix)
    np.testing.assert_array_equal(row.values, expected)
    assert row.marked is not None
    np.testing.assert_array_equal(row.marked, expected != 0)
    with pytest.raises(InputError, match="There is no output 17: there are 16"):
        matrices.sections(KERNEL, matrices.steps(6, KERNEL), output=16)


def test_the_counts_are_those_of_the_course_and_of_torch() -> None:
    """C42: 320 → 16,981,120 for 32 3 × 3 filters on 28 × 28."""
    shared, untied, dense = matrices.counts(32, 3, 1, 28)
    assert shared["weights and biases"] == "32 · (3 · 3 · 1 + 1) = 320"
    assert untied["weights and biases"] == "21,632 · (3 · 3 · 1 + 1) = 216,320"
    assert dense["weights and biases"] == "21,632 · (784 + 1) = 16,981,120"
    assert dense["memory"] == "67,924,480 bytes"
    assert dense["times the convolution"] == "53,066"
    conv = torch.nn.Conv2d(1, 32, 3)
    units = conv(torch.zeros(1, 1, 28, 28)).numel()
    linear = torch.nn.Linear(784, units, device="meta")
    assert sum(one.numel() for one in conv.parameters()) == 320
    assert sum(one.numel() for one in linear.parameters()) == 16_981_120


@pytest.mark.parametrize(("filters", "size", "channels", "side"), [(1, 1, 1, 1), (6, 5, 3, 32), (16, 3, 8, 9)])
def test_every_count_is_its_arithmetic(filters: int, size: int, channels: int, side: int) -> None:
    for row in matrices.counts(filters, size, channels, side):
        terms, result = row["weights and biases"].replace(",", "").replace("·", "*").split(" = ")
        assert eval(terms) == int(result)
        assert row["memory"] == f"{4 * int(result):,} bytes"


def test_a_patch_as_large_as_the_image_is_a_dense_layer() -> None:
    """C41."""
    whole = matrices.patch(28)
    assert (whole.positions, whole.weights) == (1, 784)
    assert whole.difference is not None
    assert 0 < whole.difference < matrices.TOLERANCE
    assert "an ordinary dense unit. Tried on random numbers, they agree" in whole.sentence


def test_a_patch_of_five_has_thirtyone_times_fewer_weights() -> None:
    """C40."""
    said = matrices.patch(5).sentence
    assert "25 weights and stands at 24 × 24 = 576 positions" in said
    assert "784 / 25 ≈ 31.4× as many" in said
    assert "784 / 1 = 784× as many" in matrices.patch(1).sentence


def test_sliding_the_patch_up_makes_positions_fewer_and_weights_more() -> None:
    rows = matrices.patch_table(28)
    assert len(rows) == 28
    assert rows[0]["positions"] == "28 × 28 = 784"
    assert rows[-1]["positions"] == "1 × 1 = 1"
    assert rows[-1]["share of dense"] == "100.0%"


@pytest.mark.parametrize("side", [0, 29])
def test_a_patch_that_does_not_fit_is_an_error(side: int) -> None:
    with pytest.raises(InputError, match="Choose 1 to 28"):
        matrices.patch(side)


def test_the_legend_names_the_colours_of_the_palette() -> None:
    assert "Orange is positive, blue negative" in matrices.legend()
    assert "Green is positive, purple negative" in matrices.legend("Purple–green")
