"""cnnviz.images.samples.photographs: small, credited, and what they are said to be."""

import io

import numpy as np
import pytest
from PIL import Image

from cnnviz.images import picture, samples
from cnnviz.images.samples import photographs

CREDITS = (photographs.FOLDER / "CREDITS.md").read_text(encoding="utf-8")


def test_every_photograph_is_credited_and_every_file_is_one() -> None:
    rows = {
        f"| {key}.webp | {one.title} | {one.author} | <{one.source}> | {one.licence} |"
        for key, one in photographs.PHOTOGRAPHS.items()
    }
    assert rows == {line for line in CREDITS.splitlines() if ".webp |" in line}
    assert {one.stem for one in photographs.FOLDER.glob("*.webp")} == set(photographs.PHOTOGRAPHS)
    assert {one.licence for one in photographs.PHOTOGRAPHS.values()} <= {photographs.CC0, photographs.PUBLIC}


@pytest.mark.parametrize("key", photographs.PHOTOGRAPHS)
def test_a_photograph_is_a_small_square_in_a_small_file(key: str) -> None:
    file = photographs.FOLDER / f"{key}.webp"
    assert file.stat().st_size <= 60_000
    height, width, channels = photographs.native(key).shape
    assert height == width <= 384
    assert channels == 3
    assert not photographs.native(key).flags.writeable
    with Image.open(file) as image:
        assert not image.getexif()


@pytest.mark.parametrize("key", photographs.PHOTOGRAPHS)
def test_whose_it_is_stands_with_the_sample_and_in_the_strip(key: str) -> None:
    one = photographs.PHOTOGRAPHS[key]
    for said in (samples.SAMPLES[key].caption, samples.picture(key, 64).steps[0].sentence):
        assert one.author in said
        assert one.licence in said
    assert "drawn" not in samples.picture(key, 64).steps[0].sentence.lower()


def test_drawn_samples_are_credited_to_nobody() -> None:
    drawn = set(samples.SAMPLES) - set(photographs.PHOTOGRAPHS)
    assert len(drawn) == 11
    assert all(samples.SAMPLES[key].caption == samples.SAMPLES[key].sentence for key in drawn)
    assert all(samples.picture(key, 32).steps[0].title == "Drawn" for key in drawn)


@pytest.mark.parametrize(("side", "how"), [(300, "used at"), (256, "scaled to"), (600, "by repeating pixels to")])
def test_the_strip_says_how_it_came_to_its_side(side: int, how: str) -> None:
    sentence = samples.picture("cat", side).steps[0].sentence
    assert f"square of 300 × 300 px, {'enlarged ' if side > 300 else ''}{how} {side} × {side} px." in sentence


def test_enlarging_repeats_pixels_and_invents_none() -> None:
    small = photographs.native("cat")
    large = samples.picture("cat", 600).pixels
    np.testing.assert_array_equal(large, small.repeat(2, axis=0).repeat(2, axis=1))
    np.testing.assert_array_equal(samples.picture("cat", 300).pixels, small)


@pytest.mark.parametrize("key", photographs.PHOTOGRAPHS)
def test_what_is_clicked_is_a_tiny_copy(key: str) -> None:
    file = photographs.thumbnail(key)
    assert len(file) <= 3_000
    with Image.open(io.BytesIO(file)) as image:
        assert (image.format, image.size) == ("WEBP", (photographs.THUMBNAIL,) * 2)
        far = np.abs(np.asarray(image.convert("RGB")).astype(int) - photographs.scaled(key, photographs.THUMBNAIL))
    assert far.mean() < 8


def test_one_is_grey_and_has_no_colour_to_lose() -> None:
    grey = picture.working(samples.picture("photographer", 384), 384, "rgb").pixels.astype(int)
    assert np.ptp(grey, axis=0).max() <= 2
