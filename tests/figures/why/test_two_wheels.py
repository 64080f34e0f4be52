"""cnnviz.figures.why.two_wheels: what the component gets, held to what the browser makes of it; the ways compared."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from cnnviz import packing
from cnnviz.figures.why import two_wheels
from cnnviz.images.samples import car
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching, stacks
from cnnviz.ui import components
from tests import node

FOLDER = Path(components.__file__).parent / "wheels"
STACKS = [
    ("3x3", "pool", "3x3", "pool", "3x3", "pool", "3x3"),
    ("stride",) * 4,
    ("3x3",) * 9,
    ("dil4", "dil4", "3x3"),
    ("dil8",),
    ("7x7", "pool", "dil2", "31x31"),
    ("pool",) * 5,
    (),
]
PAIRS = [((5, 5), (5, 20)), ((0, 0), (29, 31)), ((12, 3), (12, 11)), ((8, 8), (8, 8)), ((20, 30), (3, 2))]
SIZE = (30, 32)


def scene(distance: int = 15, side: int = 32) -> two_wheels.Scene:
    halves = car.halves(side)
    left, right = car.settled(halves, halves.margin, halves.margin + distance)
    return two_wheels.Scene(car.joined(halves, left, right), ((halves.row, left), (halves.row, right)), halves)


def compared(maps: int) -> reaching.Compared:
    return reaching.compared(scene().size, maps, *scene().points)


def never(maps: int) -> reaching.Compared:
    return dataclasses.replace(compared(maps), ways=dict.fromkeys(reaching.WAYS))


def test_the_browser_finds_the_layer_and_the_unit_that_python_does(tmp_path: Path) -> None:
    """C76: while a point is dragged nobody asks Python."""
    driver = tmp_path / "driver.mjs"
    driver.write_text(
        f"import * as reach from {json.dumps((FOLDER / 'reach.mjs').as_uri())}\n"
        "const chunks = []\nfor await (const chunk of process.stdin) chunks.push(chunk)\n"
        "const { size, stacks, pairs } = JSON.parse(Buffer.concat(chunks).toString())\n"
        "const made = stacks.map((told) => {\n  const layers = reach.layersOf(told)\n"
        "  const seen = reach.seenBy(layers, size)\n  return pairs.map((pair) => [reach.firstLayer(seen, pair),\n"
        "    layers.map((layer, k) => reach.unitOf(layer, [seen[0][k], seen[1][k]], pair))])\n})\n"
        "process.stdout.write(JSON.stringify(made))\n",
        encoding="utf-8",
    )
    told, read = [], []
    for steps in STACKS:
        walked = shapes.walk(reaching.network(steps, SIZE, 4))
        shown = two_wheels.Scene(np.zeros(SIZE, np.uint8), PAIRS[0])
        told.append(packing.unpacked(two_wheels.blob(shown, steps, walked, never(4)))[0]["layers"])
        read.append(walked.records)
    found = node.answers(driver, {"size": SIZE, "stacks": told, "pairs": PAIRS})
    for records, answers in zip(read, found, strict=True):
        for (first, second), (layer, units) in zip(PAIRS, answers, strict=True):
            assert layer == (reaching.first_layer(records, first, second) or 0)
            expected = [reaching.unit(records, k, first, second) for k in range(1, len(records) + 1)]
            assert [tuple(unit) for unit in units] == expected


@pytest.mark.parametrize("maps", [1, 16])
def test_the_message_tells_what_each_layer_and_all_before_it_cost(maps: int) -> None:
    steps = ("3x3", "pool", "7x7", "stride")
    walked = shapes.walk(reaching.network(steps, (32, 32), maps))
    header, arrays = packing.unpacked(two_wheels.blob(scene(), steps, walked, compared(maps)))
    convs = [torch.nn.Conv2d(*sides, bias=False) for sides in ((1, maps, 3), (maps, maps, 7), (maps, maps, 3))]
    counts = [sum(one.weight.numel() for one in convs[:count]) for count in (1, 1, 2, 3)]
    assert [layer["weights"] for layer in header["layers"]] == counts
    assert [layer["macs"] for layer in header["layers"]][:3] == [
        32 * 32 * counts[0],
        32 * 32 * counts[0],
        32 * 32 * counts[0] + 16 * 16 * (counts[2] - counts[1]),
    ]
    assert arrays["rear"].shape == arrays["front"].shape == (32, 65)
    assert {way["id"] for way in header["ways"]} == set(reaching.WAYS)
    for way in header["ways"]:
        records = shapes.records(reaching.network(way["stack"], (32, 32), maps))
        assert reaching.first_layer(records, *scene().points) == len(way["stack"])


def test_maps_that_are_used_up_are_said_and_the_layers_before_are_shown() -> None:
    steps = ("pool",) * 7
    walked = shapes.walk(reaching.network(steps, (32, 32), 1))
    header = packing.unpacked(two_wheels.blob(scene(), steps, walked, never(1)))[0]
    assert len(header["layers"]) == 5
    assert "Layer 6" in header["problem"]
    assert header["stack"] == list(steps)


def test_the_table_has_a_row_for_each_way_and_for_dense_layers() -> None:
    """C75, C76: 9 · 16 + 7 · 9 · 16² weights for 3 × 3 alone, 1,024 for each dense unit."""
    rows = {row["way"]: row for row in two_wheels.table(compared(16))}
    assert rows["3 × 3 alone"] == {
        "way": "3 × 3 alone",
        "layers": "8",
        "weights": f"{9 * 16 + 7 * 9 * 16**2:,}",
        "multiply-adds": f"{(9 * 16 + 7 * 9 * 16**2) * 32**2:,}",
    }
    assert rows["dense, 16 units"]["weights"] == f"{16 * 1024:,}"
    assert rows["dense, 16 maps"]["weights"] == f"{16 * 1024 * 1024:,}"
    costs = two_wheels.costs(scene(), compared(16))
    assert len(costs) == len(rows)
    assert costs[0].startswith("**3 × 3 alone**, window 17 × 17: 16 · (3 · 3 · 1) + 7 · 16 · (3 · 3 · 16) = 16,272.")


def test_the_sentence_names_the_cheapest_ways() -> None:
    said = two_wheels.sentence(compared(16))
    fewest = min((one.macs, reaching.WAYS[key].label) for key, one in compared(16).ways.items() if one)
    assert f"Fewest multiply-adds: {fewest[1]} ({fewest[0]:,})" in said
    assert "1,024 pixels at once" in said
    assert "None of these ways" in two_wheels.sentence(never(16))


def test_a_way_that_does_not_get_there_says_never() -> None:
    assert {row["layers"] for row in two_wheels.table(never(16))} == {"never", "1"}
    assert "used up before" in two_wheels.costs(scene(), never(16))[0]


def test_small_filters_are_compared_with_one_that_sees_as_much() -> None:
    """C75: 18C² against 25C²."""
    said = two_wheels.stacked(stacks.spanning(scene().distance, 64))
    assert "2 layers of 3 × 3 see 5 × 5 for 18C² weights; one filter of that size has 25C²." in said
    assert "8 layers of 3 × 3 see 17 × 17 for 72C² weights; one filter of that size has 289C²." in said
    assert said.endswith("C are the maps in and out, 64 here.")
