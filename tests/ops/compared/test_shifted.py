"""cnnviz.ops.compared.shifted: what changes under a small shift, held to scipy."""

import dataclasses
import math

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.errors import InputError
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline, pooling
from cnnviz.ops.compared import shifted
from tests.ops.compared.sobel import SOBEL, blocks, result, sample

OTHERWISE = {
    shifted.PLAIN: lambda map_: map_,
    shifted.STRIDE: lambda map_: map_[::2, ::2],
    "max 2 × 2": lambda map_: blocks(map_, 2).max(axis=2),
    "max 4 × 4": lambda map_: blocks(map_, 4).max(axis=2),
    "average 4 × 4": lambda map_: blocks(map_, 4).mean(axis=2),
    "global average": lambda map_: np.array([map_.mean()]),
}


@pytest.mark.parametrize("key", ["still-life", "face", "steps"])
def test_the_changes_are_those_of_scipys_maps(key: str) -> None:
    """C66."""
    image = sample(key)
    measured = shifted.changes(result(image))
    assert list(measured) == list(OTHERWISE)
    for columns in range(shifted.MOST + 1):
        moved = image[0][:, np.maximum(np.arange(128) - columns, 0)].astype(float)
        before, after = (
            np.maximum(ndimage.correlate(one.astype(float), SOBEL, mode="nearest"), 0) for one in (image[0], moved)
        )
        for name, way in OTHERWISE.items():
            expected = np.linalg.norm(way(after) - way(before)) / np.linalg.norm(way(before))
            assert measured[name][columns] == pytest.approx(expected, rel=1e-4, abs=1e-6), (name, columns)


def test_poolings_that_do_not_fit_are_left_out() -> None:
    stage = {"border": padding.Padding("valid"), "stride": (16, 16)}
    measured = shifted.changes(result(sample(side=32), **stage))
    assert list(measured) == [shifted.PLAIN, shifted.STRIDE, "max 2 × 2", "global average"]


def test_the_stages_own_settings_are_used_again() -> None:
    one = result(sample(side=64), bias=0.25, border=padding.Padding("full"), stride=(1, 2), dilation=(2, 1))
    expected = pipeline.result(shifted.shifted(one.image, 3), ("grey",), one.stage).activated
    measured = shifted.changes(one, {"own": pooling.Pool("Lp", (3, 2), (2, 1))}, 3)
    assert measured[shifted.PLAIN][3] == pytest.approx(shifted.changed(one.activated, expected))
    assert [len(values) for values in measured.values()] == [4, 4, 4]


def test_the_border_pixels_are_repeated_where_an_image_moves_away() -> None:
    image = np.arange(6, dtype=np.float32).reshape(1, 2, 3)
    assert shifted.shifted(image, 2).tolist() == [[[0, 0, 0], [3, 3, 3]]]
    np.testing.assert_array_equal(shifted.shifted(image, 0), image)


def test_changed_is_a_share_of_what_was_there() -> None:
    assert shifted.changed(np.array([3.0, 4.0]), np.array([3.0, 9.0])) == 1
    assert math.isnan(shifted.changed(np.zeros(2), np.ones(2)))


def test_a_stage_that_pools_is_measured_before_its_own_pooling() -> None:
    one = result(sample(side=64))
    pooled = dataclasses.replace(one.stage, pool=pooling.Pool())
    again = pipeline.result(one.image, ("grey",), pooled)
    for name, values in shifted.changes(again).items():
        np.testing.assert_array_equal(values, shifted.changes(one)[name])


def test_a_window_larger_than_the_face_is_explained() -> None:
    before, after = map(picture.floats, samples.moved_faces(32, 1))
    with pytest.raises(InputError):
        shifted.moved(before, after, 33)
