"""cnnviz.ops.detectors.chain: stages of the pipeline, against loops and torch."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.ops import kernels, pipeline
from cnnviz.ops.detectors import chain, recipes, scenes

IMAGE = scenes.drawn(scenes.SCENES["sizes"].things)


@pytest.mark.parametrize("detector", recipes.DETECTORS)
def test_a_pass_is_three_convolutions_as_torch_computes_them(detector: str) -> None:
    """C58, C72: maps of every stage, with weights of its own on every channel."""
    settings = chain.Settings(detector, found=0)
    (level,) = chain.levels(settings, *IMAGE.shape[1:])
    edges, corners, pattern = chain.results(IMAGE, settings, level)
    recipe = recipes.DETECTORS[detector]
    masks = torch.from_numpy(np.stack(list(kernels.kirsch().values()))[:, None])
    one = torch.from_numpy(IMAGE.astype(np.float64))[None]
    first = functional.conv2d(functional.pad(one, (1, 1, 1, 1), mode="replicate"), masks).relu()
    weights = torch.from_numpy(recipe.corner_weights())
    second = functional.conv2d(functional.pad(first, (2, 2, 2, 2), mode="replicate"), weights) - chain.CORNER
    dots = torch.from_numpy(recipe.weights())
    third = functional.conv2d(functional.pad(second.relu(), (6, 6, 6, 6)), dots, dilation=chain.PITCH)
    for mine, theirs in ((edges, first), (corners, second.relu()), (pattern, third.relu())):
        np.testing.assert_allclose(mine.output, theirs[0].numpy(), atol=1e-3)


def test_a_smaller_picture_is_the_mean_of_areas() -> None:
    """C73: by halves it is pooling by means, and the sum of light stays."""
    half = chain.shrink(IMAGE[0], 32, 48)
    np.testing.assert_allclose(half, IMAGE[0].reshape(32, 2, 48, 2).mean(axis=(1, 3)), atol=1e-6)
    for share in chain.SHARES:
        smaller = chain.shrink(IMAGE[0], int(64 * share), int(96 * share))
        assert smaller.mean() == pytest.approx(IMAGE.mean(), abs=1e-6)


@pytest.mark.parametrize("way", chain.WAYS)
def test_multiply_adds_are_those_of_the_layers_that_are_computed(way: str) -> None:
    """C73: outputs times weights, and what passes share once."""
    settings = chain.Settings(way=way)
    counted, shared = 0, set()
    for level in chain.levels(settings, *IMAGE.shape[1:]):
        edges, corners, pattern = chain.results(IMAGE, settings, level)
        if level.shrunk not in shared:
            counted += edges.maps[0].size * edges.kernels.size + corners.maps[0].size * corners.kernels.size
        shared.add(level.shrunk)
        counted += pattern.maps[0].size * pattern.kernels.size
    assert chain.multiply_adds(settings, *IMAGE.shape[1:]) == counted


def test_the_dots_stand_as_far_apart_as_each_way_says() -> None:
    """C70, C73."""
    apart = {way: [level.apart for level in chain.levels(chain.Settings(way=way), 64, 96)] for way in chain.WAYS}
    assert apart["plain"] == [12]
    assert apart["stride"] == [24]
    assert apart["pool"] == [12]
    assert apart["pyramid"] == [12, 16, 24, 32]
    assert apart["family"] == [9, 12, 15, 18, 21, 24]


@pytest.mark.parametrize("detector", recipes.DETECTORS)
def test_half_the_weights_and_thresholds_to_match_find_the_same(detector: str) -> None:
    """C72: what the Kernel Lab is given."""
    settings = chain.Settings(detector)
    (level,) = chain.levels(settings, *IMAGE.shape[1:])
    halved = pipeline.results(IMAGE, ("grey",), chain.scaled(settings, level, 0.5))[-1].output
    np.testing.assert_allclose(halved, chain.results(IMAGE, settings, level)[-1].output / 4, atol=1e-3)
