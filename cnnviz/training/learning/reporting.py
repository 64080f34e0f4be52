"""What a run tells of itself, without slowing it down: loss and accuracy of every step, and snapshots of its weights.

Reading a number from the device waits for everything asked of it so far. So losses pile up unread and are read about
ten times a second, and weights are copied only for a snapshot.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import torch
from torch import Tensor

from cnnviz.nets import shapes
from cnnviz.nets.inside import learned_kernels
from cnnviz.training import fixed
from cnnviz.training.events import Event, EventKind
from cnnviz.training.learning import slopes, state

SHOWN_BYTES = 2**20  # of snapshots a second
WHOLE = 2 * 2**20  # bytes of a snapshot; a larger network keeps its first convolution only
LARGEST = float(np.finfo(np.float16).max)


class Reporter:
    """Records one run. What it records, and when, changes nothing in what is learned."""

    def __init__(self, run: state.State, every: float) -> None:
        self.run, self.every = run, every
        self.losses: list[Tensor] = []
        self.accuracies: list[Tensor] = []
        self.rates: list[float] = []
        self.sent = self.shown = run.clock.seconds()
        self.shown_step = -1
        self.bytes = 2 * sum(tensor.numel() for tensor in run.module.body.state_dict().values())
        self.first = f"{fixed.first_convolution(run.network)}.weight"
        self.kernels = learned_kernels.first(run.network)
        self.diverged = False

    def note(self, loss: Tensor, accuracy: Tensor, rate: float) -> None:
        """One step's numbers, still on the device."""
        self.losses.append(loss)
        self.accuracies.append(accuracy)
        self.rates.append(rate)

    def scalars(self, now: bool = False) -> Iterator[Event]:
        """The steps not told yet, if it is time. Steps after the first loss that is no number never happened."""
        seconds = self.run.clock.seconds()
        if not self.losses or not (now or seconds - self.sent >= self.every):
            return
        loss, accuracy = (torch.stack(values).float().cpu().numpy() for values in (self.losses, self.accuracies))
        bad = np.flatnonzero(~np.isfinite(loss))
        count = int(bad[0]) if len(bad) else len(loss)
        last = self.run.step - len(loss) + count
        if len(bad):
            self.diverged, self.run.step = True, last + 1
        rate = np.array(self.rates, np.float32)
        self.losses, self.accuracies, self.rates, self.sent = [], [], [], seconds
        if count:
            arrays = {"loss": loss[:count], "accuracy": accuracy[:count], "rate": rate[:count]}
            yield Event(EventKind.SCALARS, last, {"seconds": seconds}, arrays)

    def due(self, step: int) -> bool:
        """Whether that step ends in a snapshot: the first steps and each 1½ or 2 times as late as the one before,
        the last of every epoch, and as often as may be shown."""
        gap = max(self.every, self.bytes / SHOWN_BYTES if self.every else 0.0)
        return (
            step & (step - 1) == 0
            or (step % 3 == 0 and (step // 3) & (step // 3 - 1) == 0)
            or step % self.run.batches.epoch_steps == 0
            or self.run.clock.seconds() - self.shown >= gap
        )

    def before(self) -> dict[str, Tensor]:
        """The trained tensors, copied before a step that ends in a snapshot."""
        return {name: tensor.detach().clone() for name, tensor in self.run.named()}

    def snapshot(self, before: Mapping[str, Tensor] | None = None) -> Iterator[Event]:
        """The weights as they are now, and how far the last step moved them."""
        yield from self.scalars(now=True)
        if self.diverged or self.shown_step == self.run.step:
            return
        self.shown, self.shown_step = self.run.clock.seconds(), self.run.step
        trained = dict(self.run.named())
        grads = {name: _norm(tensor.grad) for name, tensor in trained.items() if tensor.grad is not None}
        updates = {name: _ratio(_norm(trained[name] - old), _norm(old)) for name, old in (before or {}).items()}
        header = {
            "epoch": self.run.epoch,
            "seconds": self.shown,
            "gradients": grads,
            "updates": updates,
            **({"partial": True} if self.bytes > WHOLE else {}),
        }
        arrays = self.weights()
        if self.kernels and self.kernels.tensor in arrays:
            said, gradient = slopes.rounded(trained.get(self.kernels.tensor), self.kernels)
            header, arrays = header | said, arrays | gradient
        yield Event(EventKind.SNAPSHOT, self.run.step, header, arrays)

    def weights(self) -> dict[str, np.ndarray]:
        """Every tensor as a copy that further learning leaves alone; whole numbers stay whole."""
        tensors = self.run.module.body.state_dict()
        if self.bytes > WHOLE:
            tensors = {name: tensor for name, tensor in tensors.items() if name == self.first}
        return {name: _copied(tensor, exact=name == self.first) for name, tensor in tensors.items()}


def begun(run: state.State) -> Event:
    """What is known before the first step."""
    trained = {name for name, _ in run.named()}
    records = shapes.records(run.network)
    data = run.dataset
    header = {
        "device": run.device.type,
        "threads": torch.get_num_threads(),
        "parameters": sum(tensor.numel() for tensor in run.module.body.parameters()),
        "steps": run.steps,
        "epoch_steps": run.batches.epoch_steps,
        "mean": run.batches.mean,
        "deviation": run.batches.deviation,
        "classes": list(data.classes),
        "size": list(data.size),
        "train": len(data.train),
        "validation": len(data.validation),
        "test": len(data.test),
        "layers": [
            {"path": record.path, "title": record.layer.title, "output": list(record.output)} for record in records
        ],
        "tensors": [
            {"name": name, "path": name.rpartition(".")[0], "shape": list(tensor.shape), "trained": name in trained}
            for name, tensor in run.module.body.state_dict().items()
        ],
    }
    return Event(EventKind.BEGUN, run.step, header)


def alive(run: state.State) -> Event:
    """No step more: said while something else takes long, so that nobody takes the run for hung."""
    nothing = np.empty(0, np.float32)
    arrays = {"loss": nothing, "accuracy": nothing, "rate": nothing}
    return Event(EventKind.SCALARS, run.step, {"seconds": run.clock.seconds()}, arrays)


def _copied(tensor: Tensor, exact: bool) -> np.ndarray:
    tensor = tensor.detach()
    if tensor.is_floating_point() and not exact:
        tensor = tensor.clamp(-LARGEST, LARGEST).half()
    return np.array(tensor.cpu().numpy(), order="C")


def _norm(tensor: Tensor) -> float | None:
    """Its length; None where that is no number, which JSON could not say."""
    length = float(tensor.detach().norm())
    return length if math.isfinite(length) else None


def _ratio(change: float | None, length: float | None) -> float | None:
    if change is None or length is None:
        return None
    return change / length if length else 0.0
