"""cnnviz.ops.compared.variations: one thing changed makes the map that the changed stage makes."""

import dataclasses

import numpy as np
import pytest

from cnnviz.ops import padding, pipeline
from cnnviz.ops.compared import variations
from tests.ops.compared.boxes import image, result


@pytest.mark.parametrize(
    "changed", [{"stride": (2, 3)}, {"dilation": (2, 1)}, {"border": padding.Padding("full")}, {"bias": 0.5}], ids=str
)
def test_the_first_map_is_that_of_the_changed_stage(changed: dict[str, object]) -> None:
    one, moved = result(), image("face")
    stage = dataclasses.replace(one.stage, **changed)  # type: ignore[arg-type]
    for given in (one.image, moved):
        expected = pipeline.result(given, ("grey",), stage)
        np.testing.assert_allclose(variations.first_map(one, stage, given), expected.maps[0], atol=1e-6)
        assert variations.axes(one, stage) == expected.axes
