"""A picture that a network has answered, and the way back from any class's logit to one layer or to the pixels."""

import dataclasses
import threading
from dataclasses import dataclass, field

import numpy as np
from cachetools import LRUCache

from cnnviz import numbers
from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph, passage
from cnnviz.nets import backward

PIXELS = backward.IMAGES
# Classes whose gradients are kept of one picture.
KEPT = 4


@dataclass(frozen=True, eq=False)
class Photo:
    """What the network reads: `pixels` uint8 (c h w), and as numbers `values` (c h w)."""

    pixels: np.ndarray
    values: np.ndarray
    normalisation: preparation.Normalisation


@dataclass(frozen=True, eq=False)
class Looked:
    """Of one picture: its `logits` (classes), what the layer at `path` makes, `output` (c h w), and gradients there."""

    last: str
    path: str
    passed: backward.Passed
    # All sessions that look at the same picture share it.
    _gradients: LRUCache[int, np.ndarray] = field(default_factory=lambda: LRUCache(KEPT))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def nbytes(self) -> int:
        """What it takes, with as many gradients as are kept."""
        return self.passed.nbytes + KEPT * self.output.nbytes

    @property
    def logits(self) -> np.ndarray:
        return self.passed.outputs[self.last][0]

    @property
    def output(self) -> np.ndarray:
        return self.passed.outputs[self.path][0]

    def gradient(self, index: int) -> np.ndarray:
        """Of a class's logit, with respect to every number of the output: (c h w)."""
        with self._lock:
            if (known := self._gradients.get(index)) is not None:
                return known
        of = backward.one(self.passed.outputs[self.last], index)
        found = passing.gradient(self.passed, self.path, {self.last: of})
        with self._lock:
            self._gradients[index] = found
        return found


def looked(model: Model, values: np.ndarray, path: str) -> Looked:
    """Values (c h w), as the network reads them, through a model that reads them so. Raises InputError where numbers
    grow beyond what 32 bits hold."""
    passed = passing.recorded(model, values, path)
    if not np.isfinite(passed.outputs[model.last]).all():
        raise InputError(passage.ENDLESS)
    return Looked(model.last, path, passed)


def photo(pixels: np.ndarray, model: Model) -> Photo:
    """A photo (h w 3) as the network reads it, its pixels in the order that it reads them in."""
    return read(preparation.prepared(pixels, model.preparation), model)


def read(made: preparation.Prepared, model: Model) -> Photo:
    """A photo that was prepared for the network, in the same way."""
    seed = model.preparation.seed
    shown = made.pixels if seed is None else permutation.permuted(made.pixels, seed)
    return Photo(shown, preparation.ordered(made.values, model.preparation), model.preparation.normalisation)


def reading(model: Model) -> Model:
    """The model for values that stand in its order already."""
    return dataclasses.replace(model, preparation=dataclasses.replace(model.preparation, seed=None))


def layers(model: Model) -> dict[str, str]:
    """What can be asked where it looked: every block, or layer outside of any, that makes maps of more than one number,
    from its path to its title, in order. The last of them is the usual one."""
    stations = graph.graph(model.network).stations
    shapes = ((station, station.steps[-1].output) for station in stations)
    maps = ((one, shape) for one, shape in shapes if len(shape) == 3 and shape[1] * shape[2] > 1)
    return {one.name: f"{one.title}, {numbers.size(shape)}" for one, shape in maps}
