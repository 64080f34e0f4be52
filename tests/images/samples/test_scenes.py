"""cnnviz.images.samples.scenes: things on a black field (C34)."""

import numpy as np
import pytest

from cnnviz.images import picture, samples
from cnnviz.images.samples import scenes


@pytest.mark.parametrize("key", scenes.SHAPES)
@pytest.mark.parametrize("side", [64, 128, 256])
def test_a_shape_stands_in_the_middle_with_black_around_it(key: str, side: int) -> None:
    scene = scenes.shape(key, side)
    top, left, rows, columns = scene.box
    thing = scene.pixels[top : top + rows, left : left + columns]
    assert (scene.pixels.shape, scene.box) == ((side, side), (side // 4, side // 4, side // 2, side // 2))
    assert set(np.unique(thing)) == {0, scenes.INK}
    assert scene.pixels.sum(dtype=int) == thing.sum(dtype=int)
    margin = scenes.MARGIN * rows // 8
    assert not thing[:margin].any()
    assert not thing[:, -margin:].any()


def test_the_triangle_grows_wider_downwards_and_stays_in_the_middle() -> None:
    thing = scenes.shape("triangle", 128).pixels
    widths = (thing > 0).sum(axis=1)
    drawn = widths[widths > 0]
    assert (np.diff(drawn) >= 0).all()
    np.testing.assert_array_equal(thing, thing[:, ::-1])


def test_a_picture_fades_to_black_at_its_rim_and_keeps_its_middle() -> None:
    pixels = picture.working(samples.picture("still-life", 64), 64, "grey").pixels[:, :48]
    scene = scenes.cut_out(pixels)
    top, left, rows, columns = scene.box
    assert (scene.pixels.shape, (rows, columns)) == ((96, 128), (48, 64))
    thing = scene.pixels[top : top + rows, left : left + columns]
    assert not thing[[0, -1]].any()
    assert not thing[:, [0, -1]].any()
    np.testing.assert_array_equal(thing[12:36, 16:48], pixels[0, 12:36, 16:48])


def test_a_whole_picture_is_its_own_thing() -> None:
    pixels = picture.working(samples.picture("face", 32), 32, "grey").pixels
    scene = scenes.whole(pixels)
    assert scene.box == (0, 0, 32, 32)
    np.testing.assert_array_equal(scene.pixels, pixels[0])


def test_scaling_takes_the_nearest_pixel() -> None:
    pixels = np.arange(16, dtype=np.uint8).reshape(4, 4)
    assert scenes.scaled(pixels, 2).tolist() == [[0, 2], [8, 10]]
    np.testing.assert_array_equal(scenes.scaled(pixels, 8), pixels.repeat(2, 0).repeat(2, 1))
