"""cnnviz.figures.alike.first_filters: filters in their own colours, in groups."""

import numpy as np

from cnnviz.figures.alike import first_filters as drawn
from cnnviz.figures.draw import tiles
from cnnviz.inspect.alike import first_filters, spatial
from cnnviz.ops import kernels

WEIGHTS = np.stack(
    [
        np.multiply.outer((-1.0, 1.0, 0.0), kernels.binomial()),
        np.multiply.outer((1.0, 1.0, 1.0), kernels.line("vertical")),
        np.zeros((3, 3, 3)),
    ]
)


def sections(weights: np.ndarray) -> tuple[tiles.Section, ...]:
    found = first_filters.first_filters(spatial.SpatialLayer("0", "First layer", weights))
    return *drawn.special(found, 0.9), *drawn.others(found, 0.9)


def test_filters_stand_in_three_groups() -> None:
    found = sections(WEIGHTS)
    assert [one.title for one in found] == ["Colour against colour: 1", "Dead: 1", ""]
    assert [tile.title for one in found for tile in one.tiles] == ["Filter 1", "Filter 3", "Filter 2"]
    opponent, dead, other = (one.tiles[0].facts for one in found)
    assert set(opponent[0].split(" against ")) == {"red", "green"}
    assert opponent[1:3] == ("like Binomial, 1.00", "100% colour")
    assert dead == ("dead",)
    assert other[:2] == ("like Line detectors: vertical, 1.00", "0% colour")
    assert found[1].sentence.startswith("All weights are 0.")


def test_a_filter_is_drawn_in_its_own_colours_around_grey() -> None:
    opponent, dead, _ = (one.tiles[0] for one in sections(WEIGHTS))
    assert isinstance(opponent, tiles.Picture)
    assert isinstance(dead, tiles.Picture)
    assert opponent.pixels[1, 1].tolist() == [0, 255, 128]
    assert (dead.pixels == 128).all()


def test_filters_of_one_channel_are_drawn_as_signed_maps_are() -> None:
    (found,) = sections(WEIGHTS[:2, 1:2])
    assert "one channel" in found.sentence
    assert all(isinstance(tile, tiles.Picture) and tile.pixels.shape == (3, 3, 3) for tile in found.tiles)
    assert not any("colour" in fact for tile in found.tiles for fact in tile.facts)
