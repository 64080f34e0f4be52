"""Stores that released versions of cnnviz have written, opened by this one.

`released/*.sql.gz` are dumps of SQLite files, each written by that release's own code: a finished run, one that was
stopped and keeps a checkpoint, one that waits, and in the second a learner's own data. Both have schema 1, config 1;
the third is the second with schema 2, the fourth with schema 3 and an exercise.
"""

import gzip
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import MetaData, inspect, select

from cnnviz.errors import InputError
from cnnviz.training import runs
from cnnviz.training.dispatch import queue, retention
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import connections, database, datasets, migrations, tables
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import RUNS
from cnnviz.training.worker.writer import claim
from tests.servers import postgres

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql.gz"))
# The schema of each, as PostgreSQL was given it.
POSTGRESQL = {
    version: (Path(__file__).parent / "released" / f"postgresql-{version}.sql").read_text() for version in (1, 2, 3)
}


def dumped(dump: Path, path: Path) -> None:
    """A SQLite file from its dump."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as file:
        file.executescript(gzip.decompress(dump.read_bytes()).decode())


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.partition(".")[0])
def old(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[sqlalchemy.URL]:
    """The address of a store as a release has left it."""
    monkeypatch.setattr(SUPERVISOR, "wake", lambda: None)
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    dumped(request.param, tmp_path / "runs.sqlite")
    if kind == "postgresql":
        server: postgres.Server = request.getfixturevalue("server")
        monkeypatch.setenv("CNNVIZ_DATABASE_URL", server.database())
        copied(tmp_path / "runs.sqlite", connections.address())
    yield connections.address()
    if opened := database._opened.pop(connections.address(), None):
        opened.close()


def copied(path: Path, address: sqlalchemy.URL) -> None:
    """The same rows in a PostgreSQL with the schema of that time."""
    source, target = sqlalchemy.create_engine(f"sqlite:///{path}"), sqlalchemy.create_engine(address)
    was, now = MetaData(), MetaData()
    was.reflect(source)
    with source.connect() as old_one, target.begin() as new_one:
        version = old_one.execute(select(was.tables["cnnviz_schema"].c.version)).scalar_one()
        new_one.exec_driver_sql(POSTGRESQL[version])
        now.reflect(new_one)
        for name, table in now.tables.items():
            if rows := [dict(row._mapping) for row in old_one.execute(select(was.tables[name]))]:
                new_one.execute(table.insert(), rows)
    source.dispose()
    target.dispose()


def controls(store: Store) -> dict[str, str]:
    """The ids that control the runs, by their status."""
    with store.reading() as connection:
        return {row.status: row.control for row in connection.execute(select(RUNS.c.status, RUNS.c.control))}


def test_runs_of_every_release_are_read_watched_and_taken_up(old: sqlalchemy.URL) -> None:
    store = database.opened()
    ids = controls(store)
    finished = runs.fetch_run(ids[RunStatus.FINISHED])
    assert (finished.config.data.images, finished.config.augmentation.erase) == (40, 3)
    history = runs.fetch_events(finished)
    assert (history[0].event.kind, history[-1].event.kind) == (EventKind.BEGUN, EventKind.DONE)
    assert (
        sum(len(one.event.arrays["loss"]) for one in history if one.event.kind == EventKind.SCALARS)
        == history[-1].event.step
    )
    stopped = runs.fetch_run(ids[RunStatus.STOPPED])
    runs.send_command(stopped.control, "resume")
    placed = dict(queue.dispatch(store, "here", 100))
    writer = claim(store, stopped.id, placed[stopped.id])
    assert writer
    checkpoint = writer.newest(EventKind.CHECKPOINT)
    assert checkpoint
    assert checkpoint.step > 0
    assert len(placed) == 2
    retention.forget_old(store)


def test_own_data_of_a_release_are_still_learned_from(old: sqlalchemy.URL) -> None:
    store = database.opened()
    with store.reading() as connection:
        for sha in connection.scalars(select(tables.OWN.c.sha)):
            assert datasets.fetch(store, sha).classes == ("a", "b")


def test_a_store_brought_up_to_date_has_the_tables_of_a_new_one(
    old: sqlalchemy.URL, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        fresh = sqlalchemy.URL.create("sqlite", database=str(tmp_path / "new" / "runs.sqlite"))
    else:
        fresh = sqlalchemy.make_url(request.getfixturevalue("server").database()).set(drivername="postgresql+psycopg")
    assert described(old) == described(fresh)


def described(address: sqlalchemy.URL) -> dict[str, object]:
    """Every table's columns, keys and indexes, once this version has opened the store. SQLite has two names for one
    kind of number."""
    store = Store(address)
    seen = inspect(store._engine)
    tables_seen: dict[str, object] = {
        name: (
            [
                (one["name"], str(one["type"]).replace("DOUBLE", "REAL"), one["nullable"])
                for one in seen.get_columns(name)
            ],
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted(str(one["column_names"]) for one in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
    }
    store.close()
    return tables_seen


def test_servers_that_start_at_once_bring_it_up_to_date_once(
    old: sqlalchemy.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrades: list[int] = []
    upgrade = migrations._upgrade

    def counted(connection: sqlalchemy.Connection, version: int) -> None:
        upgrades.append(version)
        upgrade(connection, version)

    monkeypatch.setattr(migrations, "_upgrade", counted)
    opened: list[Store] = []
    starting = threading.Barrier(4)

    def start() -> None:
        starting.wait(10)
        opened.append(Store(old))

    servers = [threading.Thread(target=start) for _ in range(4)]
    for server in servers:
        server.start()
    for server in servers:
        server.join(20)
    assert (len(opened), len(upgrades)) == (4, 1)
    for one in opened:
        one.close()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(old: sqlalchemy.URL, monkeypatch: pytest.MonkeyPatch) -> None:
    last = tables.VERSION - 1
    broken = (*migrations.MIGRATIONS[last], "ALTER TABLE nowhere ADD COLUMN x INTEGER")
    with monkeypatch.context() as patched:
        patched.setitem(migrations.MIGRATIONS, last, broken)
        with pytest.raises((InputError, sqlalchemy.exc.DBAPIError)):
            Store(old)
    assert "address" in str(described(old))


def test_a_run_that_cannot_be_read_says_why(sqlite: Store) -> None:
    control, _ = queue.add(sqlite, '{"version": 99}', "me", "")
    with pytest.raises(InputError, match=r"kept by another version of cnnviz.*newer cnnviz. Update cnnviz"):
        runs.fetch_run(control)


def test_a_schema_that_no_release_has_made_is_told_and_left_alone(tmp_path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'runs.sqlite'}")
    with engine.begin() as connection:
        tables.SCHEMA.create(connection)
        connection.execute(tables.SCHEMA.insert().values(version=0))
    with engine.begin() as connection, pytest.raises(InputError, match="says schema 0, which no released"):
        migrations.prepare(connection)
    assert inspect(engine).get_table_names() == [tables.SCHEMA.name]
    engine.dispose()


def test_every_version_before_this_one_has_its_migration_and_its_store() -> None:
    assert sorted(migrations.MIGRATIONS) == list(range(1, tables.VERSION))
    assert sorted(POSTGRESQL) == sorted(migrations.MIGRATIONS)
