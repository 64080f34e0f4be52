"""What a database complains of: a sentence for the learner, and the cause for whoever reads the log."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from cnnviz.errors import InputError

# Seconds until the same cause is logged again: several threads ask several times a second.
AGAIN = 60.0

log = logging.getLogger(__name__)


class StoreError(InputError):
    """The store cannot do it. `lasting` claims that trying again in a moment is of no use; `full` and `away` claim
    that there is no room in it, or that nothing answers."""

    def __init__(self, sentence: str, lasting: bool, full: bool = False, away: bool = False) -> None:
        super().__init__(sentence)
        self.lasting, self.full, self.away = lasting, full, away


@contextmanager
def translated_errors() -> Iterator[None]:
    """What a database complains of, as StoreError. Its own mistakes (a wrong statement) are ours: they surface."""
    try:
        yield
    except exc.TimeoutError:
        note("no connection of the pool became free")
        raise StoreError(BUSY, lasting=False) from None
    except exc.DBAPIError as problem:
        if isinstance(problem, exc.ProgrammingError | exc.IntegrityError | exc.DataError):
            raise
        # Not the statement, nor its values: they hold the ids that control runs.
        note(f"{type(problem.orig).__name__} {_state(problem)}: {problem.orig}")
        raise _sentence(problem) from problem


def note(cause: str) -> None:
    """Log a cause, the same one once in a while."""
    now = time.monotonic()
    with _lock:
        if now - _noted.get(cause, -AGAIN) < AGAIN:
            return
        if len(_noted) >= _REMEMBERED:
            _noted.clear()
        _noted[cause] = now
    log.warning("The store of runs: %s", cause)


_noted: dict[str, float] = {}
_REMEMBERED = 100
_lock = threading.Lock()


def _state(problem: exc.DBAPIError) -> str:
    return getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "sqlite_errorname", None) or ""


def _sentence(problem: exc.DBAPIError) -> StoreError:
    for start, sentence, lasting in _COMPLAINTS:
        if _state(problem).startswith(start):
            return StoreError(sentence, lasting, full=start in _NO_ROOM)
    return StoreError(
        "The store of runs cannot be reached. What was recorded is safe; try again in a moment.",
        lasting=False,
        away=True,
    )


BUSY = "The store of runs is busy. Try again in a moment."
_FULL = (
    "The disk that keeps the runs is full, so nothing more is recorded. "
    "Make room on it, or name another folder with CNNVIZ_HOME."
)
_READ_ONLY = "The store of runs can only be read here. Name a folder that can be written with CNNVIZ_HOME."
_DAMAGED = "The store of runs is damaged. Name another folder with CNNVIZ_HOME."
# How SQLite's name of an error, or PostgreSQL's SQLSTATE, begins; what it means; whether it lasts.
_COMPLAINTS = (
    ("SQLITE_FULL", _FULL, True),
    ("SQLITE_IOERR", _FULL.replace("is full", "is full or broken"), True),
    ("SQLITE_READONLY", _READ_ONLY, True),
    ("SQLITE_CANTOPEN", _READ_ONLY.replace("only be read", "not be opened"), True),
    ("SQLITE_CORRUPT", _DAMAGED, True),
    ("SQLITE_NOTADB", _DAMAGED, True),
    ("SQLITE_BUSY", BUSY, False),
    ("SQLITE_LOCKED", BUSY, False),
    ("53100", _FULL, True),
    ("55P03", BUSY, False),
    ("57014", BUSY, False),
    ("25006", _READ_ONLY, True),
    ("28", "The database of runs does not accept CNNVIZ_DATABASE_URL's user or password.", True),
    ("3D000", "The database that CNNVIZ_DATABASE_URL names does not exist. Create it first.", True),
)
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "53100")
