"""Where a link leads in a network."""

import pytest

from cnnviz.inspect.way import graph
from cnnviz.nets import zoo
from cnnviz.ui.inspect import way_place

LITE = graph.graph(zoo.ENTRIES["efficientnet-lite0"].network())


@pytest.mark.parametrize(
    ("asked", "station", "step", "unit"),
    [
        (("",), None, None, (-1, -1, -1)),
        (("nonsense", 3), None, None, (-1, -1, -1)),
        (("2.1",), "block 2.2", None, (-1, -1, -1)),
        (("2.1.0.body.4",), "block 2.2", "2.1.0.body.3", (-1, -1, -1)),
        (("2.1", 5), "block 2.2", "2.1.0", (5, -1, -1)),
        (("2.1.0.body.3", 143, 55, 0), "block 2.2", "2.1.0.body.3", (143, 55, 0)),
        (("2.1.0.body.3", 144), "block 2.2", "2.1.0.body.3", (-1, -1, -1)),
        (("2.1.0.body.3", 3, 56, 0), "block 2.2", "2.1.0.body.3", (3, -1, -1)),
        (("9",), "pooled", "9", (-1, -1, -1)),
        (("11", 967, 4, 4), "Dense 1000", "11", (967, -1, -1)),
    ],
)
def test_a_place_is_taken_as_far_as_it_is_there(
    asked: tuple, station: str | None, step: str | None, unit: tuple[int, int, int]
) -> None:
    found = way_place.place(LITE, *asked)
    assert (found.station and found.station.title) == station
    assert (found.step and found.step.main.path) == step
    assert (found.channel, found.row, found.column) == unit


def test_the_way_back_names_each_place_once() -> None:
    def labels(*asked) -> list[str]:
        return [crumb["label"] for crumb in way_place.crumbs(way_place.place(LITE, *asked))]

    assert labels("") == ["The whole way"]
    assert labels("2.1") == ["The whole way", "block 2.2"]
    assert labels("2.1.0.body.3", 4) == ["The whole way", "block 2.2", "Conv 144@3×3 in 144 groups", "map 5"]
    assert labels("9", 4) == ["The whole way", "Global average pool", "number 5"]
