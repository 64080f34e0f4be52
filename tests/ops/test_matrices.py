"""cnnviz.ops.matrices: the matrix times the pixels is the map, and its transpose torch's backward pass."""

import itertools

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.ops import correlate, matrices

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


@pytest.mark.parametrize(("size", "side", "padding", "stride"), GRID)
def test_the_matrix_acts_on_an_image_as_torchs_sliding_kernel_does(
    size: int, side: int, padding: int, stride: int
) -> None:
    """C42."""
    random = np.random.default_rng(1)
    image, kernel = random.random((size, size)), random.normal(size=(side, side))
    freed = matrices.freed(size, kernel, padding, stride)
    images, weights = torch.from_numpy(image)[None, None], torch.from_numpy(kernel)[None, None]
    expected = torch.nn.functional.conv2d(images, weights, stride=stride, padding=padding)[0, 0].numpy()
    np.testing.assert_allclose(matrices.applied(freed.tied, image), expected, atol=1e-9)
    assert matrices.product(freed, image).difference < 1e-5
    moved = matrices.applied(freed.untied, image)
    assert moved.shape == expected.shape
    assert np.abs(moved - expected).max() > 1e-3


@pytest.mark.parametrize("side", [1, 2, 5, 27, 28])
def test_a_patch_is_the_middle_of_the_image_and_slides_wherever_it_fits(side: int) -> None:
    """C40, C41."""
    image = np.random.default_rng(0).random((28, 28))
    slid = matrices.slid(image, side)
    weights, made = slid.weights, slid.made
    start = (28 - side) // 2
    np.testing.assert_array_equal(weights + image.mean(), image[start : start + side, start : start + side])
    assert made.shape == (29 - side, 29 - side)
    own = (weights * image[start : start + side, start : start + side]).sum()
    np.testing.assert_allclose(made[start, start], own, atol=1e-4)


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
    freed = matrices.freed(5, KERNEL)
    tied, untied, dense = freed.steps
    assert [step.stored for step in (tied, untied, dense)] == [9, 81, 225]
    assert [int(step.connected.sum()) for step in (tied, untied, dense)] == [81, 81, 225]
    assert set(np.unique(tied.weights[tied.connected])) == set(KERNEL.ravel())
    assert len(np.unique(untied.weights[untied.connected])) == 81
    assert (untied.weights[~untied.connected] == 0).all()
    np.testing.assert_array_equal(dense.weights[untied.connected], untied.weights[untied.connected])


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    one, again, other = (matrices.freed(5, KERNEL, seed=seed).untied.weights for seed in (0, 0, 1))
    np.testing.assert_array_equal(one, again)
    assert (one != other).any()


def test_a_patch_as_large_as_the_image_is_a_dense_layer() -> None:
    """C41."""
    whole = matrices.patch(28)
    assert (whole.positions, whole.weights) == (1, 784)
    assert whole.difference is not None
    assert 0 < whole.difference < 1e-5
    assert [one.side for one in matrices.patches(5)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("side", [0, 29])
def test_a_patch_that_does_not_fit_is_an_error(side: int) -> None:
    with pytest.raises(InputError, match="Choose 1 to 28"):
        matrices.patch(side)
