"""cnnviz.ops.compared.paddings: what is invented is padding's own, and the liveliest corner is where most differs."""

import numpy as np
import pytest

from cnnviz.ops import padding, pipeline
from cnnviz.ops.compared import paddings
from tests.ops.compared.boxes import image, result

SIZE = paddings.INVENTED + paddings.SHOWN


@pytest.mark.parametrize("mode", padding.MODES)
def test_the_corner_of_every_mode_is_cut_from_the_whole_image_padded(mode: str) -> None:
    """C48."""
    others = paddings.paddings(result(border=padding.Padding(value=0.25)))
    sides = (paddings.INVENTED, paddings.INVENTED)
    whole = padding.padded(image(), sides, sides, mode, 0.25)[0]
    corner = {
        (False, False): whole[:SIZE, :SIZE],
        (False, True): whole[:SIZE, -SIZE:],
        (True, False): whole[-SIZE:, :SIZE],
        (True, True): whole[-SIZE:, -SIZE:],
    }[others.corner.bottom, others.corner.right]
    np.testing.assert_array_equal(others.invented[mode], corner)


def test_the_maps_by_amount_are_those_of_the_stage_with_that_amount() -> None:
    one = result(bias=0.5)
    for amount, map_ in paddings.paddings(one).amounts.items():
        stage = pipeline.Stage(one.stage.kernels, bias=0.5, border=padding.Padding(amount, one.stage.border.mode))
        np.testing.assert_allclose(map_, pipeline.result(one.image, ("grey",), stage).maps[0], atol=1e-6)


def test_the_liveliest_corner_is_the_one_with_a_dot_and_of_flat_ones_the_first() -> None:
    dotted = np.zeros((40, 40), np.float32)
    assert paddings.liveliest(dotted) == paddings.Corner(False, False, alone=False)
    dotted[-3, 2] = 1
    assert paddings.liveliest(dotted) == paddings.Corner(True, False, alone=True)
