"""A model's twin: the same network with random weights, which has learned nothing.

What a picture of an explanation shows of the twin too, it does not owe to what the model has learned (Adebayo et al.
2018, “Sanity checks for saliency maps”).
"""

import dataclasses
import zlib

import numpy as np

from cnnviz.images.samples import photographs
from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.nets import forward, layers, networks

HOW = (
    "Its kernels are random numbers of the size that suits how many numbers each reads (He et al. 2015), its biases 0. "
    "Batch normalisation scales nothing, and its means and variances are measured on "
    f"{len(photographs.PHOTOGRAPHS)} photographs of this app, so that numbers neither vanish nor blow up."
)


def twin(model: Model, seed: int = 0) -> Model:
    """The model with random weights, the same for the same seed."""
    drawn = {name: _drawn(name, np.asarray(held), seed) for name, held in model.weights.items()}
    photos = [preparation.prepared(photographs.native(key), model.preparation) for key in photographs.PHOTOGRAPHS]
    values = preparation.ordered(np.stack([photo.values for photo in photos]), model.preparation)
    with np.errstate(all="ignore"):
        _Measuring(drawn).through(model.network.layers, "", values)
    for array in drawn.values():
        array.setflags(write=False)
    label = f"{model.label}, random weights"
    return dataclasses.replace(model, id=f"{model.id}-twin-{seed}", label=label, weights=drawn)


def _drawn(name: str, held: np.ndarray, seed: int) -> np.ndarray:
    """A tensor's random numbers, by what it is: kernels from a normal distribution of deviation √(2 / inputs), scales
    and variances 1, biases and means 0."""
    short = name.rpartition(".")[-1]
    if short == "weight" and held.ndim > 1:
        random = np.random.default_rng((seed, zlib.crc32(name.encode())))
        deviation = np.sqrt(2 / np.prod(held.shape[1:]))
        return random.standard_normal(held.shape, np.float32) * np.float32(deviation)
    return np.full(held.shape, 1 if short in ("weight", "running_var") else 0, np.float32)


class _Measuring:
    """Pictures on their way through a network, whose batch normalisations take their statistics from them."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights

    def through(self, sequence: layers.Layers, prefix: str, values: np.ndarray) -> np.ndarray:
        for index, layer in enumerate(sequence):
            path = f"{prefix}{index}"
            if isinstance(layer, networks.Auxiliary):
                continue
            if isinstance(layer, networks.Container):
                ends = [
                    self.through(part, f"{path}.{name}." if name else f"{path}.", values)
                    for name, part in layer.parts.items()
                ]
                values = forward.joined(layer, ends)
                continue
            if isinstance(layer, layers.BatchNorm):
                self.measure(path, values)
            values = forward.applied(layer, values, forward.Tensors(self.weights, path))
        return values

    def measure(self, path: str, values: np.ndarray) -> None:
        axes = (0, *range(2, values.ndim))
        variance = values.var(axes, dtype=np.float64).astype(np.float32)
        # A channel that is the same everywhere has no deviation to be divided by.
        self.weights[f"{path}.running_mean"] = values.mean(axes, dtype=np.float64).astype(np.float32)
        self.weights[f"{path}.running_var"] = np.where(variance > 0, variance, np.float32(1))
