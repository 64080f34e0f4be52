"""Laws that hold for SQLite and PostgreSQL alike."""

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy
from sqlalchemy import event as sql_event
from sqlalchemy import select

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config, events, housekeeping, journal, leases, ledger, own, store, tables
from cnnviz.training.events import Command, Event
from cnnviz.training.journal import Journal, LostError
from cnnviz.training.kept import Packed, packed
from cnnviz.training.store import Store, StoreError
from cnnviz.training.tables import COMMANDS, EVENTS, RUNS
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)


def put(kept: Store, person: str = "me") -> int:
    control, _ = ledger.add(kept, CONFIG, person, "")
    row = ledger.found(kept, control)
    assert row
    return int(row.id)


def pen(kept: Store, run: int) -> Journal:
    tickets = dict(housekeeping.dispatched(kept, "here", 100))
    claimed = journal.claimed(kept, run, tickets[run])
    assert claimed
    return claimed


def row(kept: Store, run: int) -> Any:
    with kept.reading() as connection:
        return connection.execute(select(RUNS).where(RUNS.c.id == run)).one()


def history(kept: Store, run: int, kinds: tuple[str, ...] = events.KINDS) -> list[tuple[int, str, int]]:
    return [(one.seq, one.kind, one.step) for one in ledger.events(kept, run, 0, kinds, 2**30)]


def snapshot(step: int, size: int = 8) -> Packed:
    return packed(Event(events.SNAPSHOT, step, {}, {"w": np.zeros(size, np.uint8)}))


def test_what_is_written_is_read_again_bit_for_bit(kept: Store) -> None:
    run = put(kept)
    arrays: dict[str, np.ndarray] = {
        "a": np.random.default_rng(0).normal(size=(3, 1, 2)).astype(np.float16),
        "b": np.array([np.nan, -np.inf, 0.1], np.float32),
    }
    pen(kept, run).write([packed(Event(events.SNAPSHOT, 7, {"epoch": 0.5, "name": "Größe"}, arrays))])
    found = ledger.event(kept, run, 1)
    assert found
    read = ledger.whole(found)
    assert (read.kind, read.step, read.header) == (events.SNAPSHOT, 7, {"epoch": 0.5, "name": "Größe"})
    for name, array in arrays.items():
        assert read.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(read.arrays[name], array)


def test_events_are_numbered_from_one_and_come_in_order(kept: Store) -> None:
    run = put(kept)
    mine = pen(kept, run)
    mine.write([snapshot(0), snapshot(1)])
    mine.write([])
    mine.write([snapshot(2)])
    assert history(kept, run) == [(1, events.SNAPSHOT, 0), (2, events.SNAPSHOT, 1), (3, events.SNAPSHOT, 2)]
    assert row(kept, run).last == 3


def test_events_come_in_pieces_no_larger_than_asked_but_always_some(kept: Store) -> None:
    run = put(kept)
    pen(kept, run).write([snapshot(step, size=10_000) for step in range(5)])
    size = len(snapshot(0, 10_000).data)
    assert [one.seq for one in ledger.events(kept, run, 0, events.KINDS, 2 * size)] == [1, 2]
    assert [one.seq for one in ledger.events(kept, run, 2, events.KINDS, 2 * size + 1)] == [3, 4]
    assert [one.seq for one in ledger.events(kept, run, 4, events.KINDS, 1)] == [5]
    assert ledger.events(kept, run, 5, events.KINDS, size) == []


def test_only_the_kinds_asked_for_come(kept: Store) -> None:
    run = put(kept)
    pen(kept, run).write([snapshot(0), Packed(events.SCALARS, 1, b"s"), snapshot(1), Packed(events.MARK, 1, MARK)])
    assert history(kept, run, (events.SCALARS, events.MARK)) == [(2, events.SCALARS, 1), (4, events.MARK, 1)]


MARK = packed(Event(events.MARK, 1, {"what": "epoch", "value": 1})).data


def test_only_the_newest_checkpoint_is_kept(kept: Store) -> None:
    run = put(kept)
    mine = pen(kept, run)
    for step in range(3):
        mine.write([Packed(events.CHECKPOINT, step, b"x" * 100)])
    assert history(kept, run) == [(3, events.CHECKPOINT, 2)]
    assert row(kept, run).bytes == 100 + len(CONFIG)


def test_snapshots_are_thinned_as_they_come(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_SNAPSHOTS", 20)
    run = put(kept)
    mine = pen(kept, run)
    for step in range(0, 1000, 5):
        mine.write([snapshot(step), snapshot(step + 1), Packed(events.SCALARS, step, b"s")])
    steps = [step for _, kind, step in history(kept, run) if kind == events.SNAPSHOT]
    assert 20 <= len(steps) <= 26
    assert (steps[0], steps[-1]) == (0, 996)
    assert len(history(kept, run, (events.SCALARS,))) == 200


def test_a_run_keeps_no_more_bytes_than_it_may(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_BYTES", 100_000)
    run = put(kept)
    mine = pen(kept, run)
    for step in range(40):
        mine.write([snapshot(step, size=5000)])
        assert row(kept, run).bytes <= 100_000 + len(CONFIG)
        assert not mine.over()
    mine.write([Packed(events.SCALARS, 41, b"s" * 100_000)])
    assert mine.over()


def test_a_write_whose_answer_was_lost_can_be_made_again(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = put(kept)
    mine = pen(kept, run)
    ledger.ask(kept, run, "pause", 0.0)
    before = vars(mine).copy()
    news = [snapshot(0), Packed(events.CHECKPOINT, 0, b"c")]
    assert mine.write(news) == [Command("pause", 0.0)]
    vars(mine).update(before)
    assert mine.write(news) == [Command("pause", 0.0)]
    assert history(kept, run) == [(1, events.SNAPSHOT, 0), (2, events.CHECKPOINT, 0)]
    assert mine.write([snapshot(1)]) == []
    assert not mine.asked()


def test_a_write_that_failed_leaves_nothing_behind(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = put(kept)
    mine = pen(kept, run)
    with monkeypatch.context() as broken:
        broken.setattr(Journal, "_changed", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mine.write([snapshot(0)])
    assert (row(kept, run).last, history(kept, run)) == (0, [])


def test_two_commands_at_once_both_arrive_once_and_in_order(kept: Store) -> None:
    run = put(kept)
    mine = pen(kept, run)
    askers = [threading.Thread(target=ledger.ask, args=(kept, run, "rate", float(value))) for value in range(1, 9)]
    for asker in askers:
        asker.start()
    taken: list[Command] = []
    while any(asker.is_alive() for asker in askers) or mine.asked():
        taken += mine.write([])
    assert sorted(command.value for command in taken) == [1, 2, 3, 4, 5, 6, 7, 8]
    ledger.ask(kept, run, "pause", 0.0)
    ledger.ask(kept, run, "resume", 0.0)
    assert mine.write([]) == [Command("pause"), Command("resume")]


def test_a_flood_of_commands_is_refused(kept: Store) -> None:
    run = put(kept)
    pen(kept, run)
    for _ in range(limits.TRAIN_COMMANDS):
        ledger.ask(kept, run, "batch", 0.0)
    with pytest.raises(InputError, match="not yet done the last 32 things"):
        ledger.ask(kept, run, "batch", 0.0)


def test_two_workers_never_hold_one_pen(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE", 0.3)
    run = put(kept)
    ticket = dict(housekeeping.dispatched(kept, "here", 1))[run]
    first = journal.claimed(kept, run, ticket)
    assert first
    first.write([snapshot(0), Packed(events.CHECKPOINT, 0, b"c")])
    second = journal.claimed(kept, run, ticket, look_every=0.02)
    assert second
    second.write([snapshot(1)])
    with pytest.raises(LostError):
        first.write([snapshot(1)])
    with pytest.raises(LostError):
        first.write([], (tables.FINISHED, ""))
    assert history(kept, run)[-1] == (3, events.SNAPSHOT, 1)
    assert row(kept, run).status == tables.RUNNING


def test_a_worker_that_lives_is_not_robbed(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE", 1.0)
    run = put(kept)
    ticket = dict(housekeeping.dispatched(kept, "here", 1))[run]
    first = journal.claimed(kept, run, ticket)
    assert first
    second: list[Journal | None] = []
    claimer = threading.Thread(target=lambda: second.append(journal.claimed(kept, run, ticket, look_every=0.02)))
    claimer.start()
    for step in range(40):
        first.write([snapshot(step)])
        claimer.join(0.05)
    first.write([], (tables.FINISHED, "Done."))
    claimer.join(5)
    assert second == [None]
    assert row(kept, run).status == tables.FINISHED


def test_a_ticket_of_an_earlier_dispatch_opens_nothing(kept: Store) -> None:
    run = put(kept)
    old = dict(housekeeping.dispatched(kept, "here", 1))[run]
    with kept.writing() as connection:
        ledger.close(connection, run, tables.INTERRUPTED, "Killed.")
    assert ledger.requeue(kept, run)
    new = dict(housekeeping.dispatched(kept, "here", 1))[run]
    assert journal.claimed(kept, run, old) is None
    assert journal.claimed(kept, run, new) is not None
    assert journal.claimed(kept, run + 1, new) is None


def test_a_run_that_goes_on_knows_what_it_told_and_forgets_that_it_ended(kept: Store) -> None:
    run = put(kept)
    mine = pen(kept, run)
    told = [Event(events.BEGUN, 0), Event(events.SNAPSHOT, 0), Event(events.CHECKPOINT, 4, {}, {"w": np.arange(3.0)})]
    marks = [Event(events.MARK, 5, {"what": "rate", "value": rate}) for rate in (0.1, 0.01)]
    mine.write([packed(one) for one in (*told, *marks, Event(events.SCALARS, 8), Event(events.DONE, 8, {}))])
    mine.write([], (tables.STOPPED, "Stopped."))
    assert row(kept, run).status == tables.STOPPED
    assert ledger.requeue(kept, run)
    again = pen(kept, run)
    checkpoint = again.newest(events.CHECKPOINT)
    assert checkpoint
    np.testing.assert_array_equal(checkpoint.arrays["w"], np.arange(3.0))
    assert again.rate_since_checkpoint() == 0.01
    assert (again.last, again.recorded[events.SCALARS], again.recorded[events.SNAPSHOT]) == (7, 8, 0)
    assert events.DONE not in [kind for _, kind, _ in history(kept, run)]
    assert row(kept, run).status == tables.STARTING


def test_pausing_and_going_on_shows_in_the_status(kept: Store) -> None:
    run = put(kept)
    assert row(kept, run).status == tables.QUEUED
    mine = pen(kept, run)
    assert row(kept, run).status == tables.STARTING
    for news, status in (
        (Event(events.BEGUN, 0), tables.RUNNING),
        (Event(events.MARK, 1, {"what": "pause"}), tables.PAUSED),
        (Event(events.SCALARS, 2), tables.PAUSED),
        (Event(events.MARK, 2, {"what": "resume"}), tables.RUNNING),
        (Event(events.MARK, 2, {"what": "rate", "value": 1}), tables.RUNNING),
    ):
        mine.write([packed(news)])
        assert row(kept, run).status == status
    mine.write([], (tables.DIVERGED, "The loss is no number."))
    assert (row(kept, run).status, row(kept, run).reason) == (tables.DIVERGED, "The loss is no number.")


def test_many_servers_dispatch_no_run_twice_and_fill_no_slot_twice(kept: Store) -> None:
    for person in "abcdefghij":
        put(kept, person)
    dispatched: list[list[tuple[int, str]]] = []
    barrier = threading.Barrier(4)

    def server() -> None:
        barrier.wait(10)
        dispatched.append(housekeeping.dispatched(kept, "here", 3))

    servers = [threading.Thread(target=server) for _ in range(4)]
    for one in servers:
        one.start()
    for one in servers:
        one.join(20)
    assert sorted(run for some in dispatched for run, _ in some) == [1, 2, 3]
    assert len(dispatched) == 4


def test_a_full_queue_is_refused_with_its_length(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 5)
    for _ in range(limits.TRAIN_QUEUE_EACH):
        put(kept)
    with pytest.raises(InputError, match="4 of your runs wait already"):
        put(kept)
    put(kept, "you")
    with pytest.raises(InputError, match="5 runs wait already"):
        put(kept, "them")


def test_starting_too_often_is_refused(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 3)
    for _ in range(3):
        put(kept)
        housekeeping.dispatched(kept, "here", 100)
    with pytest.raises(InputError, match="3 runs within a minute"):
        put(kept)
    put(kept, "you")


def test_taking_up_a_run_again_counts_as_starting_it(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 2)
    first = put(kept)
    with kept.writing() as connection:
        ledger.close(connection, first, tables.STOPPED, "")
        connection.execute(tables.RUNS.update().values(created=0.0, queued=0.0))
    assert ledger.requeue(kept, first)
    put(kept)
    with pytest.raises(InputError, match="2 runs within a minute"):
        put(kept)


def test_places_in_the_queue_are_fair(kept: Store) -> None:
    mine = [put(kept) for _ in range(3)]
    yours = put(kept, "you")
    assert ledger.places(kept) == {mine[0]: 1, yours: 2, mine[1]: 3, mine[2]: 4}
    housekeeping.dispatched(kept, "here", 1)
    assert ledger.places(kept) == {yours: 1, mine[1]: 2, mine[2]: 3}


def test_own_data_are_kept_once_and_found_by_their_hash(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = secrets.token_hex(32)
    own.put(kept, sha, b"data")
    own.put(kept, sha, b"data")
    assert own.taken(kept, sha) == b"data"
    assert own.taken(kept, "0" * 64) is None
    assert own.touch(kept, sha)
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 5)
    with pytest.raises(InputError, match="no room for more data"):
        own.put(kept, "1" * 64, b"more")


def test_own_data_long_unused_make_room_and_never_take_that_of_runs(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, newer, newest = "0" * 64, "1" * 64, "2" * 64
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 8)
    own.put(kept, old, b"data")
    own.put(kept, newer, b"data")
    with kept.writing() as connection:
        for sha, ago in ((old, 2), (newer, 1)):
            used = time.time() - own.IN_USE - ago
            connection.execute(tables.OWN.update().where(tables.OWN.c.sha == sha).values(used=used))
    own.put(kept, newest, b"data")
    assert [own.taken(kept, sha) for sha in (old, newer, newest)] == [None, b"data", b"data"]


def test_a_store_of_a_newer_cnnviz_is_refused_and_left_alone(kept: Store) -> None:
    with kept.writing() as connection:
        connection.execute(tables.SCHEMA.update().values(version=99))
    with pytest.raises(InputError, match=f"schema 99, and this cnnviz knows schema {tables.VERSION}. Update cnnviz"):
        Store(store.address())
    assert put(kept)


def test_many_processes_may_make_the_tables_at_once(
    kept: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if "sqlite" in request.node.name:
        address = sqlalchemy.URL.create("sqlite", database=str(tmp_path / "new" / "runs.sqlite"))
    else:
        fresh = request.getfixturevalue("server").database()
        address = sqlalchemy.make_url(fresh.replace("postgresql", "postgresql+psycopg"))
    opened: list[Store | Exception] = []

    def open_one() -> None:
        try:
            opened.append(Store(address))
        except Exception as trouble:
            opened.append(trouble)

    openers = [threading.Thread(target=open_one) for _ in range(5)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join(20)
    assert [type(one) for one in opened] == [Store] * 5, opened
    for one in opened:
        assert isinstance(one, Store)
        one.close()


@pytest.fixture
def cramped(sqlite: Store) -> Iterator[Store]:
    """A store whose disk becomes full at once."""
    with sqlite.reading() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    sql_event.listen(sqlite._engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 8}"))
    sqlite._engine.dispose()
    yield sqlite
    sqlite.close()


def test_a_full_disk_is_said_in_a_sentence_and_what_was_written_stays_readable(cramped: Store) -> None:
    run = put(cramped)
    mine = pen(cramped, run)
    mine.write([snapshot(0)])

    def fill() -> None:
        for step in range(1, 50):
            mine.write([snapshot(step, size=4000)])

    with pytest.raises(StoreError, match="The disk that keeps the runs is full") as full:
        fill()
    assert full.value.lasting
    told = history(cramped, run)
    assert told[0] == (1, events.SNAPSHOT, 0)
    assert row(cramped, run).last == told[-1][0]
    mine.write([], (tables.FAILED, str(full.value)))
    assert row(cramped, run).status == tables.FAILED


def test_a_store_that_may_only_be_read_is_read(sqlite: Store) -> None:
    run = put(sqlite)
    sql_event.listen(sqlite._engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
    sqlite._engine.dispose()
    assert row(sqlite, run).status == tables.QUEUED
    with pytest.raises(StoreError, match="can only be read here"):
        put(sqlite)


@pytest.mark.parametrize("home", ["/proc/cnnviz", "/dev/null/cnnviz"])
def test_a_folder_that_cannot_be_made_is_named(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", home)
    with pytest.raises(StoreError, match=f"The folder {home} for runs cannot be made"):
        store.opened()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runs.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    with pytest.raises(StoreError, match="is damaged"):
        store.opened()


def test_a_database_that_does_not_answer_is_said_so_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/runs")
    with pytest.raises(StoreError, match="cannot be reached") as away:
        store.opened()
    assert not away.value.lasting
    assert "secret" not in str(away.value)


@pytest.mark.parametrize(
    "said", ["mysql://me@host/runs", "runs.sqlite", "postgresql://", "postgresql://me@host:port/x"]
)
def test_an_address_of_no_postgresql_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", said)
    with pytest.raises(InputError, match="names no database that can be used"):
        store.address()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_ways_to_write_postgresql_are_understood(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", f"{scheme}://me:word@host:5433/runs?sslmode=require")
    address = store.address()
    assert (address.drivername, address.host, address.port) == ("postgresql+psycopg", "host", 5433)
    assert (address.password, address.database, address.query["sslmode"]) == ("word", "runs", "require")


def test_nothing_in_the_file_is_pickled(sqlite: Store, tmp_path: Path) -> None:
    run = put(sqlite)
    pen(sqlite, run).write([snapshot(0)])
    raw = sqlite3.connect(tmp_path / "home" / "runs.sqlite")
    data = raw.execute("SELECT data FROM cnnviz_events").fetchone()[0]
    raw.close()
    assert data[4:5] == b"{"


def test_deleting_old_runs_makes_the_file_smaller(
    sqlite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = put(sqlite)
    mine = pen(sqlite, run)
    mine.write([snapshot(0, size=2**22)])
    mine.write([], (tables.FINISHED, ""))
    monkeypatch.setattr(limits, "STORE_BYTES", 0)
    housekeeping.forget_old(sqlite)
    with sqlite.reading() as connection:
        assert connection.execute(select(EVENTS)).all() == []
    sqlite.close()
    assert (tmp_path / "home" / "runs.sqlite").stat().st_size < 2**20


def test_only_its_owner_can_read_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    for given in ("CNNVIZ_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv("CNNVIZ_HOME", raising=False)
        monkeypatch.setenv(given, str(tmp_path / given))
        folder = store.home()
        # As an older cnnviz left them.
        if given == "XDG_DATA_HOME":
            folder.mkdir(parents=True)
            for name in ("runs.sqlite", "runs.sqlite-wal"):
                (folder / name).touch(0o644)
        before = os.umask(0o000)
        try:
            kept = store.opened()
            with kept.writing() as connection:
                connection.execute(COMMANDS.insert().values(run=1, name="stop", value=0.0))
            modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}
        finally:
            os.umask(before)
            store._opened.pop(store.address()).close()
        assert modes == {folder.name: 0o700} | {f"runs.sqlite{end}": 0o600 for end in ("", "-wal", "-shm")}


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "shared"))
    store.opened()
    store._opened.pop(store.address()).close()
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "shared" / "runs.sqlite").stat().st_mode & 0o777 == 0o600
