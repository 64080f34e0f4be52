"""How recorded runs went, in numbers: what a chart and a sentence about them are made of."""

import functools
from dataclasses import dataclass

import numpy as np

from cnnviz.nets import shapes
from cnnviz.training import config as configs
from cnnviz.training import recorded
from cnnviz.training.config import Config
from cnnviz.training.events import EventKind


@dataclass(frozen=True, eq=False)
class Course:
    """A run from its first batch to its last: the loss of each (n), the share of the validation pictures that was right
    after each epoch, and that of the test pictures, of which there are so many, at the end."""

    config: Config
    losses: np.ndarray
    validation: tuple[float, ...]
    test: float
    tested: int

    @property
    def parameters(self) -> int:
        """Numbers that were learned."""
        return shapes.totals(shapes.records(configs.trained(self.config.network))).parameters

    def smoothed(self, over: int) -> np.ndarray:
        """The mean loss of so many batches, one after the other (n / over)."""
        whole = len(self.losses) // over
        return self.losses[: whole * over].reshape(whole, over).mean(1)


@functools.cache
def course(view: str) -> Course:
    """How the recorded run with this view id went."""
    run = recorded.run(view)
    told = [numbered.event for numbered in run.events]
    losses = np.concatenate([event.arrays["loss"] for event in told if event.kind == EventKind.SCALARS])
    looked = [event for event in told if event.kind == EventKind.EVALUATION]
    right = {
        part: [event.header["accuracy"] for event in looked if event.header["part"] == part]
        for part in ("validation", "test")
    }
    tested = next(event for event in told if event.kind == EventKind.BEGUN).header["test"]
    return Course(run.config, losses, tuple(right["validation"]), right["test"][-1], tested)
