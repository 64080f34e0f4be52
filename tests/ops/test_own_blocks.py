"""Kernels of one's own that differ from channel to channel: blocks of numbers, channel by channel, filter by filter."""

import itertools

import numpy as np
import pytest
import scipy.ndimage
import torch
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.ops import padding, pipeline
from cnnviz.ops.detectors import chain

NAMES = ("a", "b", "c", "d")


def weights(filters: int, channels: int, rows: int = 3, columns: int = 3) -> np.ndarray:
    return np.random.default_rng(filters).integers(-3, 4, (filters, channels, rows, columns)).astype(float)


def image(channels: int) -> np.ndarray:
    return np.random.default_rng(1).random((channels, 9, 8)).astype(np.float32)


def blocks(values: np.ndarray) -> pipeline.Kernels:
    return chain.own(values)


@pytest.mark.parametrize(("filters", "channels"), [*itertools.product((1, 2, 3), (2, 3, 4))])
def test_a_block_for_every_channel_of_every_filter_comes_back_as_it_was_typed(filters: int, channels: int) -> None:
    """C57: filters do not share weights with each other, nor channels."""
    typed = weights(filters, channels)
    names, read = blocks(typed).weights(channels)
    assert np.array_equal(read, typed)
    assert names == (("Your own",) if filters == 1 else tuple(f"Your own {k + 1}" for k in range(filters)))


@pytest.mark.parametrize("channels", [1, 2, 4])
def test_one_block_lies_on_every_channel_as_it_always_did(channels: int) -> None:
    """C56: old links keep what they show."""
    kernels = blocks(weights(1, 1))
    assert not kernels.more
    assert np.array_equal(kernels.weights(channels)[1], np.repeat(weights(1, 1), channels, axis=1))


@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize("stride", [1, 2])
def test_maps_are_those_of_scipy_and_torch(stride: int, dilation: int) -> None:
    """C56, C58: three per-channel sums, each with its own kernel, and a bias add to one number."""
    typed = weights(2, 3)
    stage = pipeline.Stage(
        blocks(typed),
        "sum",
        0.5,
        padding.Padding("valid"),
        stride=(stride, stride),
        dilation=(dilation, dilation),
    )
    result = pipeline.result(image(3), NAMES[:3], stage)
    theirs = functional.conv2d(
        torch.from_numpy(image(3))[None],
        torch.from_numpy(typed).float(),
        torch.full((2,), 0.5),
        stride=stride,
        dilation=dilation,
    )
    np.testing.assert_allclose(result.maps, theirs[0].numpy(), atol=1e-5)
    if stride == dilation == 1:
        alone = [
            sum(scipy.ndimage.correlate(one, kernel) for one, kernel in zip(image(3).astype(float), each, strict=True))
            for each in typed
        ]
        np.testing.assert_allclose(result.maps, np.stack(alone)[:, 1:-1, 1:-1] + 0.5, atol=1e-5)


def test_an_impulse_in_one_channel_returns_that_channels_block() -> None:
    """C16, T11: turned by 180°, as correlation does."""
    typed = weights(1, 2)
    for channel in range(2):
        dot = np.zeros((2, 7, 7), np.float32)
        dot[channel, 3, 3] = 1
        maps = pipeline.result(dot, NAMES[:2], pipeline.Stage(blocks(typed), "sum")).maps
        assert np.array_equal(maps[0, 2:5, 2:5], typed[0, channel, ::-1, ::-1])


def test_flipping_turns_every_block() -> None:
    """T1."""
    typed = weights(2, 2)
    kernels = chain.own(typed)
    flipped = pipeline.Kernels(pipeline.OWN, own=kernels.own, more=kernels.more, flip=True)
    assert np.array_equal(flipped.weights(2)[1], typed[:, :, ::-1, ::-1])


@pytest.mark.parametrize(("count", "mix", "maps"), [(1, "sum", 1), (3, "sum", 1), (6, "sum", 2), (2, "each", 6)])
def test_depth_is_the_number_of_maps(count: int, mix: str, maps: int) -> None:
    """C22: one by one, every filter is one block deep and looks at each channel alone."""
    stage = pipeline.Stage(blocks(weights(count, 1)), mix)
    assert pipeline.depth(3, stage) == maps == len(pipeline.result(image(3), NAMES[:3], stage).maps)


def test_a_number_of_blocks_that_cannot_be_is_said_in_a_sentence() -> None:
    """What, the values, the way out."""
    with pytest.raises(InputError, match="has 3 blocks of numbers, and 2 channels come in"):
        blocks(weights(3, 1)).weights(2)


def test_blocks_of_different_sizes_are_said_in_a_sentence() -> None:
    """What, the values, the way out."""
    kernels = pipeline.Kernels(pipeline.OWN, own=((1, 2), (3, 4)), more=(((1, 2, 3), (4, 5, 6)),))
    with pytest.raises(InputError, match="Block 2 of your kernel is 2 × 3, the first one 2 × 2"):
        kernels.weights(2)
