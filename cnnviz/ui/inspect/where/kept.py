"""What is kept of pictures that were asked where a network looked, of those asked last."""

import threading
from collections.abc import Iterator

import numpy as np
from cachetools import LRUCache, cached

from cnnviz.figures.draw import tiles
from cnnviz.figures.where import panels
from cnnviz.inspect import models
from cnnviz.inspect.where import cam, cover, looked
from cnnviz.ui import caching

Key = tuple[str, str, object]
# Pictures with the way back from their answers: some MB each here, a hundred times that of a model somebody brings.
LOOKED_BYTES = 96 * 2**20
LOOKED: LRUCache[Key, looked.Looked] = LRUCache(LOOKED_BYTES, getsizeof=lambda one: one.nbytes)
# Pictures with covered parts; of a thousand classes 64 places are 256 kB.
COVERED_BYTES = 8 * 2**20
COVERED: LRUCache[Key, cover.Covered] = LRUCache(COVERED_BYTES, getsizeof=lambda one: min(one.nbytes, COVERED_BYTES))
# Classes of pictures for which Grad-CAM was computed last, some kB each, and their pictures, 150 kB each: of a model
# somebody brings up to 8 and 4 MB.
CAMS_BYTES, DRAWN_BYTES = 4 * 2**20, 12 * 2**20
_LOCK = threading.Lock()


def _of(model: models.Model, values: np.ndarray, more: object) -> Key:
    return model.id, caching.digest(values), more


@cached(LOOKED, key=_of, condition=threading.Condition())
def looked_back(model: models.Model, values: np.ndarray, path: str) -> looked.Looked:
    """Values (c h w) through a model, and the way back to what the layer at a path makes. Raises InputError."""
    return looked.looked(model, values, path)


def _class_of(model: str, photo: looked.Photo, seen: looked.Looked, index: int) -> tuple[object, ...]:
    return model, caching.digest(photo.values), seen.path, index


def _cam_bytes(one: cam.Cam) -> int:
    return min(one.weights.nbytes + one.sums.nbytes + one.shares.nbytes, CAMS_BYTES)


def _drawn_bytes(pictures: tuple[tiles.Picture, ...]) -> int:
    return min(sum(one.pixels.nbytes for one in pictures), DRAWN_BYTES)


@cached(LRUCache(CAMS_BYTES, getsizeof=_cam_bytes), key=_class_of, condition=threading.Condition())
def found(model: str, photo: looked.Photo, seen: looked.Looked, index: int) -> cam.Cam:
    """Grad-CAM for a class of a photo that the model with this id has `seen`."""
    return cam.cam(seen.output, seen.gradient(index))


@cached(
    LRUCache(DRAWN_BYTES, getsizeof=_drawn_bytes),
    key=lambda model, photo, seen, index, of: (
        *_class_of(model, photo, seen, index),
        caching.digest(photo.pixels),
        of,
    ),
    condition=threading.Condition(),
)
def drawn(
    model: str, photo: looked.Photo, seen: looked.Looked, index: int, of: str
) -> tuple[tiles.Picture, tiles.Picture]:
    """The same as pictures; `of` says whose, where that is not the network's own."""
    rows, columns = photo.pixels.shape[1:]
    made = found(model, photo, seen, index)
    return panels.cams(photo.pixels, made, cam.spread(made.map, rows, columns), of)


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
