"""What is made of one's own classes: trainings, and what comes of each picture that is left out of one."""

import threading
from collections.abc import Callable

import numpy as np
from cachetools import LRUCache, cached

from cnnviz import limits
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, features, fitting
from cnnviz.ui.caching.digests import digest

TRAININGS_BYTES = max(1, limits.CACHED_TRAININGS_BYTES)
# Albums that were tested last: of the largest 320 kB each.
TESTED = 32
# Photos that were looked at last, with the maps of the last layer that has some: 250 kB each here, a hundred times that
# of a model somebody brings.
SEEN_BYTES = 8 * 2**20


def _bytes(one: fitting.Training) -> int:
    """What a training takes; of one that is larger than the cache, all there is, so that it is kept alone."""
    arrays = (one.features, one.coefficients, one.biases, one.losses, one.shares)
    return min(sum(array.nbytes for array in arrays), TRAININGS_BYTES)


TRAININGS: LRUCache[tuple[object, ...], fitting.Training] = LRUCache(TRAININGS_BYTES, getsizeof=_bytes)


def _given(features: np.ndarray, labels: np.ndarray, count: int, strength: float) -> tuple[object, ...]:
    return digest(features), digest(labels), count, strength


@cached(TRAININGS, key=_given, condition=threading.Condition())
def trained(features: np.ndarray, labels: np.ndarray, count: int, strength: float) -> fitting.Training:
    """All steps of features (n d) with labels (n) of so many classes."""
    return fitting.trained(features, labels, count, strength)


@cached(
    LRUCache(TESTED),
    key=lambda features, labels, count, strength, step, tell: (*_given(features, labels, count, strength), step),
    lock=threading.Lock(),
)
def tested(
    features: np.ndarray,
    labels: np.ndarray,
    count: int,
    strength: float,
    step: int,
    tell: Callable[[float], object],
) -> np.ndarray:
    """The shares (n c) of each picture of a classifier that was trained on all others; `tell` hears how far it is."""
    return fitting.left_out(features, labels, count, strength, step, tell=tell)


def _seen_bytes(one: features.Seen) -> int:
    maps = 0 if one.maps is None else one.maps.nbytes
    return min(one.vector.nbytes + maps, SEEN_BYTES)


@cached(
    LRUCache(SEEN_BYTES, getsizeof=_seen_bytes),
    key=lambda model, one: (model.id, model.preparation, one.digest),
    condition=threading.Condition(),
)
def seen(model: Model, one: album.Photo) -> features.Seen:
    """What a network makes of a photo. Raises InputError where numbers grow beyond what 32 bits hold."""
    return features.seen(model, one)
