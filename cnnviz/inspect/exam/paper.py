"""What a run answered in its exam: on test pictures, once, with the weights that it has learned last."""

from dataclasses import dataclass

import numpy as np

from cnnviz.training import runs
from cnnviz.training.events import Event, EventKind
from cnnviz.training.runs import Run


@dataclass(frozen=True, eq=False)
class Paper:
    """The true class of each test picture (n), the class that it was taken for (n), and how sure the network was of
    that, 0 to 1 (n); and the share of the validation pictures that it had right with the same weights, if known."""

    labels: np.ndarray
    predicted: np.ndarray
    confidence: np.ndarray
    validation: float | None

    @property
    def right(self) -> int:
        """How many it had right."""
        return int((self.labels == self.predicted).sum())

    @property
    def accuracy(self) -> float:
        """The share that it had right."""
        return self.right / len(self.labels)

    @property
    def wrong(self) -> list[int]:
        """The places of those that it had wrong, the surest mistake first."""
        places = np.flatnonzero(self.labels != self.predicted)
        return [int(at) for at in places[np.argsort(-self.confidence[places], kind="stable")]]

    def rights(self, most: int) -> list[int]:
        """The places of some that it had right, evenly spread."""
        places = np.flatnonzero(self.labels == self.predicted)
        chosen = np.unique(np.rint(np.linspace(0, len(places) - 1, min(most, len(places)))).astype(int))
        return [int(at) for at in places[chosen]]


def is_event(event: Event) -> bool:
    """Whether an event is an exam: that is told to nobody who has not asked for it."""
    return event.kind == EventKind.EVALUATION and event.header["part"] == "test"


def is_taken(run: Run) -> bool:
    """Whether the run was examined; no picture is needed to know it."""
    return any(map(is_event, _evaluations(run)))


def paper(run: Run) -> Paper | None:
    """What the run answered; None where it has not been examined, or there is nothing to examine it on. Raises
    InputError where the pictures are not at hand."""
    evaluations = _evaluations(run)
    taken = next((event for event in reversed(evaluations) if is_event(event)), None)
    if taken is None:
        return None
    checked = [one for one in evaluations if not is_event(one) and one.step == taken.step]
    return Paper(
        runs.tested(run).labels.astype(np.int64),
        taken.arrays["predicted"].astype(np.int64),
        taken.arrays["confidence"] / 255,
        float(checked[-1].header["accuracy"]) if checked else None,
    )


def _evaluations(run: Run) -> list[Event]:
    return [one.event for one in runs.fetch_events(run, 0, (EventKind.EVALUATION,), 2**30)]
