"""What a watchdog does when its worker is not the one that trains the run."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Row, update

from cnnviz.training import config
from cnnviz.training.dispatch import queue, watchdog, worker_process
from cnnviz.training.dispatch.watchdog import Watchdog
from cnnviz.training.dispatch.worker_process import WorkerProcess
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.tables import RUNS
from cnnviz.training.worker.assignment import Exit, Place
from tests.servers.postgres import awaited
from tests.training.conftest import played


@pytest.fixture
def process(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerProcess]:
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-m", "tests.servers.actor"))
    process = WorkerProcess()
    yield process
    process.end()


def under_way(sqlite: Store, process: WorkerProcess) -> tuple[int, str, Callable[[], str]]:
    """A run that the process trains: its number, its dispatch's ticket, and what reads its status."""
    control, _ = queue.add(sqlite, config.to_json(played(epochs=100)), "me", "")
    [(run, ticket)] = queue.dispatch(sqlite, "cluster", 1)
    process.give(run, ticket)

    def status() -> str:
        row = jobs.fetch_run(sqlite, control)
        assert row
        return str(row.status)

    awaited(lambda: status() == RunStatus.RUNNING)
    return run, ticket, status


def test_a_worker_that_lost_the_pen_says_so_and_its_watchdog_leaves_the_run_alone(
    sqlite: Store, process: WorkerProcess
) -> None:
    run, ticket, status = under_way(sqlite, process)
    watching = Watchdog(sqlite, process, run, ticket)
    assert watching.look()
    with sqlite.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(owner="the other worker"))
    awaited(lambda: process.code() is not None)
    assert process.code() == Exit.LOST
    assert not watching.look()
    assert status() == RunStatus.RUNNING


def test_a_second_worker_of_a_dispatch_that_is_killed_does_not_end_the_firsts_run(
    sqlite: Store, process: WorkerProcess
) -> None:
    run, ticket, status = under_way(sqlite, process)
    first = Watchdog(sqlite, process, run, ticket)
    other = WorkerProcess()
    other.give(run, ticket, Place.CLUSTER)
    second = Watchdog(sqlite, other, run, ticket)
    assert second.look()
    other._process.kill()
    awaited(lambda: other.code() is not None)
    assert not second.look()
    assert status() == RunStatus.RUNNING
    assert first.look()
    process._process.kill()
    awaited(lambda: process.code() is not None)
    assert not first.look()
    assert status() == RunStatus.INTERRUPTED
    other.end()


def test_where_a_worker_trains_decides_what_is_said_when_that_is_gone(sqlite: Store, process: WorkerProcess) -> None:
    control, _ = queue.add(sqlite, config.to_json(played(epochs=100)), "me", "")
    [(run, ticket)] = queue.dispatch(sqlite, "cluster", 1)
    process.give(run, ticket, Place.CLUSTER)

    def row() -> Row[Any]:
        found = jobs.fetch_run(sqlite, control)
        assert found
        return found

    awaited(lambda: row().status == RunStatus.RUNNING)
    process.end(5.0)
    assert row().status == RunStatus.INTERRUPTED
    assert "as it is when the cluster's scheduler is gone" in row().reason


@pytest.mark.parametrize("code", [0, Exit.FULL])
def test_a_full_store_is_named_where_it_is_known(sqlite: Store, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    class Gone:
        name = "gone"

        def code(self) -> int:
            return code

    control, _ = queue.add(sqlite, config.to_json(played()), "me", "")
    [(run, ticket)] = queue.dispatch(sqlite, "here", 1)
    watching = Watchdog(sqlite, Gone(), run, ticket)  # type: ignore[arg-type]

    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", lasting=True, full=True)

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "end", full)
        assert watching.look()
    assert watching.ending == Ending(RunStatus.INTERRUPTED, watchdog.FULL)
    assert not watching.look()
    row = jobs.fetch_run(sqlite, control)
    assert row
    assert (row.status, row.reason) == (RunStatus.INTERRUPTED, watchdog.FULL)
