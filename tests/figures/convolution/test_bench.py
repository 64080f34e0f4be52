"""cnnviz.figures.convolution.bench: what stands large, and what of the other maps is sent."""

import numpy as np
import pytest

from cnnviz.figures.convolution import bench, looks
from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline, pooling
from tests.figures.convolution.still_life import stage

WIDE = picture.working(samples.picture("still-life", 512), 512, "grey")
IMAGE = picture.floats(WIDE.pixels)


def drawn(chosen: str, *stages: pipeline.Stage) -> tuple[tuple[tiles.Section, ...], tiles.Bench]:
    results = pipeline.results(IMAGE, ("grey",), stages)
    look = looks.Look(opens=True)
    return bench.drawn(WIDE.pixels, results, look, chosen, lambda *of: pipeline.reach(results, *of))


@pytest.mark.parametrize(
    ("chosen", "expected", "kernels"),
    [
        ("", "Map · N", ["Kernel · N"]),
        ("1/map/5", "Map · SE", ["Kernel · SE"]),
        ("1/winner/0", "Winning direction", ["Wheel"]),
        ("1/maximum/0", "Maximum of all eight", []),
        ("1/map/99", "Map · N", ["Kernel · N"]),
        ("nonsense", "Map · N", ["Kernel · N"]),
    ],
)
def test_the_chosen_map_stands_large_with_its_kernel(chosen: str, expected: str, kernels: list[str]) -> None:
    _, large = drawn(chosen, stage("kirsch-all"))
    assert large.map.title == expected
    assert [tile.title for tile in large.kernels] == kernels
    assert large.instead == (
        ""
        if kernels
        else "All 8 kernels answer, and the largest answer counts. Choose a map below: its kernel stands here."
    )
    assert large.map.pixels.shape[:2] == (512, 512)


def test_what_the_last_step_made_stands_large_unless_somebody_chooses() -> None:
    _, large = drawn("", stage("sobel-x", activation="ReLU"), stage("box", pool=pooling.Pool()))
    assert large.map.id == "2/pooled/0"
    assert large.map.title.startswith("Stage 2 · ")
    assert large.products is None


def test_small_maps_are_the_means_of_what_they_stand_for() -> None:
    sections, large = drawn("", stage("kirsch-all"))
    small = next(tile for section in sections for tile in section.tiles if tile.title == "Map · N")
    assert isinstance(small, tiles.Picture)
    assert small.shape == (512, 512)
    by = 512 // small.pixels.shape[0]
    blocks = large.map.pixels.reshape(512 // by, by, 512 // by, by).astype(float).mean(axis=(1, 3))
    assert np.abs(small.pixels - blocks).max() <= 1


def test_a_map_without_negative_numbers_is_grey() -> None:
    sections, large = drawn("", stage("box", activation="ReLU"))
    assert large.map.palette == "grey"
    assert {tile.palette for one in sections for tile in one.tiles if tile.title.startswith("Map")} == {"grey"}
