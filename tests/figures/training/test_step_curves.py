"""cnnviz.figures.training.step_curves: the points are the step's numbers."""

import numpy as np
import pytest

from cnnviz.figures.training import step_curves
from cnnviz.training import backprop


@pytest.mark.parametrize("steps", [0, 1, 25])
def test_the_curve_of_losses_ends_with_the_step_shown(steps: int) -> None:
    _, losses = backprop.walked(backprop.PICTURES["cross"], 0, 0.1, steps, 1)
    before, shown = step_curves.losses_curve(losses).data
    assert tuple(before.y) == losses[: steps + 1]
    assert tuple(shown.y) == losses[-2:]


def test_the_curve_of_the_loss_meets_both_points() -> None:
    step, _ = backprop.walked(backprop.PICTURES["cross"], 0, 0.1, 0, 1)
    _, before, after = step_curves.loss_curve(step, 0).data
    for point, done in ((before, step.forward), (after, step.again)):
        assert point.y[0] == pytest.approx(-np.log(point.x[0]))
        assert point.x[0] == done.probabilities[0]


def test_the_bars_are_probabilities_and_gradients() -> None:
    step, _ = backprop.walked(backprop.PICTURES["square"], 1, 0.1, 3, 1)
    chances, gradients = step_curves.bars(step).data
    assert list(chances.x) == list(step.forward.probabilities)
    assert list(gradients.x) == list(step.backward.logits)
    assert tuple(chances.y) == backprop.CLASSES
