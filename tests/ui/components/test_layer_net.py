"""The browser's layer of circles and arrows, cnnviz/ui/components/layer_net: its arrows add up to the server's maps."""

from pathlib import Path

import numpy as np
import pytest
from scipy import signal

from cnnviz import numbers
from cnnviz.figures.circles import layer_net
from cnnviz.ops import padding, pipeline
from tests import node

DRIVER = Path(__file__).parents[1] / "layer_net_driver.mjs"
IMAGE = np.random.default_rng(0).random((3, 9, 11)).astype(np.float32)
NAMES = ("red", "green", "blue")
RANDOM = pipeline.Kernels("random", (("count", 5.0), ("size", 3.0), ("seed", 2.0)))
AMOUNT = padding.Padding(mode="nearest", amount="same")
CASES = {
    "added up": pipeline.Stage(RANDOM, "sum", 0.25, AMOUNT),
    "one by one": pipeline.Stage(RANDOM, "each", 0.0, AMOUNT),
    "strided": pipeline.Stage(RANDOM, "sum", -1.5, padding.Padding(amount="valid"), (2, 3), (2, 1)),
    "sobel": pipeline.Stage(pipeline.Kernels("sobel-xy"), "sum"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_arrows_carry_adds_up_to_the_map(case: str) -> None:
    stage = CASES[case]
    result = pipeline.result(IMAGE, NAMES, stage)
    at = (result.maps.shape[1] // 2, 1)
    said = node.answers(DRIVER, list(layer_net.blob(result, NAMES, at, 1)))
    assert np.array(said["channels"]) == pytest.approx(IMAGE.reshape(3, -1))
    assert len(said["maps"]) == len(result.maps)
    for number, told in enumerate(said["maps"]):
        assert np.array(told["map"]) == pytest.approx(result.maps[number].ravel(), abs=1e-5)
        parts = np.array(told["parts"])
        assert parts.sum(0) + stage.bias == pytest.approx(result.maps[number].ravel(), abs=1e-5)
        for slice_, (channel, part) in enumerate(zip(told["from"], parts, strict=True)):
            assert part == pytest.approx(alone(result, channel, number, slice_), abs=1e-5)
        place = at[0] * result.maps.shape[2] + at[1]
        assert told["added"] == pytest.approx(parts[:, place], abs=1e-6)
    assert said["said"].endswith(f"= {numbers.text(said['maps'][0]['map'][place])}.")


def alone(result: pipeline.Result, channel: int, number: int, slice_: int) -> np.ndarray:
    """One slice on its channel, by scipy."""
    kernel = result.kernels[number, slice_]
    (down, across), (rows, columns) = result.stage.dilation, kernel.shape
    spread = np.zeros((down * (rows - 1) + 1, across * (columns - 1) + 1))
    spread[::down, ::across] = kernel
    whole = signal.correlate2d(result.padded[channel].astype(float), spread, mode="valid")
    return whole[:: result.stage.stride[0], :: result.stage.stride[1]].ravel()
