"""cnnviz.figures.walk.walks: what is walked over, and what cannot be."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.figures.walk import walks
from cnnviz.ops import pipeline, pooling

COLOURS = np.random.default_rng(0).random((3, 9, 11), np.float32)
RGB = ("red", "green", "blue")


def result(mix: str, pool: pooling.Pool | None = None) -> pipeline.Result:
    return pipeline.result(COLOURS, RGB, pipeline.Stage(pipeline.Kernels("sobel-xy"), mix, pool=pool))


def test_a_map_is_made_of_the_channels_that_its_filter_looks_at() -> None:
    assert [walks.Walk(result("each"), which).channels for which in range(6)] == [
        slice(which // 2, which // 2 + 1) for which in range(6)
    ]
    assert walks.Walk(result("sum"), 1).channels == slice(0, 3)


@pytest.mark.parametrize("pooled", [False, True])
def test_the_output_is_the_whole_map_after_its_activation_or_its_pooling(pooled: bool) -> None:
    done = result("each", pooling.Pool())
    walk = walks.Walk(done, 4, pooled)
    expected = done.pooled if pooled else done.activated
    assert expected is not None
    assert np.array_equal(walk.output, expected[4])
    assert walk.shape == tuple(axis.output for axis in walk.axes) == expected.shape[1:]
    assert walk.framed.shape[1:] == tuple(axis.padded + axis.overhang for axis in walk.axes)


@pytest.mark.parametrize("which", [-1, 6, 99])
def test_a_map_that_is_not_there_is_explained(which: int) -> None:
    with pytest.raises(InputError, match=rf"no map {which + 1}: this stage has 6 maps"):
        walks.Walk(result("each"), which)


def test_a_pooling_or_a_palette_that_is_not_there_is_explained() -> None:
    with pytest.raises(InputError, match=r"no pooling\. Choose one"):
        walks.Walk(result("each"), pooling=True)
    with pytest.raises(InputError, match="no palette"):
        walks.Walk(result("each"), palette="rainbow")
