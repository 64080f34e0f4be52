"""cnnviz.inspect.preparation: from a photo to what the first layer reads."""

import numpy as np
import pytest
from PIL import Image

from cnnviz.inspect import preparation
from cnnviz.inspect.preparation import NORMALISATIONS, Preparation

LITE = Preparation((3, 224, 224), 224 / 256, NORMALISATIONS["lite"])


def photo(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(height).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize("size", [(256, 256), (300, 400), (1024, 33), (32, 32), (1, 1)])
def test_the_middle_square_is_cut_scaled_and_centred(size: tuple[int, int]) -> None:
    given = photo(*size)
    made = preparation.prepared(given, LITE)
    top, left, side = made.square
    assert side == max(1, round(min(size) * 7 / 8))
    assert (top, left) == ((size[0] - side) // 2, (size[1] - side) // 2)
    cut = Image.fromarray(given[top : top + side, left : left + side])
    pixels = np.moveaxis(np.asarray(cut.resize((224, 224), Image.Resampling.BICUBIC)), 2, 0)
    assert np.array_equal(made.pixels, pixels)
    assert made.values.dtype == np.float32
    np.testing.assert_allclose(made.values, (pixels.astype(float) - 127) / 128, rtol=0, atol=1e-7)


def test_a_photo_of_the_right_size_is_left_as_it_is() -> None:
    given = photo(224, 224)
    made = preparation.prepared(given, Preparation((3, 224, 224), 1.0, NORMALISATIONS["unit"]))
    assert made.square == (0, 0, 224)
    assert np.array_equal(made.pixels, np.moveaxis(given, 2, 0))
    assert "square already" in made.steps[0].sentence


def test_another_normalisation_changes_the_values_and_nothing_before() -> None:
    given = photo(256, 300)
    own, other = (preparation.prepared(given, LITE, one) for one in (None, NORMALISATIONS["imagenet"]))
    assert np.array_equal(own.pixels, other.pixels)
    mean, deviation = (np.array(part)[:, None, None] for part in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    np.testing.assert_allclose(other.values, (own.pixels / 255 - mean) / deviation, rtol=0, atol=1e-5)


def test_a_network_of_grey_pictures_gets_one_channel() -> None:
    made = preparation.prepared(photo(40, 30), Preparation((1, 28, 28), 1.0, NORMALISATIONS["unit"]))
    assert made.values.shape == (1, 28, 28)
    assert [step.title for step in made.steps] == ["Cut", "Scaled", "Grey", "x / 255"]


@pytest.mark.parametrize("id", NORMALISATIONS)
def test_every_step_says_what_it_did_in_numbers(id: str) -> None:
    made = preparation.prepared(photo(100, 200), LITE, NORMALISATIONS[id])
    assert "The middle 88 × 88 of 100 × 200" in made.steps[0].sentence
    assert "88 × 88 pixels become 224 × 224" in made.steps[1].sentence
    assert made.steps[-1].title == NORMALISATIONS[id].label
    assert all(step.sentence.endswith(".") for step in made.steps)


def test_pixels_are_put_into_the_order_of_the_networks_seed() -> None:
    values = np.arange(12, dtype=np.float32).reshape(1, 3, 4)
    there = Preparation((1, 3, 4), 1.0, NORMALISATIONS["unit"])
    assert preparation.ordered(values, there) is values
    moved = preparation.ordered(values, Preparation((1, 3, 4), 1.0, NORMALISATIONS["unit"], 5))
    assert not np.array_equal(moved, values)
    assert np.array_equal(np.sort(moved, axis=None), values.ravel())
