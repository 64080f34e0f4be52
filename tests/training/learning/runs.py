"""Small runs: data of quadrants, an inbox with a script, and what a run tells."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import torch

from cnnviz.datasets import data
from cnnviz.nets import layers, networks
from cnnviz.training import config as configs
from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.learning import loop

RELU = layers.Activation("ReLU")
CLASSES = ("left", "right", "below")


def images(count: int, seed: int, size: data.Size = (1, 12, 12)) -> data.Images:
    """A bright quadrant in noise; which one is the class."""
    rng = np.random.default_rng(seed)
    pictures = rng.integers(0, 120, (count, *size), np.uint8)
    labels = (np.arange(count) % len(CLASSES)).astype(np.uint8)
    half = size[1] // 2
    for picture, label in zip(pictures, labels, strict=True):
        row, col = ((0, 0), (0, half), (half, 0))[label]
        picture[:, row : row + half, col : col + half] += 90
    return data.Images(pictures, labels)


def dataset(train: int = 90, validation: int = 30, test: int = 30, size: data.Size = (1, 12, 12)) -> data.Dataset:
    return data.Dataset("Quadrants", CLASSES, *(images(n, s, size) for s, n in enumerate((train, validation, test))))


def network(*body: layers.Layer, size: data.Size = (1, 12, 12)) -> networks.Network:
    return networks.Network("small", size, body or small())


def small(dropout: float = 0.0) -> layers.Layers:
    dropped = (layers.Dropout(dropout),) if dropout else ()
    pool = layers.Pool()
    return (layers.Conv(8), RELU, pool, layers.Conv(8), RELU, layers.Flatten(), *dropped, layers.Dense(3))


def config(**settings: Any) -> configs.Config:
    return configs.Config(**{"network": network(), "batch": 16, "epochs": 4, "device": "cpu", **settings})


class Inbox:
    """Commands that arrive before a step; while paused, what is left of `waiting` arrives one after the other."""

    def __init__(self, before: dict[int, list[Command]] | None = None, waiting: Iterable[Command] = ()) -> None:
        self.before, self.waiting, self.reads = before or {}, list(waiting), -1
        self.waits = 0

    def read(self) -> list[Command]:
        self.reads += 1
        return self.before.get(self.reads, [])

    def wait(self, seconds: float) -> list[Command]:
        self.waits += 1
        assert self.waits < 100, "The run waits and nobody will come."
        return [self.waiting.pop(0)] if self.waiting else []


def train(config: configs.Config, given: data.Dataset | None = None, **more: Any) -> Iterator[Event]:
    return loop.train(config, given or dataset(), more.pop("inbox", None) or Inbox(), **{"threads": 1, **more})


def history(config: configs.Config, given: data.Dataset | None = None, **more: Any) -> list[Event]:
    return list(train(config, given, **more))


def of(kind: str, history: Iterable[Event]) -> list[Event]:
    return [event for event in history if event.kind == kind]


def losses(history: Iterable[Event]) -> np.ndarray:
    return np.concatenate([event.arrays["loss"] for event in of(EventKind.SCALARS, history)])


def rates(history: Iterable[Event]) -> np.ndarray:
    return np.concatenate([event.arrays["rate"] for event in of(EventKind.SCALARS, history)])


def marks(history: Iterable[Event]) -> list[tuple[str, int]]:
    return [(event.header["what"], event.step) for event in of(EventKind.MARK, history)]


def weights(history: Iterable[Event]) -> dict[str, np.ndarray]:
    """The exact tensors of the last checkpoint."""
    arrays = of(EventKind.CHECKPOINT, history)[-1].arrays
    return {name.removeprefix("module."): one for name, one in arrays.items() if name.startswith("module.")}


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return list(one) == list(other) and all(np.array_equal(one[name], other[name]) for name in one)


def tensors(arrays: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(one.copy()) for name, one in arrays.items()}
