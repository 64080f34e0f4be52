"""cnnviz.figures.networks.flattening: the drawn maps and their vector hold every unit once."""

import numpy as np
import pytest

from cnnviz.figures.draw import theme, tiles
from cnnviz.figures.networks import flattening
from cnnviz.nets.inside import flatten

SHAPES = [(1, 1, 1), (3, 5, 4), (64, 5, 5), (2, 3, 3), (5, 1, 20)]


def test_the_sentence_writes_the_arithmetic_out() -> None:
    said = flattening.sentence((64, 5, 5), (1, 2, 3))
    assert (
        "Map 2, row 3, column 4 becomes unit 1 · 5 · 5 + 2 · 5 + 4 = 39 of 1,600: before it come 1 whole map and "
        in said
    )
    assert "2 whole rows." in said


@pytest.mark.parametrize("shape", SHAPES)
def test_the_table_covers_the_vector_without_gaps(shape: flatten.Shape) -> None:
    rows = flattening.table(shape)
    firsts = [int(row["first unit"].split(" = ")[1].replace(",", "")) for row in rows]
    lasts = [int(row["last unit"].replace(",", "")) for row in rows]
    assert firsts == [1, *(last + 1 for last in lasts[:-1])]
    assert lasts[-1] == np.prod(shape)


def test_small_maps_and_their_vector_are_numbers_with_one_cell_framed() -> None:
    maps, vector = flattening.sections((2, 3, 3), (1, 2, 0))
    drawn = [tile for tile in (*maps.tiles, *vector.tiles) if isinstance(tile, tiles.Matrix)]
    assert len(drawn) == 3
    np.testing.assert_array_equal(np.stack([tile.values for tile in drawn[:2]]), np.arange(1, 19).reshape(2, 3, 3))
    np.testing.assert_array_equal(drawn[2].values, np.arange(1, 19).reshape(2, 9))
    assert [tile.values[tile.marked].tolist() for tile in drawn] == [[], [16], [16]]


def test_of_many_maps_the_first_and_the_one_pointed_at_are_drawn() -> None:
    maps, vector = flattening.sections((64, 5, 5), (40, 2, 1))
    assert [tile.title for tile in maps.tiles] == ["Map 1", "Map 2", "Map 41"]
    assert "3 of 64 maps are drawn." in maps.sentence
    (written,) = vector.tiles
    assert isinstance(written, tiles.Matrix)
    assert (written.title, written.facts) == ("Maps 1, 2, 41", ("75 units of 1,600",))
    assert written.marked is not None
    assert np.argwhere(written.marked).tolist() == [[2, 11]]
    assert written.values[2].tolist() == list(range(1001, 1026))


def test_a_vector_too_long_to_be_written_is_a_picture_with_one_pixel_marked() -> None:
    _, vector = flattening.sections((64, 6, 6), (40, 2, 1))
    (picture,) = vector.tiles
    assert isinstance(picture, tiles.Picture)
    marked = (picture.pixels == theme.MARK).all(axis=2)
    assert np.argwhere(marked).tolist() == [[2, 13]]
