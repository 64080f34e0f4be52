"""What a run has learned, read from what it told: tensors by their names in torch's state_dict."""

from typing import Any

import numpy as np

from cnnviz.errors import InputError
from cnnviz.training import events, runs, statuses
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import RunStatus

PARTIAL, MODULE, tensors = events.PARTIAL, events.MODULE, events.weights


def begun(run: runs.Run) -> dict[str, Any]:
    """What the run said when it began. Raises InputError while it has not."""
    beginnings = runs.fetch_events(run, 0, (EventKind.BEGUN,))
    if not beginnings:
        raise InputError("This run has not begun yet. Wait for its first pictures.")
    return dict(beginnings[-1].event.header)


def standardised(pictures: np.ndarray, begun: dict[str, Any]) -> np.ndarray:
    """Pictures uint8 (… c h w) as the network reads them: less the mean, over the deviation, of its training data."""
    return (pictures / np.float32(255) - np.float32(begun["mean"])) / np.float32(begun["deviation"])


def precision(event: Event) -> str:
    """What the tensors of that event are: exactly what training had, or rounded for the timeline."""
    if event.kind == EventKind.CHECKPOINT:
        return "exact: the 32 bit numbers that training had"
    return "a snapshot of the timeline: rounded to half precision (16 bit), but for the first convolution"


def newest(run: runs.Run, snapshot: int | None = None) -> Event:
    """The snapshot with that number, or the exact weights of the same step where they are kept; without a number what
    training ended or paused with, exactly, and while it goes on what is known last.

    Raises InputError where there is none, or it holds the first convolution only.
    """
    exact = _checkpoint(run)
    if snapshot is not None:
        event = runs.fetch_event(run, snapshot).event
        if event.kind != EventKind.SNAPSHOT:
            raise InputError("This is not a snapshot. Choose one on the timeline.")
        return exact if exact and exact.step == event.step else event
    if exact and run.status in (*statuses.ENDED, RunStatus.PAUSED):
        return exact
    whole = _last_snapshot(run)
    if whole and not whole.header.get("partial") and (not exact or whole.step > exact.step):
        return whole
    if not exact:
        raise InputError(PARTIAL if whole else "This run has learned nothing yet. Wait for its first snapshot.")
    return exact


def _checkpoint(run: runs.Run) -> Event | None:
    """The newest exact state of the run."""
    checkpoints = runs.fetch_events(run, 0, (EventKind.CHECKPOINT,), 2**30)
    return checkpoints[-1].event if checkpoints else None


def _last_snapshot(run: runs.Run) -> Event | None:
    last, after = None, 0
    while snapshots := runs.fetch_events(run, after, (EventKind.SNAPSHOT,)):
        last, after = snapshots[-1].event, snapshots[-1].seq
    return last
