"""cnnviz.training.store.database: laws that hold for SQLite and PostgreSQL alike."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event as sql_event
from sqlalchemy import select

from cnnviz import folders, limits
from cnnviz.errors import InputError
from cnnviz.training.dispatch import retention
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import connections, database, tables
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.tables import COMMANDS, EVENTS
from tests.training.stored import history, put, row, snapshot, writer


def test_a_store_of_a_newer_cnnviz_is_refused_and_left_alone(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(tables.SCHEMA.update().values(version=99))
    with pytest.raises(InputError, match=f"schema 99, and this cnnviz knows schema {tables.VERSION}. Update cnnviz"):
        Store(connections.address())
    assert put(store)


def test_many_processes_may_make_the_tables_at_once(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
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
    mine = writer(cramped, run)
    mine.write([snapshot(0)])

    def fill() -> None:
        for step in range(1, 50):
            mine.write([snapshot(step, size=4000)])

    with pytest.raises(StoreError, match="The disk that keeps the runs is full") as full:
        fill()
    assert full.value.lasting
    events_left = history(cramped, run)
    assert events_left[0] == (1, EventKind.SNAPSHOT, 0)
    assert row(cramped, run).last == events_left[-1][0]
    mine.write([], Ending(RunStatus.FAILED, str(full.value)))
    assert row(cramped, run).status == RunStatus.FAILED


def test_a_store_that_may_only_be_read_is_read(sqlite: Store) -> None:
    run = put(sqlite)
    sql_event.listen(sqlite._engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
    sqlite._engine.dispose()
    assert row(sqlite, run).status == RunStatus.QUEUED
    with pytest.raises(StoreError, match="can only be read here"):
        put(sqlite)


@pytest.mark.parametrize("home", ["/proc/cnnviz", "/dev/null/cnnviz"])
def test_a_folder_that_cannot_be_made_is_named(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", home)
    with pytest.raises(StoreError, match=f"The folder {home} for runs cannot be made"):
        database.opened()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runs.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    with pytest.raises(StoreError, match="is damaged"):
        database.opened()


def test_a_database_that_does_not_answer_is_said_so_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/runs")
    with pytest.raises(StoreError, match="cannot be reached") as away:
        database.opened()
    assert not away.value.lasting
    assert "secret" not in str(away.value)


def test_nothing_in_the_file_is_pickled(sqlite: Store, tmp_path: Path) -> None:
    run = put(sqlite)
    writer(sqlite, run).write([snapshot(0)])
    raw = sqlite3.connect(tmp_path / "home" / "runs.sqlite")
    data = raw.execute("SELECT data FROM cnnviz_events").fetchone()[0]
    raw.close()
    assert data[4:5] == b"{"


def test_deleting_old_runs_makes_the_file_smaller(
    sqlite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = put(sqlite)
    mine = writer(sqlite, run)
    mine.write([snapshot(0, size=2**22)])
    mine.write([], Ending(RunStatus.FINISHED, ""))
    monkeypatch.setattr(limits, "STORE_BYTES", 0)
    retention.forget_old(sqlite)
    with sqlite.reading() as connection:
        assert connection.execute(select(EVENTS)).all() == []
    sqlite.close()
    assert (tmp_path / "home" / "runs.sqlite").stat().st_size < 2**20


def test_only_its_owner_can_read_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    for given in ("CNNVIZ_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv("CNNVIZ_HOME", raising=False)
        monkeypatch.setenv(given, str(tmp_path / given))
        folder = folders.data()
        # As an older cnnviz left them.
        if given == "XDG_DATA_HOME":
            folder.mkdir(parents=True)
            for name in ("runs.sqlite", "runs.sqlite-wal"):
                (folder / name).touch(0o644)
        before = os.umask(0o000)
        try:
            store = database.opened()
            with store.writing() as connection:
                connection.execute(COMMANDS.insert().values(run=1, name="stop", value=0.0))
            modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.iterdir())}
        finally:
            os.umask(before)
            database._opened.pop(connections.address()).close()
        assert modes == {folder.name: 0o700} | {f"runs.sqlite{end}": 0o600 for end in ("", "-wal", "-shm")}


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "shared"))
    database.opened()
    database._opened.pop(connections.address()).close()
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "shared" / "runs.sqlite").stat().st_mode & 0o777 == 0o600
