"""What an attendant does when its worker is not the one that trains the run."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Row, update

from cnnviz.training import attendant, config, housekeeping, journal, ledger, tables
from cnnviz.training.attendant import Attendant, Child
from cnnviz.training.store import Store, StoreError
from cnnviz.training.tables import RUNS
from tests.servers.postgres import awaited
from tests.training.conftest import played


@pytest.fixture
def child(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setattr(attendant, "COMMAND", (sys.executable, "-m", "tests.servers.actor"))
    child = Child()
    yield child
    child.end()


def test_a_worker_that_lost_the_pen_says_so_and_its_attendant_leaves_the_run_alone(sqlite: Store, child: Child) -> None:
    control, _ = ledger.add(sqlite, config.to_json(played(epochs=100)), "me", "")
    [(run, ticket)] = housekeeping.dispatched(sqlite, "cluster", 1)
    child.give(run, ticket)
    watching = Attendant(sqlite, child, run, ticket)

    def status() -> str:
        row = ledger.found(sqlite, control)
        assert row
        return str(row.status)

    awaited(lambda: status() == tables.RUNNING)
    assert watching.look()
    with sqlite.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(owner="the other worker"))
    awaited(lambda: child.code() is not None)
    assert child.code() == journal.LOST_CODE
    assert not watching.look()
    assert status() == tables.RUNNING


def test_a_second_worker_of_a_dispatch_that_is_killed_does_not_end_the_firsts_run(sqlite: Store, child: Child) -> None:
    control, _ = ledger.add(sqlite, config.to_json(played(epochs=100)), "me", "")
    [(run, ticket)] = housekeeping.dispatched(sqlite, "cluster", 1)
    child.give(run, ticket)
    first = Attendant(sqlite, child, run, ticket)

    def status() -> str:
        row = ledger.found(sqlite, control)
        assert row
        return str(row.status)

    awaited(lambda: status() == tables.RUNNING)
    other = Child()
    other.give(run, ticket, attendant.CLUSTER)
    second = Attendant(sqlite, other, run, ticket)
    assert second.look()
    other._process.kill()
    awaited(lambda: other.code() is not None)
    assert not second.look()
    assert status() == tables.RUNNING
    assert first.look()
    child._process.kill()
    awaited(lambda: child.code() is not None)
    assert not first.look()
    assert status() == tables.INTERRUPTED
    other.end()


def test_where_a_worker_trains_decides_what_is_said_when_that_is_gone(sqlite: Store, child: Child) -> None:
    control, _ = ledger.add(sqlite, config.to_json(played(epochs=100)), "me", "")
    [(run, ticket)] = housekeeping.dispatched(sqlite, "cluster", 1)
    child.give(run, ticket, attendant.CLUSTER)

    def row() -> Row[Any]:
        found = ledger.found(sqlite, control)
        assert found
        return found

    awaited(lambda: row().status == tables.RUNNING)
    child.end(5.0)
    assert row().status == tables.INTERRUPTED
    assert "as it is when the cluster's scheduler is gone" in row().reason


@pytest.mark.parametrize("code", [0, journal.FULL_CODE])
def test_a_full_store_is_named_where_it_is_known(sqlite: Store, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    class Gone:
        name = "gone"

        def code(self) -> int:
            return code

    control, _ = ledger.add(sqlite, config.to_json(played()), "me", "")
    [(run, ticket)] = housekeeping.dispatched(sqlite, "here", 1)
    watching = Attendant(sqlite, Gone(), run, ticket)  # type: ignore[arg-type]

    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", lasting=True, full=True)

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "close", full)
        assert watching.look()
    assert watching.ending == (tables.INTERRUPTED, attendant.FULL)
    assert not watching.look()
    row = ledger.found(sqlite, control)
    assert row
    assert (row.status, row.reason) == (tables.INTERRUPTED, attendant.FULL)
