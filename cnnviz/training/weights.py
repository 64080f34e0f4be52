"""What a run has learned, read from what it told: tensors by their names in torch's state_dict."""

from typing import Any

import numpy as np

from cnnviz.errors import InputError
from cnnviz.training import events, runs
from cnnviz.training.events import Event

PARTIAL = (
    "This network is so large that of its snapshots only the first filters are kept. "
    "Choose a smaller network to look into all of it."
)
# What a checkpoint's tensors of the network are called by, before their own names.
MODULE = "module."


def tensors(event: Event) -> dict[str, np.ndarray]:
    """Every tensor of a snapshot or checkpoint; what was kept as float16 is float32 again.

    Raises InputError for a snapshot that holds the first convolution only.
    """
    if event.header.get("partial"):
        raise InputError(PARTIAL)
    held = event.arrays
    if event.kind == events.CHECKPOINT:
        held = {name.removeprefix(MODULE): array for name, array in held.items() if name.startswith(MODULE)}
    return {
        name: array.astype(np.float32) if array.dtype.kind == "f" else np.array(array) for name, array in held.items()
    }


def begun(run: runs.Run) -> dict[str, Any]:
    """What the run said when it began. Raises InputError while it has not."""
    told = runs.events(run, 0, (events.BEGUN,))
    if not told:
        raise InputError("This run has not begun yet. Wait for its first pictures.")
    return dict(told[-1].event.header)


def standardised(pictures: np.ndarray, begun: dict[str, Any]) -> np.ndarray:
    """Pictures uint8 (… c h w) as the network reads them: less the mean, over the deviation, of its training data."""
    return (pictures / np.float32(255) - np.float32(begun["mean"])) / np.float32(begun["deviation"])


def newest(run: runs.Run, snapshot: int | None = None) -> Event:
    """The snapshot with that number, or what the run knew last: its checkpoint, which is exact, or a later snapshot.

    Raises InputError where there is none, or it holds the first convolution only.
    """
    if snapshot is not None:
        event = runs.event(run, snapshot).event
        if event.kind != events.SNAPSHOT:
            raise InputError("This is not a snapshot. Choose one on the timeline.")
        return event
    told = [one.event for one in runs.events(run, 0, (events.CHECKPOINT,), 2**30)]
    whole = _last_snapshot(run)
    if whole and not whole.header.get("partial") and (not told or whole.step > told[-1].step):
        return whole
    if not told:
        raise InputError(PARTIAL if whole else "This run has learned nothing yet. Wait for its first snapshot.")
    return told[-1]


def _last_snapshot(run: runs.Run) -> Event | None:
    last, after = None, 0
    while told := runs.events(run, after, (events.SNAPSHOT,)):
        last, after = told[-1].event, told[-1].seq
    return last
