"""The learning rate at every step, and what becomes of it when someone changes it on the way.

A schedule says which share of the run's highest rate a step has: step (0 to steps − 1), steps -> share (0 to 1).
"""

import math
from collections.abc import Callable

START = 25  # one cycle begins at the highest rate over this …
END = 10_000  # … and ends at its beginning over this
RISE = 0.3  # the share of the steps in which it rises


class Rates:
    """The rates of a run. `highest` is the config's rate.

    After `change` the next step has exactly the rate asked for. From there it falls as the schedule falls, in
    proportion, but never rises above what was asked for: a rate typed in during warm-up is not multiplied by what the
    warm-up had still to come.
    """

    def __init__(self, schedule: str, highest: float, steps: int) -> None:
        self.share, self.highest, self.steps = SCHEDULES[schedule], highest, steps
        self.asked = 0.0
        self.share_then = 0.0

    def at(self, step: int) -> float:
        """The rate of a step, counted from 0."""
        share = self.share(step, self.steps)
        if not self.asked:
            return self.highest * share
        return self.asked * min(1.0, share / self.share_then)

    def change(self, step: int, rate: float) -> None:
        """From this step on."""
        self.asked, self.share_then = rate, self.share(step, self.steps)


def _constant(step: int, steps: int) -> float:
    return 1.0


def _one_cycle(step: int, steps: int) -> float:
    """Up from a 25th and down to almost nothing, both along half a cosine. Smith & Topin 2018."""
    if steps == 1:
        return 1.0
    top = RISE * steps - 1
    if step < top:
        return _eased(1 / START, 1, step / top)
    return _eased(1, 1 / START / END, (step - top) / max(steps - 1 - top, 1e-9))


def _cosine(step: int, steps: int) -> float:
    """Down along half a cosine. Loshchilov & Hutter 2016."""
    return _eased(1, 0, step / steps)


def _stepwise(step: int, steps: int) -> float:
    """A tenth after half of the steps, a hundredth after three quarters. He et al. 2015."""
    return 1.0 if step < steps / 2 else 0.1 if step < 3 * steps / 4 else 0.01


def _eased(start: float, end: float, done: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * done)) / 2


SCHEDULES: dict[str, Callable[[int, int], float]] = {
    "constant": _constant,
    "one cycle": _one_cycle,
    "cosine": _cosine,
    "step": _stepwise,
}
