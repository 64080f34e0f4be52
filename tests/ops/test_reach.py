"""cnnviz.ops.pipeline.reach: held to what a network of the same layers answers to when one pixel changes."""

import numpy as np
import pytest

from cnnviz.ops import padding, pipeline, pooling

SIDE = 24
STAGES = {
    "one": (pipeline.Stage(pipeline.Kernels("box")),),
    "strided and dilated": (
        pipeline.Stage(pipeline.Kernels("box"), border=padding.Padding("valid"), stride=(2, 1), dilation=(1, 2)),
    ),
    "pooled": (pipeline.Stage(pipeline.Kernels("box"), pool=pooling.Pool("average", (2, 3), (2, 2))),),
    "two": (
        pipeline.Stage(pipeline.Kernels("box"), stride=(2, 2), pool=pooling.Pool("average")),
        pipeline.Stage(pipeline.Kernels("box"), mix="sum"),
    ),
}


@pytest.mark.parametrize("name", STAGES)
def test_only_the_pixels_it_names_change_a_number(name: str) -> None:
    stages = tuple(STAGES[name])
    image = np.zeros((1, SIDE, SIDE), np.float32)
    results = pipeline.results(image, ("grey",), stages)
    pooled = results[-1].pooled is not None
    rows, columns = pipeline.reach(results, len(results), pooled)
    output = results[-1].output[0]
    at = output.shape[0] // 2, output.shape[1] // 2
    answered = np.zeros((SIDE, SIDE), bool)
    for row, column in np.ndindex(SIDE, SIDE):
        image[:] = 0
        image[0, row, column] = 1
        answered[row, column] = pipeline.results(image, ("grey",), stages)[-1].output[0][at] != 0
    seen = [np.flatnonzero(answered.any(axis=axis)) for axis in (1, 0)]
    for found, one, place in zip(seen, (rows, columns), at, strict=True):
        first = one.start + one.jump * place
        assert (found[0], found[-1]) == (max(0, first), min(SIDE, first + one.size) - 1)
