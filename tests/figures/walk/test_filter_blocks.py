"""cnnviz.figures.walk.filter_blocks: the message holds the numbers that were convolved."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.walk import filter_blocks
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline

CHANNELS = ("red", "green", "blue")


def result(**settings: object) -> pipeline.Result:
    pixels = picture.working(samples.picture("still-life", 32), 32, "rgb").pixels[:, :, :20]
    stage = pipeline.Stage(pipeline.Kernels("random"), mix="sum", **settings)  # type: ignore[arg-type]
    return pipeline.result(picture.floats(pixels), CHANNELS, stage)


def test_a_pictures_planes_come_as_bytes_and_nothing_of_them_is_lost() -> None:
    made = result(border=padding.Padding("same", "nearest"))
    header, arrays = packing.unpacked(filter_blocks.blob(made, CHANNELS, 2, (4, 7)))
    assert arrays["planes"].dtype == np.uint8
    assert (picture.floats(arrays["planes"]) == made.padded).all()
    assert (arrays["kernels"] == made.kernels.astype(np.float32)).all()
    assert (header["channels"], header["filters"]) == (list(CHANNELS), list(made.names))
    assert (header["frame"], header["cell"], header["filter"]) == ([1, 1, 1, 1], [4, 7], 2)


@pytest.mark.parametrize("value", [-1.0, 0.3, 2.0])
def test_planes_that_no_byte_can_hold_come_as_they_are(value: float) -> None:
    made = result(border=padding.Padding("same", "constant", value=value))
    _, arrays = packing.unpacked(filter_blocks.blob(made, CHANNELS, 0, (0, 0)))
    assert arrays["planes"].dtype == np.float32
    assert (arrays["planes"] == made.padded).all()
