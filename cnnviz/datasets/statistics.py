"""What there is to see of a data set before anything learns from it."""

from dataclasses import dataclass

import numpy as np

from cnnviz.datasets import data

# Pictures worked on at once, so that no larger copy of them is ever made.
_BLOCK = 4096
# Pictures of a class that say enough of how much it varies.
_SAMPLED = 500


@dataclass(frozen=True, eq=False)
class Summary:
    """What is counted of a data set: pictures of each class in every part (3 classes), mean picture of all and
    of each class (c h w) and (classes c h w) in 0 to 1, how much a class differs from its mean (classes), and mean
    and deviation of all pixels."""

    counts: np.ndarray
    mean: np.ndarray
    means: np.ndarray
    spreads: np.ndarray
    level: float
    deviation: float


def summary(dataset: data.Dataset) -> Summary:
    """The statistics of a data set; means and deviations are those of the training pictures."""
    classes, train = len(dataset.classes), dataset.train
    parts = (train, dataset.validation, dataset.test)
    counts = np.stack([balance(part, classes) for part in parts])
    means = mean_pictures(train, classes)
    shares = counts[0].reshape(-1, 1, 1, 1) / max(1, len(train))
    level, deviation = mean_deviation(train)
    spreads = np.array([spread(train, label, mean) for label, mean in enumerate(means)])
    return Summary(counts, (means * shares).sum(0), means, spreads, level, deviation)


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
    means: np.ndarray = (sums / (255 * counts)).astype(np.float32)
    return means


def samples(images: data.Images, label: int, count: int, seed: int) -> np.ndarray:
    """Places of at most `count` pictures of one class, chosen by the seed, in random order."""
    places = np.flatnonzero(images.labels == label)
    return np.random.default_rng((seed, label)).permutation(places)[:count]


def spread(part: data.Images, label: int, mean: np.ndarray) -> float:
    """Root mean square difference between the pictures of a class, at most _SAMPLED, and their mean (c h w): 0 to 1."""
    places = samples(part, label, _SAMPLED, 0)
    if not len(places):
        return 0.0
    return float(np.sqrt(np.mean((part.pictures[places] / np.float32(255) - mean) ** 2)))
