"""cnnviz.training.store.event_log: what a run told is read again as it was."""

import numpy as np

from cnnviz.training.events import Event, EventKind
from cnnviz.training.store import event_log
from cnnviz.training.store.database import Store
from cnnviz.training.worker.event_retention import packed
from tests.training.stored import history, put, row, sized, snapshot, writer


def test_what_is_written_is_read_again_bit_for_bit(store: Store) -> None:
    run = put(store)
    arrays: dict[str, np.ndarray] = {
        "a": np.random.default_rng(0).normal(size=(3, 1, 2)).astype(np.float16),
        "b": np.array([np.nan, -np.inf, 0.1], np.float32),
    }
    writer(store, run).write([packed(Event(EventKind.SNAPSHOT, 7, {"epoch": 0.5, "name": "Größe"}, arrays))])
    found = event_log.fetch_event(store, run, 1)
    assert found
    read = found.event
    assert (read.kind, read.step, read.header) == (EventKind.SNAPSHOT, 7, {"epoch": 0.5, "name": "Größe"})
    for name, array in arrays.items():
        assert read.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(read.arrays[name], array)


def test_events_are_numbered_from_one_and_come_in_order(store: Store) -> None:
    run = put(store)
    mine = writer(store, run)
    mine.write([snapshot(0), snapshot(1)])
    mine.write([])
    mine.write([snapshot(2)])
    assert history(store, run) == [(1, EventKind.SNAPSHOT, 0), (2, EventKind.SNAPSHOT, 1), (3, EventKind.SNAPSHOT, 2)]
    assert row(store, run).last == 3


def test_events_come_in_pieces_no_larger_than_asked_but_always_some(store: Store) -> None:
    run = put(store)
    writer(store, run).write([snapshot(step, size=10_000) for step in range(5)])
    size = len(snapshot(0, 10_000).data)
    assert [one.seq for one in event_log.fetch_events(store, run, 0, tuple(EventKind), 2 * size)] == [1, 2]
    assert [one.seq for one in event_log.fetch_events(store, run, 2, tuple(EventKind), 2 * size + 1)] == [3, 4]
    assert [one.seq for one in event_log.fetch_events(store, run, 4, tuple(EventKind), 1)] == [5]
    assert event_log.fetch_events(store, run, 5, tuple(EventKind), size) == []


def test_only_the_kinds_asked_for_come(store: Store) -> None:
    run = put(store)
    writer(store, run).write(
        [
            snapshot(0),
            sized(EventKind.SCALARS, 1, 1),
            snapshot(1),
            packed(Event(EventKind.MARK, 1, {"what": "epoch", "value": 1})),
        ]
    )
    assert history(store, run, (EventKind.SCALARS, EventKind.MARK)) == [
        (2, EventKind.SCALARS, 1),
        (4, EventKind.MARK, 1),
    ]
