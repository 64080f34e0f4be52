"""Room for one more run, and for one more data set, by person and by address."""

import secrets
import time

import pytest
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config, events, housekeeping, journal, ledger, own, room, tables
from cnnviz.training.kept import Packed
from cnnviz.training.store import Store
from cnnviz.training.tables import OWN, RUNS
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)


def add(kept: Store, person: str, address: str) -> int:
    control, _ = ledger.add(kept, CONFIG, person, "", address)
    row = ledger.found(kept, control)
    assert row
    return int(row.id)


def finish(kept: Store, person: str, address: str, size: int = 10_000) -> int:
    """A run that is over and keeps that many bytes beside its config."""
    run = add(kept, person, address)
    pen = journal.claimed(kept, run, dict(housekeeping.dispatched(kept, "here", 1000))[run])
    assert pen
    pen.write([Packed(events.SCALARS, 1, b"s" * size)])
    pen.write([], (tables.FINISHED, ""))
    return run


def left(kept: Store) -> set[int]:
    with kept.reading() as connection:
        return set(connection.scalars(select(RUNS.c.id)))


def test_another_addresss_first_run_is_next(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [add(kept, f"name {number}", "crowd") for number in range(limits.TRAIN_QUEUE // 2)]
    with pytest.raises(InputError, match="50 runs from your network wait already"):
        add(kept, "one more", "crowd")
    alone = add(kept, "alone", "elsewhere")
    assert ledger.places(kept)[alone] == 2
    assert dict(housekeeping.dispatched(kept, "here", 2)).keys() == {crowd[0], alone}
    other = add(kept, "another", "a third")
    assert ledger.places(kept)[other] == 1


def test_there_is_always_a_place_left_in_the_queue(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 16)
    taken = []
    for address in "abcd":
        count = 0
        while True:
            try:
                add(kept, f"{address}{count}", address)
            except InputError:
                break
            count += 1
        taken.append(count)
    assert taken == [8, 4, 2, 1]


def test_a_flood_of_runs_costs_nobody_else_a_run(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 1000)
    size = 10_000 + len(CONFIG)
    monkeypatch.setattr(limits, "STORE_BYTES", 5 * size)
    neighbour, far = finish(kept, "neighbour", "here"), finish(kept, "far", "there")
    flood = []
    for _ in range(6):
        flood.append(finish(kept, "flood", "here"))
        housekeeping.forget_old(kept)
    assert left(kept) == {neighbour, far, *flood[-3:]}


def test_many_names_behind_one_address_are_refused_before_they_cost_another_a_run(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 10_000 + len(CONFIG)
    monkeypatch.setattr(limits, "STORE_BYTES", 8 * size)
    victim = finish(kept, "victim", "here")
    for number in range(5):
        finish(kept, f"name {number}", "here")
    with pytest.raises(InputError, match=r"within 60 minutes take .* its share of the store"):
        add(kept, "name 6", "here")
    finish(kept, "elsewhere", "there")
    # Who has something to give goes on, and gives it.
    finish(kept, "victim", "here")
    housekeeping.forget_old(kept)
    assert victim in left(kept)
    with kept.writing() as connection:
        connection.execute(update(RUNS).values(ended=time.time() - limits.STORE_YOUNG - 10))
    finish(kept, "name 6", "here")


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


def test_own_data_count_against_the_stores_budget(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = finish(kept, "me", "here"), finish(kept, "me", "here")
    own.put(kept, "a" * 64, b"x" * 5000)
    total = 5000 + 2 * (10_000 + len(CONFIG))
    monkeypatch.setattr(limits, "STORE_BYTES", total)
    housekeeping.forget_old(kept)
    assert left(kept) == {old, new}
    monkeypatch.setattr(limits, "STORE_BYTES", total - 1)
    housekeeping.forget_old(kept)
    assert left(kept) == {new}


def put(kept: Store, person: str, address: str, size: int) -> str:
    sha = secrets.token_hex(32)
    own.put(kept, sha, b"x" * size, person, address)
    return sha


def test_one_persons_uploads_leave_room_for_anothers(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    for _ in range(5):
        put(kept, "flood", "here", 50)
    with pytest.raises(InputError, match="more than one person's share"):
        put(kept, "flood", "here", 1)
    put(kept, "neighbour", "here", 100)
    put(kept, "far", "there", 300)
    with pytest.raises(InputError, match="no room for more data from your network"):
        put(kept, "third", "here", 1)


def test_a_share_of_room_is_counted_to_the_byte(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    put(kept, "me", "here", 100)
    with pytest.raises(InputError, match="person's share"):
        put(kept, "me", "here", 151)
    put(kept, "me", "here", 150)
    with pytest.raises(InputError, match="from your network"):
        put(kept, "you", "here", 251)
    put(kept, "you", "here", 250)


def test_the_room_is_counted_to_the_byte(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 10)
    own.put(kept, "a" * 64, b"12345")
    with pytest.raises(InputError, match="no room for more data"):
        own.put(kept, "b" * 64, b"123456")
    own.put(kept, "b" * 64, b"12345")


def test_what_was_not_used_for_an_hour_makes_room_for_its_own_person_too(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 1000)
    first = put(kept, "me", "here", 500)
    put(kept, "far", "there", 250)
    with kept.writing() as connection:
        unused = time.time() - own.IN_USE - 1
        connection.execute(update(OWN).where(OWN.c.sha == first).values(used=unused))
    second = put(kept, "me", "here", 375)
    assert own.taken(kept, first) is None
    assert own.taken(kept, second)
