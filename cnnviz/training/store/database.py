"""The store of runs: SQLite in a folder of one's own, or PostgreSQL by CNNVIZ_DATABASE_URL. The only channel.

Pages and workers never talk to each other: both read and write here, in short transactions.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection

from cnnviz.errors import InputError
from cnnviz.training.store import clocks, connections, errors, files, migrations, tables
from cnnviz.training.store.errors import StoreError

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
        self._engine = connections.engine(address).execution_options(**{clocks.OPTION: clock})
        self._writing_engine = self._engine.execution_options(cnnviz_writes=True)
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
        with self._used(), self._writing_engine.begin() as connection:
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
            with errors.translated_errors():
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
        deadline = time.monotonic() + connections.PATIENCE
        while True:
            try:
                with errors.translated_errors(), self._writing_engine.begin() as connection:
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


_opened: dict[sqlalchemy.URL, Store] = {}
_failed: dict[sqlalchemy.URL, tuple[float, InputError]] = {}
_opening = threading.Lock()


def opened() -> Store:
    """The store that the environment names, opened once. Raises InputError where it cannot be."""
    wanted = connections.address()
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
