"""cnnviz.figures.training.permuted_pixels: what stands there was computed, or read from recorded runs (C29, C38)."""

import numpy as np
import pytest

from cnnviz.datasets import neighbours
from cnnviz.figures.draw import tiles
from cnnviz.figures.training import data_sheets
from cnnviz.figures.training import permuted_pixels as figures
from cnnviz.training import recorded
from cnnviz.training.recorded import curves

RNG = np.random.default_rng(0)
# Smooth: neighbours are alike.
PICTURES = np.clip(RNG.integers(0, 256, (10, 1, 28, 28)).cumsum(-1) / 28 / 128 * 255, 0, 255).astype(np.uint8)
KERNEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])


@pytest.fixture(scope="module")
def courses() -> list[list[curves.Course]]:
    return [[curves.course(view) for view in pair] for pair in (recorded.DENSE, recorded.CNN)]


def test_pictures_and_maps_stand_in_place_and_permuted_beside_each_other() -> None:
    both = neighbours.compared(PICTURES, KERNEL, 3)
    eye, filters = figures.samples(both, "Sobel")
    for tile, seen in zip(eye.tiles, both, strict=True):
        assert isinstance(tile, tiles.Picture)
        assert (tile.pixels == data_sheets.sheet(seen.pictures, 10)).all()
        assert tile.facts == (f"neighbours: correlation {seen.likeness:.2f}",)
        assert f"{seen.likeness:.2f}" in eye.sentence
    end = max(float(np.abs(one.maps).max()) for one in both)
    for tile, seen in zip(filters.tiles, both, strict=True):
        made = seen.maps
        assert isinstance(tile, tiles.Picture)
        assert (tile.low, tile.high) == pytest.approx((-end, end))
        assert (tile.pixels[:26, :26] == tiles.signed(made[0], end)).all()
        assert (tile.pixels[27:53, 27:53] == tiles.signed(made[6], end)).all()
        assert (tile.pixels[26] == tiles.signed(np.zeros(1), end)).all()


def test_the_sentence_and_the_table_say_what_the_runs_ended_with(courses: list[list[curves.Course]]) -> None:
    said, rows = figures.sentence(courses), figures.table(courses)
    for run, row in zip((run for pair in courses for run in pair), rows, strict=True):
        assert f"**{100 * run.test:.1f} %**" in said
        assert row["Test"] == f"{100 * run.test:.1f} %"
        assert row["Validation"] == f"{100 * run.validation[-1]:.1f} %"
        assert row["Parameters"] == f"{run.parameters:,}"
    assert [row["Run"] for row in rows] == [trace.name for trace in figures.figure(courses).data]
    assert "points fewer" in said


def test_each_curve_is_the_mean_loss_of_its_run(courses: list[list[curves.Course]]) -> None:
    drawn = figures.figure(courses)
    names = [trace.name for trace in drawn.data]
    assert names == ["Dense net, in place", "Dense net, permuted", "CNN, in place", "CNN, permuted"]
    for trace, run in zip(drawn.data, (run for pair in courses for run in pair), strict=True):
        assert trace.x[0] == figures.OVER
        np.testing.assert_allclose(trace.y[2], run.losses[2 * figures.OVER : 3 * figures.OVER].mean(), rtol=1e-6)
    assert len({trace.line.color for trace in drawn.data}) == 2
    assert len({trace.line.dash for trace in drawn.data}) == 2
