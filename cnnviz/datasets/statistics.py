"""What there is to see of a data set before anything learns from it."""

import numpy as np

from cnnviz.datasets import data

# Pictures worked on at once, so that no larger copy of them is ever made.
_BLOCK = 4096


def balance(images: data.Images, classes: int) -> np.ndarray:
    """How many pictures each class has, int64 (classes)."""
    return np.bincount(images.labels, minlength=classes)


def mean_deviation(images: data.Images) -> tuple[float, float]:
    """Mean and deviation of all pixels, 0 to 1: what standardising takes away and divides by. Exact."""
    counts = np.zeros(256, np.int64)
    for start in range(0, len(images), _BLOCK):
        counts += np.bincount(images.pictures[start : start + _BLOCK].reshape(-1), minlength=256)
    levels = np.arange(256) / 255
    mean = float(counts @ levels / counts.sum())
    return mean, float(np.sqrt(counts @ (levels - mean) ** 2 / counts.sum()))


def mean_pictures(images: data.Images, classes: int) -> np.ndarray:
    """The average picture of each class, float32 in 0..1 (classes c h w); black for a class without pictures."""
    sums = np.zeros((classes, *images.pictures.shape[1:]), np.float64)
    for start in range(0, len(images), _BLOCK):
        part = images.taken(np.arange(start, min(start + _BLOCK, len(images))))
        for label in np.unique(part.labels):
            sums[label] += part.pictures[part.labels == label].sum(axis=0, dtype=np.uint32)
    counts = np.maximum(balance(images, classes), 1).reshape(-1, 1, 1, 1)
    return (sums / (255 * counts)).astype(np.float32)


def samples(images: data.Images, label: int, count: int, seed: int) -> np.ndarray:
    """Places of at most `count` pictures of one class, chosen by the seed, in random order."""
    places = np.flatnonzero(images.labels == label)
    return np.random.default_rng((seed, label)).permutation(places)[:count]
