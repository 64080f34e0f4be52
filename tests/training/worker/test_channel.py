import threading
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store.errors import StoreError
from cnnviz.training.worker import channel
from cnnviz.training.worker.channel import Channel
from cnnviz.training.worker.event_retention import PackedEvent
from cnnviz.training.worker.writer import LostError
from tests.servers.postgres import awaited

AWAY = StoreError("The store of runs cannot be reached.", lasting=False)
FULL = StoreError("The disk that keeps the runs is full.", lasting=True)


class FakeWriter:
    """A writer in memory; `trouble` is raised while it is set."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.writes = 0
        self.ending: Ending | None = None
        self.commands: list[Command] = []
        self.trouble: Exception | None = None
        self.tries = 0

    def asked(self) -> bool:
        if self.trouble:
            raise self.trouble
        return bool(self.commands)

    def write(self, news: Sequence[PackedEvent], ending: Ending | None = None) -> list[Command]:
        self.tries += 1
        if self.trouble:
            raise self.trouble
        self.writes += bool(news)
        self.steps += [one.step for one in news]
        self.ending = ending or self.ending
        taken, self.commands = self.commands, []
        return taken

    def over(self) -> bool:
        return False


@pytest.fixture
def writer() -> FakeWriter:
    return FakeWriter()


@pytest.fixture
def line(writer: FakeWriter) -> Any:
    opened = Channel(writer)  # type: ignore[arg-type]
    yield opened
    writer.trouble = None
    opened.close(Ending(RunStatus.FINISHED, ""), 5)


def scalars(step: int, size: int = 1) -> Event:
    return Event(EventKind.SCALARS, step, {}, {"loss": np.zeros(size, np.float32)})


def test_events_arrive_in_order_and_many_in_one_transaction(line: Channel, writer: FakeWriter) -> None:
    for step in range(200):
        line.send(scalars(step))
    awaited(lambda: len(writer.steps) == 200)
    assert writer.steps == list(range(200))
    assert writer.writes < 10


def test_a_command_arrives_within_a_tenth_of_a_second(line: Channel, writer: FakeWriter) -> None:
    begun = time.monotonic()
    writer.commands.append(Command("pause"))
    assert line.wait(5) == [Command("pause")]
    assert time.monotonic() - begun < 0.4
    assert line.read() == []


def test_waiting_for_a_command_that_does_not_come_ends(line: Channel) -> None:
    assert line.wait(0.01) == []


def test_while_the_store_is_away_the_run_goes_on_and_nothing_is_lost(line: Channel, writer: FakeWriter) -> None:
    writer.trouble = AWAY
    for step in range(50):
        line.send(scalars(step))
    awaited(lambda: writer.tries >= 3)
    assert writer.steps == []
    writer.trouble = None
    awaited(lambda: len(writer.steps) == 50)
    assert writer.steps == list(range(50))


def test_a_run_waits_before_it_fills_the_memory(
    line: Channel, writer: FakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "WAITING_BYTES", 1000)
    writer.trouble = AWAY
    recorded: list[int] = []

    def record() -> None:
        for step in range(10):
            line.send(scalars(step, size=100))
            recorded.append(step)

    trainer = threading.Thread(target=record)
    trainer.start()
    awaited(lambda: writer.tries >= 2)
    assert recorded == [0, 1]
    writer.trouble = None
    trainer.join(5)
    awaited(lambda: writer.steps == list(range(10)))


@pytest.mark.parametrize("trouble", [FULL, LostError()])
def test_a_store_that_takes_nothing_more_ends_the_run(line: Channel, writer: FakeWriter, trouble: Exception) -> None:
    writer.trouble = trouble
    line.send(scalars(1))

    def train() -> None:
        while True:
            line.send(scalars(2))
            time.sleep(0.01)

    with pytest.raises(type(trouble)):
        train()
    with pytest.raises(type(trouble)):
        line.wait(5)


def test_a_mistake_of_ours_ends_the_run_and_does_not_leave_it_waiting(line: Channel, writer: FakeWriter) -> None:
    writer.trouble = KeyError("a mistake")
    with pytest.raises(KeyError):
        line.wait(5)


def test_a_store_that_stays_away_ends_the_run(
    line: Channel, writer: FakeWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "OUTAGE", 0.1)
    writer.trouble = AWAY
    line.send(scalars(1))
    with pytest.raises(StoreError):
        line.wait(5)


def test_closing_writes_what_is_left_and_then_the_last_word(line: Channel, writer: FakeWriter) -> None:
    for step in range(5):
        line.send(scalars(step))
    assert line.close(Ending(RunStatus.FINISHED, "Done."), 5)
    assert writer.steps == list(range(5))
    assert writer.ending == Ending(RunStatus.FINISHED, "Done.")


def test_a_full_disk_may_still_take_the_last_word(line: Channel, writer: FakeWriter) -> None:
    writer.trouble = FULL
    line.send(scalars(1))
    with pytest.raises(StoreError):
        line.wait(5)
    writer.trouble = None
    assert line.close(Ending(RunStatus.FAILED, "The disk is full."), 5)
    assert (writer.steps, writer.ending) == ([], Ending(RunStatus.FAILED, "The disk is full."))


def test_a_run_that_was_given_to_another_worker_has_no_last_word(line: Channel, writer: FakeWriter) -> None:
    writer.trouble = LostError()
    with pytest.raises(LostError):
        line.wait(5)
    writer.trouble = None
    assert not line.close(Ending(RunStatus.FINISHED, ""), 5)
    assert writer.ending is None
    assert line.lost


def test_closing_does_not_wait_for_ever(line: Channel, writer: FakeWriter) -> None:
    writer.trouble = AWAY
    line.send(scalars(1))
    begun = time.monotonic()
    assert not line.close(Ending(RunStatus.FINISHED, ""), 0.3)
    assert time.monotonic() - begun < 2
