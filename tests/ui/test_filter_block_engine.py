"""The browser's sums of components/filter_block against cnnviz.ops and against a plain loop, number by number."""

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.figures.walk import filter_blocks
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline
from tests import node

DRIVER = Path(__file__).with_name("filter_block_driver.mjs")
CHANNELS = ("red", "green", "blue")
SAME = padding.Padding("same", "nearest")
STAGES = {
    "eight filters of all channels": pipeline.Stage(pipeline.Kernels("random"), mix="sum", border=SAME),
    "with a bias, ReLU and a stride": pipeline.Stage(
        pipeline.Kernels("random"), mix="sum", bias=-0.75, stride=(2, 3), activation="ReLU"
    ),
    "channel by channel, dilated": pipeline.Stage(
        pipeline.Kernels("sobel-xy"), mix="each", dilation=(2, 1), border=padding.Padding(mode="constant")
    ),
    "tanh of windows that no byte can hold": pipeline.Stage(
        pipeline.Kernels("sobel-x"),
        mix="sum",
        activation="tanh",
        border=padding.Padding("same", "constant", value=-0.3),
    ),
}


def results() -> dict[str, pipeline.Result]:
    image = picture.floats(picture.working(samples.picture("still-life", 32), 32, "rgb").pixels[:, :, :19])
    made = {name: pipeline.result(image, CHANNELS, stage) for name, stage in STAGES.items()}
    first = made["with a bias, ReLU and a stride"]
    deeper = pipeline.Stage(pipeline.Kernels("random", (("count", 4),)), mix="sum", bias=0.1)
    return made | {"on a layer's own maps": pipeline.result(first.output, first.names, deeper)}


def places(result: pipeline.Result) -> list[list[int]]:
    filters, rows, columns = result.maps.shape
    return [[0, 0, 0], [filters - 1, rows - 1, columns - 1], [filters // 2, rows // 2, columns // 3]]


@pytest.fixture(scope="module")
def answers() -> list[tuple[pipeline.Result, dict[str, Any]]]:
    made = list(results().values())
    blobs = [filter_blocks.blob(one, one.names if one.image.shape[0] > 3 else CHANNELS, 0, (0, 0)) for one in made]
    asked = [
        {"message": base64.b64encode(blob).decode(), "places": places(one)}
        for blob, one in zip(blobs, made, strict=True)
    ]
    return list(zip(made, node.answers(DRIVER, asked), strict=True))


def test_the_browsers_maps_are_the_pages(answers: list[tuple[pipeline.Result, dict[str, Any]]]) -> None:
    for result, seen in answers:
        assert tuple(seen["shape"]) == result.maps.shape
        for name, ours in (("maps", result.maps), ("outputs", result.activated)):
            theirs = np.array(seen[name]).reshape(ours.shape)
            assert theirs == pytest.approx(ours, rel=1e-6, abs=max(result.rounding, 1e-6))


def test_what_a_place_adds_up_is_a_plain_loop(answers: list[tuple[pipeline.Result, dict[str, Any]]]) -> None:
    for result, seen in answers:
        for place, moment in zip(places(result), seen["moments"], strict=True):
            _assert_plain(result, place, moment)


def _assert_plain(result: pipeline.Result, place: list[int], moment: dict[str, Any]) -> None:
    filter, row, column = place
    stage = result.stage
    _, depth, high, wide = result.kernels.shape
    first = filter * result.groups // len(result.maps) * depth
    total = float(stage.bias)
    assert [term["plane"] for term in moment["terms"]] == list(range(first, first + depth))
    for slice, term in enumerate(moment["terms"]):
        products = []
        for i in range(high):
            for j in range(wide):
                down, across = row * stage.stride[0] + i * stage.dilation[0], column * stage.stride[1]
                value = float(result.padded[first + slice, down, across + j * stage.dilation[1]])
                products.append(value * float(np.float32(result.kernels[filter, slice, i, j])))
        assert term["products"] == products
        assert term["sum"] == pytest.approx(sum(products), abs=1e-12)
        total += term["sum"]
    assert moment["value"] == pytest.approx(total, rel=1e-6, abs=1e-6)
    assert moment["value"] == pytest.approx(float(result.maps[filter, row, column]), rel=1e-6, abs=1e-6)
    assert moment["after"] == pytest.approx(float(result.activated[filter, row, column]), rel=1e-6, abs=1e-6)
