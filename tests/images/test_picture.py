"""cnnviz.images.picture: from a picture to the numbers a page computes with."""

import io

import numpy as np
import pytest
from PIL import Image

from cnnviz import errors, limits
from cnnviz.images import decode, picture

RNG = np.random.default_rng(0)


def noise(height: int, width: int) -> np.ndarray:
    return RNG.integers(0, 256, (height, width, 3), np.uint8)


def decoded(pixels: np.ndarray) -> picture.Picture:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return decode.decoded(stream.getvalue(), "noise.png")


@pytest.mark.parametrize("channel", picture.CHANNELS)
@pytest.mark.parametrize(
    ("height", "width", "side", "expected"),
    [
        (48, 64, 64, (48, 64)),
        (100, 200, 32, (16, 32)),
        (200, 100, 33, (33, 16)),
        (7, 10, 40, (28, 40)),
        (1, 500, 32, (1, 32)),
        (1, 1, 32, (32, 32)),
        (1500, 3000, 1024, (512, 1024)),
    ],
)
def test_the_longer_side_becomes_the_side_and_the_aspect_is_kept(height, width, side, expected, channel):
    working = picture.working(decoded(noise(height, width)), side, channel)
    assert working.pixels.shape == (3 if channel == "rgb" else 1, *expected)
    assert working.pixels.dtype == np.uint8
    assert not working.pixels.flags.writeable
    assert all(max(step.pixels.shape[:2]) <= picture.THUMBNAIL for step in working.steps)


@pytest.mark.parametrize("side", [-1, limits.MIN_SIDE - 1, limits.MAX_SIDE + 1])
def test_a_side_out_of_range_is_refused(side):
    with pytest.raises(errors.InputError, match="Choose one from 32 to 1,024"):
        picture.working(decoded(noise(40, 40)), side, "grey")


@pytest.mark.parametrize(
    ("shape", "side", "sentence"),
    [
        ((30, 40), 64, "Enlarged from 30 × 40 to 48 × 64 px by repeating pixels: no new shades."),
        ((30, 40), 40, "Already 30 × 40 px: nothing was scaled."),
        ((300, 400), 64, "Scaled from 300 × 400 to 48 × 64 px."),
        ((1200, 2000), 1024, "Scaled from 1200 × 2000 to 614 × 1024 px."),
    ],
)
def test_the_strip_tells_the_sizes_before_and_after(shape, side, sentence):
    steps = picture.working(decoded(noise(*shape)), side, "red").steps
    assert [step.title for step in steps] == ["Decoded", "Scaled", "Red"]
    assert steps[1].sentence == sentence


def test_grey_is_the_formula_it_says_for_all_numbers():
    pixels = noise(64, 64)
    grey = picture.working(decoded(pixels), 64, "grey").pixels[0]
    exact = (pixels.astype(int) * [299, 587, 114]).sum(2)
    np.testing.assert_array_equal(grey, np.floor(exact / 1000 + 0.5))


@pytest.mark.parametrize(("channel", "index"), [("red", 0), ("green", 1), ("blue", 2)])
def test_a_channel_is_just_its_numbers(channel, index):
    pixels = noise(40, 64)
    working = picture.working(decoded(pixels), 64, channel)
    np.testing.assert_array_equal(working.pixels[0], pixels[:, :, index])
    np.testing.assert_array_equal(working.steps[-1].pixels, pixels[:, :, index])


@pytest.mark.parametrize("channel", picture.CHANNELS)
def test_the_png_gives_back_the_very_numbers_used(channel):
    working = picture.working(decoded(noise(50, 64)), 64, channel)
    with Image.open(io.BytesIO(picture.png(working.pixels))) as image:
        read = np.asarray(image)
    read = read[np.newaxis] if read.ndim == 2 else np.moveaxis(read, 2, 0)
    np.testing.assert_array_equal(read, working.pixels)
    np.testing.assert_array_equal(read / np.float32(255), picture.floats(working.pixels))


def test_floats_are_float32_from_zero_to_one():
    values = picture.floats(np.array([[0, 51, 255]], np.uint8))
    assert values.dtype == np.float32
    assert values.tolist() == [[0.0, np.float32(0.2), 1.0]]


def test_a_png_may_be_grey_or_colour_with_channels_first_or_last():
    pixels = noise(5, 7)
    for same in (pixels, np.moveaxis(pixels, 2, 0)):
        with Image.open(io.BytesIO(picture.png(same))) as image:
            np.testing.assert_array_equal(np.asarray(image), pixels)
    with Image.open(io.BytesIO(picture.png(pixels[:, :, 0]))) as image:
        assert (image.mode, image.size) == ("L", (7, 5))


def test_shrinking_averages_and_never_overshoots():
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[:, ::2] = 200
    small = picture.working(decoded(stripes), 50, "grey").pixels
    assert np.ptp(small[:, :, 2:-2]) <= 1
    edge = np.full((400, 400, 3), 50, np.uint8)
    edge[:, 170:] = 200
    assert picture.working(decoded(edge), 64, "grey").pixels.min() == 50
    assert picture.working(decoded(edge), 64, "grey").pixels.max() == 200


def test_enlarging_repeats_pixels():
    pixels = noise(32, 32)
    large = picture.working(decoded(pixels), 96, "rgb").pixels
    np.testing.assert_array_equal(large, np.moveaxis(pixels.repeat(3, 0).repeat(3, 1), 2, 0))


def test_a_thumbnail_shows_the_numbers_of_its_own_step():
    pixels = noise(40, 64)
    working = picture.working(decoded(pixels), 128, "rgb")
    np.testing.assert_array_equal(working.steps[0].pixels, pixels)
    np.testing.assert_array_equal(working.steps[1].pixels, pixels.repeat(2, 0).repeat(2, 1))
