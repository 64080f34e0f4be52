"""All maps of a step together."""

import numpy as np

from cnnviz.inspect.way import graph, sheets
from tests.inspect.way import small

READ, MADE = graph.graph(small.MANY), small.outputs(small.MANY)


def test_maps_that_vary_most_come_first() -> None:
    shown = sheets.sheet(READ.steps["0.2"], MADE["0.2"])
    spread = MADE["0.2"].std(axis=(1, 2))[list(shown.channels)]
    assert (np.diff(spread) <= 0).all()
    np.testing.assert_array_equal(shown.maps, MADE["0.2"][list(shown.channels)])


def test_numbers_of_a_vector_are_maps_of_one_number() -> None:
    shown = sheets.sheet(READ.steps["12"], MADE["12"])
    assert shown.maps.shape == (12, 1, 1)
    assert shown.values == tuple(float(MADE["12"][channel]) for channel in shown.channels)


def test_large_maps_are_shown_as_means() -> None:
    maps = np.arange(2 * 9 * 7, dtype=np.float32).reshape(2, 9, 7)
    small_maps = sheets.smaller(maps, 5)
    assert small_maps.shape == (2, 4, 3)
    assert small_maps[1, 2, 1] == maps[1, 4:6, 2:4].mean()
