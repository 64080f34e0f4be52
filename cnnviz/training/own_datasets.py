"""Learners' own data sets, which their runs learn from and their pages show."""

import threading

from cachetools import LRUCache

from cnnviz.datasets.data import Dataset
from cnnviz.training.store import database, datasets

# Data sets kept in memory.
CACHED = 2

_lock = threading.Lock()
_cached: LRUCache[str, Dataset] = LRUCache(CACHED)


def save(dataset: Dataset, person: str = "", address: str = "") -> str:
    """Keep a data set: the SHA-256 by which it is found.

    Raises InputError where there is no room, or no more for that person or address ("": not known).
    """
    return datasets.save(database.opened(), dataset, person, address)


def fetch(sha: str) -> Dataset:
    """The data set with that SHA-256. Raises InputError where it is kept no longer."""
    with _lock:
        if sha in _cached:
            return _cached[sha]
    dataset = datasets.fetch(database.opened(), sha)
    with _lock:
        _cached[sha] = dataset
    return dataset
