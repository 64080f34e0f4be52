"""cnnviz.ops.detectors.scenes: shapes drawn where they are said to stand."""

import itertools

import numpy as np
import pytest

from cnnviz.ops.detectors import scenes


def test_a_square_fills_its_pixels_and_no_others() -> None:
    """C72."""
    picture = scenes.drawn([scenes.Thing("square", 5, 7, 11)])
    expected = np.zeros((1, scenes.ROWS, scenes.COLUMNS), np.float32)
    expected[0, 5:16, 7:18] = 1
    assert picture.dtype == np.float32
    assert np.array_equal(picture, expected)


@pytest.mark.parametrize("kind", scenes.OUTLINES)
@pytest.mark.parametrize("side", [8, 11, 14])
def test_a_shape_turned_by_a_quarter_is_the_array_turned(kind: str, side: int) -> None:
    """C72."""
    upright, turned = (
        scenes.drawn([scenes.Thing(kind, 10, 10, side, turn)], side + 20, side + 20)[0] for turn in (0, 90)
    )
    np.testing.assert_allclose(turned, np.rot90(upright, -1), atol=1 / scenes.FINE**2 * 2)


@pytest.mark.parametrize("kind", scenes.OUTLINES)
def test_turning_keeps_the_area(kind: str) -> None:
    """C72: as far as points on a grid can tell."""
    areas = [scenes.drawn([scenes.Thing(kind, 20, 40, 20, turn)]).sum() for turn in range(0, 90, 15)]
    assert max(areas) / min(areas) < 1.03


def test_a_cross_is_two_bars_and_a_t_has_a_stem() -> None:
    """C20, C72: strokes of 3 in 11 pixels."""
    cross, t = (scenes.drawn([scenes.Thing(kind, 0, 0, 11)], 11, 11)[0] for kind in ("cross", "T"))
    bar = np.zeros((11, 11), bool)
    bar[4:7] = True
    assert np.array_equal(cross > 0, bar | bar.T)
    assert np.array_equal(t > 0, np.roll(bar, -4, axis=0) | bar.T)


@pytest.mark.parametrize(("name", "kind"), [*itertools.product(scenes.SCENES, scenes.OUTLINES)])
def test_the_things_of_a_scene_stand_apart_inside_the_picture(name: str, kind: str) -> None:
    """C72: each is seen alone, whichever shape is looked for."""
    things = scenes.SCENES[name].of(kind)
    assert things[0].kind == kind
    alone = [scenes.drawn([thing]) for thing in things]
    assert np.array_equal(scenes.drawn(things), sum(alone))
    for thing, picture in zip(things, alone, strict=True):
        wide = scenes.drawn([thing], scenes.ROWS + 60, scenes.COLUMNS + 60)
        assert picture.sum() == pytest.approx(wide.sum())
