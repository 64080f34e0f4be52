"""cnnviz.training.dispatch.stalled: workers that give no sign of life."""

import pytest
import sqlalchemy

from cnnviz.training.dispatch import idle, queue, stalled
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import LEASE, Heartbeats
from cnnviz.training.worker.writer import LostError
from tests.training.stored import make, put, row, running


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_silent_worker_is_given_up_and_its_run_can_be_resumed(store: Store) -> None:
    run, writer = running(store)
    clock = Clock()
    seen = Heartbeats(clock)
    stalled.interrupt_stalled(store, seen)
    clock.now += LEASE - 1
    writer.write([])
    stalled.interrupt_stalled(store, seen)
    clock.now += LEASE - 1
    stalled.interrupt_stalled(store, seen)
    assert row(store, run).status == RunStatus.RUNNING
    clock.now += 2
    stalled.interrupt_stalled(store, seen)
    assert row(store, run).status == RunStatus.INTERRUPTED
    assert "no sign of life" in row(store, run).reason
    with pytest.raises(LostError):
        writer.write([])
    assert queue.requeue(store, run)
    assert row(store, run).status == RunStatus.QUEUED


def test_looking_after_runs_reads_no_config(store: Store) -> None:
    """Half a megabyte each, five times a second."""
    run, _ = running(store)
    make(store, run, watched=0.0)
    read: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        read.append(statement)

    sqlalchemy.event.listen(store._engine, "before_cursor_execute", note)
    stalled.interrupt_stalled(store, Heartbeats())
    idle.pause_unwatched(store)
    idle.make_way(store, "here", 1)
    assert read
    assert not [one for one in read if "config" in one]


def test_a_run_that_no_worker_takes_is_given_up_later(store: Store) -> None:
    run = put(store)
    queue.dispatch(store, "here", 1)
    clock = Clock()
    seen = Heartbeats(clock)
    stalled.interrupt_stalled(store, seen)
    clock.now += LEASE + 1
    stalled.interrupt_stalled(store, seen)
    assert row(store, run).status == RunStatus.STARTING
    clock.now += stalled.START
    stalled.interrupt_stalled(store, seen)
    assert (row(store, run).status, row(store, run).reason) == (RunStatus.INTERRUPTED, stalled.UNTAKEN)
