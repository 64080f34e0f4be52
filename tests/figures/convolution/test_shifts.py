"""cnnviz.figures.convolution.shifts: curves and words are the measured changes."""

import math

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.figures.convolution import shifts
from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from cnnviz.ops.compared import shifted
from tests import gallery
from tests.ops.compared.sobel import SOBEL, blocks, result, sample


def sections(side: int, amount: int, window: int = 4) -> tuple[tiles.Section, ...]:
    pixels = samples.moved_faces(side, amount)
    before, after = map(picture.floats, pixels)
    return shifts.faces(pixels, shifted.moved(before, after, window), amount)


@pytest.mark.parametrize("key", ["still-life", "face", "steps"])
def test_pooling_changes_less_under_a_shift_of_one_pixel(key: str) -> None:
    """C65, C66: true of these pictures; the sentence counts it anew for each."""
    measured = shifted.changes(result(sample(key)))
    assert all(measured[name][1] < measured[shifted.PLAIN][1] for name in shifted.POOLS)
    assert f"the map changes by {measured[shifted.PLAIN][1]:.1%}" in shifts.sentence(measured)
    assert "5 of 5 at 1 pixel" in shifts.sentence(measured)


def test_what_the_numbers_do_not_support_is_not_said() -> None:
    """The impulse's responses never meet themselves again: no window helps but the global one."""
    said = shifts.sentence(shifted.changes(result(sample("impulse"))))
    assert f"the map changes by {math.sqrt(2):.1%}" in said
    assert "Less than the map itself: 1 of 4 at 1 pixel and 1 of 4 at 4 pixels." in said
    assert shifted.STRIDE not in said  # every second pixel has missed the impulse: nothing to compare


def test_a_map_of_zeros_has_nothing_to_compare() -> None:
    measured = shifted.changes(result(np.full((1, 32, 32), 0.5, np.float32)))
    assert all(np.isnan(values).all() for values in measured.values())
    assert "nothing to compare" in shifts.sentence(measured)


def test_the_curves_are_the_measured_numbers_in_percent() -> None:
    measured = shifted.changes(result(sample(side=64)))
    figure = shifts.curve(measured)
    assert [line.name for line in figure.data] == list(measured)
    for line, values in zip(figure.data, measured.values(), strict=True):
        np.testing.assert_allclose(line.y, 100 * values)
        assert list(line.x) == [0, 1, 2, 3, 4]
    assert "pixels" in figure.layout.xaxis.title.text
    assert "%" in figure.layout.yaxis.title.text
    assert len({(line.line.color, line.marker.symbol) for line in figure.data}) == len(measured)


@pytest.mark.parametrize(("amount", "window"), [(1, 2), (2, 4), (3, 4), (4, 8)])
def test_a_face_whose_parts_move_changes_less_after_pooling(amount: int, window: int) -> None:
    """C65: measured, and said as measured."""
    pictures, edges, pooled = sections(128, amount, window)
    faces = [picture.floats(tile.pixels) for tile in pictures.tiles if isinstance(tile, tiles.Picture)]
    maps = [np.maximum(ndimage.correlate(face.astype(float), SOBEL, mode="nearest"), 0) for face in faces]
    before = np.linalg.norm(maps[1] - maps[0]) / np.linalg.norm(maps[0])
    small = [blocks(one, window).max(axis=2) for one in maps]
    after = np.linalg.norm(small[1] - small[0]) / np.linalg.norm(small[0])
    assert after < before
    assert f"changes by {before:.1%}" in edges.sentence
    assert f"changes by {after:.1%}, less than the map before pooling ({before:.1%})" in pooled.sentence
    assert f"{(faces[0] != faces[1]).sum():,} pixels of 16,384 differ" in pictures.sentence


def test_the_two_faces_stand_on_one_scale() -> None:
    for section in sections(96, 2):
        drawn = gallery.tiles(tiles.blob((section,), "blue-orange"))
        assert len(drawn) == 2
        assert len({tuple(tile["legend"]) for tile in drawn.values()}) == 1


def test_a_face_that_stays_is_not_said_to_change() -> None:
    assert "changes by 0.0%, as much as" in sections(64, 0)[2].sentence


def test_the_sentence_counts_only_what_is_written_smaller() -> None:
    measured = {shifted.PLAIN: [0, 0.5, 0.6], "smaller, larger": [0, 0.4, 0.7], "rounding": [0, 0.49999, 0.6]}
    said = shifts.sentence({name: np.array(values) for name, values in measured.items()})
    assert said.endswith("Less than the map itself: 1 of 2 at 1 pixel and 0 of 2 at 2 pixels.")
