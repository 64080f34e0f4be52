"""What a run would take, before it starts: seconds and memory, from the network's shapes alone."""

from dataclasses import dataclass
from math import prod

from cnnviz import limits
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.training.config import Config
from cnnviz.training.worker import bounds

# Learning takes the work of about three forward passes: forward, and backward to the weights and to the maps below.
PASSES = 3
# Measured on five networks with one thread of a recent CPU: multiply-adds a second, seconds for each value of a map,
# for each weight an optimiser moves, for each layer in each step and for each step, whatever their size. Estimates were
# within 30 %.
MACS_A_SECOND = 80e9
SECONDS_A_VALUE = 1.5e-9
SECONDS_A_WEIGHT = 2.5e-9
SECONDS_A_LAYER = 25e-6
SECONDS_A_STEP = 0.25e-3
# For each number that a pooling window covers each time, and for what LRN does to a value, with no neighbour and each.
SECONDS_A_COVERED = 0.4e-9
SECONDS_LRN, SECONDS_A_NEIGHBOUR = 25e-9, 2.5e-9
# For each value of a picture, by what augments it.
SECONDS_AUGMENTED = {"turn": 9e-9, "noise": 3e-9, "erase": 2e-9, "shift": 1.7e-9, "mirror": 0.3e-9}
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
    records = shapes.records(config.network)
    totals = shapes.totals(records)
    batch = max(1, min(config.batch, data.train))
    steps = config.epochs * (data.train // batch)
    example = PASSES * totals.macs / MACS_A_SECOND + totals.memory / shapes.BYTES * SECONDS_A_VALUE
    example += sum(_windows(record) for record in records)
    step = totals.parameters * SECONDS_A_WEIGHT + len(records) * SECONDS_A_LAYER + SECONDS_A_STEP
    seconds = steps * (batch * (example + _augmenting(config, data)) + step)
    # Looked at are the validation pictures after every epoch and the test pictures at the end: forward only.
    seconds += (config.epochs * data.validation + data.test) * example / PASSES
    copies = 2 + STATES[config.optimiser]
    return Cost(
        totals.parameters,
        steps,
        seconds / (CUDA if _on_cuda(config) else 1),
        weights=copies * shapes.BYTES * totals.parameters,
        maps=PASSES * batch * totals.memory,
        pictures=2 * prod(data.size) * (data.train + data.validation + data.test),
    )


def require_affordable(config: Config, data: Described) -> Cost:
    """Let only a run go on that may start: its cost.

    Raises InputError with the figure, the most there is, and what to lower.
    """
    cost = estimated(config, data)
    if cost.parameters > limits.TRAIN_PARAMETERS:
        raise InputError(
            f"This network has {cost.parameters:,} parameters, and {limits.TRAIN_PARAMETERS:,} is the most that is "
            "trained here. Choose fewer filters or units, or pool before the first dense layer."
        )
    if cost.memory > (most := bounds.most_memory()):
        raise InputError(
            f"This run would need about {_size(cost.memory)} of memory, and {_size(most)} is the most. "
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


def _windows(record: shapes.Record) -> float:
    """Seconds of a layer that has windows and no weights, for one picture."""
    layer, outputs = record.layer, prod(record.output)
    if isinstance(layer, layers.Pool):
        return prod(layer.size) * outputs * SECONDS_A_COVERED
    if isinstance(layer, layers.GlobalPool | layers.AdaptivePool):
        return max(prod(record.input), outputs) * SECONDS_A_COVERED
    return outputs * (SECONDS_LRN + layer.size * SECONDS_A_NEIGHBOUR) if isinstance(layer, layers.LRN) else 0.0


def _augmenting(config: Config, data: Described) -> float:
    """Seconds of changing one picture."""
    done = (seconds for name, seconds in SECONDS_AUGMENTED.items() if getattr(config.augmentation, name))
    return prod(data.size) * sum(done)


def _lighter(config: Config, cost: Cost) -> str:
    most = max(cost.weights, cost.maps, cost.pictures)
    if most == cost.maps:
        room = bounds.most_memory() - LIBRARIES_BYTES - cost.weights - cost.pictures
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
