"""Runs put straight into a store, taken by a writer that the test is, and looked up as rows."""

from typing import Any

import numpy as np
from sqlalchemy import select, update

from cnnviz.training import config
from cnnviz.training.dispatch import queue
from cnnviz.training.events import Event, EventKind
from cnnviz.training.store import event_log, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import RUNS
from cnnviz.training.worker.event_retention import PackedEvent, packed
from cnnviz.training.worker.writer import Writer, claim
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)


def put(store: Store, person: str = "me") -> int:
    control, _ = queue.add(store, CONFIG, person, "")
    row = jobs.fetch_run(store, control)
    assert row
    return int(row.id)


def writer(store: Store, run: int) -> Writer:
    tickets = dict(queue.dispatch(store, "here", 100))
    claimed = claim(store, run, tickets[run])
    assert claimed
    return claimed


def history(store: Store, run: int, kinds: tuple[str, ...] = tuple(EventKind)) -> list[tuple[int, str, int]]:
    return [(one.seq, one.event.kind, one.event.step) for one in event_log.fetch_events(store, run, 0, kinds, 2**30)]


def snapshot(step: int, size: int = 8) -> PackedEvent:
    return sized(EventKind.SNAPSHOT, step, size)


def sized(kind: EventKind, step: int, size: int) -> PackedEvent:
    return packed(Event(kind, step, {}, {"w": np.zeros(size, np.uint8)}))


def running(store: Store) -> tuple[int, Writer]:
    run = put(store)
    holder = writer(store, run)
    holder.write([packed(Event(EventKind.BEGUN, 0))])
    return run, holder


def row(store: Store, run: int) -> Any:
    with store.reading() as connection:
        return connection.execute(select(RUNS).where(RUNS.c.id == run)).first()


def make(store: Store, run: int, **values: object) -> None:
    with store.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(**values))
