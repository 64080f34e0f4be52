"""Connections to the database of runs: which one it is, and how each begins, waits and gives up."""

import os
import sqlite3
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, exc

from cnnviz import folders
from cnnviz.errors import InputError

# Seconds until a file's lock is given up, and a database's: nothing waits for ever.
PATIENCE, LOCKED = 5, 3


def address() -> sqlalchemy.URL:
    """The database's address. Raises InputError where CNNVIZ_DATABASE_URL names none that can be used, or no folder is
    there to keep a file in."""
    named = os.environ.get("CNNVIZ_DATABASE_URL", "")
    if not named:
        return sqlalchemy.URL.create("sqlite", database=str(folders.data() / "runs.sqlite"))
    scheme, _, rest = named.partition("://")
    try:
        if scheme in ("postgres", "postgresql") and rest:
            return sqlalchemy.make_url(f"postgresql+psycopg://{rest}")
    except (exc.ArgumentError, ValueError):
        pass
    raise InputError(
        "CNNVIZ_DATABASE_URL names no database that can be used. Write postgresql://user:password@host:5432/name."
    )


def engine(address: sqlalchemy.URL) -> Engine:
    """What connects to that database. An execution option, cnnviz_writes, says of a connection that it will write."""
    if address.get_backend_name() == "postgresql":
        # psycopg takes a while to load, and a store in a file does without.
        from cnnviz.training.store import patience  # noqa: PLC0415

        waits = f"-c statement_timeout={1000 * 6 * PATIENCE} -c lock_timeout={1000 * LOCKED}"
        made = sqlalchemy.create_engine(
            address, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=_waits(waits, address)
        )
        event.listen(made, "do_connect", patience.connected)
        return made
    made = sqlalchemy.create_engine(address, pool_timeout=PATIENCE, connect_args={"timeout": PATIENCE})
    event.listen(made, "connect", _prepared)
    event.listen(made, "begin", _begun)
    return made


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
