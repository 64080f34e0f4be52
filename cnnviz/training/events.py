"""What a run tells while it learns. An event is a kind, the step it belongs to, a few words and arrays.

A step is one batch learned; step 0 is the untrained network. Events are all that is ever told of a run: the store
keeps them, the page draws them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, get_args

import numpy as np

from cnnviz import packing
from cnnviz.errors import InputError


class EventKind(StrEnum):
    """Kinds, with header → arrays.

    BEGUN       device, threads, parameters, steps (planned), epoch_steps, mean, deviation (of the pixels, 0 to 1),
                classes, size (c h w), train, validation, test (pictures in each), layers [{path, title, output}],
                tensors [{name, path, shape, trained}] in the order of a snapshot's arrays
    SCALARS     seconds (trained so far, pauses left out) → loss, accuracy, rate: float32 (n), of the n steps ending
                with this event's; loss and accuracy are the batch's; of no step: only a sign of life
    SNAPSHOT    epoch, seconds, gradients {tensor: norm}, updates {tensor: |Δw| / |w|}, either null where it is no
                finite number → every tensor by its name in torch's state_dict, float16 (the first convolution's
                weight float32), unless the network is so large that only the first convolution's weight is kept
                (header: partial true); where the first layer's kernels learn, also GRADIENT: see learning/slopes
    EVALUATION  part ("validation", or "test" once at the end), loss, accuracy, seconds → predicted uint8 (n),
                confidence uint8 (n; 255 is 1) of the predicted class, given uint8 (n) of the true class
    MARK        what ("pause", "resume", "rate", "epoch", "resumed", "branch"), value
    CHECKPOINT  epoch, seconds → everything needed to go on bit for bit
    DONE        why ("finished", "stopped", "diverged", "budget"), sentence, seconds

    A job that makes a picture (`exciting`) tells BEGUN, with steps, size (c h w) and threads, then

    PICTURE     seconds, and of the picture as shown sum (the wanted number before its activation), after (it), largest
                (of the map, before it), answers [[class, share]], rank (of the wanted class, from 1, or 0)
                → picture uint8 (c h w)

    and DONE.
    """

    BEGUN = "begun"
    SCALARS = "scalars"
    SNAPSHOT = "snapshot"
    EVALUATION = "evaluation"
    MARK = "mark"
    CHECKPOINT = "checkpoint"
    PICTURE = "picture"
    DONE = "done"


# Of a snapshot's arrays, the one that is no tensor of the network; names of tensors have a dot in them.
GRADIENT = "gradient"


@dataclass(frozen=True, eq=False)
class Event:
    """One thing told: see the kinds above for its header and arrays."""

    kind: EventKind
    step: int
    header: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)

    def packed(self) -> bytes:
        """Header and arrays as bytes."""
        return packing.packed(self.header, self.arrays)

    @property
    def tensors(self) -> dict[str, np.ndarray]:
        """A snapshot's tensors of the network, as they are kept, in their order."""
        return {name: array for name, array in self.arrays.items() if name != GRADIENT}


@dataclass(frozen=True, eq=False)
class NumberedEvent:
    """An event and its number in the run, from 1."""

    seq: int
    event: Event


def unpacked(kind: str, step: int, data: bytes) -> Event:
    """The event that was packed. Raises InputError for other bytes."""
    header, arrays = packing.unpacked(data)
    return Event(EventKind(kind), step, header, arrays)


PARTIAL = (
    "This network is so large that of its snapshots only the first filters are kept. "
    "Choose a smaller network to look into all of it."
)
# What a checkpoint's tensors of the network are called by, before their own names.
MODULE = "module."


def weights(event: Event) -> dict[str, np.ndarray]:
    """Every tensor of a snapshot or checkpoint; what was kept as float16 is float32 again.

    Raises InputError for a snapshot that holds the first convolution only.
    """
    if event.header.get("partial"):
        raise InputError(PARTIAL)
    held: Mapping[str, np.ndarray] = event.tensors
    if event.kind == EventKind.CHECKPOINT:
        held = {name.removeprefix(MODULE): array for name, array in held.items() if name.startswith(MODULE)}
    return {
        name: array.astype(np.float32) if array.dtype.kind == "f" else np.array(array) for name, array in held.items()
    }


# Why a run is done: it learned all, was asked to stop, its loss is no number, or it took all that it may.
Why = Literal["finished", "stopped", "diverged", "budget"]

# batch and epoch: learn that much more, then pause.
CommandName = Literal["pause", "resume", "batch", "epoch", "rate", "stop"]
COMMANDS: tuple[CommandName, ...] = get_args(CommandName)


@dataclass(frozen=True)
class Command:
    """What somebody asks of a run; `value` is the new learning rate for "rate"."""

    name: CommandName
    value: float = 0.0
