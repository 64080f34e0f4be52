"""cnnviz.ops.templates.grey_text: drawn images as a link holds them."""

import numpy as np
import pytest

from cnnviz.ops.templates import grey_text


def test_an_image_comes_back_as_it_was_written() -> None:
    image = np.random.default_rng(0).integers(0, 16, (8, 8)) / 15
    read = grey_text.image(grey_text.text(image))
    assert read is not None
    assert np.array_equal(read, image)


def test_greys_between_are_rounded_and_those_beyond_held() -> None:
    assert grey_text.text(np.array([[-1.0, 0.52], [0.034, 7.0]])) == "081f"


@pytest.mark.parametrize("text", ["", "0f0", "0g00", "FFFF", "0 00"])
def test_what_is_no_square_of_digits_is_none(text: str) -> None:
    assert grey_text.image(text) is None
