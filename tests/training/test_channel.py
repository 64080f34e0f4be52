import threading
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from cnnviz.training import channel, events, tables
from cnnviz.training.channel import Channel
from cnnviz.training.events import Command, Event
from cnnviz.training.journal import LostError
from cnnviz.training.kept import Packed
from cnnviz.training.store import StoreError
from tests.servers.postgres import awaited

AWAY = StoreError("The store of runs cannot be reached.", lasting=False)
FULL = StoreError("The disk that keeps the runs is full.", lasting=True)


class Pen:
    """A journal in memory; `trouble` is raised while it is set."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.writes = 0
        self.ending: tuple[str, str] | None = None
        self.commands: list[Command] = []
        self.trouble: Exception | None = None
        self.tries = 0

    def asked(self) -> bool:
        if self.trouble:
            raise self.trouble
        return bool(self.commands)

    def write(self, news: Sequence[Packed], ending: tuple[str, str] | None = None) -> list[Command]:
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
def pen() -> Pen:
    return Pen()


@pytest.fixture
def line(pen: Pen) -> Any:
    opened = Channel(pen)  # type: ignore[arg-type]
    yield opened
    pen.trouble = None
    opened.close(tables.FINISHED, "", 5)


def scalars(step: int, size: int = 1) -> Event:
    return Event(events.SCALARS, step, {}, {"loss": np.zeros(size, np.float32)})


def test_events_arrive_in_order_and_many_in_one_transaction(line: Channel, pen: Pen) -> None:
    for step in range(200):
        line.record(scalars(step))
    awaited(lambda: len(pen.steps) == 200)
    assert pen.steps == list(range(200))
    assert pen.writes < 10


def test_a_command_arrives_within_a_tenth_of_a_second(line: Channel, pen: Pen) -> None:
    begun = time.monotonic()
    pen.commands.append(Command("pause"))
    assert line.wait(5) == [Command("pause")]
    assert time.monotonic() - begun < 0.4
    assert line.read() == []


def test_waiting_for_a_command_that_does_not_come_ends(line: Channel) -> None:
    assert line.wait(0.01) == []


def test_while_the_store_is_away_the_run_goes_on_and_nothing_is_lost(line: Channel, pen: Pen) -> None:
    pen.trouble = AWAY
    for step in range(50):
        line.record(scalars(step))
    awaited(lambda: pen.tries >= 3)
    assert pen.steps == []
    pen.trouble = None
    awaited(lambda: len(pen.steps) == 50)
    assert pen.steps == list(range(50))


def test_a_run_waits_before_it_fills_the_memory(line: Channel, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "WAITING_BYTES", 1000)
    pen.trouble = AWAY
    recorded: list[int] = []

    def record() -> None:
        for step in range(10):
            line.record(scalars(step, size=100))
            recorded.append(step)

    trainer = threading.Thread(target=record)
    trainer.start()
    awaited(lambda: pen.tries >= 2)
    assert recorded == [0, 1]
    pen.trouble = None
    trainer.join(5)
    awaited(lambda: pen.steps == list(range(10)))


@pytest.mark.parametrize("trouble", [FULL, LostError()])
def test_a_store_that_takes_nothing_more_ends_the_run(line: Channel, pen: Pen, trouble: Exception) -> None:
    pen.trouble = trouble
    line.record(scalars(1))

    def train() -> None:
        while True:
            line.record(scalars(2))
            time.sleep(0.01)

    with pytest.raises(type(trouble)):
        train()
    with pytest.raises(type(trouble)):
        line.wait(5)


def test_a_mistake_of_ours_ends_the_run_and_does_not_leave_it_waiting(line: Channel, pen: Pen) -> None:
    pen.trouble = KeyError("a mistake")
    with pytest.raises(KeyError):
        line.wait(5)


def test_a_store_that_stays_away_ends_the_run(line: Channel, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "OUTAGE", 0.1)
    pen.trouble = AWAY
    line.record(scalars(1))
    with pytest.raises(StoreError):
        line.wait(5)


def test_closing_writes_what_is_left_and_then_the_last_word(line: Channel, pen: Pen) -> None:
    for step in range(5):
        line.record(scalars(step))
    assert line.close(tables.FINISHED, "Done.", 5)
    assert pen.steps == list(range(5))
    assert pen.ending == (tables.FINISHED, "Done.")


def test_a_full_disk_may_still_take_the_last_word(line: Channel, pen: Pen) -> None:
    pen.trouble = FULL
    line.record(scalars(1))
    with pytest.raises(StoreError):
        line.wait(5)
    pen.trouble = None
    assert line.close(tables.FAILED, "The disk is full.", 5)
    assert (pen.steps, pen.ending) == ([], (tables.FAILED, "The disk is full."))


def test_a_run_that_was_given_to_another_worker_has_no_last_word(line: Channel, pen: Pen) -> None:
    pen.trouble = LostError()
    with pytest.raises(LostError):
        line.wait(5)
    pen.trouble = None
    assert not line.close(tables.FINISHED, "", 5)
    assert pen.ending is None
    assert line.lost


def test_closing_does_not_wait_for_ever(line: Channel, pen: Pen) -> None:
    pen.trouble = AWAY
    line.record(scalars(1))
    begun = time.monotonic()
    assert not line.close(tables.FINISHED, "", 0.3)
    assert time.monotonic() - begun < 2
