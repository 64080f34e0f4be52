"""Where runs are kept: SQLite in a folder of one's own, or PostgreSQL by CNNVIZ_DATABASE_URL. The only channel.

Pages and workers never talk to each other: both read and write here, in short transactions.
"""

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, exc

from cnnviz.errors import InputError
from cnnviz.training import tables

# Seconds until a connection, a lock or a statement is given up: nothing waits for a database for ever.
PATIENCE = 5
# Seconds before a store that could not be opened is tried again.
FAILED = 2.0


class StoreError(InputError):
    """The store cannot do it. `lasting` claims that trying again in a moment is of no use."""

    def __init__(self, sentence: str, lasting: bool) -> None:
        super().__init__(sentence)
        self.lasting = lasting


class Store:
    """A database of runs. Every use of it is one transaction; all raise StoreError where it cannot be used now."""

    def __init__(self, address: sqlalchemy.URL) -> None:
        self._engine = _engine(address)
        self._writer = self._engine.execution_options(cnnviz_writes=True)
        deadline = time.monotonic() + PATIENCE
        try:
            while not self._created(deadline):
                time.sleep(0.05)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it never waits for one that writes."""
        with _said(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, alone: bool = False) -> Iterator[Connection]:
        """A transaction that is written whole or not at all; `alone`: no other such one is under way meanwhile."""
        with _said(), self._writer.begin() as connection:
            if alone:
                tables.lock(connection)
            yield connection

    def _created(self, deadline: float) -> bool:
        """Whether the tables are there. Several processes may open a new file at once, and only one can make it."""
        try:
            with self.writing() as connection:
                tables.create(connection)
        except StoreError as trouble:
            if trouble.lasting or self._engine.dialect.name != "sqlite" or time.monotonic() > deadline:
                raise
            return False
        return True

    def shrink(self) -> None:
        """Give pages of deleted runs back to the disk, if nobody writes just now; PostgreSQL does so by itself."""
        if self._engine.dialect.name == "sqlite":
            with self.reading() as connection, suppress(sqlite3.OperationalError):
                # It frees a page for every row that is fetched, and the rows are empty: only a script runs to the end.
                driver: Any = connection.connection.dbapi_connection
                driver.executescript("PRAGMA incremental_vacuum(4096)")

    def close(self) -> None:
        """Close all connections."""
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
        waits = f"-c statement_timeout={1000 * 6 * PATIENCE} -c lock_timeout={1000 * PATIENCE}"
        return sqlalchemy.create_engine(
            address, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=_waits(waits, address)
        )
    file = Path(address.database or "")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise StoreError(
            f"The folder {file.parent} for runs cannot be made. Name one that can be written with CNNVIZ_HOME.",
            lasting=True,
        ) from None
    _close_to_others(file)
    engine = sqlalchemy.create_engine(address, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


def _close_to_others(file: Path) -> None:
    """Let only its owner read the store: it holds the ids that control runs. SQLite gives the files that it makes
    beside it, -wal and -shm, the same rights; those of an older cnnviz may be there already."""
    # What cannot be made or changed here is told by SQLite, or is somebody else's.
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    for one in (file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "shm", "journal"))):
        with suppress(OSError):
            one.chmod(0o600)
    # A folder that CNNVIZ_HOME names may be anybody's; the usual one is cnnviz's alone.
    if "CNNVIZ_HOME" not in os.environ:
        with suppress(OSError):
            file.parent.chmod(0o700)


def _waits(options: str, address: sqlalchemy.URL) -> dict[str, Any]:
    named = {"connect_timeout": PATIENCE, "options": options, "keepalives_idle": PATIENCE, "tcp_user_timeout": 15_000}
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


@contextmanager
def _said() -> Iterator[None]:
    """What a database complains of, as a sentence. Its own mistakes (a wrong statement) are ours: they surface."""
    try:
        yield
    except exc.TimeoutError:
        raise StoreError("The store of runs is busy. Try again in a moment.", lasting=False) from None
    except exc.DBAPIError as problem:
        if isinstance(problem, exc.ProgrammingError | exc.IntegrityError | exc.DataError):
            raise
        raise _sentence(problem) from problem


def _sentence(problem: exc.DBAPIError) -> StoreError:
    state = getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "sqlite_errorname", None) or ""
    for start, sentence, lasting in _COMPLAINTS:
        if state.startswith(start):
            return StoreError(sentence, lasting)
    return StoreError(
        "The store of runs cannot be reached. What was recorded is safe; try again in a moment.", lasting=False
    )


_FULL = (
    "The disk that keeps the runs is full, so nothing more is recorded. "
    "Make room on it, or name another folder with CNNVIZ_HOME."
)
_READ_ONLY = "The store of runs can only be read here. Name a folder that can be written with CNNVIZ_HOME."
# How SQLite's name of an error, or PostgreSQL's SQLSTATE, begins; what it means; whether it lasts.
_COMPLAINTS = (
    ("SQLITE_FULL", _FULL, True),
    ("SQLITE_IOERR", _FULL.replace("is full", "is full or broken"), True),
    ("SQLITE_READONLY", _READ_ONLY, True),
    ("SQLITE_CANTOPEN", _READ_ONLY.replace("only be read", "not be opened"), True),
    ("SQLITE_CORRUPT", "The store of runs is damaged. Name another folder with CNNVIZ_HOME.", True),
    ("SQLITE_NOTADB", "The store of runs is damaged. Name another folder with CNNVIZ_HOME.", True),
    ("SQLITE_BUSY", "The store of runs is busy. Try again in a moment.", False),
    ("SQLITE_LOCKED", "The store of runs is busy. Try again in a moment.", False),
    ("53100", _FULL, True),
    ("25006", _READ_ONLY, True),
    ("28", "The database of runs does not accept CNNVIZ_DATABASE_URL's user or password.", True),
    ("3D000", "The database that CNNVIZ_DATABASE_URL names does not exist. Create it first.", True),
)
