"""cnnviz.figures.convolution.pools: what is shown and said of a pooling is what it does."""

import numpy as np
import pytest

from cnnviz.figures.convolution import pools
from cnnviz.figures.draw import tiles
from cnnviz.ops import pipeline, pooling
from cnnviz.ops.compared import likeness, poolings
from tests.figures.convolution.still_life import results, stage


def drawn(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    pool, before = result.stage.pool or pooling.Pool(), result.activated[0]
    return (
        pools.close_up(poolings.close_up(before, pool)),
        pools.kinds(before, poolings.kinds(before, pool)),
        pools.stride_instead(poolings.shrunk(result, pool)),
    )


def test_windows_with_several_largest_cells_are_counted() -> None:
    one = np.array([[3, 3, 0, 1], [0, 1, 0, 0], [2, 0, 5, 5], [0, 0, 5, 5]], np.float32)
    section = pools.close_up(poolings.close_up(one, pooling.Pool()))
    assert "around the first of 4 cells with the map's largest value" in section.sentence
    assert "In 2 of 4 windows several are equal: the first in reading order is framed." in section.sentence
    alone = pools.close_up(poolings.close_up(np.arange(16, dtype=np.float32).reshape(4, 4), pooling.Pool("min")))
    assert "around the map's smallest value." in alone.sentence
    assert "equal" not in alone.sentence


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_the_close_up_of_a_pooling_has_a_scale_that_holds_all_it_draws(kind: str) -> None:
    """A p-norm is larger than each cell of its window: it was drawn in a colour from the middle of the scale."""
    section = pools.close_up(
        poolings.close_up(np.linspace(-2, 3, 144, dtype=np.float32).reshape(12, 12), pooling.Pool(kind, power=1.0))
    )
    for tile in section.tiles:
        assert isinstance(tile, tiles.Matrix)
        assert np.abs(tile.values).max() <= tile.limit, tile.title


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_the_close_up_of_a_pooling_pools_what_it_shows(kind: str) -> None:
    """C62, C63: the winning cells are marked, and only max and min have any."""
    computed = results(stage("sobel-x", activation="ReLU", pool=pooling.Pool(kind, (3, 2), (2, 3))))[0]
    before, after = drawn(computed)[0].tiles
    assert isinstance(before, tiles.Matrix)
    assert isinstance(after, tiles.Matrix)
    assert (before.marked is not None) == (kind in ("max", "min"))
    if before.marked is not None:
        assert set(after.values.ravel()) == set(before.values[before.marked])


def test_every_pooling_stands_beside_the_others_and_so_does_stride() -> None:
    """C63, C67."""
    titles = {tile.title for section in drawn(results(stage("sobel-x"))[0]) for tile in section.tiles}
    assert set(pooling.POOLINGS) <= titles
    assert {"global average", "Stride"} <= titles


def test_the_cost_of_stride_and_of_pooling_is_counted() -> None:
    """C67, C68: a quarter of the multiplications at stride 2."""
    sentence = drawn(results(stage("sobel-x"))[0])[2].sentence
    assert f"{32 * 32 * 9:,}" in sentence
    assert f"{64 * 64 * 9:,}" in sentence


def test_why_pool_is_answered_with_this_maps_numbers() -> None:
    """C61."""
    one = results(stage("sobel-x", activation="ReLU", pool=pooling.Pool("max", (4, 2), (1, 1))))[0]
    section = pools.why(likeness.likeness(one))
    assert f"{likeness.variance_kept(one.activated[0], (4, 2)):.0%} of how the map varies" in section.sentence
    assert "the 8 of each window of 4 × 2" in section.sentence
    assert "about 12%" in section.sentence


def test_a_flat_or_a_tiny_map_is_not_compared_with_itself() -> None:
    flat = pipeline.results(np.full((1, 32, 32), 0.5, np.float32), ("grey",), (stage("sobel-x"),))[0]
    assert "the same number everywhere" in pools.why(likeness.likeness(flat)).sentence
    tiny = results(stage("sobel-x", stride=(16, 16)))[0]
    assert "too small" in pools.why(likeness.likeness(tiny)).sentence
