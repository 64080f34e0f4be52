"""Runs that tell what the tests want them to, in the place of `cnnviz.training.runs`."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.nets import networks
from cnnviz.training import config as configs
from cnnviz.training import events, runs
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind, NumberedEvent
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import jobs
from tests.nets import forward_cases

CONTROL = "c0ffee" * 5
VIEW = jobs.view_of(CONTROL)
MEAN, DEVIATION = 0.25, 0.5


class FakeRuns:
    """One run, its events, and what was done to it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.events: dict[int, Event] = {}
        self.status, self.watched = RunStatus.RUNNING, 0
        self.commands: list[tuple[str, str, float]] = []
        self.started: list[tuple[Config, str]] = []
        self.addresses: list[str] = []
        self.trouble: InputError | None = None
        self.data = dataset(config.network)

    def add(self, seq: int, event: Event) -> None:
        self.events[seq] = events.unpacked(event.kind, event.step, event.packed())

    def fetch_run(self, id: str) -> runs.Run:
        if self.trouble:
            raise self.trouble
        if id not in (CONTROL, VIEW):
            raise InputError(runs.NO_RUN)
        control = id if id == CONTROL else ""
        last = max(self.events, default=0)
        return runs.Run(7, control, VIEW, self.status, "", 0, self.config, 100.0, 101.0, 111.0, last, "")

    def fetch_events(
        self, run: runs.Run, after: int = 0, kinds: Sequence[str] | None = None, most_bytes: int = 2**21
    ) -> list[NumberedEvent]:
        found: list[NumberedEvent] = []
        size = 0
        for seq, event in sorted(self.events.items()):
            if seq <= after or event.kind not in (kinds or tuple(EventKind)):
                continue
            size += len(event.packed())
            if found and size > most_bytes:
                break
            found.append(NumberedEvent(seq, event))
        return found

    def fetch_event(self, run: runs.Run, seq: int) -> NumberedEvent:
        if seq not in self.events:
            raise InputError("This moment of the run is no longer kept.")
        return NumberedEvent(seq, self.events[seq])

    def watch(self, run: runs.Run) -> None:
        self.watched += 1

    def dataset(self, run: runs.Run) -> Dataset:
        return self.data

    def validation(self, run: runs.Run) -> Images:
        return self.data.validation

    def start(self, config: Config, person: str, address: str = "") -> runs.Started:
        self.started.append((config, person))
        self.addresses.append(address)
        return runs.Started(CONTROL, VIEW)

    def send_command(self, control: str, name: str, value: float = 0.0) -> None:
        self.commands.append((control, name, value))


def instead(monkeypatch: pytest.MonkeyPatch, config: Config) -> FakeRuns:
    """A run that has just begun, told of by `runs`."""
    fake = FakeRuns(config)
    for name in ("fetch_run", "fetch_events", "fetch_event", "watch", "dataset", "validation", "start", "send_command"):
        monkeypatch.setattr(runs, name, getattr(fake, name))
    fake.add(1, Event(EventKind.BEGUN, 0, begun()))
    return fake


def begun() -> dict[str, Any]:
    return {"mean": MEAN, "deviation": DEVIATION, "classes": list("abcdefghij"), "epoch_steps": 4, "threads": 1}


def tensors(network: networks.Network, seed: int) -> dict[str, np.ndarray]:
    return forward_cases.weights(forward_cases.module(configs.trained(network), seed))


def snapshot(step: int, weights: Mapping[str, np.ndarray], first: str = "0.weight") -> Event:
    """As a run keeps it: half precision, but the first convolution."""
    halves = {
        name: array if name == first or array.dtype.kind != "f" else array.astype(np.float16)
        for name, array in weights.items()
    }
    header = {"epoch": step / 4, "seconds": step / 8, "gradients": {"0.weight": 0.5}, "updates": {"0.weight": 0.01}}
    return Event(EventKind.SNAPSHOT, step, header, halves)


def scalars(step: int, losses: list[float]) -> Event:
    loss = np.array(losses, np.float32)
    arrays: dict[str, np.ndarray] = {
        "loss": loss,
        "accuracy": 1 - loss / 4,
        "rate": np.full(len(loss), 0.001, np.float32),
    }
    return Event(EventKind.SCALARS, step, {"seconds": step / 8}, arrays)


def evaluation(step: int, part: str, loss: float) -> Event:
    arrays = {name: np.arange(3, dtype=np.uint8) for name in ("predicted", "confidence", "given")}
    return Event(EventKind.EVALUATION, step, {"part": part, "loss": loss, "accuracy": 0.75, "seconds": 1.0}, arrays)


def checkpoint(step: int, weights: Mapping[str, np.ndarray]) -> Event:
    arrays = {f"module.{name}": array for name, array in weights.items()}
    arrays["optimiser.exp_avg.0.weight"] = np.zeros(3)
    return Event(EventKind.CHECKPOINT, step, {"epoch": step / 4}, arrays)


def dataset(network: networks.Network, count: int = 12) -> Dataset:
    rng = np.random.default_rng(0)
    parts = [
        Images(rng.integers(0, 256, (count, *network.input), np.uint8), rng.integers(0, 10, count).astype(np.uint8))
        for _ in range(3)
    ]
    return Dataset("noise", tuple("abcdefghij"), *parts)
