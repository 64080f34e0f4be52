"""cnnviz.codegen.stage.layers: the facts a script is written from are those of the pipeline."""

import numpy as np
import pytest

from cnnviz.codegen.stage import layers
from tests.codegen.stage import cases


@pytest.mark.parametrize("name", cases.ALL)
def test_sizes_depths_and_groups_are_the_pipelines(name: str) -> None:
    stages, channels = cases.ALL[name]
    chain = layers.layers(stages, cases.CHANNELS[channels], cases.SHAPE)
    for layer, result in zip(chain, cases.results((stages, channels)), strict=True):
        assert layer.axes == result.axes
        assert layer.depth == len(result.maps)
        assert layer.channels == len(result.image)
        assert layer.depthwise == (result.groups > 1)
        if layer.pooling and result.pooled is not None:
            assert tuple(axis.output for axis in layer.pooling.axes) == result.pooled.shape[1:]


def test_variables_are_numbered_only_where_there_are_several_stages() -> None:
    stages, channels = cases.CHAINS["three stages"]
    chain = layers.layers(stages, cases.CHANNELS[channels], cases.SHAPE)
    assert [layer.source for layer in chain] == ["image", "pooled_1", "activated_2"]
    (alone,) = layers.layers(stages[:1], cases.CHANNELS[channels], cases.SHAPE)
    assert (alone.seen, alone.name("maps"), alone.output) == ("padded", "maps", "pooled")


def test_weights_are_kept_per_channel_only_where_they_differ() -> None:
    stages, channels = cases.CHANNEL_MIXES["random, sum, as it is, bias 0.0"]
    (random,) = layers.layers(stages, cases.CHANNELS[channels], cases.SHAPE)
    assert random.weights.shape == (32, 3, 3, 3)
    stages, channels = cases.CHANNEL_MIXES["sobel-xy, sum, as it is, bias 0.0"]
    (sobel,) = layers.layers(stages, cases.CHANNELS[channels], cases.SHAPE)
    np.testing.assert_array_equal(sobel.weights[0], [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
