"""All that changes while a run learns, in one place: what a checkpoint keeps."""

from collections.abc import Iterator

import torch
from torch import nn

from cnnviz import numbers
from cnnviz.datasets import data
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.training import config as configs
from cnnviz.training.learning import batches, clock, module, schedules

MOMENTUM = 0.9
MOST_OUTPUTS = 256  # a predicted class is told as one byte


class State:
    """A run before its first step. Raises InputError where data, network and settings do not go together."""

    def __init__(self, config: configs.Config, dataset: data.Dataset) -> None:
        self.config, self.dataset = config, dataset
        self.network = configs.trained(config.network)
        self.device = chosen_device(config.device)
        self.batches = batches.Batches(config, dataset, self.device)
        _require_size(self)
        _require_classes(self)
        _require_deviation(self)
        self.module = module.Module(self.network, config.seed)
        if config.fixed:
            module.fix(self.module.body, self.network, config.fixed)
        # All channels of a pixel side by side, as `Batches` has them: the layout in which convolutions are fastest.
        self.module.to(self.device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        if not self.trained():
            raise InputError(f"“{self.network.name}” has no weights to learn. Add a dense layer at its end.")
        self.optimiser = optimiser(config, self.trained())
        self.steps = config.epochs * self.batches.epoch_steps
        self.rates = schedules.Rates(config.schedule, config.rate, self.steps)
        self.step = 0  # batches learned
        self.clock = clock.Clock()

    @property
    def epoch(self) -> float:
        """Epochs learned, with the part of the one at hand."""
        return self.step / self.batches.epoch_steps

    def named(self) -> Iterator[tuple[str, torch.nn.Parameter]]:
        """The tensors that are trained, by their names."""
        return ((name, parameter) for name, parameter in self.module.body.named_parameters() if parameter.requires_grad)

    def trained(self) -> list[torch.nn.Parameter]:
        """The tensors that are trained."""
        return [parameter for _, parameter in self.named()]


def chosen_device(name: str) -> torch.device:
    """The device of that name; "auto" is the fastest there is. Raises InputError for one that is not there."""
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        return torch.device(next(device for device, is_there in there.items() if is_there))
    if not there[name]:
        raise InputError(f"There is no device “{name}” where this run would go. Choose “auto” or “cpu”.")
    return torch.device(name)


def optimiser(config: configs.Config, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    """The optimiser of the config; `fused` does all its arithmetic in one pass over the weights."""
    if config.optimiser in ("Adam", "AdamW"):
        kind = torch.optim.Adam if config.optimiser == "Adam" else torch.optim.AdamW
        return kind(parameters, lr=config.rate, weight_decay=config.decay, fused=True)
    momentum = MOMENTUM if config.optimiser == "momentum" else 0.0
    return torch.optim.SGD(parameters, lr=config.rate, momentum=momentum, weight_decay=config.decay, fused=True)


def _require_size(state: State) -> None:
    if state.network.input != state.dataset.size:
        given, wanted = map(numbers.size, (state.dataset.size, state.network.input))
        raise InputError(f"The pictures are {given}, the network reads {wanted}. Fit it to the data.")


def _require_classes(state: State) -> None:
    """The network and each of its heads end in a number for each class."""
    network, classes = state.network, len(state.dataset.classes)
    records = shapes.records(network)
    outputs = [_output(records, str(len(network.layers) - 1), network.input)]
    for record in records:
        if record.layer.parts.get("head"):
            last = f"{record.path}.head.{len(record.layer.parts['head']) - 1}"
            outputs.append(_output(records, last, record.input))
    for output in outputs:
        if len(output) != 1 or not classes <= output[0] <= MOST_OUTPUTS:
            raise InputError(
                f"There are {classes} classes, and the network or one of its heads ends in {output}. "
                f"Let it end in a dense layer of {classes} units."
            )


def _require_deviation(state: State) -> None:
    """What is normalised over the batch has a deviation there."""
    if state.batches.size > 1:
        return
    for record in shapes.records(state.network):
        if isinstance(record.layer, layers.BatchNorm) and record.input[1:] in ((), (1, 1)):
            raise InputError(
                f"Layer {shapes.counted(record.path)} normalises over the batch, and a batch of one picture has no "
                "deviation. Choose batches of at least 2."
            )


def _output(records: tuple[shapes.Record, ...], path: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
    """What comes out of the layer at that path, if there is one."""
    return next((record.output for record in records if record.path == path), otherwise)
