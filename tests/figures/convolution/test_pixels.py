"""cnnviz.figures.convolution.pixels: the numbers shown are the image's."""

import numpy as np

from cnnviz.figures.convolution import pixels
from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from tests.figures.convolution.still_life import GREY

COLOUR = picture.working(samples.picture("still-life", 48), 48, "rgb")
RGB = ("red", "green", "blue")


def test_the_matrix_shows_the_numbers_of_the_image() -> None:
    """C28: one matrix per channel."""
    section = pixels.matrices(COLOUR.pixels, RGB)
    assert [tile.title.split(":")[0] for tile in section.tiles] == ["Red", "Green", "Blue"]
    green = section.tiles[1]
    assert isinstance(green, tiles.Matrix)
    assert (green.values == COLOUR.pixels[1, 19:29, 19:29] / np.float32(255)).all()


def test_the_middle_of_an_oblong_picture_is_counted_from_1_by_rows_and_columns() -> None:
    (tile,) = pixels.matrices(np.zeros((1, 30, 52), np.uint8), ("grey",)).tiles
    assert tile.title == "Grey: rows 11–20, columns 22–31"
    assert isinstance(tile, tiles.Matrix)
    assert tile.first == (11, 22)


def test_the_strip_tells_every_step() -> None:
    assert [tile.title for tile in pixels.strip(GREY).tiles][-2:] == ["Scaled", "Grey"]
