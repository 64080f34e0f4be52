"""A kernel that slides along depth, rows and columns against SciPy's and PyTorch's (C2)."""

import numpy as np
import pytest
import scipy.signal
import torch

from cnnviz.errors import InputError
from cnnviz.images.samples import volume
from cnnviz.ops.variants import volumes


@pytest.mark.parametrize("stack", [(1, 3, 4), (4, 5, 3), (6, 8, 8)], ids=str)
@pytest.mark.parametrize("kernel", [(1, 1, 1), (1, 3, 2), (3, 2, 3), (6, 3, 3)], ids=str)
def test_sums_are_scipys_and_pytorchs(stack: tuple[int, int, int], kernel: tuple[int, int, int]) -> None:
    random = np.random.default_rng(2)
    result = volumes.Result(random.normal(size=stack), random.normal(size=kernel))
    if any(k > n for n, k in zip(stack, kernel, strict=True)):
        with pytest.raises(InputError, match="does not fit"):
            _ = result.sums
        return
    assert result.sums.shape == result.size
    expected = scipy.signal.correlate(result.stack, result.kernel, "valid", "direct")
    np.testing.assert_allclose(result.sums, expected, atol=1e-12)
    weights, slices = torch.tensor(result.kernel)[None, None], torch.tensor(result.stack)[None, None]
    np.testing.assert_allclose(result.sums, torch.nn.functional.conv3d(slices, weights)[0, 0].numpy(), atol=1e-12)


@pytest.mark.parametrize("depth", range(3, 7))
def test_the_kernel_for_the_squares_way_answers_more_than_that_for_the_other(depth: int) -> None:
    """What no single slice shows."""
    right, left = (
        volumes.correlate(volume.moving_square(), volumes.KINDS[way].weights(depth)).max() for way in ("right", "left")
    )
    assert right > left


@pytest.mark.parametrize("name", volumes.KINDS)
def test_kernels_have_as_many_slices_as_asked_for_and_sentences(name: str) -> None:
    kind = volumes.KINDS[name]
    for depth in range(kind.least, 9):
        assert kind.weights(depth).shape[0] == depth
    assert kind.sentence.endswith(".")
    still = np.ones((4, 9, 9))
    # What looks for a change is silent where there is none.
    assert (name == "mean") or not np.abs(volumes.correlate(still, kind.weights(4))).max() > 1e-12


def test_at_each_depth_it_is_a_convolution_of_channels() -> None:
    """C57."""
    random = np.random.default_rng(8)
    assert volumes.Result(random.random((5, 6, 6)), random.normal(size=(3, 3, 3))).difference < 1e-5


def test_the_mean_stays() -> None:
    np.testing.assert_allclose(volumes.correlate(np.full((3, 3, 3), 0.4), volumes.KINDS["mean"].weights(2)), 0.4)
