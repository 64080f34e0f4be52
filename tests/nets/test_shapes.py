"""cnnviz.nets.shapes: the pass as a whole."""

import subprocess
import sys
from math import prod

import pytest
from hypothesis import given, settings

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes, zoo
from cnnviz.nets.layers import conv
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual
from tests.nets import drawn

NESTED = Network(
    "nested",
    (3, 16, 16),
    (
        conv(8, 3, padding=1),
        Block("first", (Residual((conv(8, 1),)), layers.Activation())),
        Parallel(((conv(4, 1),), (), (layers.BatchNorm(), Residual((conv(8, 1),))))),
        Auxiliary((layers.GlobalPool(), layers.Dense(2))),
    ),
)


def test_paths_say_where_a_layer_stands_and_containers_come_first() -> None:
    records = shapes.records(NESTED)
    assert [record.path for record in records] == [
        "0",
        "1",
        "1.0",
        "1.0.body.0",
        "1.1",
        "2",
        "2.branch0.0",
        "2.branch2.0",
        "2.branch2.1",
        "2.branch2.1.body.0",
        "3",
        "3.head.0",
        "3.head.1",
    ]
    assert [record.level for record in records] == [0, 0, 1, 2, 1, 0, 1, 1, 1, 2, 0, 1, 1]


def test_a_container_holds_the_numbers_of_all_it_holds() -> None:
    by_path = {record.path: record for record in shapes.records(NESTED)}
    inside = [by_path["2.branch0.0"], by_path["2.branch2.0"], by_path["2.branch2.1"]]
    for name in ("parameters", "other", "macs"):
        assert getattr(by_path["2"], name) == sum(getattr(one, name) for one in inside)
    joined = shapes.BYTES * prod(by_path["2"].output)
    assert by_path["2"].memory == sum(one.memory for one in inside) + joined


def test_totals_count_every_layer_once() -> None:
    records = shapes.records(NESTED)
    leaves = [record for record in records if not record.layer.parts]
    totals = shapes.totals(records)
    assert totals.parameters == sum(record.parameters for record in leaves)
    assert totals.other == sum(record.other for record in leaves) == 16
    assert totals.macs == sum(record.macs for record in leaves)
    made = [r for r in records if not r.layer.parts or isinstance(r.layer, Residual | Parallel)]
    assert totals.memory == 4 * sum(prod(record.output) for record in made)
    assert shapes.totals([]) == shapes.Totals(0, 0, 0, 0)


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_each_layer_reads_what_the_one_before_gave(network: Network) -> None:
    top = [record for record in shapes.records(network) if "." not in record.path]
    assert len(top) == len(network.layers)
    given_first = network.input
    for record in top:
        assert record.input == given_first
        given_first = record.output  # type: ignore[assignment]


def test_an_empty_network_gives_its_input_back() -> None:
    assert shapes.records(Network()) == ()
    assert shapes.beginning(Network()).shape == (1, 28, 28)


def test_a_walk_keeps_what_stands_before_the_impossible_layer() -> None:
    network = Network("broken", (1, 8, 8), (conv(4), Block("b", (conv(4), conv(4, 9))), layers.Flatten()))
    walked = shapes.walk(network)
    assert [record.path for record in walked.records] == ["0", "1.0"]
    assert walked.path == "1.1"
    assert walked.problem.startswith("Layer 2.2, Conv 4@9×9, cannot read 4 × 4 × 4. A window of 9 pixels")
    assert shapes.totals(walked.records).parameters == 40
    with pytest.raises(InputError, match=r"Layer 2\.2"):
        shapes.records(network)


def test_a_possible_network_is_walked_to_its_end() -> None:
    walked = shapes.walk(NESTED)
    assert (walked.records, walked.path, walked.problem) == (shapes.records(NESTED), "", "")


@pytest.mark.parametrize(
    ("sequence", "says"),
    [
        ((layers.Dense(16_384),) * 9, "parameters; the most is 2,000,000,000. Choose fewer"),
        ((layers.AdaptivePool(), *(layers.Conv(16_384, (31, 31), padding="same"),) * 2), "parameters; the most is"),
        ((Parallel(((),) * 32),) * 20, "values for one image; the most is"),
        ((Parallel(((),) * 32, "add"),) * 4000, "values for one image; the most is"),
    ],
    ids=["dense", "conv", "concat", "many"],
)
def test_a_network_larger_than_the_caps_stops_at_the_layer_that_passes_them(sequence: layers.Layers, says: str) -> None:
    before: layers.Layers = (layers.Flatten(),) if isinstance(sequence[0], layers.Dense) else ()
    walked = shapes.walk(Network("huge", (1, 1024, 1024), (*before, *sequence)))
    assert says in walked.problem
    assert shapes.totals(walked.records).parameters <= limits.NET_PARAMETERS


def test_the_reference_models_table_is_the_published_one() -> None:
    """C77–C79."""
    records = shapes.records(zoo.ENTRIES["reference"].network())
    rows = [record for record in records if not isinstance(record.layer, layers.Activation)]
    said = [
        tuple(record.output[1:]) + record.output[:1] if len(record.output) == 3 else record.output for record in rows
    ]
    assert said == [(26, 26, 32), (13, 13, 32), (11, 11, 64), (5, 5, 64), (1600,), (1600,), (10,)]
    assert [record.parameters for record in rows] == [320, 0, 18_496, 0, 0, 0, 16_010]
    assert [record.arithmetic for record in rows if record.parameters] == [
        "32 · (3 · 3 · 1 + 1) = 320",
        "64 · (3 · 3 · 32 + 1) = 18,496",
        "10 · (1,600 + 1) = 16,010",
    ]
    assert (shapes.totals(records).parameters, shapes.totals(records).other) == (34_826, 0)


def test_nets_without_build_leaves_torch_out() -> None:
    code = (
        "import sys; from cnnviz.nets import effects, fields, layers, networks, shapes, text, windows, zoo; "
        "shapes.records(zoo.ENTRIES['resnet-18'].network()); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_branches_are_put_together_in_is_kept_too() -> None:
    each = layers.Conv(2, (1, 1))
    network = Network("two", (1, 3, 3), (Parallel(((each,), (each,))),))
    assert shapes.totals(shapes.records(network)).memory == shapes.BYTES * (2 * 18 + 36)
