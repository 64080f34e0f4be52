"""cnnviz.figures.convolution.kernels: invented pixels are hatched where they are."""

import pytest

from cnnviz.figures.convolution import kernels, looks, maps
from cnnviz.figures.draw import tiles
from cnnviz.ops import kernels as known
from cnnviz.ops import padding
from tests.figures.convolution.still_life import GREY, results, sent, stage


@pytest.mark.parametrize("mode", padding.MODES)
def test_invented_pixels_are_hatched_where_they_are(mode: str) -> None:
    border = padding.Padding("explicit", mode, 0.5, top=1, bottom=2, left=3, right=4)
    drawn = sent(*maps.sections(GREY.pixels, results(stage("box", border=border)), looks.Look()))
    assert drawn["Padded input"]["frame"] == [1, 2, 3, 4]
    assert (drawn["Padded input"]["rows"], drawn["Padded input"]["columns"]) == (67, 71)
    assert drawn["Its top left corner"]["frame"] == [1, 0, 3, 0]


def test_nothing_is_hatched_where_nothing_is_invented() -> None:
    drawn = sent(*maps.sections(GREY.pixels, results(stage("box", border=padding.Padding("valid"))), looks.Look()))
    assert "Padded input" not in drawn


def test_kirschs_ring_makes_eight_masks_and_turning_the_array_four_of_them() -> None:
    """T10: by 45° and by 90°; the sentences name what is met and what is not."""
    ring, array = kernels.turns(known.kirsch_turns())
    assert len(ring.tiles) == 8
    names = [tile.title.removeprefix("Kernel · ") for tile in array.tiles]
    assert names == ["N", "W", "S", "E"]
    assert "N, W, S, E" in array.sentence
    assert "NW, SW, SE, NE are not among them" in array.sentence
    for tile in (*ring.tiles, *array.tiles):
        assert isinstance(tile, tiles.Matrix)
        assert tile.values.sum() == 0
        assert tile.values[1, 1] == 0
