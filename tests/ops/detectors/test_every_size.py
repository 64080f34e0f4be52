"""cnnviz.ops.detectors.every_size: shapes of every size and turn, as they are found one by one."""

import pytest

from cnnviz.ops.detectors import chain, every_size, found, recipes, scenes


@pytest.mark.parametrize("way", chain.WAYS)
@pytest.mark.parametrize("kind", recipes.DETECTORS)
def test_four_shapes_in_a_picture_are_found_as_each_is_alone(kind: str, way: str) -> None:
    """C72, C73: none is taken for a part of another."""
    settings = chain.Settings(kind, found=recipes.DETECTORS[kind].found, way=way)
    for side, turn in ((11, 0), (15, 0), (23, 90)):
        alone = 0
        for thing in every_size.picture(kind, side, turn):
            size = 2 * every_size.QUARTER
            finds = found.finds(scenes.drawn([thing], size, size), settings)
            alone += len(found.tally(finds, [thing], kind).hits)
        count = every_size.count(settings, side, turn)
        assert (count.found, count.missed) == (alone, len(every_size.PLACES) - alone)


def test_the_square_detector_finds_its_size_upright_and_nothing_else() -> None:
    """C73."""
    every = every_size.every(chain.Settings())
    assert set(every) == {(side, turn) for side in every_size.SIDES for turn in every_size.TURNS}
    assert {at for at, one in every.items() if one.found} == {(11, 0), (11, 90)}
    assert all((one.found or 0) + one.missed == 4 and not one.alarms for one in every.values())


def test_a_low_threshold_finds_more_and_raises_false_alarms() -> None:
    """C73."""
    low = every_size.count(chain.Settings(corner=0, found=5), 15, 45)
    assert low.alarms
    assert every_size.count(chain.Settings(), 15, 45).alarms == 0


def test_every_shape_stands_whole_in_its_quarter_a_pixel_from_the_others_places() -> None:
    for side in every_size.SIDES:
        things = every_size.picture("square", side, 45)
        places = {(thing.row % every_size.QUARTER, thing.column % every_size.QUARTER) for thing in things}
        assert len(places) == len(every_size.PLACES)
        assert all(side * 0.21 < one < every_size.QUARTER - 1.21 * side for place in places for one in place)
