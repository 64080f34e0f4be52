"""cnnviz.figures.networks.diagrams: a network as a tree ready to be drawn, and as sentences."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from cnnviz.figures.networks import diagrams
from cnnviz.nets import layers, shapes, zoo
from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Flatten, Layers, conv
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual

BROKEN = Network(
    "Broken", (1, 9, 9), (Conv(4), Block("block", (Conv(4), Conv(4, (7, 7)), Activation())), Flatten(), Dense(2))
)
UNEQUAL = Network("Unequal", (1, 9, 9), (Residual((conv(4, 3),)), Flatten()))


def describe(network: Network) -> dict[str, Any]:
    return diagrams.describe(network, shapes.walk(network))


def every(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        for part in node["parts"]:
            yield from every(part["nodes"])


def layers_of(network: Network) -> int:
    def count(sequence: Layers) -> int:
        return sum(1 + sum(count(part) for part in layer.parts.values()) for layer in sequence)

    return count(network.layers)


@pytest.mark.parametrize("name", zoo.ENTRIES)
def test_every_layer_is_there_once_with_the_numbers_of_its_record(name: str) -> None:
    network = zoo.ENTRIES[name].network()
    described = json.loads(json.dumps(describe(network)))
    nodes = list(every(described["nodes"]))
    records = shapes.records(network)
    assert [node["path"] for node in nodes] == [record.path for record in records]
    for node, record in zip(nodes, records, strict=True):
        assert (node["kind"], node["title"]) == (type(record.layer).__name__, record.layer.title)
        assert (node["input"], node["output"]) == (list(record.input), list(record.output))
        assert [node[key] for key in ("parameters", "arithmetic", "macs", "memory")] == [
            record.parameters,
            record.arithmetic,
            record.macs,
            record.memory,
        ]
        assert node["field"] == [record.after.rows.size, record.after.columns.size]
        assert node["problem"] == ""
    assert described["parameters"] == shapes.totals(records).parameters


def test_a_layer_is_said_with_its_shapes_arithmetic_work_memory_and_field() -> None:
    described = describe(zoo.ENTRIES["reference"].network())
    first, relu = described["nodes"][:2]
    assert first["words"] == (
        "Conv 32@3×3: 1 × 28 × 28 → 32 × 26 × 26. Parameters: 32 · (3 · 3 · 1 + 1) = 320. "
        "Multiply-adds: 194,688. Memory: 86.53 kB. Receptive field: 3 × 3 pixels."
    )
    assert "No parameters." in relu["words"]
    assert "Multiply-adds" not in relu["words"]
    assert described["words"] == (
        "Reference model reads 1 × 28 × 28 and gives 10 values. It has 34,826 parameters and takes "
        "2,440,960 multiply-adds; its outputs fill 275.9 kB."
    )


def test_what_normalisation_keeps_is_said() -> None:
    (node,) = describe(Network("n", (8, 4, 4), (BatchNorm(),)))["nodes"]
    assert "Parameters: 2 · 8 = 16. It also keeps 16 statistics." in node["words"]


@pytest.mark.parametrize(
    ("layer", "merge", "said", "parts"),
    [
        (Residual((conv(1, 1),)), "residual", "what came in is added", ["body", "shortcut"]),
        (Residual((conv(4, 1),), (conv(4, 1),)), "residual", "what its shortcut gives is added", ["body", "shortcut"]),
        (Parallel(((), (conv(4, 1),))), "concat", "2 branches give is put one behind", ["branch0", "branch1"]),
        (Parallel(((), ()), "add"), "add", "2 branches give is added", ["branch0", "branch1"]),
        (Auxiliary((Flatten(),)), "aux", "helps training only", ["head"]),
        (Block("b", (conv(4, 1),)), "", "b: 1 × 8 × 8 → 4 × 8 × 8.", [""]),
    ],
)
def test_containers_say_how_their_parts_meet(layer: layers.Layer, merge: str, said: str, parts: list[str]) -> None:
    (node,) = describe(Network("n", (1, 8, 8), (layer,)))["nodes"]
    assert node["merge"] == merge
    assert said in node["words"]
    assert [part["name"] for part in node["parts"]] == parts


def test_an_impossible_layer_says_why_and_the_rest_stays() -> None:
    described = json.loads(json.dumps(describe(BROKEN)))
    nodes = {node["path"]: node for node in every(described["nodes"])}
    assert len(nodes) == layers_of(BROKEN)
    assert [path for path, node in nodes.items() if node["problem"]] == ["1.1"]
    assert nodes["1.1"]["words"] == nodes["1.1"]["problem"] == described["problem"]
    assert "does not fit" in nodes["1.1"]["problem"]
    assert nodes["1.1"]["input"] == [4, 5, 5]
    assert nodes["1.0"]["output"] == [4, 5, 5]
    unreached = [nodes[path] for path in ("1.1", "1.2", "1", "2", "3")]
    numbers = [node[key] for node in unreached for key in ("output", "parameters", "macs", "memory", "field")]
    assert set(numbers) == {None}
    assert nodes["1"]["words"] == "block: a layer inside it is impossible."
    assert nodes["2"]["words"] == "Flatten: not reached, because an earlier layer is impossible."


def test_a_container_whose_parts_do_not_meet_is_impossible_itself() -> None:
    residual, flatten = describe(UNEQUAL)["nodes"]
    assert "cannot be added" in residual["problem"]
    assert residual["parts"][0]["nodes"][0]["output"] == (4, 7, 7)
    assert flatten["output"] is None


@pytest.mark.parametrize("name", zoo.ENTRIES)
def test_there_is_a_sentence_for_each_layer_indented_as_deep_as_it_lies(name: str) -> None:
    network = zoo.ENTRIES[name].network()
    whole, *lines = diagrams.sentences(describe(network))
    records = shapes.records(network)
    assert whole.startswith(network.name)
    assert len(lines) == len(records)
    for line, record in zip(lines, records, strict=True):
        assert len(line) - len(line.lstrip(" ")) == 2 * record.level
        assert record.layer.title in line


def test_sentences_name_branches_bodies_and_shortcuts() -> None:
    layers = (Parallel(((conv(4, 1),), (conv(2, 1),))), Residual((conv(6, 1),), (conv(6, 1),)))
    lines = diagrams.sentences(describe(Network("n", (1, 8, 8), layers)))
    assert [line.strip().split(" ")[0:2] for line in lines[1:]] == [
        ["2", "branches,"],
        ["Branch", "1:"],
        ["Branch", "2:"],
        ["Residual:", "6"],
        ["Body:", "Conv"],
        ["Shortcut:", "Conv"],
    ]


def test_an_empty_network_gives_what_it_reads() -> None:
    described = describe(Network("Nothing", (1, 4, 4), ()))
    assert described["nodes"] == []
    assert described["words"].startswith("Nothing reads 1 × 4 × 4 and gives 1 × 4 × 4. It has 0 parameters")


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 byte"), (480, "480 bytes"), (4000, "4 kB"), (12_845_056, "12.85 MB"), (8_000_000_000, "8 GB")],
)
def test_memory_is_said_in_the_unit_that_suits_it(size: int, said: str) -> None:
    assert diagrams.memory(size) == said
