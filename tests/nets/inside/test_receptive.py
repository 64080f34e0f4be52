"""cnnviz.nets.inside.receptive: what a unit sees, held to where torch's gradients are."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.inside import receptive
from cnnviz.nets.windows import axes
from tests.nets.inside.slid import NETWORKS, network, some_units


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


@pytest.mark.parametrize("name", NETWORKS)
def test_a_unit_sees_what_its_gradient_reaches(name: str) -> None:
    """C75: every cell of every map it depends on, gaps and all."""
    records = receptive.records(NETWORKS[name])
    states = [torch.ones(1, 17, 14, dtype=torch.float64, requires_grad=True)]
    for record in records:
        states.append(depends(record, states[-1]))
    for layer, row, column in some_units(records):
        seen = receptive.windows(records, layer, row, column)
        assert len(seen) == layer + 1
        gradients = torch.autograd.grad(states[layer][0, row, column], states[: layer + 1], retain_graph=True)
        for window, gradient in zip(seen, gradients, strict=True):
            expected = np.zeros(gradient.shape[1:], bool)
            expected[np.ix_(window.rows, window.columns)] = True
            np.testing.assert_array_equal(gradient[0].numpy() != 0, expected, f"{layer} {row} {column}")


@pytest.mark.parametrize("name", NETWORKS)
def test_the_window_on_the_image_is_the_receptive_field(name: str) -> None:
    """C75, C76: walked back cell by cell, it is what size, jump and padding say at once."""
    records = receptive.records(NETWORKS[name])
    for layer, row, column in some_units(records):
        first = receptive.windows(records, layer, row, column)[0]
        after = records[layer - 1].after
        assert (first.box.top, first.box.bottom) == after.rows.window(row)
        assert (first.box.left, first.box.right) == after.columns.window(column)
        assert receptive.windows(records, layer, row, column)[-1].box == (row, column, row, column)
        if first.inside:
            box = first.box
            assert first.inside.top >= max(0, box.top)
            assert first.inside.left >= max(0, box.left)
            assert first.inside.bottom <= min(16, box.bottom)
            assert first.inside.right <= min(13, box.right)


def test_a_unit_that_looks_at_padding_alone_sees_nothing() -> None:
    records = receptive.records(NETWORKS["padding larger than the window"])
    assert receptive.windows(records, 1, 0, 0)[0].inside is None
    assert receptive.windows(records, 1, 0, 0)[0].box == (-5, -5, -3, -3)
    assert receptive.windows(records, 1, 3, 3)[0].inside == (0, 0, 0, 0)


def test_a_pixel_that_a_stride_leaves_out_is_not_seen_though_it_lies_within_the_box() -> None:
    """The last of 6 pixels under windows of 3 at stride 2; what lies beyond is padding of the map between."""
    records = receptive.records(network(layers.conv(1, 3, 2), layers.conv(1, 3, padding=1), height=6, width=6))
    last = receptive.windows(records, 2, 1, 1)[0]
    assert (last.box.bottom, last.rows[-1]) == (6, 4)


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
        receptive.records(network(*sequence))


def test_units_that_are_not_there_are_errors() -> None:
    records = receptive.records(NETWORKS["deep"])
    for layer, row, column in ((0, 0, 0), (8, 0, 0), (1, 17, 0), (1, 0, 14), (1, -1, 0)):
        with pytest.raises(InputError, match=r"There is no layer|has no unit"):
            receptive.windows(records, layer, row, column)


@pytest.mark.parametrize("name", NETWORKS)
def test_frames_have_room_for_every_window_where_a_quarter_of_the_map_is_enough(name: str) -> None:
    records = receptive.records(NETWORKS[name])
    sizes = [records[0].input[1:], *(record.output[1:] for record in records)]
    for number, (frame, (height, width)) in enumerate(zip(receptive.frames(records), sizes, strict=True)):
        reached = np.zeros(4, int)
        for layer in range(max(1, number), len(records) + 1):
            for row, column in np.ndindex(*records[layer - 1].output[1:]):
                box = receptive.windows(records, layer, row, column)[number].box
                beyond = (-box.top, box.bottom - height + 1, -box.left, box.right - width + 1)
                reached = np.maximum(reached, beyond)
        most = (height // 4, height // 4, width // 4, width // 4)
        assert frame == tuple(np.minimum(reached, most))
