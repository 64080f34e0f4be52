"""Choosing pictures at random so that every class keeps its share."""

import numpy as np

from cnnviz.datasets import data


def stratified(labels: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Places (count) of pictures, in random order, no place twice: of each class its share of `count`, rounded.

    Classes that lost most by rounding down get the pictures left over. `count` is at most len(labels).
    """
    sizes = np.bincount(labels)
    exact = sizes * (count / max(1, len(labels)))
    quota = exact.astype(int)
    quota[np.argsort(quota - exact, kind="stable")[: count - quota.sum()]] += 1
    order = rng.permutation(len(labels))
    chosen = [order[labels[order] == label][:share] for label, share in enumerate(quota)]
    return rng.permutation(np.concatenate(chosen))


def without(count: int, taken: np.ndarray) -> np.ndarray:
    """The places 0 … count − 1 that are not among `taken`, ascending."""
    rest = np.ones(count, bool)
    rest[taken] = False
    return np.flatnonzero(rest)


def capped(dataset: data.Dataset, images: int, seed: int) -> data.Dataset:
    """The data set with at most so many training pictures (0: all), of every class its share."""
    if not 0 < images < len(dataset.train):
        return dataset
    places = stratified(dataset.train.labels, images, np.random.default_rng(seed))
    train = dataset.train.taken(places)
    return data.Dataset(dataset.title, dataset.classes, train, dataset.validation, dataset.test)
