"""cnnviz.figures.networks.growth: every line of arithmetic is that of the network."""

import pytest

from cnnviz.figures.networks import growth
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.inside import receptive
from tests.nets.inside.slid import NETWORKS, RELU, network


def test_the_table_counts_up_as_papers_do() -> None:
    """C75: r + (k − 1) · d · j, layer by layer."""
    net = network(layers.Conv(8, padding="same"), RELU, layers.Pool(), layers.Conv(4, dilation=(2, 2)), height=32)
    rows = growth.table(receptive.records(net))
    assert [row["receptive field"] for row in rows] == ["3 × 3", "3 × 3", "4 × 4", "12 × 12"]
    assert [row["r + (k − 1) · d · j"] for row in rows] == [
        "1 + (3 − 1) · 1 · 1 = 3",
        "3, as before",
        "3 + (2 − 1) · 1 · 1 = 4",
        "4 + (3 − 1) · 2 · 2 = 12",
    ]
    assert [row["jump"] for row in rows] == ["1", "1", "1 · 2 = 2", "2"]
    assert rows[2]["why"] == "a window of 2 adds 1 step of 1 pixel; stride 2: from here on a step is 2 pixels"
    assert rows[3]["why"] == "a window of 3, spread over 5 by dilation 2, adds 4 steps of 2 pixels"


def test_the_table_says_no_wrong_reason_for_layers_without_windows() -> None:
    twice = networks.Block("twice", (layers.Conv(2), layers.Conv(2)))
    net = network(twice, layers.GlobalPool(), layers.Dense(3))
    rows = growth.table([record for record in shapes.records(net) if not record.level])
    assert [row["receptive field"] for row in rows] == ["5 × 5", "17 × 14", "17 × 14"]
    assert [row["why"] for row in rows][:2] == ["as much as its layers see together", "it reads the whole map"]
    assert "as before" not in rows[0]["r + (k − 1) · d · j"]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_line_of_arithmetic_is_right(name: str) -> None:
    for row in growth.table(receptive.records(NETWORKS[name])):
        for line in (row["r + (k − 1) · d · j"], row["jump"]):
            for part in line.replace("rows: ", "").split("; columns: "):
                terms, _, result = part.replace("−", "-").replace("·", "*").partition(" = ")
                assert not result or eval(terms) == int(result)


def test_where_rows_and_columns_differ_both_are_said_and_drawn() -> None:
    records = receptive.records(NETWORKS["rows unlike columns"])
    assert growth.table(records)[0]["r + (k − 1) · d · j"] == (
        "rows: 1 + (3 − 1) · 2 · 1 = 5; columns: 1 + (1 − 1) · 1 · 1 = 1"
    )
    assert len(growth.figure(records).data) == 4


def test_the_curves_are_the_records() -> None:
    records = receptive.records(NETWORKS["deep"])
    figure = growth.figure(records)
    sizes, jumps = figure.data
    assert list(sizes.y) == [1, *(record.after.rows.size for record in records)]
    assert list(jumps.y) == [1, *(record.after.rows.jump for record in records)]
    assert len(set(sizes.x)) == len(records) + 1
    assert "pixels" in figure.layout.yaxis.title.text
