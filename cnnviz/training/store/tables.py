"""The tables of the store: runs, what they told, what is asked of them, own data, exercises, classes, the schema's
version, the time."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
    select,
)

# A change of a table is a new version, with an entry in `migrations`.
VERSION = 4
# PostgreSQL's advisory lock that makes "only if there is room" true for several app servers at once.
LOCK = 0x636E6E


ALL = MetaData()

SCHEMA = Table("cnnviz_schema", ALL, Column("version", Integer, primary_key=True, autoincrement=False))

RUNS = Table(
    "cnnviz_runs",
    ALL,
    Column("id", Integer, primary_key=True),
    Column("control", String(64), nullable=False, unique=True),
    Column("view", String(64), nullable=False, unique=True),
    Column("person", String(64), nullable=False),
    Column("config", Text, nullable=False),
    Column("parent", String(64), nullable=False, default=""),
    Column("status", String(16), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    # Unix seconds; 0 is never. `queued` is when it last began to wait, `changed` when its status last changed
    # or somebody led it on.
    Column("created", Double, nullable=False),
    Column("queued", Double, nullable=False),
    Column("started", Double, nullable=False, default=0.0),
    Column("ended", Double, nullable=False, default=0.0),
    Column("changed", Double, nullable=False),
    Column("watched", Double, nullable=False),
    # What the supervisor has asked because nobody watched: "", "pause" or "stop".
    Column("asked", String(8), nullable=False, default=""),
    # Where it runs; which dispatch of it; which worker is its writer, and that one's count of signs of life.
    Column("engine", String(200), nullable=False, default=""),
    Column("ticket", String(32), nullable=False, default=""),
    Column("owner", String(32), nullable=False, default=""),
    Column("beat", BigInteger, nullable=False, default=0),
    # The newest event's number, its step, and the bytes of all events kept.
    Column("last", BigInteger, nullable=False, default=0),
    Column("step", BigInteger, nullable=False, default=0),
    Column("bytes", BigInteger, nullable=False, default=0),
    # Of the network it was started from; "" where nobody knows.
    Column("address", String(64), nullable=False, server_default=""),
    Index("cnnviz_runs_status", "status"),
    Index("cnnviz_runs_person", "person"),
    sqlite_autoincrement=True,
)

EVENTS = Table(
    "cnnviz_events",
    ALL,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("step", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("cnnviz_events_sizes", "run", "kind", "seq", "size"),
)

COMMANDS = Table(
    "cnnviz_commands",
    ALL,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False, index=True),
    Column("name", String(16), nullable=False),
    Column("value", Double, nullable=False),
    sqlite_autoincrement=True,
)

OWN = Table(
    "cnnviz_own",
    ALL,
    Column("sha", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("used", Double, nullable=False),
    Column("data", LargeBinary, nullable=False),
    # Who brought it first, and from which network.
    Column("person", String(64), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
)

# Exercises as texts, and their pictures as PNG in base64; `size` is of all of it.
EXERCISES = Table(
    "cnnviz_exercises",
    ALL,
    Column("id", String(32), primary_key=True),
    Column("created", Double, nullable=False),
    Column("expires", Double, nullable=False),
    Column("person", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
)

EXERCISE_PICTURES = Table(
    "cnnviz_exercise_pictures",
    ALL,
    Column("exercise", String(32), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("data", Text, nullable=False),
)

# A class of learners. `teacher`, and `secret` of a learner, are digests of what only their browsers have; `state` is
# what the teacher has set, in JSON; `version` counts every change of it, of its learners and answers.
ROOMS = Table(
    "cnnviz_rooms",
    ALL,
    Column("id", String(16), primary_key=True),
    Column("teacher", String(64), nullable=False, unique=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("created", Double, nullable=False),
    Column("address", String(64), nullable=False),
    Column("state", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
)

# `number` counts them from 1 in their class; `at` is the path of the page they are on, `runs` the view ids of their
# latest runs.
LEARNERS = Table(
    "cnnviz_learners",
    ALL,
    Column("id", String(16), primary_key=True),
    Column("room", String(16), nullable=False),
    Column("secret", String(64), nullable=False, unique=True),
    Column("number", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("joined", Double, nullable=False),
    Column("seen", Double, nullable=False),
    Column("at", String(80), nullable=False),
    Column("runs", String(400), nullable=False),
    Index("cnnviz_learners_room", "room"),
)

# What a learner said first to a question, in JSON, and what came of it; how often they have tried, and whether they are
# right by now. A question that is asked of all once more is another round.
ROOM_ANSWERS = Table(
    "cnnviz_room_answers",
    ALL,
    Column("learner", String(16), primary_key=True),
    Column("step", String(120), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("room", String(16), nullable=False),
    Column("given", Text, nullable=False),
    # 0 or 1, both.
    Column("first", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("misconception", String(64), nullable=False),
    Column("draw", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("answered", Double, nullable=False),
    Index("cnnviz_room_answers_room", "room"),
)

# When the time was last noted, and until when its age deletes nothing, because it has jumped: see `clocks`. One row.
CLOCK = Table(
    "cnnviz_clock",
    ALL,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("noted", Double, nullable=False),
    Column("settled", Double, nullable=False),
)


def lock(connection: Connection) -> None:
    """Let one server at a time go on, until the transaction ends. SQLite's writers are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
