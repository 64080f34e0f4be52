"""Sets of pictures: windows, where they lie, and that whole samples are what the page of the whole way shows."""

import numpy as np
import pytest

from cnnviz.datasets import data
from cnnviz.images import samples
from cnnviz.inspect import preparation
from cnnviz.inspect.looks import sets

READ = preparation.Preparation((3, 32, 32), 0.875, preparation.NORMALISATIONS["unit"])


def test_the_samples_are_shown_whole_first_and_photographs_in_parts_too() -> None:
    bundled = sets.bundled()
    assert len(bundled.sources) == len(samples.SAMPLES)
    assert [part.whole for part in bundled.parts[: len(bundled.sources)]] == [True] * len(bundled.sources)
    assert len(bundled) == len(samples.SAMPLES) + 2 * 9 * len(sets.DETAILED)
    assert bundled.counted.startswith(f"{len(bundled)} windows of {len(samples.SAMPLES)} pictures")
    parts = [part for part in bundled.parts if part.source == 0 and not part.whole]
    assert {part.side for part in parts} == {192, 128}
    assert {(part.top, part.left) for part in parts if part.side == 128} == {
        (top, left) for top in (0, 128, 256) for left in (0, 128, 256)
    }


def test_a_whole_sample_is_what_the_way_page_reads() -> None:
    bundled = sets.bundled()
    at = next(at for at, part in enumerate(bundled.parts) if bundled.sources[part.source].sample == "coffee")
    shown = bundled.shown(at, READ)
    assert (shown.sample, shown.whole) == ("coffee", True)
    prepared = preparation.prepared(samples.picture("coffee", sets.SIDE).pixels, READ)
    np.testing.assert_array_equal(bundled.pixels([at], READ)[0], prepared.pixels)
    assert shown.place.square == (24, 24, 336, 336)


def test_a_part_is_cut_where_it_says() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (60, 90, 3), np.uint8)
    photos = sets.photos("x", [sets.Source("wide", (60, 90), lambda: picture)])
    read = preparation.Preparation((3, 30, 30), 0.875, preparation.NORMALISATIONS["unit"])
    for at, part in enumerate(photos.parts):
        shown = photos.shown(at, read)
        top, left, rows, columns = shown.place.square
        assert 0 <= top <= top + rows <= 60
        assert 0 <= left <= left + columns <= 90
        if part.side == 30 and not part.whole:
            cut = picture[top : top + rows, left : left + columns]
            np.testing.assert_array_equal(photos.pixels([at], read)[0], np.moveaxis(cut, 2, 0))


def test_a_picture_too_small_to_be_cut_has_parts_of_one_pixel() -> None:
    picture = np.zeros((1, 1, 3), np.uint8)
    photos = sets.photos("x", [sets.Source("dot", (1, 1), lambda: picture)])
    assert photos.pixels(range(len(photos)), READ).shape == (19, 3, 32, 32)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_data_set_gives_its_first_pictures_with_their_classes(channels: int) -> None:
    images = data.Images(
        np.random.default_rng(0).integers(0, 256, (9, channels, 6, 5), np.uint8), np.arange(9, dtype=np.uint8) % 2
    )
    first = sets.first("noise", data.Dataset("Noise", ("a", "b"), images, images, images), 4)
    assert (len(first), first.counted) == (4, "4 pictures of “Noise”")
    shown = first.shown(3, READ)
    assert (shown.label, shown.title, shown.place.square) == ("b", "picture 4", (0, 0, 6, 5))
    assert shown.picture.shape == (6, 5, 3)
    np.testing.assert_array_equal(first.pixels([3, 1], READ), images.pictures[[3, 1]])
