"""How well the network does on pictures it does not learn from."""

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch.nn import functional

from cnnviz import limits
from cnnviz.datasets import data
from cnnviz.nets import shapes
from cnnviz.training.events import Event, EventKind
from cnnviz.training.learning import pace, reporting, state

NEAR = 0.15  # of an epoch
CHUNK = 500  # pictures at a time
CHUNK_MACS = 50e9  # multiply-adds at a time: a second or two, however large the network
EARLY = 0.25  # of the time, at first


class Evaluator:
    """Evaluates when there is time for it: each waits for as long as the one before took, over its share."""

    def __init__(self, run: state.State, allowed: pace.Pace) -> None:
        self.run, self.allowed = run, allowed
        self.last = run.clock.seconds()
        self.cost = 0.0  # of the last one, in seconds
        self.spent = 0.0  # on all of them
        self.step = -1

    def due(self) -> bool:
        """Whether it fits the budget, and the end of an epoch, which has one of its own, is not too near."""
        ahead = 1 - self.run.epoch % 1
        cost = self.cost or self.guess()
        early = self.spent + cost <= self.allowed.early
        gap = max(self.allowed.evaluated, cost / max(self.allowed.evaluating, EARLY if early else 0))
        return (ahead > NEAR or not gap) and self.run.clock.seconds() - self.last >= gap

    def guess(self) -> float:
        """What the first will cost: looking at a picture takes a third of the time that learning it takes."""
        learned = max(self.run.step, 1) * self.run.batches.size
        return self.run.clock.seconds() / learned * len(self.run.dataset.validation) / 3

    def validation(self) -> Iterator[Event]:
        """On the validation pictures, unless there are none or this step has been."""
        if self.step == self.run.step or not len(self.run.dataset.validation):
            return
        start = self.run.clock.seconds()
        self.step = self.run.step
        yield from evaluating(self.run, "validation", self.run.dataset.validation)
        self.last = self.run.clock.seconds()
        self.cost = self.last - start
        self.spent += self.cost

    def test(self) -> Iterator[Event]:
        """On the test pictures, if there are any."""
        if len(self.run.dataset.test):
            yield from evaluating(self.run, "test", self.run.dataset.test)


def evaluating(run: state.State, part: str, images: data.Images) -> Iterator[Event]:
    """The evaluation on all the images; before it, where it takes long, signs that the run does not hang."""
    logs, last_sign, size = [], time.monotonic(), chunk(run)
    for at in range(0, len(images), size):
        logs.append(log_probabilities(run, images.pictures[at : at + size]))
        if time.monotonic() - last_sign >= limits.TRAIN_HUNG / 6:
            last_sign = time.monotonic()
            yield reporting.alive(run)
    yield evaluation(run, part, images.labels.astype(np.int64), np.concatenate(logs))


def evaluation(run: state.State, part: str, labels: np.ndarray, logs: np.ndarray) -> Event:
    """The network as it is now, without dropout, by true classes (n) and logarithms of probabilities (n classes).

    The loss is the plain one: nothing smoothed.
    """
    predicted = logs.argmax(1)
    every = np.arange(len(labels))
    arrays = {
        "predicted": predicted.astype(np.uint8),
        "confidence": _bytes(logs[every, predicted]),
        "given": _bytes(logs[every, labels]),
    }
    loss = -logs[every, labels].mean(dtype=np.float64)
    header = {
        "part": part,
        "loss": float(min(loss, np.finfo(np.float32).max)),
        "accuracy": float((predicted == labels).mean()),
        "seconds": run.clock.seconds(),
    }
    return Event(EventKind.EVALUATION, run.step, header, arrays)


def log_probabilities(run: state.State, pictures: np.ndarray) -> np.ndarray:
    """Bytes (n c h w) -> the logarithm of each class's probability (n classes)."""
    run.module.eval()
    with torch.inference_mode():
        images = run.batches.standardised(run.batches.read(pictures))
        return functional.log_softmax(run.module(images).float(), dim=1).nan_to_num(nan=-1e4, neginf=-1e4).cpu().numpy()


def chunk(run: state.State) -> int:
    """Pictures to look at at once."""
    macs = shapes.totals(shapes.records(run.network)).macs
    return max(1, min(CHUNK, int(CHUNK_MACS / max(macs, 1))))


def _bytes(logs: np.ndarray) -> np.ndarray:
    return np.asarray(np.rint(255 * np.exp(logs)), np.uint8)
