"""Room for one more run, and for one more data set, by person and by address."""

import secrets
import time

import pytest
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config
from cnnviz.training.dispatch import queue, retention, room
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import datasets, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import OWN, RUNS
from cnnviz.training.worker.event_retention import PackedEvent
from cnnviz.training.worker.writer import claim
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)


def add(store: Store, person: str, address: str) -> int:
    control, _ = queue.add(store, CONFIG, person, "", address)
    row = jobs.fetch_run(store, control)
    assert row
    return int(row.id)


def finish(store: Store, person: str, address: str, size: int = 10_000) -> int:
    """A run that is over and keeps that many bytes beside its config."""
    run = add(store, person, address)
    writer = claim(store, run, dict(queue.dispatch(store, "here", 1000))[run])
    assert writer
    writer.write([PackedEvent(EventKind.SCALARS, 1, b"s" * size)])
    writer.write([], Ending(RunStatus.FINISHED, ""))
    return run


def left(store: Store) -> set[int]:
    with store.reading() as connection:
        return set(connection.scalars(select(RUNS.c.id)))


def test_another_addresss_first_run_is_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [add(store, f"name {number}", "crowd") for number in range(limits.TRAIN_QUEUE // 2)]
    with pytest.raises(InputError, match="50 runs from your network wait already"):
        add(store, "one more", "crowd")
    alone = add(store, "alone", "elsewhere")
    assert queue.places(store)[alone] == 2
    assert dict(queue.dispatch(store, "here", 2)).keys() == {crowd[0], alone}
    other = add(store, "another", "a third")
    assert queue.places(store)[other] == 1


def earlier(store: Store, seconds: float) -> None:
    """All that was put into the queue was so many seconds ago."""
    with store.writing() as connection:
        connection.execute(update(RUNS).values(queued=RUNS.c.queued - seconds))


def test_a_class_behind_one_address_starts_within_a_minute_and_a_flood_does_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 1000)
    assert limits.TRAIN_STARTS_ADDRESS >= 30 * limits.TRAIN_QUEUE_EACH
    for number in range(limits.TRAIN_STARTS_ADDRESS):
        add(store, f"name {number}", "crowd")
    with pytest.raises(InputError, match="120 runs were started from your network within a minute"):
        add(store, "one more", "crowd")
    add(store, "alone", "elsewhere")
    earlier(store, room.MINUTE + 1)
    add(store, "one more", "crowd")


def test_resuming_what_had_ended_is_a_start_and_going_on_after_a_pause_is_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS_ADDRESS", 2)
    one, other = add(store, "a", "crowd"), add(store, "b", "crowd")
    earlier(store, room.MINUTE + 1)
    queue.dispatch(store, "here", 2)
    for _ in range(3):
        jobs.send_command(store, one, "resume", 0.0)
    for run in (one, other):
        with store.writing() as connection:
            jobs.end(connection, run, Ending(RunStatus.STOPPED, ""))
        assert queue.requeue(store, run)
    with pytest.raises(InputError, match="2 runs were started"):
        add(store, "c", "crowd")


def test_there_is_always_a_place_left_in_the_queue(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 16)
    taken = []
    for address in "abcd":
        count = 0
        while True:
            try:
                add(store, f"{address}{count}", address)
            except InputError:
                break
            count += 1
        taken.append(count)
    assert taken == [8, 4, 2, 1]


def test_a_flood_of_runs_costs_nobody_else_a_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 1000)
    size = 10_000 + len(CONFIG)
    monkeypatch.setattr(limits, "STORE_BYTES", 5 * size)
    neighbour, far = finish(store, "neighbour", "here"), finish(store, "far", "there")
    flood = []
    for _ in range(6):
        flood.append(finish(store, "flood", "here"))
        retention.forget_old(store)
    assert left(store) == {neighbour, far, *flood[-3:]}


def test_many_names_behind_one_address_are_refused_before_they_cost_another_a_run(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 10_000 + len(CONFIG)
    monkeypatch.setattr(limits, "STORE_BYTES", 8 * size)
    victim = finish(store, "victim", "here")
    for number in range(5):
        finish(store, f"name {number}", "here")
    with pytest.raises(InputError, match=r"within 60 minutes take .* its share of the store"):
        add(store, "name 6", "here")
    finish(store, "elsewhere", "there")
    # Who has something to give goes on, and gives it.
    finish(store, "victim", "here")
    retention.forget_old(store)
    assert victim in left(store)
    with store.writing() as connection:
        connection.execute(update(RUNS).values(ended=time.time() - limits.STORE_YOUNG - 10))
    finish(store, "name 6", "here")


def test_the_share_of_an_address_is_counted_to_the_byte(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(sqlite, "a", "here")
    with sqlite.reading() as connection:
        taken = connection.scalar(select(RUNS.c.bytes))
    assert taken
    monkeypatch.setattr(room, "FILLED", 0.5)
    monkeypatch.setattr(limits, "STORE_BYTES", 2 * taken)
    with pytest.raises(InputError, match="its share of the store"):
        add(sqlite, "b", "here")
    monkeypatch.setattr(limits, "STORE_BYTES", 2 * taken + 1)
    add(sqlite, "b", "here")


def test_own_data_count_against_the_stores_budget(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = finish(store, "me", "here"), finish(store, "me", "here")
    datasets.save_bytes(store, "a" * 64, b"x" * 5000)
    total = 5000 + 2 * (10_000 + len(CONFIG))
    monkeypatch.setattr(limits, "STORE_BYTES", total)
    retention.forget_old(store)
    assert left(store) == {old, new}
    monkeypatch.setattr(limits, "STORE_BYTES", total - 1)
    retention.forget_old(store)
    assert left(store) == {new}


def put(store: Store, person: str, address: str, size: int) -> str:
    sha = secrets.token_hex(32)
    datasets.save_bytes(store, sha, b"x" * size, person, address)
    return sha


def test_one_persons_uploads_leave_room_for_anothers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    for _ in range(5):
        put(store, "flood", "here", 50)
    with pytest.raises(InputError, match="more than one person's share"):
        put(store, "flood", "here", 1)
    put(store, "neighbour", "here", 100)
    put(store, "far", "there", 300)
    with pytest.raises(InputError, match="no room for more data from your network"):
        put(store, "third", "here", 1)


def test_a_share_of_room_is_counted_to_the_byte(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    put(store, "me", "here", 100)
    with pytest.raises(InputError, match="person's share"):
        put(store, "me", "here", 151)
    put(store, "me", "here", 150)
    with pytest.raises(InputError, match="from your network"):
        put(store, "you", "here", 251)
    put(store, "you", "here", 250)


def test_the_room_is_counted_to_the_byte(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 10)
    datasets.save_bytes(store, "a" * 64, b"12345")
    with pytest.raises(InputError, match="no room for more data"):
        datasets.save_bytes(store, "b" * 64, b"123456")
    datasets.save_bytes(store, "b" * 64, b"12345")


def test_what_was_not_used_for_an_hour_makes_room_for_its_own_person_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    first = put(store, "me", "here", 500)
    put(store, "far", "there", 250)
    with store.writing() as connection:
        unused = time.time() - datasets.IN_USE - 1
        connection.execute(update(OWN).where(OWN.c.sha == first).values(used=unused))
    second = put(store, "me", "here", 375)
    assert datasets.fetch_bytes(store, first) is None
    assert datasets.fetch_bytes(store, second)
