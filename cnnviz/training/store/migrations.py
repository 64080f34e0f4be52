"""The store's schema, made where there is none, and brought from each released version to the next.

A change of `tables` is one entry in MIGRATIONS: statements in the SQL that SQLite and PostgreSQL share, written out,
so that they stay what they were. A column that is added has a default: a server that runs the older cnnviz on the same
database goes on until it is restarted.
"""

from sqlalchemy import Connection, select, text, update

from cnnviz.errors import InputError
from cnnviz.training.store import tables
from cnnviz.training.store.tables import SCHEMA

# By the version that they begin at.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE cnnviz_runs ADD COLUMN address VARCHAR(64) DEFAULT '' NOT NULL",
        "ALTER TABLE cnnviz_own ADD COLUMN person VARCHAR(64) DEFAULT '' NOT NULL",
        "ALTER TABLE cnnviz_own ADD COLUMN address VARCHAR(64) DEFAULT '' NOT NULL",
        "CREATE TABLE cnnviz_clock (id INTEGER NOT NULL, noted DOUBLE PRECISION NOT NULL, "
        "settled DOUBLE PRECISION NOT NULL, PRIMARY KEY (id))",
    ),
    2: (
        "CREATE TABLE cnnviz_exercises (id VARCHAR(32) NOT NULL, created DOUBLE PRECISION NOT NULL, "
        "expires DOUBLE PRECISION NOT NULL, person VARCHAR(64) NOT NULL, address VARCHAR(64) NOT NULL, "
        "size BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE cnnviz_exercise_pictures (exercise VARCHAR(32) NOT NULL, name VARCHAR(64) NOT NULL, "
        "data TEXT NOT NULL, PRIMARY KEY (exercise, name))",
    ),
    3: (
        "CREATE TABLE cnnviz_rooms (id VARCHAR(16) NOT NULL, teacher VARCHAR(64) NOT NULL UNIQUE, "
        "code VARCHAR(16) NOT NULL UNIQUE, created DOUBLE PRECISION NOT NULL, address VARCHAR(64) NOT NULL, "
        "state TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (id))",
        "CREATE TABLE cnnviz_learners (id VARCHAR(16) NOT NULL, room VARCHAR(16) NOT NULL, "
        "secret VARCHAR(64) NOT NULL UNIQUE, number INTEGER NOT NULL, name VARCHAR(200) NOT NULL, "
        "joined DOUBLE PRECISION NOT NULL, seen DOUBLE PRECISION NOT NULL, at VARCHAR(80) NOT NULL, "
        "runs VARCHAR(400) NOT NULL, PRIMARY KEY (id))",
        "CREATE INDEX cnnviz_learners_room ON cnnviz_learners (room)",
        "CREATE TABLE cnnviz_room_answers (learner VARCHAR(16) NOT NULL, step VARCHAR(120) NOT NULL, "
        "round INTEGER NOT NULL, room VARCHAR(16) NOT NULL, given TEXT NOT NULL, first INTEGER NOT NULL, "
        '"right" INTEGER NOT NULL, misconception VARCHAR(64) NOT NULL, draw INTEGER NOT NULL, '
        "tries INTEGER NOT NULL, answered DOUBLE PRECISION NOT NULL, PRIMARY KEY (learner, step, round))",
        "CREATE INDEX cnnviz_room_answers_room ON cnnviz_room_answers (room)",
    ),
}


def prepare(connection: Connection) -> None:
    """Have the tables of this version, whatever was there. Raises InputError where a newer cnnviz has made them,
    or none.

    Servers that start at once do it one after the other, and a migration that fails leaves everything as it was.
    """
    tables.lock(connection)
    SCHEMA.create(connection, checkfirst=True)
    version = connection.scalar(select(SCHEMA.c.version))
    if version is None:
        tables.ALL.create_all(connection)
        connection.execute(SCHEMA.insert().values(version=tables.VERSION))
    elif version > tables.VERSION:
        raise InputError(
            f"The store of runs has schema {version}, and this cnnviz knows schema {tables.VERSION}. "
            "Update cnnviz, or give it another folder with CNNVIZ_HOME, or another database with CNNVIZ_DATABASE_URL."
        )
    elif version != tables.VERSION and version not in MIGRATIONS:
        raise InputError(
            f"The store of runs says schema {version}, which no released cnnviz has made. "
            "Move it away, or give cnnviz another place with CNNVIZ_HOME or CNNVIZ_DATABASE_URL."
        )
    elif version < tables.VERSION:
        _upgrade(connection, version)


def _upgrade(connection: Connection, version: int) -> None:
    for begun in range(version, tables.VERSION):
        for statement in MIGRATIONS[begun]:
            connection.execute(text(statement))
    connection.execute(update(SCHEMA).values(version=tables.VERSION))
