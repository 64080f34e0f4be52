"""Doing as told between two batches: pause, go on, learn one batch or one epoch, another rate, stop."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.learning import checkpoint, reporting, state

PATIENCE = 1.0  # seconds of one wait while paused


class Inbox(Protocol):
    """Where commands arrive."""

    def read(self) -> Iterable[Command]:
        """What has arrived, at once."""

    def wait(self, seconds: float) -> Iterable[Command]:
        """What has arrived; if nothing has, what arrives first within that time."""


class Nobody:
    """An inbox to which nothing comes."""

    def read(self) -> list[Command]:
        """Nothing."""
        return []

    def wait(self, seconds: float) -> list[Command]:
        """Nothing, at once."""
        return []


class Control:
    """Obeys an inbox."""

    def __init__(self, run: state.State, inbox: Inbox, reporter: reporting.Reporter, keeper: checkpoint.Keeper) -> None:
        self.run, self.inbox, self.reporter, self.keeper = run, inbox, reporter, keeper
        self.paused = self.stopped = False
        self.until = -1  # the step to pause after
        self.counting = False  # batch by batch up to there

    def obey(self) -> Iterator[Event]:
        """Everything that has been asked, and while paused everything that is asked until it goes on."""
        if self.run.step == self.until:
            yield from self.pause()
        commands = self.inbox.read()
        while True:
            for command in commands:
                yield from COMMANDS[command.name](self, command.value)
            if self.stopped or not self.paused or self.until > self.run.step:
                self.run.clock.go()
                return
            commands = self.inbox.wait(PATIENCE)

    def pauses_after(self, step: int) -> bool:
        """Whether it is known already that the run pauses then."""
        return step == self.until

    def pause(self, value: float = 0.0) -> Iterator[Event]:
        """Shows and keeps everything as it stands, then waits."""
        self.run.clock.stop()
        self.until = -1
        yield from self.reporter.snapshot()
        if self.reporter.diverged:
            return
        yield from self.keeper.keep()
        if not self.paused:
            self.paused = True
            yield self.mark("pause")

    def resume(self, value: float = 0.0) -> Iterator[Event]:
        """Goes on to the end."""
        self.until, self.counting = -1, False
        if self.paused:
            self.paused = False
            yield self.mark("resume")

    def batch(self, value: float = 0.0) -> Iterator[Event]:
        """One step, then a pause; a run that is paused counts as paused all the while.

        Asked for again before it is learned, it is one step more.
        """
        self.until = max(self.until if self.counting else 0, self.run.step) + 1
        self.counting = True
        yield from ()

    def epoch(self, value: float = 0.0) -> Iterator[Event]:
        """As many steps as an epoch has, then a pause."""
        yield from self.resume()
        self.until = self.run.step + self.run.batches.epoch_steps

    def rate(self, value: float) -> Iterator[Event]:
        """Another learning rate, from the next step on: see `schedules.Rates`."""
        self.run.rates.change(self.run.step, value)
        yield self.mark("rate", value)

    def stop(self, value: float = 0.0) -> Iterator[Event]:
        """No further step."""
        self.stopped = True
        yield from ()

    def mark(self, what: str, value: float = 0.0) -> Event:
        """A mark on the curves."""
        return Event(EventKind.MARK, self.run.step, {"what": what, "value": value})


COMMANDS = {
    "pause": Control.pause,
    "resume": Control.resume,
    "batch": Control.batch,
    "epoch": Control.epoch,
    "rate": Control.rate,
    "stop": Control.stop,
}
