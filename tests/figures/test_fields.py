"""cnnviz.figures.fields and growth: what a unit sees, held to where torch's gradients are, and to the browser's."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy import signal
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.figures import fields, growth
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.windows import axes
from cnnviz.ui import components
from tests import node

RELU = layers.Activation("ReLU")
SEEING = Path(components.__file__).parent / "field_view" / "seeing.mjs"
DRIVER = """
import {{ readFileSync }} from "node:fs"
import {{ placesOf, unitSentence, windowsOf }} from {seeing}
import {{ unpacked }} from {message}
const asked = JSON.parse(readFileSync(0, "utf8"))
const answers = asked.map(({{ blob, units }}) => {{
  const {{ header, rest }} = unpacked(Uint8Array.from(Buffer.from(blob, "hex")))
  const places = placesOf(header, rest)
  return {{
    values: places.map((place) => [...place.values]),
    seen: units.map((unit) => windowsOf(places, unit)),
    said: units.map((unit) => unitSentence(places, unit)),
  }}
}})
process.stdout.write(JSON.stringify(answers))
"""


def network(*sequence: layers.Layer, height: int = 17, width: int = 14) -> networks.Network:
    return networks.Network("tried", (1, height, width), sequence)


NETWORKS = {
    "same, ReLU, pool, dilated": network(
        layers.Conv(3, padding="same"), RELU, layers.Pool(), layers.Conv(2, dilation=(2, 2), padding="same"), RELU
    ),
    "strides that leave pixels out": network(layers.Conv(2, (2, 2), (3, 3)), layers.conv(2, 3, padding=1)),
    "a stride wider than its window": network(layers.Conv(2, (1, 2), (2, 4)), layers.Conv(2, (2, 2))),
    "padding on one side": network(layers.Conv(2, (4, 2), padding=((3, 0), (0, 2))), layers.Pool(padding="same")),
    "padding larger than the window": network(layers.conv(2, 3, padding=5), layers.conv(2, 3, 2)),
    "rows unlike columns": network(
        layers.Conv(2, (3, 1), (2, 1), (2, 1)), layers.Pool("average", (1, 3), (1, 2), ((0, 0), (1, 1)))
    ),
    "windows that hang over": network(layers.Pool("average", (3, 3), (2, 2), ceil=True), layers.Conv(2, (2, 2))),
    "deep": network(*(layers.Conv(2, padding="same"),) * 5, layers.pool("L2", 3, 2, 1), layers.Conv(1)),
}


def depends(record: shapes.Record, state: torch.Tensor) -> torch.Tensor:
    """A layer whose every weight is positive, so that a gradient is 0 only where a unit does not look at all."""
    layer = record.layer
    if not isinstance(layer, layers.Conv | layers.Pool):
        return state
    rows, columns = axes(layer, tuple(state.shape))
    sides = (columns.before, columns.after + columns.overhang, rows.before, rows.after + rows.overhang)
    dilation = layer.dilation if isinstance(layer, layers.Conv) else (1, 1)
    kernel = torch.ones(1, 1, *layer.size, dtype=state.dtype)
    return functional.conv2d(functional.pad(state, sides), kernel, stride=layer.stride, dilation=dilation)


def some_units(records: fields.Records) -> list[tuple[int, int, int]]:
    """Of every layer the corners and one unit in between."""
    found = []
    for layer, record in enumerate(records, start=1):
        rows, columns = record.output[1:]
        at = itertools.product({0, rows // 2, rows - 1}, {0, columns // 3, columns - 1})
        found += [(layer, row, column) for row, column in sorted(at)]
    return found


def image(height: int = 17, width: int = 14) -> np.ndarray:
    return np.random.default_rng(1).random((1, height, width), np.float32)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_unit_sees_what_its_gradient_reaches(name: str) -> None:
    """C75: every cell of every map it depends on, gaps and all."""
    records = fields.records(NETWORKS[name])
    states = [torch.ones(1, 17, 14, dtype=torch.float64, requires_grad=True)]
    for record in records:
        states.append(depends(record, states[-1]))
    for layer, row, column in some_units(records):
        seen = fields.windows(records, layer, row, column)
        assert len(seen) == layer + 1
        gradients = torch.autograd.grad(states[layer][0, row, column], states[: layer + 1], retain_graph=True)
        for window, gradient in zip(seen, gradients, strict=True):
            expected = np.zeros(gradient.shape[1:], bool)
            expected[np.ix_(window.rows, window.columns)] = True
            np.testing.assert_array_equal(gradient[0].numpy() != 0, expected, f"{layer} {row} {column}")


@pytest.mark.parametrize("name", NETWORKS)
def test_the_window_on_the_image_is_the_receptive_field(name: str) -> None:
    """C75, C76: walked back cell by cell, it is what size, jump and padding say at once."""
    records = fields.records(NETWORKS[name])
    for layer, row, column in some_units(records):
        first = fields.windows(records, layer, row, column)[0]
        after = records[layer - 1].after
        assert (first.box.top, first.box.bottom) == after.rows.window(row)
        assert (first.box.left, first.box.right) == after.columns.window(column)
        assert fields.windows(records, layer, row, column)[-1].box == (row, column, row, column)
        if first.inside:
            box = first.box
            assert first.inside.top >= max(0, box.top)
            assert first.inside.left >= max(0, box.left)
            assert first.inside.bottom <= min(16, box.bottom)
            assert first.inside.right <= min(13, box.right)


def test_a_unit_that_looks_at_padding_alone_sees_nothing() -> None:
    records = fields.records(NETWORKS["padding larger than the window"])
    assert fields.windows(records, 1, 0, 0)[0].inside is None
    assert fields.windows(records, 1, 0, 0)[0].box == (-5, -5, -3, -3)
    assert fields.windows(records, 1, 3, 3)[0].inside == (0, 0, 0, 0)


def test_a_pixel_that_a_stride_leaves_out_is_not_seen_though_it_lies_within_the_box() -> None:
    """The last of 6 pixels under windows of 3 at stride 2; what lies beyond is padding of the map between."""
    records = fields.records(network(layers.conv(1, 3, 2), layers.conv(1, 3, padding=1), height=6, width=6))
    last = fields.windows(records, 2, 1, 1)[0]
    assert (last.box.bottom, last.rows[-1]) == (6, 4)


@pytest.mark.parametrize("name", NETWORKS)
def test_maps_have_the_sizes_of_their_layers_and_the_seed_alone_decides(name: str) -> None:
    drawn = fields.maps(NETWORKS[name], image(), 3)
    assert [one.shape for one in drawn] == [record.output[1:] for record in fields.records(NETWORKS[name])]
    assert {one.dtype for one in drawn} == {np.dtype(np.float32)}
    for one, again in zip(drawn, fields.maps(NETWORKS[name], image(), 3), strict=True):
        np.testing.assert_array_equal(one, again)
    assert any((one != other).any() for one, other in zip(drawn, fields.maps(NETWORKS[name], image(), 4), strict=True))


def test_a_layer_added_leaves_the_maps_before_it_as_they_were() -> None:
    sequence = NETWORKS["deep"].layers
    long, short = (fields.maps(network(*one), image()) for one in (sequence, sequence[:3]))
    for one, other in zip(short, long, strict=False):
        np.testing.assert_array_equal(one, other)


def test_the_first_map_is_a_correlation_and_poolings_and_activations_do_what_they_say() -> None:
    net = network(layers.Conv(1), RELU, layers.Pool(), layers.Pool("average"), layers.Activation("tanh"))
    first, positive, largest, mean, squeezed = fields.maps(net, image(), 7)
    weights = np.random.default_rng((7, 0)).normal(0, np.sqrt(2 / 9), (3, 3))
    expected = signal.correlate(image()[0] - image().mean(), weights, "valid")
    np.testing.assert_allclose(first, expected, atol=1e-5)
    np.testing.assert_array_equal(positive, np.maximum(first, 0))
    blocks = positive[:14].reshape(7, 2, 6, 2)
    np.testing.assert_array_equal(largest, blocks.max(axis=(1, 3)))
    np.testing.assert_allclose(mean, largest[:6].reshape(3, 2, 3, 2).mean(axis=(1, 3)), rtol=1e-6)
    np.testing.assert_allclose(squeezed, np.tanh(mean), rtol=1e-6)


def test_of_many_filters_the_map_that_varies_most_is_shown() -> None:
    (shown,) = fields.maps(network(layers.Conv(32)), image(), 5)
    weights = np.random.default_rng((5, 0)).normal(0, np.sqrt(2 / 9), (fields.CARRIED, 3, 3))
    made = [signal.correlate(image()[0] - image().mean(), one, "valid") for one in weights]
    best = max(made, key=lambda one: float(np.maximum(one, 0).var()))
    np.testing.assert_allclose(shown, best, atol=1e-5)


@pytest.mark.parametrize(
    ("sequence", "says"),
    [
        ((layers.Flatten(),), "Layer 1, Flatten, cannot be looked through"),
        ((layers.Conv(4), layers.Activation("softmax")), "Layer 2, softmax, cannot be looked through"),
        ((networks.Block("b", (layers.Conv(),)),), "Layer 1, b, cannot be looked through"),
        ((), "no layers"),
    ],
)
def test_what_cannot_be_looked_through_is_said(sequence: layers.Layers, says: str) -> None:
    with pytest.raises(InputError, match=says):
        fields.records(network(*sequence))


def test_units_and_images_that_are_not_there_are_errors() -> None:
    records = fields.records(NETWORKS["deep"])
    for layer, row, column in ((0, 0, 0), (8, 0, 0), (1, 17, 0), (1, 0, 14), (1, -1, 0)):
        with pytest.raises(InputError, match=r"There is no layer|has no unit"):
            fields.windows(records, layer, row, column)
    with pytest.raises(InputError, match="1 × 14 × 17 and the network reads one of 1 × 17 × 14"):
        fields.maps(NETWORKS["deep"], image(14, 17))


def unpacked(blob: bytes) -> tuple[dict[str, Any], bytes]:
    length = int.from_bytes(blob[:4], "little")
    return json.loads(blob[4 : 4 + length]), blob[4 + length :]


@pytest.mark.parametrize("name", NETWORKS)
def test_frames_have_room_for_every_window_where_a_quarter_of_the_map_is_enough(name: str) -> None:
    records = fields.records(NETWORKS[name])
    header, _ = unpacked(fields.blob(NETWORKS[name], image()))
    for number, place in enumerate(header["places"]):
        height, width = place["size"]
        reached = np.zeros(4, int)
        for layer in range(max(1, number), len(records) + 1):
            for row, column in np.ndindex(*records[layer - 1].output[1:]):
                box = fields.windows(records, layer, row, column)[number].box
                beyond = (-box.top, box.bottom - height + 1, -box.left, box.right - width + 1)
                reached = np.maximum(reached, beyond)
        most = (height // 4, height // 4, width // 4, width // 4)
        assert place["frame"] == np.minimum(reached, most).tolist()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the browser makes of each network's message, from one run of Node.js."""
    driver = tmp_path_factory.mktemp("driver") / "driver.mjs"
    message = SEEING.parents[1] / "message.mjs"
    driver.write_text(DRIVER.format(seeing=json.dumps(SEEING.as_uri()), message=json.dumps(message.as_uri())))
    asked = [
        {"blob": fields.blob(one, image()).hex(), "units": some_units(fields.records(one))} for one in NETWORKS.values()
    ]
    return dict(zip(NETWORKS, node.answers(driver, asked), strict=True))


@pytest.mark.parametrize("name", NETWORKS)
def test_the_browser_reads_the_maps_and_finds_the_same_windows(name: str, told: dict[str, Any]) -> None:
    records = fields.records(NETWORKS[name])
    seen = (image()[0], *fields.maps(NETWORKS[name], image()))
    assert told[name]["values"] == [one.ravel().tolist() for one in seen]
    for unit, found in zip(some_units(records), told[name]["seen"], strict=True):
        expected = fields.windows(records, *unit)
        assert [tuple(one["box"]) for one in found] == [window.box for window in expected]
        assert [tuple(one["rows"]) for one in found] == [window.rows for window in expected]
        assert [tuple(one["columns"]) for one in found] == [window.columns for window in expected]


@pytest.mark.parametrize("name", NETWORKS)
def test_the_sentence_has_the_numbers_of_the_window(name: str, told: dict[str, Any]) -> None:
    records = fields.records(NETWORKS[name])
    for unit, said in zip(some_units(records), told[name]["said"], strict=True):
        window = fields.windows(records, *unit)[0]
        assert said.startswith(f"The unit in row {unit[1] + 1}, column {unit[2] + 1} of layer {unit[0]}, ")
        if window.inside is None:
            assert "sees no pixel of the image" in said
            continue
        top, left, bottom, right = window.box
        assert f"{bottom - top + 1} × {right - left + 1} pixels" in said
        assert ("sees" if window.inside == window.box else "reaches over") in said


def test_the_table_counts_up_as_papers_do() -> None:
    """C75: r + (k − 1) · d · j, layer by layer."""
    net = network(layers.Conv(8, padding="same"), RELU, layers.Pool(), layers.Conv(4, dilation=(2, 2)), height=32)
    rows = growth.table(fields.records(net))
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
    for row in growth.table(fields.records(NETWORKS[name])):
        for line in (row["r + (k − 1) · d · j"], row["jump"]):
            for part in line.replace("rows: ", "").split("; columns: "):
                terms, _, result = part.replace("−", "-").replace("·", "*").partition(" = ")
                assert not result or eval(terms) == int(result)


def test_where_rows_and_columns_differ_both_are_said_and_drawn() -> None:
    records = fields.records(NETWORKS["rows unlike columns"])
    assert growth.table(records)[0]["r + (k − 1) · d · j"] == (
        "rows: 1 + (3 − 1) · 2 · 1 = 5; columns: 1 + (1 − 1) · 1 · 1 = 1"
    )
    assert len(growth.figure(records).data) == 4


def test_the_curves_are_the_records() -> None:
    records = fields.records(NETWORKS["deep"])
    figure = growth.figure(records)
    sizes, jumps = figure.data
    assert list(sizes.y) == [1, *(record.after.rows.size for record in records)]
    assert list(jumps.y) == [1, *(record.after.rows.jump for record in records)]
    assert len(set(sizes.x)) == len(records) + 1
    assert "pixels" in figure.layout.yaxis.title.text
