"""cnnviz.figures.activation_curves: slopes held to torch's autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.figures import activation_curves, tiles
from tests import gallery

TORCH = {
    "ReLU": torch.relu,
    "leaky ReLU": functional.leaky_relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}


@pytest.mark.parametrize("name", list(activation_curves.CURVES))
def test_value_and_slope_are_torchs(name: str) -> None:
    """C101."""
    x = torch.tensor(activation_curves.ALONG, requires_grad=True)
    y = TORCH[name](x)
    y.sum().backward()
    np.testing.assert_allclose(activation_curves.value(name, activation_curves.ALONG), y.detach(), atol=1e-12)
    assert x.grad is not None
    np.testing.assert_allclose(activation_curves.slope(name, activation_curves.ALONG), x.grad, atol=1e-12)


@pytest.mark.parametrize("name", list(activation_curves.CURVES))
def test_the_shade_covers_exactly_where_the_slope_vanishes(name: str) -> None:
    along = activation_curves.ALONG
    shaded = np.zeros(len(along), bool)
    for band in activation_curves.figure(name, 1.0).layout.shapes:
        shaded |= (along >= band.x0) & (along <= band.x1)
    np.testing.assert_array_equal(shaded, np.abs(activation_curves.slope(name, along)) < activation_curves.FAINT)


def test_the_points_lie_on_the_curves() -> None:
    for name in activation_curves.CURVES:
        value, at, slope, there = activation_curves.figure(name, -2.5).data
        assert at.y[0] == pytest.approx(np.interp(-2.5, value.x, value.y))
        assert there.y[0] == pytest.approx(np.interp(-2.5, slope.x, slope.y))


@pytest.mark.parametrize(
    ("name", "x", "said"),
    [
        ("ReLU", 1.5, "weights left out, 1 is left: it arrives"),
        ("ReLU", -1.0, "weights left out, 0 is left: it vanishes"),
        ("sigmoid", 0.0, "weights left out, 9.5e−07 is left: it vanishes"),
        ("tanh", 0.0, "weights left out, 1 is left: it arrives"),
        ("leaky ReLU", -1.0, "weights left out, 1.0e−20 is left: it vanishes"),
    ],
)
def test_what_is_left_of_a_gradient_is_told(name: str, x: float, said: str) -> None:
    assert said in activation_curves.sentence(name, x)


def test_a_map_is_shown_after_every_function_and_where_the_slope_vanishes() -> None:
    map_ = np.linspace(-8, 8, 64, dtype=np.float32).reshape(8, 8)
    sections = activation_curves.sections(map_, "tanh")
    drawn = gallery.tiles(tiles.blob(sections, "Blue–orange"))
    assert set(activation_curves.CURVES) <= set(drawn)
    flat = (1 - np.tanh(map_) ** 2 < activation_curves.FAINT).mean()
    assert f"next to nothing at {flat:.0%} of the pixels" in drawn["Slope of tanh there"]["facts"]
    assert "max 1" in drawn["tanh"]["facts"][1]


def test_softmax_is_told_column_by_column_and_adds_up_to_1() -> None:
    logits = np.array([2.0, 1.0, 0.0, -1.0])
    *rows, sums = activation_curves.softmax_table(logits, 0.5)
    assert [gallery.number(row["z / T"]) for row in rows] == [4, 2, 0, -2]
    expected = torch.softmax(torch.tensor(logits) / 0.5, 0)
    np.testing.assert_allclose([gallery.number(row["p"]) for row in rows], expected, rtol=1e-3)
    assert sums["p"] == "1"
    assert gallery.number(sums["e^(z / T)"]) == pytest.approx(np.exp([4, 2, 0, -2]).sum(), rel=1e-3)


def test_a_temperature_is_compared_with_1() -> None:
    logits = np.array([2.0, 1.0])
    assert len(activation_curves.softmax_bars(logits, 1.0).data) == 1
    hot, usual = activation_curves.softmax_bars(logits, 4.0).data
    assert hot.y[0] < usual.y[0]
    assert "only differences count" in activation_curves.softmax_sentence(logits, 4.0)
    tied = activation_curves.softmax_sentence(np.array([2.0, 1.0, 2.0]), 4.0)
    assert tied.startswith("The 2 largest are equal, because their logits are: no class is ahead. Add 1")
    assert f"{np.exp(0.25):.3f} times" in activation_curves.softmax_sentence(logits, 4.0)


@pytest.mark.parametrize("name", activation_curves.CURVES)
def test_the_plot_holds_both_curves_and_every_point_of_them(name: str) -> None:
    for x in (-activation_curves.REACH, 0.0, activation_curves.REACH):
        figure = activation_curves.figure(name, x)
        low, high = figure.layout.yaxis.range
        assert all(low < min(curve.y) and max(curve.y) < high for curve in figure.data)
