"""cnnviz.figures.training.activation_curves: curves, shades and words are those of the functions."""

import numpy as np
import pytest

from cnnviz.figures.draw import tiles
from cnnviz.figures.training import activation_curves
from cnnviz.ops import activations
from tests import gallery


@pytest.mark.parametrize("name", activation_curves.SLOPES)
def test_the_shade_covers_exactly_where_the_slope_vanishes(name: str) -> None:
    along, slopes = activations.ALONG, activations.ACTIVATIONS[name].slope(activations.ALONG)
    shaded = np.zeros(len(along), bool)
    for band in activation_curves.figure(activations.curve(name, 1.0)).layout.shapes:
        shaded |= (along >= band.x0) & (along <= band.x1)
    np.testing.assert_array_equal(shaded, np.abs(slopes) < activation_curves.FAINT)


def test_the_points_lie_on_the_curves() -> None:
    for name in activation_curves.SLOPES:
        value, at, slope, there = activation_curves.figure(activations.curve(name, -2.5)).data
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
    assert said in activation_curves.sentence(activations.curve(name, x))


def test_a_map_is_shown_after_every_function_and_where_the_slope_vanishes() -> None:
    map_ = np.linspace(-8, 8, 64, dtype=np.float32).reshape(8, 8)
    after = {name: activations.ACTIVATIONS[name].function(map_) for name in activation_curves.SLOPES}
    slopes = activations.ACTIVATIONS["tanh"].slope(map_)
    sections = (activation_curves.section(map_, "tanh", slopes, after["tanh"]), activation_curves.each(after))
    drawn = gallery.tiles(tiles.blob(sections, "blue-orange"))
    assert set(activation_curves.SLOPES) <= set(drawn)
    flat = (1 - np.tanh(map_) ** 2 < activation_curves.FAINT).mean()
    assert f"next to nothing at {flat:.0%} of the pixels" in drawn["Slope of tanh there"]["facts"]
    assert "max 1" in drawn["tanh"]["facts"][1]
    grey = {name for name in activation_curves.SLOPES if drawn[name]["palette"] == "grey"}
    assert grey == {"ReLU", "ReLU6", "sigmoid"}


@pytest.mark.parametrize("name", activation_curves.SLOPES)
def test_the_plot_holds_both_curves_and_every_point_of_them(name: str) -> None:
    for x in (-activations.REACH, 0.0, activations.REACH):
        figure = activation_curves.figure(activations.curve(name, x))
        low, high = figure.layout.yaxis.range
        assert all(low < min(curve.y) and max(curve.y) < high for curve in figure.data)
