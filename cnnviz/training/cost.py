"""What a run would take, before it starts: seconds and memory, from the network's shapes alone."""

from dataclasses import dataclass
from math import prod

from cnnviz import limits
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.nets import shapes
from cnnviz.training import bounds
from cnnviz.training.config import Config

# Learning takes the work of about three forward passes: forward, and backward to the weights and to the maps below.
PASSES = 3
# Measured on five networks with one thread of a recent CPU: multiply-adds a second, seconds for each value of a map,
# for each weight an optimiser moves, and for each step whatever its size. Estimates were within 30 %.
MACS_A_SECOND = 80e9
SECONDS_A_VALUE = 1.5e-9
SECONDS_A_WEIGHT = 2.5e-9
SECONDS_A_STEP = 0.5e-3
# So many times as fast is a graphics processor taken to be: a small one, for nobody is to be refused wrongly.
CUDA = 10
# torch itself, and how many numbers an optimiser keeps for each weight.
LIBRARIES_BYTES = 400 * 2**20
STATES = {"SGD": 0, "momentum": 1, "Adam": 2, "AdamW": 2}


@dataclass(frozen=True)
class Cost:
    """Of a whole run: steps, seconds of training, and bytes of memory by what takes them."""

    parameters: int
    steps: int
    seconds: float
    weights: int
    maps: int
    pictures: int

    @property
    def memory(self) -> int:
        """Bytes of memory in all."""
        return LIBRARIES_BYTES + self.weights + self.maps + self.pictures


def estimated(config: Config, data: Described) -> Cost:
    """The cost of learning these data. Raises InputError for an impossible network."""
    totals = shapes.totals(shapes.records(config.network))
    batch = max(1, min(config.batch, data.train))
    steps = config.epochs * (data.train // batch)
    example = PASSES * totals.macs / MACS_A_SECOND + totals.memory / shapes.BYTES * SECONDS_A_VALUE
    seconds = steps * (batch * example + totals.parameters * SECONDS_A_WEIGHT + SECONDS_A_STEP)
    copies = 2 + STATES[config.optimiser]
    return Cost(
        totals.parameters,
        steps,
        seconds / (CUDA if _on_cuda(config) else 1),
        weights=copies * shapes.BYTES * totals.parameters,
        maps=PASSES * batch * totals.memory,
        pictures=2 * prod(data.size) * (data.train + data.validation + data.test),
    )


def checked(config: Config, data: Described) -> Cost:
    """The cost, of a run that may start. Raises InputError with the figure, the most there is, and what to lower."""
    cost = estimated(config, data)
    if cost.parameters > limits.TRAIN_PARAMETERS:
        raise InputError(
            f"This network has {cost.parameters:,} parameters, and {limits.TRAIN_PARAMETERS:,} is the most that is "
            "trained here. Choose fewer filters or units, or pool before the first dense layer."
        )
    if cost.memory > limits.TRAIN_MEMORY:
        raise InputError(
            f"This run would need about {_size(cost.memory)} of memory, and {_size(limits.TRAIN_MEMORY)} is the most. "
            f"{_lighter(config, cost)}"
        )
    if cost.steps > limits.TRAIN_STEPS:
        raise InputError(
            f"This run would take {cost.steps:,} steps, and {limits.TRAIN_STEPS:,} is the most. "
            f"Choose a larger batch than {config.batch} or fewer epochs than {config.epochs}."
        )
    if cost.seconds > limits.TRAIN_SECONDS:
        raise InputError(
            f"This run would train for about {_time(cost.seconds)}, and {_time(limits.TRAIN_SECONDS)} is the most. "
            f"Choose fewer epochs than {config.epochs}, fewer pictures than {data.train:,}, or a smaller network."
        )
    return cost


def _lighter(config: Config, cost: Cost) -> str:
    most = max(cost.weights, cost.maps, cost.pictures)
    if most == cost.maps:
        room = limits.TRAIN_MEMORY - LIBRARIES_BYTES - cost.weights - cost.pictures
        batch = int(config.batch * room / cost.maps) if room > 0 else 0
        return f"Lower the batch to {batch} or less." if batch else "Choose fewer filters, or pool earlier."
    return "Choose fewer filters or units." if most == cost.weights else "Choose fewer pictures."


def _on_cuda(config: Config) -> bool:
    return config.device == "cuda" or (config.device == "auto" and bounds.has_cuda())


def _size(count: float) -> str:
    """1.5 GB, 300 MB."""
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"


def _time(seconds: float) -> str:
    """1 hour, 2.5 hours, 12 minutes."""
    if seconds >= 3600:
        return f"{seconds / 3600:,.1f} hours"
    return f"{seconds / 60:,.0f} minutes"
