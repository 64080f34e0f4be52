"""Transposed convolution against PyTorch's, and against the matrix of the convolution that it undoes the sizes of."""

import itertools

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.ops import geometry, matrices
from cnnviz.ops.variants import transposed

SIZES = ((1, 1), (2, 3), (4, 2))
KERNELS = ((1, 1), (2, 3), (3, 3))
SPREADS = [
    transposed.Spread(stride, padding, extra, dilation)
    for stride, padding, dilation in itertools.product((1, 2, 3), (0, 1, 2), (1, 2))
    for extra in range(stride)
]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_stamps_add_up_to_pytorchs_numbers(size: tuple[int, int], kernel: tuple[int, int]) -> None:
    random = np.random.default_rng(3)
    image, weights = random.normal(size=size), random.normal(size=kernel)
    compared = 0
    for spread in SPREADS:
        stamped = transposed.Stamped(image, weights, spread)
        if min(_left(n, k, spread) for n, k in zip(size, kernel, strict=True)) < 1:
            with pytest.raises(InputError, match="cuts off all"):
                _ = stamped.made
            continue
        made = stamped.made
        expected = torch.nn.functional.conv_transpose2d(
            torch.tensor(image)[None, None],
            torch.tensor(weights)[None, None],
            stride=spread.stride,
            padding=spread.padding,
            output_padding=spread.extra,
            dilation=spread.dilation,
        )[0, 0].numpy()
        assert made.shape == expected.shape
        np.testing.assert_allclose(made, expected, atol=1e-12)
        compared += 1
    assert compared >= 9


def _left(size: int, window: int, spread: transposed.Spread) -> int:
    """What the paper's formula (Dumoulin & Visin, 2016) leaves along an axis."""
    reach = (size - 1) * spread.stride + spread.dilation * (window - 1) + 1
    return reach - 2 * spread.padding + spread.extra


@pytest.mark.parametrize("spread", [spread for spread in SPREADS if spread.dilation == 1], ids=str)
def test_its_matrix_is_the_convolutions_turned_over(spread: transposed.Spread) -> None:
    """C39: what the name means."""
    random = np.random.default_rng(5)
    stamped = transposed.Stamped(random.normal(size=(3, 3)), random.normal(size=(3, 3)), spread)
    np.testing.assert_allclose(stamped.matrix @ stamped.image.ravel(), stamped.made.ravel(), atol=1e-12)
    forward = matrices.matrix(len(stamped.made), stamped.kernel, spread.padding, spread.stride)
    assert (stamped.matrix == forward.T).all()


@pytest.mark.parametrize("spread", SPREADS, ids=str)
def test_the_convolution_with_the_same_settings_leads_back_to_the_inputs_size(spread: transposed.Spread) -> None:
    """Which of the sizes that a stride makes one of is meant, output padding says."""
    axis = transposed.Axis("rows", 5, 3, spread)
    padding = spread.padding
    assert geometry.Axis("rows", axis.output, 3, spread.stride, spread.dilation, padding, padding).output == 5


def test_counts_are_the_stamps_that_reach_an_output() -> None:
    stamped = transposed.Stamped(np.zeros((2, 2)), np.ones((3, 3)), transposed.Spread(2))
    assert stamped.counts.tolist() == [
        [1, 1, 2, 1, 1],
        [1, 1, 2, 1, 1],
        [2, 2, 4, 2, 2],
        [1, 1, 2, 1, 1],
        [1, 1, 2, 1, 1],
    ]


@pytest.mark.parametrize(("window", "stride", "dilation"), [(3, 2, 1), (4, 2, 1), (3, 2, 2), (5, 3, 2), (2, 3, 1)])
def test_taps_are_the_counts_between_two_stamps_far_from_the_edges(window: int, stride: int, dilation: int) -> None:
    spread = transposed.Spread(stride, dilation=dilation)
    stamped = transposed.Stamped(np.zeros((12, 1)), np.ones((window, 1)), spread)
    middle = 6 * stride
    assert stamped.axes[0].taps == tuple(stamped.counts[middle : middle + stride, 0])


def test_output_padding_keeps_what_padding_would_cut_and_only_beyond_it_adds_zeros() -> None:
    ones = np.ones((2, 2)), np.ones((3, 3))
    kept = transposed.Stamped(*ones, transposed.Spread(2, 1, 1))
    assert (kept.canvas.shape, kept.made.shape) == ((5, 5), (4, 4))
    assert (kept.made[-1] > 0).all()
    added = transposed.Stamped(*ones, transposed.Spread(2, 0, 1))
    assert (added.canvas.shape, added.made.shape) == ((6, 6), (6, 6))
    assert not added.made[-1].any()


def test_the_most_padding_leaves_one_output_at_least() -> None:
    for n, k, stride, dilation in itertools.product((1, 2, 4), (1, 2, 3), (1, 2), (1, 2)):
        most = transposed.most_padding((n, n), (k, k), stride, dilation)
        assert transposed.Axis("rows", n, k, transposed.Spread(stride, most, 0, dilation)).output >= 1


@pytest.mark.parametrize(("stride", "extra"), [(1, 1), (2, 2), (3, -1)])
def test_output_padding_is_less_than_the_stride(stride: int, extra: int) -> None:
    with pytest.raises(InputError, match="Choose less than the stride"):
        transposed.Spread(stride, 0, extra)


def test_the_formula_has_the_learners_numbers() -> None:
    axis = transposed.Axis("rows", 3, 3, transposed.Spread(2, 1, 1))
    assert axis.formula() == "(3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6"
