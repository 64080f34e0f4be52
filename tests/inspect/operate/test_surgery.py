"""Every kind of edit is torch's network with the same edit."""

import numpy as np
import pytest

from cnnviz.inspect.models import Model
from cnnviz.inspect.operate import again, edits, surgery
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph
from tests.inspect.operate import torch_twin
from tests.inspect.way import small

ALL = [
    ("silence", ""),
    ("scale", "-1.5"),
    ("empty", ""),
    ("swap", "sobel-x"),
    ("swap", "prewitt-x"),
    ("turn", "90"),
    ("turn", "180"),
    ("turn", "270"),
    ("flip", "rows"),
    ("flip", "columns"),
    ("grey", ""),
]
READ = graph.graph(small.MANY)
LAST = READ.stations[-1].name


def step(path: str, network: graph.Graph = READ) -> graph.Step:
    found = network.step_of(path)
    assert found
    return found


def logits(done: list[Edit]) -> np.ndarray:
    made, weights = small.outputs(small.MANY), small.weights(small.MANY)
    known = {name: made[name] for name in {"", *(station.name for station in READ.stations)}}
    change = surgery.change(READ, weights, done)
    return again.made(again.Before(READ, weights, known), change, {LAST})[LAST][0]


def by_hand(kernel: np.ndarray, kind: str, how: str) -> np.ndarray:
    """A filter (c 3 3), number by number."""
    new = np.zeros_like(kernel)
    for channel, row, column in np.ndindex(kernel.shape):
        value = kernel[channel, row, column]
        if kind == "turn":
            # Clockwise: the first row becomes the last column.
            at = (row, column)
            for _ in range(int(how) // 90):
                at = (at[1], 2 - at[0])
            new[channel, *at] = value
        elif kind == "flip":
            new[channel, 2 - row if how == "rows" else row, 2 - column if how == "columns" else column] = value
        elif kind == "grey":
            new[channel, row, column] = kernel[:, row, column].sum() / len(kernel)
        elif kind == "swap":
            new[channel, row, column] = edits.KERNELS[how].weights[row, column]
    if kind == "swap":
        new *= (kernel**2).sum() ** 0.5 / (new**2).sum() ** 0.5
    return new


@pytest.mark.parametrize(("kind", "how"), ALL)
def test_an_edit_of_a_first_filter_is_torchs_network_with_it(kind: str, how: str) -> None:
    weights = {name: values.copy() for name, values in small.weights(small.MANY).items()}
    hooks = {}
    if kind in ("silence", "scale"):
        hooks = {"0.2": torch_twin.times(3, float(how or 0))}
    else:
        weights["0.0.weight"][3] = by_hand(weights["0.0.weight"][3], kind, how)
    expected = torch_twin.outputs(small.MANY, weights, small.image(small.MANY), hooks)[LAST]
    np.testing.assert_allclose(logits([Edit("0.0", 3, kind, how)]), expected, rtol=1e-3, atol=1e-4)


def test_an_edit_deep_in_a_branch_is_torchs() -> None:
    weights = {name: values.copy() for name, values in small.weights(small.MANY).items()}
    weights["4.branch1.0.weight"][2] = np.rot90(weights["4.branch1.0.weight"][2], -1, (1, 2))
    hooks = {"1.1.0": torch_twin.times(5, 0), "4.branch0.1": torch_twin.times(0, 2.5)}
    expected = torch_twin.outputs(small.MANY, weights, small.image(small.MANY), hooks)[LAST]
    done = [
        Edit("4.branch1.0", 2, "turn", "90"), Edit("1.1.0", 5, "silence"), Edit("4.branch0.0", 0, "scale", "2.5")
    ]  # fmt: skip
    np.testing.assert_allclose(logits(done), expected, rtol=1e-3, atol=1e-4)


def test_four_quarter_turns_or_two_flips_are_none() -> None:
    whole = logits([])
    np.testing.assert_array_equal(logits([Edit("0.0", 2, "turn", "90")] * 4), whole)
    np.testing.assert_array_equal(logits([Edit("0.0", 2, "flip", "rows")] * 2), whole)
    np.testing.assert_array_equal(
        logits([Edit("0.0", 2, "flip", "rows"), Edit("0.0", 2, "flip", "columns")]),
        logits([Edit("0.0", 2, "turn", "180")]),
    )


def test_a_silenced_channel_stays_silent_whatever_else_is_done_to_it() -> None:
    done = [Edit("0.0", 2, "silence"), Edit("0.0", 2, "scale", "3"), Edit("0.0", 2, "turn", "90")]
    np.testing.assert_allclose(logits(done), logits(done[:1]), rtol=1e-5, atol=1e-5)


def test_a_swapped_kernel_is_as_long_as_the_learned_filter_and_a_dead_one_stays_dead() -> None:
    learned = small.weights(small.MANY)["0.0.weight"][1]
    for one in edits.KERNELS.values():
        if max(one.weights.shape) <= 3:
            new = surgery.swapped(learned, one.weights)
            assert np.linalg.norm(new) == pytest.approx(np.linalg.norm(learned))
            assert np.ptp(new, axis=0).max() == 0
    assert not surgery.swapped(np.zeros((3, 3, 3)), edits.KERNELS["sobel-x"].weights).any()


def test_a_smaller_kernel_stands_in_the_middle() -> None:
    new = surgery.swapped(np.ones((1, 5, 5)), np.ones((3, 3)))
    assert np.argwhere(new[0]).min() == 1
    assert np.argwhere(new[0]).max() == 3


def test_what_is_possible_follows_from_the_step() -> None:
    everything = {"silence", "scale", "empty", "swap", "turn", "flip", "grey"}
    assert set(surgery.possible(step("0.0"))) == everything
    assert set(surgery.possible(step("4.branch1.0"))) == everything - {"grey"}
    assert set(surgery.possible(step("4.branch0.0"))) == {"silence", "scale", "empty"}
    assert set(surgery.possible(step("6"))) == {"silence", "scale"}
    flat = graph.graph(small.FLAT)
    assert "grey" not in surgery.possible(step("0", flat))


@pytest.mark.parametrize(
    "lost",
    [
        Edit("0.0", 8, "silence"),
        Edit("77", 0, "silence"),
        Edit("0.1", 0, "silence"),
        Edit("6", 0, "turn", "90"),
        Edit("4.branch0.0", 0, "swap", "sobel-x"),
        Edit("9", 0, "swap", "sobel-x"),
    ],
)
def test_what_does_not_fit_a_network_is_left_out(lost: Edit) -> None:
    kept = Edit("0.0", 7, "turn", "90")
    assert surgery.fitting(READ, [lost, kept]) == (kept,)


def test_the_models_own_weights_are_left_as_they_are() -> None:
    weights = small.weights(small.MANY)
    kept = {name: values.copy() for name, values in weights.items()}
    for kind, how in ALL:
        surgery.change(READ, weights, [Edit("0.0", 3, kind, how)])
    assert all(np.array_equal(weights[name], kept[name]) for name in kept)


def test_the_picture_of_a_filter_is_what_is_computed_with() -> None:
    weights = small.weights(small.MANY)
    done = [Edit("0.0", 3, "grey"), Edit("0.0", 1, "empty"), Edit("0.0", 3, "turn", "90"), Edit("0.0", 3, "silence")]
    shown = surgery.kernels(weights, step("0.0"), 3, done)
    assert shown is not None
    np.testing.assert_array_equal(shown[0], weights["0.0.weight"][3])
    np.testing.assert_array_equal(shown[1], surgery.change(READ, weights, done).weights["0.0.weight"][3])
    assert surgery.kernels(weights, step("4.branch0.0"), 0, []) is None
    assert surgery.kernels(weights, step("6"), 0, []) is None


@pytest.mark.parametrize("kind", ["silence", "grey", "swap"])
def test_edits_of_the_real_network_are_torchs(lite0: Model, kind: str) -> None:
    image = np.random.default_rng(0).normal(size=lite0.network.input).astype(np.float32)
    read = graph.graph(lite0.network)
    how = "sobel-x" if kind == "swap" else ""
    weights = {name: np.array(values) for name, values in lite0.weights.items()}
    hooks = {"0.2": torch_twin.times(8, 0)} if kind == "silence" else {}
    if not hooks:
        weights["0.0.weight"][8] = by_hand(weights["0.0.weight"][8], kind, how)
    expected = torch_twin.outputs(lite0.network, weights, image, hooks)[lite0.last]
    change = surgery.change(read, lite0.weights, [Edit("0.0", 8, kind, how)])
    made = again.made(again.Before(read, lite0.weights, {"": image}), change, {lite0.last})[lite0.last][0]
    np.testing.assert_allclose(made, expected, rtol=0, atol=2e-4)


def test_kernels_that_can_be_swapped_in_have_room() -> None:
    fitting = surgery.swappable(step("0.0"))
    assert "sobel-x" in fitting
    sizes = {edits.KERNELS[id].weights.shape for id in fitting}
    assert max(max(size) for size in sizes) == 3
