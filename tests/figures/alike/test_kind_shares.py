"""cnnviz.figures.alike.kind_shares: the shares as bars, and what is said of them."""

import numpy as np

from cnnviz.figures.alike import kind_shares
from cnnviz.inspect.alike import kinds, spatial

NONE = dict.fromkeys(kinds.KINDS, 0.0)
BLURRED = kinds.Shares(1000, {**NONE, "blur": 0.4, "line": 0.1})
MIXED = kinds.Shares(50, {**NONE, "blur": 0.1, "line": 0.1})
CHANCE = kinds.Shares(50_000, {**NONE, "kirsch": 0.008})


def test_every_kind_is_a_row_of_bars_with_a_look_of_its_own() -> None:
    drawn = kind_shares.chart((("First layer", MIXED), ("Random", CHANCE)))
    assert [trace.name for trace in drawn.data] == [kinds.KINDS[id].label for id in kind_shares.LOOKS]
    assert set(kind_shares.LOOKS) == set(kinds.KINDS)
    assert len({trace.marker.color for trace in drawn.data}) == len(drawn.data)
    assert len({trace.marker.pattern.shape for trace in drawn.data}) == len(drawn.data)
    assert next(trace.x for trace in drawn.data if trace.name == "Line") == [10, 0]


def test_the_sentence_says_how_many_and_where_most_are_of_one_kind_which() -> None:
    assert kind_shares.sentence(BLURRED, CHANCE, 0.9) == (
        "**50.0%** of 1,000 learned kernels have |cos| > 0.9 with one of these kernels; of 50,000 random ones 0.8% do. "
        "Most of them look like one kind: blur, 40.0% of all."
    )
    assert "Most" not in kind_shares.sentence(MIXED, CHANCE, 0.9)


def test_what_is_left_out_is_counted() -> None:
    weights = np.ones((6, 1, 3, 3))
    weights[2:4] = 0
    layers = (
        spatial.SpatialLayer("0", "First layer", weights),
        spatial.SpatialLayer("1", "Block 1", np.ones((9, 1, 5, 5)), depthwise=True),
    )
    said = kind_shares.left_out(layers)
    assert said.startswith(
        "Left out are 2 dead kernels, whose weights are next to 0. The 9 kernels of 5 × 5 in 1 layer"
    )
    assert kind_shares.left_out((spatial.SpatialLayer("0", "First layer", np.ones((6, 1, 3, 3))),)) == ""


def test_the_table_names_every_kernel_that_is_compared_with() -> None:
    known = kinds.references()
    rows = kind_shares.table(known)
    assert sum(int(row["how many"]) for row in rows) == len(known.names)
    assert rows[0]["kernels"] == "Box, Binomial"
