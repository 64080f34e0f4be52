"""cnnviz.training.dispatch.retention: what is old goes."""

import time

import pytest
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.training.dispatch import retention
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import datasets
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import EVENTS, OWN
from cnnviz.training.worker.event_retention import PackedEvent
from tests.training.stored import make, row, running


def test_old_runs_are_forgotten_and_then_the_oldest_while_there_is_too_much(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    for _ in range(4):
        run, writer = running(store)
        writer.write([PackedEvent(EventKind.SCALARS, 1, b"s" * 10_000)])
        writer.write([], Ending(RunStatus.FINISHED, ""))
        runs.append(run)
    for age, run in enumerate(runs):
        make(store, run, ended=time.time() - 1000 + age)
    make(store, runs[0], ended=time.time() - (limits.STORE_DAYS + 1) * 86_400)
    active, _ = running(store)
    retention.forget_old(store)
    assert [row(store, run) is None for run in runs] == [True, False, False, False]
    monkeypatch.setattr(limits, "STORE_BYTES", 30_000)
    retention.forget_old(store)
    assert [row(store, run) is None for run in runs] == [True, True, False, False]
    monkeypatch.setattr(limits, "STORE_BYTES", 0)
    retention.forget_old(store)
    assert [row(store, run) is None for run in runs] == [True] * 4
    assert row(store, active).status == RunStatus.RUNNING
    with store.reading() as connection:
        assert {one.run for one in connection.execute(select(EVENTS))} == {active}


def test_data_of_learners_that_nobody_used_for_long_are_forgotten(store: Store) -> None:
    datasets.save_bytes(store, "a" * 64, b"old")
    datasets.save_bytes(store, "b" * 64, b"new")
    with store.writing() as connection:
        past = time.time() - (limits.STORE_DAYS + 1) * 86_400
        connection.execute(update(OWN).where(OWN.c.sha == "a" * 64).values(used=past))
    retention.forget_old(store)
    assert datasets.fetch_bytes(store, "a" * 64) is None
    assert datasets.fetch_bytes(store, "b" * 64) == b"new"
