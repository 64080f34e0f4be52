"""A model in ONNX as one that can be looked into: it ends in logits, and what it costs is bounded before it is run."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect import models, preparation
from cnnviz.inspect.preparation import Normalisation
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.onnx import ending, reading

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
    network, weights, notes = ending.logits(read)
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
