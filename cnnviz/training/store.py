"""Where runs are kept: SQLite in a folder of one's own, or PostgreSQL by CNNVIZ_DATABASE_URL. The only channel.

Pages and workers never talk to each other: both read and write here, in short transactions.
"""

import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, exc

from cnnviz.errors import InputError
from cnnviz.training import clocks, complaints, files, migrations, tables
from cnnviz.training.complaints import StoreError

# Seconds until a file's lock is given up, and a database's: nothing waits for ever.
PATIENCE, LOCKED = 5, 3
# Seconds before a store that could not be opened, or has not answered, is tried again; and how long an answer that does
# not come may take before nobody else waits for one.
FAILED, SLOW = 2.0, 1.0

log = logging.getLogger(__name__)


class Store:
    """A database of runs. Every use of it is one transaction; all raise StoreError where it cannot be used now.

    `clock` tells Unix seconds where the database is a file; PostgreSQL has its own. `lost` claims that the file was
    deleted while it was in use, and that what was in it could not be saved.
    """

    def __init__(self, address: sqlalchemy.URL, clock: Callable[[], float] = time.time) -> None:
        self._path = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
        self._prepare()
        self._engine = _engine(address).execution_options(**{clocks.OPTION: clock})
        self._writer = self._engine.execution_options(cnnviz_writes=True)
        self._anchor: files.Anchor | None = None
        self._mending, self._silent, self.lost = threading.Lock(), 0.0, False
        try:
            self._create()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it never waits for one that writes."""
        with self._used(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, alone: bool = False) -> Iterator[Connection]:
        """A transaction that is written whole or not at all; `alone`: no other such one is under way meanwhile."""
        with self._used(), self._writer.begin() as connection:
            if alone:
                tables.lock(connection)
            yield connection

    @contextmanager
    def _used(self) -> Iterator[None]:
        """Complaints become sentences, and while the database has just not answered, nobody waits for it."""
        begun = time.monotonic()
        if begun < self._silent:
            raise StoreError("The store of runs does not answer. Try again in a moment.", lasting=False, away=True)
        self._mend()
        try:
            with complaints.said():
                yield
        except StoreError as trouble:
            if trouble.away and time.monotonic() - begun > SLOW:
                self._silent = time.monotonic() + FAILED
            raise

    def _prepare(self) -> None:
        if self._path is None:
            return
        try:
            files.prepare(self._path, ours="CNNVIZ_HOME" not in os.environ)
        except OSError:
            raise StoreError(
                f"The folder {self._path.parent} for runs cannot be made. "
                "Name one that can be written with CNNVIZ_HOME.",
                lasting=True,
            ) from None

    def _create(self) -> None:
        """Have the tables. Several processes may open a new file at once, and only one can make it."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with complaints.said(), self._writer.begin() as connection:
                    migrations.prepare(connection)
                break
            except StoreError as trouble:
                if trouble.lasting or self._path is None or time.monotonic() > deadline:
                    raise
            time.sleep(0.05)
        if self._path:
            self._anchor = files.Anchor(self._path)

    def _mend(self) -> None:
        """Where somebody has deleted the file, or put another in its place, go on with one that is there."""
        if self._anchor is None or self._anchor.holds():
            return
        with self._mending:
            if self._anchor.holds():
                return
            assert self._path
            gone = not self._path.exists()
            if gone:
                self.lost = not self._saved(self._anchor)
            self._prepare()
            self._anchor.close()
            self._engine.dispose()
            self._create()
            if gone:
                outcome = "Nothing of it could be saved." if self.lost else "What was in it is there again."
                log.error("%s was deleted while cnnviz was running. %s", self._path, outcome)

    def _saved(self, anchor: files.Anchor) -> bool:
        try:
            return anchor.rescue()
        except OSError as trouble:
            log.error("What was in %s could not be saved: %s", self._path, trouble)
            return False

    def shrink(self) -> None:
        """Give pages of deleted runs back to the disk, if nobody writes just now; PostgreSQL does so by itself."""
        if self._engine.dialect.name == "sqlite":
            with self.reading() as connection, suppress(sqlite3.OperationalError):
                # It frees a page for every row that is fetched, and the rows are empty: only a script runs to the end.
                driver: Any = connection.connection.dbapi_connection
                driver.executescript("PRAGMA incremental_vacuum(4096)")

    def close(self) -> None:
        """Close all connections."""
        if self._anchor:
            self._anchor.close()
        self._engine.dispose()


def home() -> Path:
    """The folder of the store: CNNVIZ_HOME, or cnnviz in the user's folder for data."""
    if named := os.environ.get("CNNVIZ_HOME"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "cnnviz"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "cnnviz"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "cnnviz"


def address() -> sqlalchemy.URL:
    """The database's address. Raises InputError where CNNVIZ_DATABASE_URL names none that can be used."""
    said = os.environ.get("CNNVIZ_DATABASE_URL", "")
    if not said:
        try:
            return sqlalchemy.URL.create("sqlite", database=str(home() / "runs.sqlite"))
        except RuntimeError:
            raise InputError("There is no folder to keep runs in. Name one with CNNVIZ_HOME.") from None
    scheme, _, rest = said.partition("://")
    try:
        if scheme in ("postgres", "postgresql") and rest:
            return sqlalchemy.make_url(f"postgresql+psycopg://{rest}")
    except (exc.ArgumentError, ValueError):
        pass
    raise InputError(
        "CNNVIZ_DATABASE_URL names no database that can be used. Write postgresql://user:password@host:5432/name."
    )


_opened: dict[sqlalchemy.URL, Store] = {}
_failed: dict[sqlalchemy.URL, tuple[float, InputError]] = {}
_opening = threading.Lock()


def opened() -> Store:
    """The store that the environment names, opened once. Raises InputError where it cannot be."""
    wanted = address()
    with _opening:
        if wanted not in _opened:
            # Many pages ask at once: not each of them waits in turn for a database that does not answer.
            since, trouble = _failed.get(wanted, (0.0, None))
            if trouble and time.monotonic() - since < FAILED:
                raise trouble
            try:
                _opened[wanted] = Store(wanted)
            except InputError as trouble:
                _failed[wanted] = (time.monotonic(), trouble)
                raise
        return _opened[wanted]


def _engine(address: sqlalchemy.URL) -> Engine:
    if address.get_backend_name() == "postgresql":
        # psycopg takes a while to load, and a store in a file does without.
        from cnnviz.training import patience  # noqa: PLC0415

        waits = f"-c statement_timeout={1000 * 6 * PATIENCE} -c lock_timeout={1000 * LOCKED}"
        engine = sqlalchemy.create_engine(
            address, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=_waits(waits, address)
        )
        event.listen(engine, "do_connect", patience.connected)
        return engine
    engine = sqlalchemy.create_engine(address, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


def _waits(options: str, address: sqlalchemy.URL) -> dict[str, Any]:
    named = {"connect_timeout": LOCKED, "options": options, "keepalives_idle": PATIENCE, "tcp_user_timeout": 15_000}
    return {name: value for name, value in named.items() if name not in address.query}


def _prepared(connection: sqlite3.Connection, _: object) -> None:
    # Python's own idea of when a transaction begins would begin it too late; `_begun` says it instead.
    connection.isolation_level = None
    if not connection.execute("PRAGMA page_count").fetchone()[0]:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    # No fsync at every commit: a crash of the machine may lose the last moments, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begun(connection: Connection) -> None:
    # A writer that begins as a reader could find that it may not go on: here it waits for its turn at once.
    writes = connection.get_execution_options().get("cnnviz_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
