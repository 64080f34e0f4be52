"""The numbers that a network's last layer reads of a photo: frozen features, on which another last layer can learn."""

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from cachetools import LRUCache

from cnnviz import limits
from cnnviz.images import picture
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album
from cnnviz.nets import layers, shapes

# Between the maps and the last layer: nothing here has weights, or mixes maps.
CARRYING = (layers.Flatten, layers.Dropout, layers.GlobalPool)


@dataclass(frozen=True)
class Source:
    """Where a network's features come from: the path of the layer that makes them, and how many there are.

    `maps` is the path of the layer whose maps they are read off, "" where they are not, and `shape` those maps'
    (channels, rows, columns). `replaced` are the parameters of the dense layer behind them, 0 where there is none and
    they are the network's own answers; `frozen` are those of all other layers. `averaged` is whether each feature is
    the mean of a map.
    """

    path: str
    count: int
    maps: str
    shape: tuple[int, ...]
    replaced: int
    frozen: int
    averaged: bool = False

    @property
    def pooled(self) -> bool:
        """Whether each feature is one number for a whole map."""
        return bool(self.maps) and self.count == self.shape[0]

    def channel(self, feature: int) -> int:
        """The map that a feature is read off, from 0."""
        return feature if self.pooled else feature // math.prod(self.shape[1:])

    def cell(self, feature: int) -> tuple[int, int] | None:
        """The row and the column of its map that a feature is; None where it is the whole map's."""
        if self.pooled:
            return None
        row, column = divmod(feature % math.prod(self.shape[1:]), self.shape[2])
        return row, column


@dataclass(frozen=True, eq=False)
class Seen:
    """A photo's features (count), and the maps (c h w) that they are read off, where there are any."""

    vector: np.ndarray
    maps: np.ndarray | None


def source(model: Model) -> Source:
    """Of a network that ends in a dense layer what that reads; of any other its answers."""
    records = [record for record in model.records if "." not in record.path]
    *before, last = records
    dense = isinstance(last.layer, layers.Dense) and bool(before)
    carried = [*before] if dense else records
    made = carried[-1]
    averaged = False
    while carried and len(carried[-1].output) == 1 and isinstance(carried[-1].layer, CARRYING):
        layer = carried.pop().layer
        averaged = averaged or (isinstance(layer, layers.GlobalPool) and layer.kind == "average")
    maps = carried[-1] if carried and len(carried[-1].output) == 3 else None
    replaced = last.parameters if dense else 0
    frozen = shapes.totals(model.records).parameters - replaced
    where, shape = (maps.path, maps.output) if maps else ("", ())
    return Source(made.path, math.prod(made.output), where, shape, replaced, frozen, averaged)


def seen(model: Model, photo: album.Photo) -> Seen:
    """What the network makes of a photo. Raises InputError where numbers grow beyond what 32 bits hold."""
    found = source(model)
    prepared = preparation.prepared(photo.pixels, model.preparation)
    made = passing.through(model, prepared.values, {found.path, found.maps} - {""})
    vector = made[found.path].astype(np.float32).ravel()
    return Seen(vector, made[found.maps] if found.maps else None)


def read(model: Model, photo: album.Photo) -> np.ndarray:
    """The pixels of a photo that the network reads, in the order that it reads them in: uint8 (h w 3)."""
    return picture.colours(preparation.ordered(preparation.read(photo.pixels, model.preparation), model.preparation))


class Kept:
    """Features that were computed, by model and by the photo's pixels: as many bytes as an album's photos may have, of
    which they are a small part."""

    def __init__(self) -> None:
        self._vectors: LRUCache[tuple[str, str], np.ndarray] = LRUCache(
            max(1, limits.OWN_CLASSES_BYTES), getsizeof=lambda vector: min(vector.nbytes, limits.OWN_CLASSES_BYTES)
        )
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def missing(self, model: Model, photos: Sequence[album.Photo]) -> list[album.Photo]:
        """Those whose features are not there yet, each once."""
        with self._lock:
            wanted = {one.digest: one for one in photos if (model.id, one.digest) not in self._vectors}
        return list(wanted.values())

    def compute(self, model: Model, photos: Sequence[album.Photo], seconds: float) -> None:
        """Those of the first photos, one after the other, until the time is over: at least of one."""
        end = time.monotonic() + seconds
        for one in photos:
            # A class that comes all at once wants the same of all: one looks, and the others have it.
            with self._turn:
                if self.missing(model, [one]):
                    vector = seen(model, one).vector
                    with self._lock:
                        self._vectors[model.id, one.digest] = vector
            if time.monotonic() > end:
                break

    def of(self, model: Model, photos: Sequence[album.Photo]) -> np.ndarray:
        """Those of photos of which none are missing: (n d)."""
        with self._lock:
            return np.stack([self._vectors[model.id, one.digest] for one in photos])
