"""cnnviz.figures.shifts: what survives a small shift, held to numbers computed another way."""

import dataclasses
import math

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.errors import InputError
from cnnviz.figures import shifts, tiles
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline, pooling
from tests import gallery

SOBEL = np.outer([1, 2, 1], [-1, 0, 1])


def result(image: np.ndarray, **more: object) -> pipeline.Result:
    stage = pipeline.Stage(pipeline.Kernels("Sobel x"), activation="ReLU", **more)  # type: ignore[arg-type]
    return pipeline.result(image, ("grey",), stage)


def sample(key: str = "still-life", side: int = 128) -> np.ndarray:
    return picture.floats(picture.working(samples.picture(key, side), side, "grey").pixels)


def blocks(values: np.ndarray, side: int) -> np.ndarray:
    """Windows of a map (h w) that has whole ones: (h/side, w/side, side²)."""
    rows, columns = (size // side for size in values.shape)
    return values.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, -1)


OTHERWISE = {
    shifts.PLAIN: lambda map_: map_,
    shifts.STRIDE: lambda map_: map_[::2, ::2],
    "max 2 × 2": lambda map_: blocks(map_, 2).max(axis=2),
    "max 4 × 4": lambda map_: blocks(map_, 4).max(axis=2),
    "average 4 × 4": lambda map_: blocks(map_, 4).mean(axis=2),
    "global average": lambda map_: np.array([map_.mean()]),
}


@pytest.mark.parametrize("key", ["still-life", "face", "steps"])
def test_the_changes_are_those_of_scipys_maps(key: str) -> None:
    """C66."""
    image = sample(key)
    measured = shifts.changes(result(image))
    assert list(measured) == list(OTHERWISE)
    for columns in range(shifts.MOST + 1):
        moved = image[0][:, np.maximum(np.arange(128) - columns, 0)].astype(float)
        before, after = (
            np.maximum(ndimage.correlate(one.astype(float), SOBEL, mode="nearest"), 0) for one in (image[0], moved)
        )
        for name, way in OTHERWISE.items():
            expected = np.linalg.norm(way(after) - way(before)) / np.linalg.norm(way(before))
            assert measured[name][columns] == pytest.approx(expected, rel=1e-4, abs=1e-6), (name, columns)


@pytest.mark.parametrize("key", ["still-life", "face", "steps"])
def test_pooling_changes_less_under_a_shift_of_one_pixel(key: str) -> None:
    """C65, C66: true of these pictures; the sentence counts it anew for each."""
    measured = shifts.changes(result(sample(key)))
    assert all(measured[name][1] < measured[shifts.PLAIN][1] for name in shifts.POOLS)
    assert f"the map changes by {measured[shifts.PLAIN][1]:.1%}" in shifts.sentence(measured)
    assert "5 of 5 at 1 pixel" in shifts.sentence(measured)


def test_what_the_numbers_do_not_support_is_not_said() -> None:
    """The impulse's responses never meet themselves again: no window helps but the global one."""
    said = shifts.sentence(shifts.changes(result(sample("impulse"))))
    assert f"the map changes by {math.sqrt(2):.1%}" in said
    assert "Less than the map itself: 1 of 4 at 1 pixel and 1 of 4 at 4 pixels." in said
    assert shifts.STRIDE not in said  # every second pixel has missed the impulse: nothing to compare


def test_a_map_of_zeros_has_nothing_to_compare() -> None:
    measured = shifts.changes(result(np.full((1, 32, 32), 0.5, np.float32)))
    assert all(np.isnan(values).all() for values in measured.values())
    assert "nothing to compare" in shifts.sentence(measured)


def test_poolings_that_do_not_fit_are_left_out() -> None:
    stage = {"border": padding.Padding("valid"), "stride": (16, 16)}
    measured = shifts.changes(result(sample(side=32), **stage))
    assert list(measured) == [shifts.PLAIN, shifts.STRIDE, "max 2 × 2", "global average"]


def test_the_stages_own_settings_are_used_again() -> None:
    one = result(sample(side=64), bias=0.25, border=padding.Padding("full"), stride=(1, 2), dilation=(2, 1))
    expected = pipeline.result(shifts.shifted(one.image, 3), ("grey",), one.stage).activated
    measured = shifts.changes(one, {"own": pooling.Pool("Lp", (3, 2), (2, 1))}, 3)
    assert measured[shifts.PLAIN][3] == pytest.approx(shifts.changed(one.activated, expected))
    assert [len(values) for values in measured.values()] == [4, 4, 4]


def test_the_curves_are_the_measured_numbers_in_percent() -> None:
    measured = shifts.changes(result(sample(side=64)))
    figure = shifts.curve(measured)
    assert [line.name for line in figure.data] == list(measured)
    for line, values in zip(figure.data, measured.values(), strict=True):
        np.testing.assert_allclose(line.y, 100 * values)
        assert list(line.x) == [0, 1, 2, 3, 4]
    assert "pixels" in figure.layout.xaxis.title.text
    assert "%" in figure.layout.yaxis.title.text
    assert len({(line.line.color, line.marker.symbol) for line in figure.data}) == len(measured)


def test_the_border_pixels_are_repeated_where_an_image_moves_away() -> None:
    image = np.arange(6, dtype=np.float32).reshape(1, 2, 3)
    assert shifts.shifted(image, 2).tolist() == [[[0, 0, 0], [3, 3, 3]]]
    np.testing.assert_array_equal(shifts.shifted(image, 0), image)


@pytest.mark.parametrize(("amount", "window"), [(1, 2), (2, 4), (3, 4), (4, 8)])
def test_a_face_whose_parts_move_changes_less_after_pooling(amount: int, window: int) -> None:
    """C65: measured, and said as measured."""
    pictures, edges, pooled = shifts.faces(128, amount, window)
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
    for section in shifts.faces(96, 2):
        drawn = gallery.tiles(tiles.blob((section,), "Blue–orange"))
        assert len(drawn) == 2
        assert len({tuple(tile["legend"]) for tile in drawn.values()}) == 1


def test_a_face_that_stays_is_not_said_to_change() -> None:
    assert "changes by 0.0%, as much as" in shifts.faces(64, 0)[2].sentence


def test_a_window_larger_than_the_face_is_explained() -> None:
    with pytest.raises(InputError):
        shifts.faces(32, 1, 33)


def test_changed_is_a_share_of_what_was_there() -> None:
    assert shifts.changed(np.array([3.0, 4.0]), np.array([3.0, 9.0])) == 1
    assert math.isnan(shifts.changed(np.zeros(2), np.ones(2)))


def test_a_stage_that_pools_is_measured_before_its_own_pooling() -> None:
    one = result(sample(side=64))
    pooled = dataclasses.replace(one.stage, pool=pooling.Pool())
    again = pipeline.result(one.image, ("grey",), pooled)
    for name, values in shifts.changes(again).items():
        np.testing.assert_array_equal(values, shifts.changes(one)[name])


def test_the_sentence_counts_only_what_is_written_smaller() -> None:
    measured = {shifts.PLAIN: [0, 0.5, 0.6], "smaller, larger": [0, 0.4, 0.7], "rounding": [0, 0.49999, 0.6]}
    said = shifts.sentence({name: np.array(values) for name, values in measured.items()})
    assert said.endswith("Less than the map itself: 1 of 2 at 1 pixel and 0 of 2 at 2 pixels.")
