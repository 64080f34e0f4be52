"""Slices of a volume: frames of GIF and TIFF, or single pictures, as small squares of grey."""

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from cnnviz import errors, limits
from cnnviz.images import frames


def file(pages: Sequence[Image.Image], kind: str) -> bytes:
    stream = io.BytesIO()
    pages[0].save(stream, kind, save_all=len(pages) > 1, append_images=pages[1:])
    return stream.getvalue()


def grey(level: int, size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.new("L", size, level)


LEVELS = (10, 90, 200, 250)


@pytest.mark.parametrize("kind", ["GIF", "TIFF"])
def test_every_frame_is_a_slice(kind: str) -> None:
    made = frames.slices(file([grey(level) for level in LEVELS], kind), "stack", 8)
    assert made.shape == (4, frames.SIDE, frames.SIDE)
    assert made.dtype == np.float32
    np.testing.assert_allclose(made[:, 0, 0], np.array(LEVELS) / 255, atol=1 / 255)
    assert (made == made[:, :1, :1]).all()


def test_of_many_frames_some_are_chosen_evenly() -> None:
    made = frames.slices(file([grey(level) for level in range(0, 200, 10)], "TIFF"), "stack", 3)
    np.testing.assert_allclose(made[:, 0, 0], np.array([0, 100, 190]) / 255, atol=1e-6)


def test_a_single_picture_is_one_slice_the_middle_of_it() -> None:
    picture = grey(255, (90, 30))
    picture.paste(0, (30, 0, 60, 30))
    made = frames.slices(file([picture], "PNG"), "one.png", 8)
    assert made.shape == (1, frames.SIDE, frames.SIDE)
    assert not made.any()


def test_sixteen_bits_are_read_between_their_own_extremes() -> None:
    pages = [Image.fromarray(np.full((8, 8), level, np.uint16)) for level in (1000, 2000, 3000)]
    made = frames.slices(file(pages, "TIFF"), "scan.tif", 8)
    np.testing.assert_allclose(made[:, 0, 0], [0, 0.5, 1])


def test_frames_beyond_the_cap_on_pixels_are_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PIXELS", 3 * 60 * 40)
    made = frames.slices(file([grey(level) for level in LEVELS], "GIF"), "stack", 8)
    assert len(made) == 3


def test_a_page_that_is_larger_than_the_first_is_held_to_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PIXELS", 5000)
    data = file([grey(1), grey(2, (100, 100))], "TIFF")
    with pytest.raises(errors.InputError, match="holds a frame of more than 5,000 pixels"):
        frames.slices(data, "stack.tif", 8)


def test_a_damaged_frame_and_no_picture_are_refused_with_a_sentence() -> None:
    noise = [
        Image.fromarray(np.random.default_rng(seed).integers(0, 256, (40, 60), np.uint8)).convert("P")
        for seed in (1, 2)
    ]
    data = file(noise, "GIF")
    with pytest.raises(errors.InputError, match=r"damaged|cannot be decoded"):
        frames.slices(data[: int(len(data) * 0.7)], "cut.gif", 8)
    with pytest.raises(errors.InputError, match=r"not a picture|is text"):
        frames.slices(b"hello, this is text", "no.gif", 8)


@pytest.mark.parametrize("side", [8, 12, 16, 24])
def test_smaller_slices_are_means(side: int) -> None:
    slices = np.random.default_rng(3).random((2, frames.SIDE, frames.SIDE)).astype(np.float32)
    made = frames.shrunk(slices, side)
    step = frames.SIDE // side
    assert made.shape == (2, side, side)
    np.testing.assert_allclose(made[1, 0, 1], slices[1, :step, step : 2 * step].mean(), rtol=1e-5)


def test_frames_of_different_depth_stay_between_black_and_white() -> None:
    deep = Image.fromarray(np.full((8, 8), 51_000, np.uint16))
    made = frames.slices(file([deep, grey(200, (8, 8))], "TIFF"), "scan.tif", 8)
    np.testing.assert_allclose(made[:, 0, 0], [1, 0])
