"""What a run tells while it learns. An event is a kind, the step it belongs to, a few words and arrays.

A step is one batch learned; step 0 is the untrained network. Events are all that is ever told of a run: the store
keeps them, the page draws them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnnviz import packing

# Kinds, with header → arrays.
#
# BEGUN       device, threads, parameters, steps (planned), epoch_steps, mean, deviation (of the pixels, 0 to 1),
#             classes, size (c h w), train, validation, test (pictures in each), layers [{path, title, output}],
#             tensors [{name, path, shape, trained}] in the order of a snapshot's arrays
# SCALARS     seconds (trained so far, pauses left out) → loss, accuracy, rate: float32 (n), of the n steps ending
#             with this event's; loss and accuracy are the batch's; of no step: only a sign of life
# SNAPSHOT    epoch, seconds, gradients {tensor: norm}, updates {tensor: |Δw| / |w|}, either null where it is no
#             finite number → every tensor by its name in torch's state_dict, float16 (the first convolution's
#             weight float32), unless the network is so large that only the first convolution's weight is kept
#             (header: partial true)
# EVALUATION  part ("validation", or "test" once at the end), loss, accuracy, seconds → predicted uint8 (n),
#             confidence uint8 (n; 255 is 1) of the predicted class, given uint8 (n) of the true class
# MARK        what ("pause", "resume", "rate", "epoch", "resumed", "branch"), value
# CHECKPOINT  epoch, seconds → everything needed to go on bit for bit
# DONE        why ("finished", "stopped", "diverged", "budget"), sentence, seconds
BEGUN, SCALARS, SNAPSHOT, EVALUATION = "begun", "scalars", "snapshot", "evaluation"
MARK, CHECKPOINT, DONE = "mark", "checkpoint", "done"
KINDS = (BEGUN, SCALARS, SNAPSHOT, EVALUATION, MARK, CHECKPOINT, DONE)


@dataclass(frozen=True, eq=False)
class Event:
    """One thing told: see the kinds above for its header and arrays."""

    kind: str
    step: int
    header: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Header and arrays as bytes."""
        return packing.packed(self.header, self.arrays)


def unpacked(kind: str, step: int, data: bytes) -> Event:
    """The event that was packed. Raises InputError for other bytes."""
    header, arrays = packing.unpacked(data)
    return Event(kind, step, header, arrays)


@dataclass(frozen=True)
class Command:
    """What somebody asks of a run: one of COMMANDS; `value` is the new learning rate for "rate"."""

    name: str
    value: float = 0.0


# batch and epoch: learn that much more, then pause.
COMMANDS = ("pause", "resume", "batch", "epoch", "rate", "stop")
