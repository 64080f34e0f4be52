"""A worker process whose training is played: every fault of `cnnviz.training` can be had of it, without torch.

`python -m tests.servers.actor` is the worker with another `train`. The name of the network says what it plays:
"steady" learns, the others misbehave at step 5.
"""

import itertools
import resource
import sys
import time
from collections.abc import Iterator

import numpy as np

from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training.config import Config
from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.exciting.wanted import Wanted
from cnnviz.training.worker import process, work
from cnnviz.training.worker.channel import Channel

# Seconds of a step, steps of an epoch, and steps between two checkpoints.
PACE, EPOCH, KEEP = 0.02, 10, 4
FAULT = 5


def loss(step: int, rate: float) -> float:
    """What a step's loss is."""
    return float(np.float32(rate / step))


class Play:
    """A run whose steps learn nothing."""

    def __init__(self, wanted: Config, channel: Channel, start: Event | None) -> None:
        self.name, self.steps, self.channel = wanted.network.name, wanted.epochs * EPOCH, channel
        self.step, self.rate, self.until, self.why = 0, wanted.rate, -1, "finished"
        self.paused = False
        if start and start.kind == EventKind.CHECKPOINT:
            self.step, self.rate = start.step, float(start.arrays["rate"][0])

    def mark(self, what: str, value: float = 0.0) -> Event:
        """A mark."""
        return Event(EventKind.MARK, self.step, {"what": what, "value": value})

    def obey(self, command: Command) -> Iterator[Event]:
        """Do as told."""
        if command.name == "rate":
            self.rate = command.value
            yield self.mark("rate", self.rate)
        if command.name in ("pause", "resume"):
            self.paused = command.name == "pause"
            yield self.mark(command.name)
        if command.name == "batch":
            self.until = self.step + 1
        if command.name == "stop":
            self.why = "stopped"

    def between(self) -> Iterator[Event]:
        """All that happens between two steps."""
        commands = self.channel.read()
        while True:
            for command in commands:
                yield from self.obey(command)
            if self.why == "stopped" or not self.paused or self.until > self.step:
                return
            commands = self.channel.wait(1.0)

    def learn(self) -> Iterator[Event]:
        """A step."""
        self.step += 1
        if self.step == FAULT:
            FAULTS[self.name]()
        time.sleep(PACE)
        told = {"loss": np.array([loss(self.step, self.rate)], np.float32)}
        yield Event(EventKind.SCALARS, self.step, {"seconds": self.step * PACE}, told)
        yield snapshot(self.step)
        if self.step % KEEP == 0:
            yield checkpoint(self.step, self.rate)


def train(wanted: Config, data: Dataset, channel: Channel, start: Event | None) -> Iterator[Event]:
    """As `learning.loop.train`."""
    play = Play(wanted, channel, start)
    yield Event(EventKind.BEGUN, play.step, {"steps": play.steps, "epoch_steps": EPOCH})
    if start:
        yield play.mark("resumed" if play.step else "branch")
    yield snapshot(play.step)
    while play.step < play.steps:
        yield from play.between()
        if play.why == "stopped":
            break
        yield from play.learn()
    yield checkpoint(play.step, play.rate)
    said = {"why": play.why, "sentence": f"The actor has {play.why}.", "seconds": play.step * PACE}
    yield Event(EventKind.DONE, play.step, said)


def excite(wanted: Wanted, store: object, channel: Channel) -> Iterator[Event]:
    """As `exciting.ascent.excite`: pictures that show nothing."""
    yield Event(EventKind.BEGUN, 0, {"steps": wanted.how.steps})
    step, why = 0, "finished"
    while step < wanted.how.steps and why == "finished":
        step += 1
        if step == FAULT:
            FAULTS[wanted.network.name]()
        time.sleep(PACE)
        yield Event(
            EventKind.PICTURE, step, {"sum": float(step)}, {"picture": np.zeros(wanted.network.input, np.uint8)}
        )
        if any(command.name == "stop" for command in channel.read()):
            why = "stopped"
    yield Event(EventKind.DONE, step, {"why": why, "sentence": f"The actor has {why}.", "seconds": step * PACE})


def snapshot(step: int) -> Event:
    """A small one."""
    return Event(
        EventKind.SNAPSHOT, step, {"epoch": step / EPOCH}, {"0.weight": np.full((4, 1, 3, 3), step, np.float32)}
    )


def checkpoint(step: int, rate: float) -> Event:
    """All there is to go on from."""
    return Event(EventKind.CHECKPOINT, step, {}, {"rate": np.array([rate])})


def hang() -> None:
    """Never come back."""
    while True:
        time.sleep(1)


def hog() -> None:
    """Take memory without end, 32 MB at a time, and touch it."""
    store = []
    for _ in itertools.count():
        store.append(np.ones(4 * 2**20))
        time.sleep(0.01)


def no_memory() -> None:
    """As numpy where memory ends."""
    raise MemoryError


def crash() -> None:
    """As a mistake of ours."""
    raise ZeroDivisionError("secret-of-the-inside")


def refuse() -> None:
    """As training that cannot go on with what the learner chose."""
    raise InputError("These pictures cannot be learned. Choose others.")


def steady() -> None:
    """Nothing happens."""


FAULTS = {
    "steady": steady,
    "hang": hang,
    "hog": hog,
    "no memory": no_memory,
    "crash": crash,
    "refuse": refuse,
}


def dataset(wanted: Config, store: object) -> Dataset:
    """Two pictures."""
    images = Images(np.zeros((2, 1, 28, 28), np.uint8), np.zeros(2, np.uint8))
    return Dataset("Played", ("a", "b"), images, images, images)


if __name__ == "__main__":
    if sys.argv[1:]:
        # A full disk: no file may become longer than so many bytes.
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
    work.train, work.excite, work.dataset, process.warm = train, excite, dataset, steady
    process.main()
