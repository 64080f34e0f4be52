"""cnnviz.ops.templates.neuron: b·x is an angle, and what light does to it."""

import math
from dataclasses import replace

import numpy as np
import pytest

from cnnviz.datasets import shapes
from cnnviz.ops import activations
from cnnviz.ops.templates import neuron
from cnnviz.ops.templates.neuron import Setting

SIDE = 12
T, CROSS, RING = (shapes.upright(id, SIDE).astype(np.float64) for id in ("t", "cross", "ring"))
AROUND = range(-180, 181, 15)


def cosine(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.vdot(first, second) / (np.linalg.norm(first) * np.linalg.norm(second)))


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("image", [T, CROSS, RING, 1 - CROSS])
def test_the_sum_of_the_products_is_numpys_dot(image: np.ndarray, normalise: bool) -> None:
    """C24."""
    said = neuron.answer(T, image, Setting(normalise=normalise, brightness=1.3, contrast=0.7))
    assert said.sum == pytest.approx(float(np.dot(said.weights.ravel(), said.entering.ravel())), rel=1e-12)
    assert np.array_equal(said.products, said.weights * said.entering)


@pytest.mark.parametrize("name", activations.ACTIVATIONS)
def test_then_comes_the_bias_and_then_the_activation(name: str) -> None:
    """C24."""
    said = neuron.answer(T, CROSS, Setting(bias=-3.5, activation=name))
    assert said.z == said.sum - 3.5
    assert said.output == activations.ACTIVATIONS[name].function(np.asarray(said.z))


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("theta", AROUND)
def test_turned_by_theta_it_answers_as_the_cosine_says(theta: float, normalise: bool) -> None:
    """C25."""
    setting = Setting(theta, normalise=normalise)
    said = neuron.answer(T, CROSS, setting)
    assert said.size == pytest.approx(1 if normalise else float(np.linalg.norm(CROSS)))
    assert said.sum == pytest.approx(setting.length * said.size * math.cos(math.radians(theta)), abs=1e-9)
    assert said.angle == pytest.approx(abs(theta), abs=1e-5)


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("image", [CROSS, RING, T])
def test_the_answer_is_largest_at_theta_0(image: np.ndarray, normalise: bool) -> None:
    """C25."""
    sums = {theta: neuron.answer(T, image, Setting(theta, normalise=normalise)).sum for theta in AROUND}
    assert max(sums, key=sums.__getitem__) == 0
    assert min(sums, key=sums.__getitem__) in (-180, 180)


@pytest.mark.parametrize("normalise", [True, False])
def test_at_its_own_angle_an_image_is_itself(normalise: bool) -> None:
    plane = neuron.turning(T, CROSS, normalise)
    assert neuron.turned(plane, plane.angle) == pytest.approx(CROSS, abs=1e-12)


def test_at_theta_0_only_the_template_is_left() -> None:
    plane = neuron.turning(T, CROSS, True)
    assert cosine(neuron.centred(neuron.turned(plane, 0)), neuron.centred(T)) == pytest.approx(1)


def test_a_similar_image_is_answered_with_nearly_1_and_another_with_nearly_0() -> None:
    """C26."""
    usual = Setting()
    assert neuron.answer(T, T, usual).output > 0.99
    assert neuron.answer(T, 0.5 * T + 0.2, usual).output > 0.99
    assert all(neuron.answer(T, other, usual).output < 0.02 for other in (CROSS, RING, 1 - T))


def test_a_bright_wrong_image_beats_a_dim_right_one() -> None:
    """C27."""
    raw = Setting(normalise=False)
    right = neuron.answer(T, T, replace(raw, brightness=0.3)).sum
    wrong = neuron.answer(T, CROSS, replace(raw, brightness=3.0)).sum
    assert wrong > 2 * right


@pytest.mark.parametrize("brightness", [0.1, 0.3, 1.0, 3.0])
@pytest.mark.parametrize("contrast", [0.2, 1.0, 2.0])
def test_normalised_it_answers_alike_in_any_light(brightness: float, contrast: float) -> None:
    """C27."""
    usual = Setting()
    lit = replace(usual, brightness=brightness, contrast=contrast)
    for image in (T, CROSS):
        assert neuron.answer(T, image, lit).sum == pytest.approx(neuron.answer(T, image, usual).sum)
    assert neuron.answer(T, T, lit).sum > neuron.answer(T, CROSS, lit).sum


def test_without_it_the_answer_grows_with_the_light() -> None:
    """C27."""
    raw = Setting(normalise=False)
    once, twice = (neuron.answer(T, CROSS, replace(raw, brightness=times)).sum for times in (1.0, 2.0))
    assert twice == pytest.approx(2 * once)


@pytest.mark.parametrize("blank", [np.zeros((SIDE, SIDE)), np.full((SIDE, SIDE), 0.4)])
def test_what_has_no_direction_is_answered_with_the_bias(blank: np.ndarray) -> None:
    said = neuron.answer(T, blank, Setting())
    assert said.sum == 0
    assert said.z == Setting().bias
    assert math.isnan(said.angle)
    assert math.isnan(neuron.answer(blank, T, Setting()).angle)


def test_an_image_turns_away_from_itself_too() -> None:
    assert neuron.turning(T, T, True).angle == pytest.approx(0, abs=1e-6)
    assert neuron.answer(T, T, Setting(90)).sum == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("side", "most", "fitted"), [(8, 16, 8), (16, 16, 16), (28, 16, 14), (16, 15, 8), (28, 15, 14)]
)
def test_weights_are_added_up_until_they_fit(side: int, most: int, fitted: int) -> None:
    kernel = np.random.default_rng(0).standard_normal((side, side))
    small = neuron.fitting(kernel, most)
    assert small.shape == (fitted, fitted)
    step = side // fitted
    assert small[1, 0] == pytest.approx(kernel[step : 2 * step, :step].sum())
    assert small.sum() == pytest.approx(kernel.sum())
