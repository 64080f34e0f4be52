"""cnnviz.datasets.shapes: what is drawn, from the seed alone, and that it can be told apart."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cnnviz.datasets import shapes
from cnnviz.datasets.choice import Choice

STILL = Choice(images=80, position=0, scale=0, turn=0, noise=0)
AXIS = np.linspace(-1, 1, 41, dtype=np.float32)
GRID = np.meshgrid(AXIS, AXIS, indexing="ij")
# Row and column, tips up: inside the shape, outside of it.
POINTS = {
    "square": ([(0, 0), (-0.65, 0.65), (0.65, 0.65)], [(0.8, 0), (0, -0.8)]),
    "circle": ([(0, 0), (0.55, 0.55)], [(0.65, 0.65), (-0.9, 0)]),
    "triangle": ([(-0.9, 0), (0.4, -0.7), (0.4, 0.7)], [(0.6, 0), (-0.6, 0.5), (-0.6, -0.5)]),
    "cross": ([(-0.9, 0), (0.9, 0), (0, 0.9), (0, -0.9)], [(0.5, 0.5), (-0.5, 0.5)]),
    "t": ([(-0.6, -0.7), (-0.6, 0.7), (0.8, 0)], [(0.2, 0.5), (0.2, -0.5), (-0.95, 0)]),
    "star": ([(-0.9, 0), (-0.3, 0.9), (-0.3, -0.9), (0.8, 0.6), (0.8, -0.6)], [(0.8, 0), (-0.6, 0.6)]),
    "ring": ([(0.68, 0), (0, -0.68)], [(0, 0), (0.3, 0), (0.95, 0)]),
    "bar": ([(0, 0.9), (0, -0.9)], [(0.4, 0), (-0.4, 0)]),
}


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_a_shape_is_where_it_should_be_and_nowhere_else(name: str) -> None:
    inside, outside = (np.array(points, np.float32).T for points in POINTS[name])
    assert (shapes.SHAPES[name].distance(*inside) < 0).all()
    assert (shapes.SHAPES[name].distance(*outside) > 0).all()


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_a_distance_grows_no_faster_than_the_way_walked(name: str) -> None:
    distance = shapes.SHAPES[name].distance(*GRID)
    for steps in np.diff(distance, axis=0), np.diff(distance, axis=1):
        assert np.abs(steps).max() <= (AXIS[1] - AXIS[0]) * 1.001


def test_the_area_of_a_drawn_square_is_that_of_its_formula() -> None:
    drawn = shapes.drawn(STILL).train
    square = drawn.pictures[np.flatnonzero(drawn.labels == 0)[0], 0].astype(float)
    covered = ((square - square.min()) / (square.max() - square.min())).sum()
    assert covered == pytest.approx((2 * 0.72 * 0.29 * 28) ** 2, rel=0.01)


@pytest.mark.parametrize(("colour", "size"), [(False, (1, 28, 28)), (True, (3, 32, 32))])
def test_every_class_has_exactly_its_share_in_every_part(colour: bool, size: tuple[int, int, int]) -> None:
    drawn = shapes.drawn(Choice(images=800, colour=colour))
    assert drawn.size == size
    for part, each in ((drawn.train, 100), (drawn.validation, 125), (drawn.test, 125)):
        assert part.pictures.shape[1:] == size
        assert part.pictures.dtype == part.labels.dtype == np.uint8
        assert (np.bincount(part.labels) == [each] * len(shapes.SHAPES)).all()


def test_a_number_that_does_not_divide_leaves_classes_one_apart() -> None:
    counts = np.bincount(shapes.drawn(Choice(images=101)).train.labels)
    assert counts.sum() == 101
    assert set(counts) == {12, 13}


def test_the_same_seed_draws_the_same_and_another_others() -> None:
    first, again = (shapes.drawn(Choice(images=100, seed=3)) for _ in range(2))
    other = shapes.drawn(Choice(images=100, seed=4))
    assert (first.train.pictures == again.train.pictures).all()
    assert (first.test.labels == again.test.labels).all()
    assert (first.train.pictures != other.train.pictures).any()


def test_no_picture_is_in_two_parts() -> None:
    drawn = shapes.drawn(Choice(images=1000))
    parts = [{one.tobytes() for one in part.pictures} for part in (drawn.train, drawn.validation, drawn.test)]
    assert [len(part) for part in parts] == [1000, 1000, 1000]
    assert len(set().union(*parts)) == 3000


def test_without_knobs_a_class_is_one_picture_but_for_its_two_levels() -> None:
    drawn = shapes.drawn(STILL).train
    crosses = drawn.pictures[drawn.labels == 3, 0].astype(float)
    low, high = crosses.min(axis=(1, 2), keepdims=True), crosses.max(axis=(1, 2), keepdims=True)
    mixes = (crosses - low) / (high - low)
    assert np.abs(mixes - mixes[0]).max() < 0.02
    assert (mixes[0] == mixes[0, ::-1]).all()


def middle(pictures: np.ndarray) -> np.ndarray:
    """Row and column of the middle of what is brighter than the ground: (n h w) -> (2 n)."""
    weight = pictures.astype(float) - pictures.min(axis=(1, 2), keepdims=True)
    rows, cols = np.arange(pictures.shape[1])[:, np.newaxis], np.arange(pictures.shape[2])
    return np.array([(weight * axis).sum(axis=(1, 2)) / weight.sum(axis=(1, 2)) for axis in (rows, cols)])


def test_position_moves_the_shape_and_scale_changes_how_much_it_covers() -> None:
    def circles(**knobs: Any) -> np.ndarray:
        drawn = shapes.drawn(replace(STILL, images=800, **knobs)).train
        return drawn.pictures[drawn.labels == 1, 0]

    def covered(pictures: np.ndarray) -> np.ndarray:
        low, high = pictures.min(axis=(1, 2), keepdims=True), pictures.max(axis=(1, 2), keepdims=True)
        return ((pictures - low) / (high - low)).sum(axis=(1, 2))

    assert np.abs(middle(circles()) - 13.5).max() < 0.05
    assert 3 < np.abs(middle(circles(position=1)) - 13.5).max() < 6
    assert np.ptp(covered(circles())) < 5
    assert np.ptp(covered(circles(scale=1))) > 200


def test_at_every_knob_turned_up_the_shape_stays_inside_its_picture() -> None:
    drawn = shapes.drawn(Choice(images=800, position=1, scale=1, turn=1, noise=0)).train.pictures[:, 0].astype(int)
    border = np.concatenate([drawn[:, 0], drawn[:, -1], drawn[:, :, 0], drawn[:, :, -1]], axis=1)
    # A tip may touch the border, no more: nearly all of it is ground.
    assert (np.abs(border - np.median(border, axis=1, keepdims=True)) <= 1).mean() > 0.97


def test_noise_has_the_deviation_it_should() -> None:
    drawn = shapes.drawn(Choice(images=400, noise=0.4, scale=0, position=0)).train
    corner = drawn.pictures[:, 0, :4, :4].astype(float)
    bright = corner[corner.mean(axis=(1, 2)) > 70]  # away from 0, where levels are cut off
    assert bright.std(axis=(1, 2)).mean() == pytest.approx(255 * 0.25 * 0.4, rel=0.15)


def test_ink_and_ground_differ_in_brightness_in_every_coloured_picture() -> None:
    drawn = shapes.drawn(Choice(images=400, colour=True, noise=0)).train.pictures
    bright = np.einsum("nchw,c->nhw", drawn, (0.299, 0.587, 0.114)) / 255
    assert np.ptp(bright, axis=(1, 2)).min() > 0.33


def test_pictures_are_drawn_nearly_as_fast_as_noise_of_their_size() -> None:
    for colour in (False, True):
        start = time.process_time()
        made = shapes.drawn(Choice(colour=colour))
        drawn = time.process_time()
        np.random.default_rng(0).standard_normal(made.train.pictures.size)
        assert drawn - start < 20 * (time.process_time() - drawn)


def test_upright_shapes_are_wholly_seen_and_differ() -> None:
    for side in (8, 16, 28):
        drawn = shapes.every_upright(side)
        assert drawn.shape == (len(shapes.SHAPES), side, side)
        assert drawn.min() >= 0
        assert drawn.max() == 1
        assert len(np.unique(drawn.reshape(len(drawn), -1), axis=0)) == len(drawn)
        assert drawn[:, [0, -1], :].max() < 0.6
