"""cnnviz.figures.walk.animation: the walk as a GIF and as a PNG, only as far as it has come."""

import io

import numpy as np
import pytest
from PIL import GifImagePlugin, Image

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures.draw import theme
from cnnviz.figures.walk import animation, sheet
from tests.figures.walk.walked import SMALL, coloured, expected, walk


def opened(data: bytes) -> GifImagePlugin.GifImageFile:
    return GifImagePlugin.GifImageFile(io.BytesIO(data))


def test_every_cell_is_walked_in_reading_order_where_there_is_time() -> None:
    assert animation.places((2, 3), 6) == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))


@pytest.mark.parametrize(("shape", "most"), [((256, 256), 144), ((1, 1000), 7), ((9, 9), 80), ((5, 4), 2)])
def test_a_long_walk_takes_even_steps_from_the_first_cell_to_the_last(shape: tuple[int, int], most: int) -> None:
    walked = animation.places(shape, most)
    order = [row * shape[1] + column for row, column in walked]
    assert len(walked) == most
    assert (walked[0], walked[-1]) == ((0, 0), (shape[0] - 1, shape[1] - 1))
    assert np.ptp(np.diff(order)) <= 1


def test_a_walk_of_one_step_is_the_first_cell() -> None:
    assert animation.places((4, 4), 1) == ((0, 0),)
    with pytest.raises(InputError, match="1 or more"):
        animation.places((4, 4), 0)


def test_the_output_fills_as_the_walk_goes_on_and_skipped_cells_with_it() -> None:
    one = walk()
    first, second = animation.frames(one, ((0, 3), (2, 2)))
    for row, column in ((1, 1), (2, 1)):
        assert coloured(one, first, row, column) in (theme.PAPER, theme.BLANK)
        assert coloured(one, second, row, column) == expected(one, row, column)


def test_a_gif_moves_for_ever_and_its_last_frame_stays() -> None:
    one = walk(stride=(2, 2))
    walked = animation.places(one.shape, 144)
    made = opened(animation.gif(animation.frames(one, walked), 0.3))
    durations = []
    for number in range(made.n_frames):
        made.seek(number)
        durations.append(made.info["duration"])
    assert made.format == "GIF"
    assert made.size == sheet.SIZE
    assert made.info["loop"] == 0
    assert durations == [300] * 15 + [300 * animation.HELD]


def test_a_gif_looks_like_its_frames() -> None:
    one = walk()
    drawn = list(animation.frames(one, animation.places(one.shape, 8)))
    made = opened(animation.gif(iter(drawn), 0.1))
    for number, image in enumerate(drawn):
        made.seek(number)
        off = np.abs(np.asarray(made.convert("RGB"), int) - np.asarray(image, int)).max(axis=2)
        assert off.mean() < 1.5
        assert np.percentile(off, 99.5) < 24
        assert made.convert("RGB").getpixel((0, 0)) == theme.PAPER


def test_a_full_walk_over_a_small_map_makes_a_small_file() -> None:
    one = walk(np.resize(SMALL, (1, 12, 12)))
    data = animation.gif(animation.frames(one, animation.places(one.shape, limits.GIF_FRAMES)), 0.2)
    assert opened(data).n_frames == 144
    assert len(data) < 2 * 2**20


def test_a_gif_of_one_moment_is_a_picture() -> None:
    assert opened(animation.gif([animation.picture(walk(), 0, 0)], 0.5)).n_frames == 1


def test_a_png_is_the_picture() -> None:
    one = walk()
    made = Image.open(io.BytesIO(animation.png(one, 4, 5)))
    assert made.format == "PNG"
    assert (np.asarray(made) == np.asarray(animation.picture(one, 4, 5))).all()


def test_more_frames_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GIF_FRAMES", 3)
    with pytest.raises(InputError, match="more than 3 frames"):
        animation.gif(animation.frames(walk(), animation.places((8, 8), 4)), 0.1)


def test_no_frame_and_no_time_are_refused() -> None:
    with pytest.raises(InputError, match="no frame"):
        animation.gif([], 0.1)
    for seconds in (0.0, -1.0, 60.0, float("nan")):
        with pytest.raises(InputError, match="cannot be"):
            animation.gif([Image.new("RGB", (2, 2))], seconds)


@pytest.mark.parametrize("cell", [(-1, 0), (0, -1), (8, 0), (0, 8)])
def test_a_cell_outside_the_map_is_explained(cell: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="it is 8 × 8"):
        animation.picture(walk(), *cell)
    with pytest.raises(InputError, match="has no cell"):
        list(animation.frames(walk(), (cell,)))
    with pytest.raises(InputError, match="has no cell"):
        animation.png(walk(), *cell)
