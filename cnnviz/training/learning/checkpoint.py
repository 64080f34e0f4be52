"""Everything a run needs to go on as if it had never stopped, as plain arrays and a few words; nothing is pickled."""

from collections.abc import Iterator

import numpy as np
import torch

from cnnviz.errors import InputError
from cnnviz.training.events import Event, EventKind
from cnnviz.training.learning import state

EVERY = 10  # seconds
BYTES = 2 * 2**20  # of checkpoints a second
MODULE, OPTIMISER = "module", "optimiser"


class Keeper:
    """Keeps a checkpoint now and then."""

    def __init__(self, run: state.State) -> None:
        self.run = run
        self.last, self.step = run.clock.seconds(), -1
        self.gap = max(EVERY, 12 * sum(tensor.numel() for tensor in run.module.body.parameters()) / BYTES)

    def due(self) -> bool:
        """Whether enough time has passed."""
        return self.run.clock.seconds() - self.last >= self.gap

    def keep(self) -> Iterator[Event]:
        """A checkpoint, unless this step has one."""
        if self.step != self.run.step:
            self.last, self.step = self.run.clock.seconds(), self.run.step
            yield checkpoint(self.run)


def checkpoint(run: state.State) -> Event:
    """The run as it stands. The order of the pictures and all that is drawn follow from the seed and the step."""
    arrays = {f"{MODULE}.{name}": _array(tensor) for name, tensor in run.module.body.state_dict().items()}
    for name, parameter in run.named():
        for what, value in run.optimiser.state[parameter].items():
            if isinstance(value, torch.Tensor):
                arrays[f"{OPTIMISER}.{what}.{name}"] = _array(value)
    header = {
        "epoch": run.epoch,
        "seconds": run.clock.seconds(),
        "rate": {"asked": run.rates.asked, "share_then": run.rates.share_then},
    }
    return Event(EventKind.CHECKPOINT, run.step, header, arrays)


def go_on(run: state.State, saved: Event) -> None:
    """Puts the run where the checkpoint was made. Raises InputError for a checkpoint of another network."""
    parts: dict[str, dict[str, np.ndarray]] = {MODULE: {}, OPTIMISER: {}}
    for name, array in saved.arrays.items():
        part, _, rest = name.partition(".")
        parts[part][rest] = array
    _fill(run.module.body.state_dict(), parts[MODULE])
    parameters = dict(run.named())
    for name, array in parts[OPTIMISER].items():
        what, _, of = name.partition(".")
        run.optimiser.state[parameters[of]][what] = _alike(parameters[of], array)
    run.step = saved.step
    run.clock.before = float(saved.header["seconds"])
    run.rates.asked, run.rates.share_then = saved.header["rate"]["asked"], saved.header["rate"]["share_then"]


def branch(run: state.State, snapshot: Event) -> None:
    """Begins with a snapshot's weights, tensor by tensor in their order: layers without weights may have come or gone.

    Raises InputError where a tensor has another shape, or the snapshot is of a network too large to be kept whole.
    """
    tensors = run.module.body.state_dict()
    if snapshot.header.get("partial"):
        raise InputError("Only the first filters of this network are kept, so no run can branch from them.")
    if [tuple(tensor.shape) for tensor in tensors.values()] != [array.shape for array in snapshot.tensors.values()]:
        raise InputError(
            "The snapshot's weights do not fit this network. Keep the layers that have weights as they are, "
            "or start a new run."
        )
    fixed = {name for name, tensor in run.module.body.named_parameters() if not tensor.requires_grad}
    given = dict(zip(tensors, snapshot.tensors.values(), strict=True))
    saved = {name: array for name, array in given.items() if name not in fixed}
    _fill({name: tensors[name] for name in saved}, saved)


def _fill(tensors: dict[str, torch.Tensor], arrays: dict[str, np.ndarray]) -> None:
    if {name: tuple(tensor.shape) for name, tensor in tensors.items()} != {
        name: array.shape for name, array in arrays.items()
    }:
        raise InputError("This checkpoint is of another network, so this run cannot go on from it. Start a new one.")
    with torch.no_grad():
        for name, tensor in tensors.items():
            tensor.copy_(torch.from_numpy(np.array(arrays[name])))


def _alike(parameter: torch.nn.Parameter, array: np.ndarray) -> torch.Tensor:
    """In the parameter's own layout, which fused optimisers walk through number by number."""
    value = torch.from_numpy(np.array(array))
    same = tuple(value.shape) == tuple(parameter.shape)
    return torch.empty_like(parameter, requires_grad=False).copy_(value) if same else value.to(parameter.device)


def _array(tensor: torch.Tensor) -> np.ndarray:
    return np.array(tensor.detach().cpu().numpy(), order="C")
