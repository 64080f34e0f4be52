"""What is kept of pictures that were asked where a network looked, of those asked last."""

import threading
from collections.abc import Iterator

import numpy as np
from cachetools import LRUCache, cached

from cnnviz.inspect import models
from cnnviz.inspect.where import cover, looked
from cnnviz.ui import caching

Key = tuple[str, str, object]
# Pictures with the way back from their answers: some MB each here, a hundred times that of a model somebody brings.
LOOKED_BYTES = 96 * 2**20
LOOKED: LRUCache[Key, looked.Looked] = LRUCache(LOOKED_BYTES, getsizeof=lambda one: one.nbytes)
# Pictures with covered parts; of a thousand classes 64 places are 256 kB.
COVERED_BYTES = 8 * 2**20
COVERED: LRUCache[Key, cover.Covered] = LRUCache(COVERED_BYTES, getsizeof=lambda one: min(one.nbytes, COVERED_BYTES))
_LOCK = threading.Lock()


def _of(model: models.Model, values: np.ndarray, more: object) -> Key:
    return model.id, caching.digest(values), more


@cached(LOOKED, key=_of, lock=threading.Lock())
def looked_back(model: models.Model, values: np.ndarray, path: str) -> looked.Looked:
    """Values (c h w) through a model, and the way back to what the layer at a path makes. Raises InputError."""
    return looked.looked(model, values, path)


def covered(model: models.Model, photo: looked.Photo, patch: cover.Patch) -> Iterator[tuple[int, cover.Covered | None]]:
    """As `cover.covered`, at once where it is known."""
    key = _of(model, photo.values, patch)
    with _LOCK:
        known = COVERED.get(key)
    if known is not None:
        yield len(patch.places), known
        return
    for done, found in cover.covered(model, photo, patch):
        if found is not None:
            with _LOCK:
                COVERED[key] = found
        yield done, found
