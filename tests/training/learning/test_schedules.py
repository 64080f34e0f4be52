"""Schedules against torch's, and what a change on the way does."""

import pytest
import torch
from torch.optim import lr_scheduler

from cnnviz.training import config
from cnnviz.training.learning import schedules

STEPS = 40


def theirs(kind: str) -> list[float]:
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler = {
        "constant": lambda: lr_scheduler.LambdaLR(optimiser, lambda step: 1.0),
        "one cycle": lambda: lr_scheduler.OneCycleLR(optimiser, 0.1, STEPS, cycle_momentum=False),
        "cosine": lambda: lr_scheduler.CosineAnnealingLR(optimiser, STEPS),
        "step": lambda: lr_scheduler.MultiStepLR(optimiser, [STEPS // 2, 3 * STEPS // 4]),
    }[kind]()
    rates = []
    for _ in range(STEPS):
        rates.append(float(scheduler.get_last_lr()[0]))
        optimiser.step()
        scheduler.step()
    return rates


@pytest.mark.parametrize("kind", config.SCHEDULES)
def test_rates_are_those_of_torch(kind: str) -> None:
    ours = schedules.Rates(kind, 0.1, STEPS)
    assert [ours.at(step) for step in range(STEPS)] == pytest.approx(theirs(kind), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("kind", config.SCHEDULES)
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 7])
def test_a_short_run_has_rates_too(kind: str, steps: int) -> None:
    ours = schedules.Rates(kind, 0.1, steps)
    assert all(0 < ours.at(step) <= 0.1 + 1e-12 for step in range(steps))


@pytest.mark.parametrize("kind", config.SCHEDULES)
def test_an_only_step_has_the_whole_rate(kind: str) -> None:
    assert schedules.Rates(kind, 0.1, 1).at(0) == 0.1


@pytest.mark.parametrize("kind", config.SCHEDULES)
@pytest.mark.parametrize("step", [0, 5, 12, 25, 39])
def test_the_next_step_has_the_rate_asked_for_and_no_later_one_a_higher(kind: str, step: int) -> None:
    ours = schedules.Rates(kind, 0.1, STEPS)
    ours.change(step, 0.02)
    assert ours.at(step) == 0.02
    assert max(ours.at(later) for later in range(step, STEPS)) == 0.02


def test_after_a_change_the_rate_falls_in_proportion_to_the_schedule() -> None:
    plain, changed = (schedules.Rates("cosine", 0.1, STEPS) for _ in range(2))
    changed.change(10, 3 * plain.at(10))
    assert [changed.at(step) for step in range(10, STEPS)] == pytest.approx(
        [3 * plain.at(step) for step in range(10, STEPS)]
    )
