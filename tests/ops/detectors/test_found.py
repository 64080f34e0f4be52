"""cnnviz.ops.detectors.found: hits and misses over all sizes, places and turns; what each way brings back, at what
price."""

import functools

import numpy as np
import pytest

from cnnviz.ops import pipeline
from cnnviz.ops.detectors import chain, found, recipes, scenes
from cnnviz.ops.detectors.scenes import Thing

SIDES = range(6, 27)
PLACES = tuple((row, column) for row in range(14, 18) for column in range(30, 34))


def finds(things: list[Thing], **settings: object) -> tuple[found.Find, ...]:
    return found.finds(scenes.drawn(things), chain.Settings(**settings))  # type: ignore[arg-type]


@functools.cache
def share(way: str, side: int, turn: int = 0) -> float:
    """Of all places of a square of this size, the share where it is found."""
    hits = [
        bool(found.tally(finds([thing], way=way), [thing], "square").hits)
        for thing in (Thing("square", *place, side, turn) for place in PLACES)
    ]
    return float(np.mean(hits))


def test_the_plain_detector_finds_its_size_everywhere_and_no_other_size_anywhere() -> None:
    """C72, C73."""
    assert {side: share("plain", side) for side in SIDES} == {side: float(side == 11) for side in SIDES}


@pytest.mark.parametrize("turn", [5, 10, 20, 30, 45, 60, 80])
def test_a_turned_square_is_missed(turn: int) -> None:
    """C73: an edge that is turned belongs to another direction."""
    assert share("plain", 11, turn) == 0


def test_a_square_turned_by_a_quarter_is_a_square() -> None:
    """C72."""
    assert share("plain", 11, 90) == 1


def test_a_stride_of_two_finds_the_double_size_and_loses_the_first() -> None:
    """C70, C73: and only where the square stands on the pixels that are read."""
    assert share("stride", 11) == 0
    assert share("stride", 23) > 0
    assert [side for side in SIDES if share("stride", side)] == [23]


def test_pooling_brings_back_the_neighbouring_sizes_and_a_pyramid_larger_ones() -> None:
    """C70, C73."""
    assert [side for side in SIDES if share("pool", side)] == [10, 11, 12]
    assert share("pool", 11) == 1
    assert [side for side in SIDES if share("pyramid", side)] == [11, 15, 22, 23]
    assert share("pyramid", 11) == share("pyramid", 23) == 1
    assert share("pyramid", 15) > 0.5


def test_a_family_of_patterns_finds_the_size_of_each() -> None:
    """C73."""
    assert {side for side in SIDES if share("family", side)} == {8, 11, 14, 17, 20, 23}


@pytest.mark.parametrize("detector", recipes.DETECTORS)
@pytest.mark.parametrize("pitch", [3, 4, 5, 6, 7, 8])
def test_every_detector_finds_its_own_shape_and_no_other_at_any_spacing(detector: str, pitch: int) -> None:
    """C20, C72."""
    threshold = recipes.DETECTORS[detector].found
    for kind in scenes.OUTLINES:
        thing = Thing(kind, 18, 33, 3 * pitch - 1)
        # A stroke of two pixels is less than a corner looks at: T and cross begin with three.
        if pitch == 3 and {kind, detector} & {"T", "cross"}:
            continue
        there = finds([thing], detector=detector, pitch=pitch, found=threshold)
        assert bool(there) == (kind == detector), kind


def test_a_low_threshold_finds_more_sizes_and_pays_with_false_alarms() -> None:
    """C73: two corners of four are enough then, and a cross has them."""
    things = [Thing("square", 8, 8, 11), Thing("square", 8, 40, 12), Thing("cross", 40, 40, 11)]
    high = found.tally(finds(things), things, "square")
    low = found.tally(finds(things, found=20), things, "square")
    assert (len(high.hits), len(high.misses), len(high.alarms)) == (1, 1, 0)
    assert len(low.hits) == 2
    assert low.alarms


def test_a_t_counts_notches_above_against_it_because_a_cross_has_a_t_in_it() -> None:
    """C20."""
    cross = Thing("cross", 20, 30, 11)
    image = scenes.drawn([cross])
    settings = chain.Settings("T", found=0)
    (level,) = chain.levels(settings, *image.shape[1:])
    corners = chain.results(image, settings, level)[1]
    assert not finds([cross], detector="T")
    without = np.maximum(recipes.DETECTORS["T"].weights(), 0)
    stage = chain.stages(settings, level)[2]
    forgiving = pipeline.Stage(chain.own(without), "sum", 0.0, stage.border, dilation=stage.dilation)
    assert pipeline.result(corners.output, corners.names, forgiving).maps.max() == 48


@pytest.mark.parametrize("way", ["plain", "stride", "pool", "pyramid", "family"])
def test_a_find_stands_on_the_middle_and_has_the_size_that_the_dots_fit(way: str) -> None:
    """C72: to the pixel that its cells are."""
    side = 23 if way == "stride" else 11
    thing = Thing("square", 16, 32, side)
    first, *_ = finds([thing], way=way)
    assert abs(first.row - thing.middle[0]) <= 1
    assert abs(first.column - thing.middle[1]) <= 1
    assert first.side == pytest.approx(side)


def test_of_neighbours_only_the_strongest_is_a_find() -> None:
    """C73."""
    assert len(finds([Thing("square", 20, 30, 11)], found=5)) >= 1
    rows = [(find.row, find.column) for find in finds([Thing("square", 20, 30, 11)], found=20)]
    assert rows == [(25.5, 35.5)]
