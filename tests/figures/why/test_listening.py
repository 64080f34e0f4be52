"""cnnviz.figures.why.listening: what is said of a field is what is in it."""

import numpy as np

from cnnviz import packing
from cnnviz.figures.why import listening
from cnnviz.nets.inside import effective
from cnnviz.nets.inside.receptive import Box


def heard(field: np.ndarray) -> listening.Heard:
    measured = effective.measured(field, Box(2, 2, 9, 9))
    return listening.Heard("Mine", np.zeros(field.shape, np.uint8), measured, "How.")


def test_the_share_in_the_central_half_is_that_of_the_numbers() -> None:
    field = np.zeros((12, 12))
    field[4:8, 4:8] = 3
    field[2:4, 2:10] = 1
    one = heard(field)
    assert "75.0% of the gradient" in listening.sentence(one)
    assert "would be 25.0%" in listening.sentence(one)


def test_a_unit_that_listens_to_nothing_says_so() -> None:
    assert listening.sentence(heard(np.zeros((12, 12)))) == "Window 8 × 8; no gradient at all."


def test_the_message_holds_the_field_its_picture_and_both_frames() -> None:
    field = np.zeros((12, 12))
    field[5, 6] = 2
    header, arrays = packing.unpacked(listening.blob([heard(field)]))
    (figure,) = header["figures"]
    assert figure["window"] == {"top": 2, "left": 2, "rows": 8, "columns": 8}
    assert figure["centre"] == {"top": 4, "left": 4, "rows": 4, "columns": 4}
    assert "Strongest in row 6, column 7." in figure["told"]
    np.testing.assert_array_equal(arrays["heat0"], field.astype(np.float32))
    assert arrays["image0"].dtype == np.uint8
