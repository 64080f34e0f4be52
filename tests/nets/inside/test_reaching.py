"""cnnviz.nets.inside.reaching: from which layer on one unit sees two pixels, held to where torch's gradients are."""

from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching, receptive
from cnnviz.nets.windows import axes

SIZE = (14, 12)
STACKS = {
    **{key: tuple(way.pattern[k % len(way.pattern)] for k in range(6)) for key, way in reaching.WAYS.items()},
    "gaps": ("dil4", "dil4"),
    "gaps, filled": ("dil2", "3x3", "stride", "dil4"),
    "pool first": ("pool", "7x7", "pool", "dil8"),
}
PAIRS = [((5, 1), (5, 9)), ((0, 0), (13, 11)), ((8, 6), (8, 7)), ((2, 10), (12, 4)), ((7, 7), (7, 7))]


def read(name: str, maps: int = 2) -> tuple[shapes.Record, ...]:
    return shapes.walk(reaching.network(STACKS[name], SIZE, maps)).records


def gradients(records: tuple[shapes.Record, ...]) -> list[np.ndarray]:
    """Of every unit of every layer which pixels its gradient reaches, bool (units rows columns) a layer: all weights
    are positive, so it is 0 only where nothing is seen."""
    image = torch.ones(1, *SIZE, dtype=torch.float64, requires_grad=True)
    state, found = image, []
    for record in records:
        rows, columns = axes(record.layer, tuple(state.shape))
        kernel = torch.ones(1, 1, rows.window, columns.window, dtype=torch.float64) / rows.window**2
        framed = functional.pad(state, (columns.before, columns.after, rows.before, rows.after))
        steps, apart = (rows.stride, columns.stride), (rows.dilation, columns.dilation)
        state = functional.conv2d(framed, kernel, stride=steps, dilation=apart)
        units = product(range(rows.output), range(columns.output))
        reached = [torch.autograd.grad(state[0, row, at], image, retain_graph=True)[0][0] != 0 for row, at in units]
        found.append(torch.stack(reached).numpy())
    return found


@pytest.mark.parametrize("name", STACKS)
def test_the_first_layer_that_sees_both_is_the_one_whose_gradient_reaches_both(name: str) -> None:
    """C76: brute force over every unit."""
    records = read(name)
    reached = gradients(records)
    for first, second in PAIRS:
        both = [bool((units[:, *first] & units[:, *second]).any()) for units in reached]
        expected = both.index(True) + 1 if any(both) else None
        assert reaching.first_layer(records, first, second) == expected, (first, second)


@pytest.mark.parametrize("name", STACKS)
def test_what_units_see_is_what_their_windows_say(name: str) -> None:
    """C75."""
    records = read(name)
    for which in (0, 1):
        for layer, units in enumerate(
            reaching.traced(records, which, np.eye(records[0].input[1 + which], dtype=bool)), start=1
        ):
            for index, pixels in enumerate(units):
                at = (index, 0) if which == 0 else (0, index)
                window = receptive.windows(records, layer, *at)[0]
                assert tuple(np.flatnonzero(pixels)) == (window.rows if which == 0 else window.columns)


@pytest.mark.parametrize("name", STACKS)
def test_the_unit_that_is_shown_sees_both_where_one_does(name: str) -> None:
    records = read(name)
    for first, second in PAIRS:
        layer = reaching.first_layer(records, first, second)
        unit = reaching.unit(records, layer or len(records), first, second)
        seen = receptive.windows(records, layer or len(records), *unit)[0]
        both = all(row in seen.rows and column in seen.columns for row, column in (first, second))
        assert both == (layer is not None)


@pytest.mark.parametrize("maps", [1, 16])
@pytest.mark.parametrize(("key", "taps"), [("small", 9), ("wide", 49), ("strided", 9)])
def test_weights_are_taps_times_maps_in_times_maps_out(key: str, taps: int, maps: int) -> None:
    """C75: 9C for the first layer, 9C² for each after it."""
    found = reaching.reached(reaching.WAYS[key], (40, 40), maps, (20, 5), (20, 30))
    assert found
    assert found.weights == taps * maps + (len(found.steps) - 1) * taps * maps**2
    if key != "strided":
        assert found.macs == found.weights * 40 * 40
        assert found.window == 1 + len(found.steps) * (int(taps**0.5) - 1)


def test_three_by_three_needs_half_the_distance() -> None:
    """C75: two see five pixels, three see seven."""
    for distance in range(1, 39):
        found = reaching.reached(reaching.WAYS["small"], (40, 40), 1, (20, 0), (20, distance))
        assert found
        assert len(found.steps) == -(-distance // 2)


def test_a_dense_unit_has_a_weight_for_every_pixel() -> None:
    """C76."""
    assert reaching.dense_weights((30, 20)) == 600


def test_a_way_that_ends_before_says_so() -> None:
    assert reaching.reached(reaching.Way("pool", "", ("pool",)), (8, 8), 1, (0, 0), (0, 7)) is not None
    assert reaching.reached(reaching.Way("pool", "", ("pool",)), (9, 9), 1, (0, 0), (0, 8)) is None


def test_all_ways_are_walked_between_the_same_two_points() -> None:
    """C75, C76: 9 · 16 + 7 · 9 · 16² weights for eight layers of 3 × 3."""
    made = reaching.compared((32, 32), 16, (20, 8), (20, 23))
    assert (made.maps, made.dense) == (16, 1024)
    assert list(made.ways) == list(reaching.WAYS)
    for key, way in reaching.WAYS.items():
        assert made.ways[key] == reaching.reached(way, (32, 32), 16, (20, 8), (20, 23))
    small = made.ways["small"]
    assert small
    assert (len(small.steps), small.weights) == (8, 9 * 16 + 7 * 9 * 16**2)


def test_what_is_no_stack_is_said() -> None:
    with pytest.raises(InputError, match="no layer “4x4”"):
        reaching.network(("3x3", "4x4"), SIZE, 1)
    with pytest.raises(InputError, match="too high"):
        reaching.network(("3x3",) * (reaching.MOST + 1), SIZE, 1)
    assert reaching.first_layer((), (0, 0), (1, 1)) is None
