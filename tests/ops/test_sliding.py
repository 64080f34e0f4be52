"""cnnviz.ops.sliding on batches; test_correlate holds each of its ways to four loops, scipy and torch."""

import numpy as np
import pytest
import torch

from cnnviz import errors
from cnnviz.ops import sliding


@pytest.mark.parametrize("columns", [9, sliding.WIDE + 8])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_a_batch_gives_what_torch_makes_of_it(columns: int, groups: int) -> None:
    rng = np.random.default_rng(groups)
    images = rng.normal(size=(3, 4, 11, columns)).astype(np.float32)
    kernels = rng.normal(size=(8, 4 // groups, 3, 2)).astype(np.float32)
    ours = sliding.sums(images, kernels, (2, 1), (1, 2), groups)
    theirs = torch.nn.functional.conv2d(
        torch.from_numpy(images), torch.from_numpy(kernels), stride=(2, 1), dilation=(1, 2), groups=groups
    )
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-4)


@pytest.mark.parametrize("columns", [9, sliding.WIDE + 8])
def test_values_that_are_no_numbers_reach_only_the_windows_that_hold_them(columns: int) -> None:
    images = np.zeros((1, 1, 9, columns), np.float32)
    images[0, 0, 4, 4] = np.inf
    made = sliding.sums(images, np.ones((1, 1, 3, 3), np.float32))
    assert np.isinf(made[0, 0, 2:5, 2:5]).all()
    assert np.count_nonzero(made) == 9


def test_a_window_that_does_not_fit_is_refused_with_the_way_out() -> None:
    with pytest.raises(errors.InputError, match="does not fit"):
        sliding.sums(np.zeros((1, 1, 4, 4), np.float32), np.zeros((1, 1, 5, 5), np.float32))


@pytest.mark.parametrize("rows_at_a_time", [1, 2, 100])
@pytest.mark.parametrize("settings", [((1, 1), (1, 1)), ((2, 3), (1, 1)), ((1, 2), (3, 2))], ids=str)
def test_many_maps_with_a_filter_each_give_what_torch_makes_of_them(
    settings: tuple[sliding.Pair, sliding.Pair], rows_at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stride, dilation = settings
    count = sliding.MANY + 1
    rng = np.random.default_rng(rows_at_a_time)
    images = rng.normal(size=(2, count, 13, 15)).astype(np.float32)
    kernels = rng.normal(size=(count, 1, 3, 4)).astype(np.float32)
    size = sliding.output_shape(images.shape[1:], kernels.shape, stride, dilation)
    monkeypatch.setattr(sliding, "SHIFTED_BLOCK", rows_at_a_time * count * size[1])
    theirs = torch.nn.functional.conv2d(
        torch.from_numpy(images), torch.from_numpy(kernels), stride=stride, dilation=dilation, groups=count
    )
    np.testing.assert_allclose(sliding.sums(images, kernels, stride, dilation, count), theirs, rtol=0, atol=1e-5)


@pytest.mark.parametrize("columns", [7, sliding.WIDE + 8])
@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
def test_windows_of_one_pixel_give_what_torch_makes_of_them(stride: sliding.Pair, columns: int) -> None:
    rng = np.random.default_rng(columns)
    images = rng.normal(size=(2, 6, 9, columns)).astype(np.float32)
    kernels = rng.normal(size=(10, 3, 1, 1)).astype(np.float32)
    theirs = torch.nn.functional.conv2d(torch.from_numpy(images), torch.from_numpy(kernels), stride=stride, groups=2)
    np.testing.assert_allclose(sliding.sums(images, kernels, stride, groups=2), theirs, rtol=0, atol=1e-5)
