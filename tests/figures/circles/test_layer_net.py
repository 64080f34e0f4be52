"""cnnviz.figures.circles.layer_net: arrows and circles count the layer's parameters."""

import itertools

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.circles import layer_net
from cnnviz.ops import pipeline

NAMES = ("red", "green", "blue")


def result_of(channels: int, mix: str, bank: str = "random", count: int = 32, size: int = 3) -> pipeline.Result:
    given = (("count", float(count)), ("size", float(size))) if bank == "random" else ()
    image = np.random.default_rng(0).random((channels, 8, 8)).astype(np.float32)
    return pipeline.result(image, NAMES[:channels], pipeline.Stage(pipeline.Kernels(bank, given), mix))


@pytest.mark.parametrize(
    ("channels", "mix", "bank", "size"),
    list(itertools.product((1, 3), ("sum", "each"), ("random", "sobel-xy"), (1, 3))),
)
def test_arrows_times_window_and_circles_are_the_parameters(channels: int, mix: str, bank: str, size: int) -> None:
    result = result_of(channels, mix, bank, size=size)
    window = result.kernels.shape[2] * result.kernels.shape[3]
    assert layer_net.arrows(result) * window + len(result.maps) == result.parameters
    assert layer_net.count(result).endswith(f"= {result.parameters:,}")


def test_thirty_two_filters_on_three_channels_are_said_to_make_no_ninety_six_maps() -> None:
    added, own = layer_net.truths(result_of(3, "sum"))
    assert "make 32 maps, not 32 × 3 = 96" in added
    assert "each arrow has weights of its own" in own


def test_a_hand_made_kernel_is_said_to_lie_on_every_channel_alike() -> None:
    assert "made by hand" in layer_net.truths(result_of(3, "sum", "sobel-x"))[1]


def test_channels_that_are_kept_apart_are_all_drawn() -> None:
    result = result_of(3, "each")
    header, arrays = packing.unpacked(layer_net.blob(result, NAMES, (0, 0), 64))
    assert header["starts"] == [0] * 10 + [1] * 10 + [2] * 10
    assert header["names"][header["which"]] == result.names[64]
    assert (arrays["kernels"][10] == result.kernels[32].astype(np.float32)).all()
    assert layer_net.truths(result)[-1] == "Drawn: the first 10 of each channel, of 96 maps."
