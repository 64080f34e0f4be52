"""A model in ONNX as one that can be looked into: it ends in logits, and what it costs is bounded before it is run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect import models, preparation
from cnnviz.inspect.preparation import Normalisation
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.onnx import reading

# How pixels become numbers, by id; what a file does itself comes on top. A file does not say what else was done to
# pictures before it was given them.
UNIT, CENTRED = "unit", "centred"
NORMALISATIONS: Mapping[str, Normalisation] = {
    UNIT: preparation.NORMALISATIONS["unit"],
    CENTRED: Normalisation("x / 127.5 − 1", "0 to 255 become −1 to 1.", (127.5,), (127.5,)),
    "imagenet": preparation.NORMALISATIONS["imagenet"],
    "none": preparation.NORMALISATIONS["none"],
}
ENDLESS = "Some weights of this model are no finite numbers, so that nothing can be computed with it. Export it again."
SOFTMAX = "Its last layer, softmax, is left out: shares are made of its logits here, by softmax."
LOG_SOFTMAX = "Its last layer, the logarithm of softmax, is left out: shares are made of its logits here, by softmax."
ONE_YES = "Its one answer goes through a sigmoid. That is softmax of 0 and the answer: so it is shown as two classes."
SEVERAL_YES = (
    "Its answers go each through a sigmoid of its own. Here they are shown before that, with shares by softmax: their "
    "order is the model’s, their shares are not."
)


@dataclass(frozen=True, eq=False)
class Ready:
    """A network that ends in logits, its weights, what has been done to it for that, and what was read."""

    network: networks.Network
    weights: Mapping[str, np.ndarray]
    notes: tuple[str, ...]
    read: reading.Read

    @property
    def count(self) -> int:
        """How many classes it tells apart."""
        return shapes.records(self.network)[-1].output[0] if self.network.layers else 0

    @property
    def nbytes(self) -> int:
        """What its weights take."""
        return sum(array.nbytes for array in self.weights.values())


def ready(read: reading.Read) -> Ready:
    """The network that was read, made to end in logits. Raises InputError where it tells no classes apart, or would
    take longer, or more memory, than one picture may."""
    if read.unknown:
        raise InputError(read.unknown)
    network, weights, notes = _ending(read)
    _require_affordable(network)
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise InputError(ENDLESS)
    if read.left_out:
        notes += (f"It gives {1 + len(read.left_out)} results. The first is followed.",)
    return Ready(network, {name: _frozen(array) for name, array in weights.items()}, notes, read)


def model(id: str, found: Ready, names: tuple[str, ...], chosen: str) -> models.Model:
    """The model, with the names of its classes and one of NORMALISATIONS."""
    own = normalisation(found.read, NORMALISATIONS[chosen])
    size = found.network.input
    return models.Model(
        id, found.network.name, found.network, found.weights, names, preparation.Preparation(size, 1.0, own)
    )


def normalisations(channels: int) -> dict[str, Normalisation]:
    """Those that go with so many channels."""
    return {id: one for id, one in NORMALISATIONS.items() if len(one.mean) in (1, channels)}


def normalisation(read: reading.Read, before: Normalisation) -> Normalisation:
    """What is done to pixels: `before`, then what the file does itself."""
    if read.entering is None:
        return before
    times, plus = (np.atleast_1d(part) for part in read.entering)
    mean, deviation = np.array(before.mean), np.array(before.deviation)
    whole = (mean - plus * deviation / times, deviation / times)
    means, deviations = (tuple(float(one) for one in np.atleast_1d(part)) for part in whole)
    sentence = f"{before.sentence} Then the file itself takes a mean away and divides by a deviation."
    return Normalisation(f"{before.label}, then the file’s own", sentence, means, deviations)


def _ending(read: reading.Read) -> tuple[networks.Network, dict[str, np.ndarray], tuple[str, ...]]:
    """Without what turns logits into shares, and as a vector."""
    stack, weights = list(read.network.layers), dict(read.weights)
    if stack and stack[-1] == layers.Flatten() and shapes.records(read.network)[-1].input[1:] == (1, 1):
        stack.pop()  # put back below: shares may have been made of maps of one pixel
    notes: tuple[str, ...] = ()
    if read.log_softmax:
        notes = (LOG_SOFTMAX,)
    last = stack[-1] if stack else None
    if last == layers.Activation("softmax"):
        stack, notes = stack[:-1], (SOFTMAX,)
    elif last == layers.Activation("sigmoid"):
        stack, notes = stack[:-1], (SEVERAL_YES,)
        if stack and isinstance(stack[-1], layers.Dense) and stack[-1].units == 1:
            notes = (ONE_YES,)
            _doubled(stack, weights)
    network = replace(read.network, layers=tuple(stack))
    shape = shapes.records(network)[-1].output if stack else network.input
    if len(shape) == 3 and shape[1:] == (1, 1):
        network = replace(network, layers=(*stack, layers.Flatten()))
    elif len(shape) != 1:
        raise InputError(
            f"This model gives maps, {' × '.join(map(str, shape))}, not classes. It can be drawn in the Builder; "
            "what is looked into here tells classes apart."
        )
    if shape[0] < 2:
        raise InputError("This model gives one number, and classes are at least two. It can be drawn in the Builder.")
    return network, weights, notes


def _doubled(stack: list[layers.Layer], weights: dict[str, np.ndarray]) -> None:
    """One unit before a sigmoid as two before a softmax: the first is always 0."""
    path, last = str(len(stack) - 1), stack[-1]
    assert isinstance(last, layers.Dense)
    stack[-1] = layers.Dense(2, last.bias)
    for name in ("weight", "bias")[: 1 + last.bias]:
        one = weights[f"{path}.{name}"]
        weights[f"{path}.{name}"] = np.concatenate([np.zeros_like(one), one])


def _require_affordable(network: networks.Network) -> None:
    """Raises InputError where one picture's way through it would take too much of a server that others use."""
    records = shapes.records(network)
    whole = shapes.totals(records)
    windows = sum(prod(one.output) * prod(one.layer.size) for one in records if isinstance(one.layer, layers.Pool))
    for what, count, most in (
        ("parameters", whole.parameters + whole.other, limits.BROUGHT_PARAMETERS),
        ("multiply-adds for one picture", whole.macs + windows, limits.BROUGHT_MACS),
        ("values for one picture", whole.memory // shapes.BYTES, limits.BROUGHT_VALUES),
    ):
        if count > most:
            raise InputError(
                f"This model has {count:,} {what}, and {most:,} is the most that is looked into here. Bring a smaller "
                "one, or one that reads smaller pictures."
            )


def _frozen(array: np.ndarray) -> np.ndarray:
    made = np.ascontiguousarray(array, np.float32)
    made.flags.writeable = False
    return made
