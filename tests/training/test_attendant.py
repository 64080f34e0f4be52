"""What an attendant does when its worker is not the one that trains the run."""

import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from cnnviz.training import attendant, config, housekeeping, journal, ledger, tables
from cnnviz.training.attendant import Attendant, Child
from cnnviz.training.store import Store
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
