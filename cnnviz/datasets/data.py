"""What every data set is: pictures as bytes, their labels, and three parts that share no picture."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Size = tuple[int, int, int]  # channels, rows, columns


@dataclass(frozen=True, eq=False)
class Images:
    """Pictures (n c h w) as uint8, and the number of each one's class (n) as uint8."""

    pictures: np.ndarray
    labels: np.ndarray

    def __len__(self) -> int:
        return len(self.labels)

    def taken(self, places: np.ndarray) -> "Images":
        """A copy of the pictures at these places (m), in that order."""
        return Images(self.pictures[places], self.labels[places])


@dataclass(frozen=True, eq=False)
class Dataset:
    """Pictures to train on, to look at while training (validation), and to test once at the end (may be none)."""

    title: str
    classes: tuple[str, ...]
    train: Images
    validation: Images
    test: Images

    @property
    def size(self) -> Size:
        """Channels, rows and columns of every picture."""
        channels, rows, columns = self.train.pictures.shape[1:]
        return channels, rows, columns

    @property
    def counts(self) -> tuple[int, int, int]:
        """Pictures to train on, for validation and to test."""
        return len(self.train), len(self.validation), len(self.test)


@dataclass(frozen=True)
class Described:
    """What is said about a data set before, or without, loading it."""

    title: str
    size: Size
    classes: tuple[str, ...]
    train: int
    validation: int
    test: int


Own = Callable[[str], Dataset]  # finds a learner's own data by their SHA-256


def described(dataset: Dataset) -> Described:
    """What is said about a data set that is at hand."""
    return Described(dataset.title, dataset.size, dataset.classes, *dataset.counts)


def frozen(dataset: Dataset) -> Dataset:
    """The same data set, its arrays read-only: many sessions share them."""
    for part in (dataset.train, dataset.validation, dataset.test):
        part.pictures.setflags(write=False)
        part.labels.setflags(write=False)
    return dataset
