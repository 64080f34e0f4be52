"""A store's file: readable by its owner only, and written again where somebody deletes it under the running app."""

import logging
import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

log = logging.getLogger(__name__)

# Whoever can read the store can control every run in it.
FOLDER, FILE = 0o700, 0o600


def prepare(path: Path, ours: bool) -> None:
    """Have the folder, and the file in it, for their owner only; `ours`: nothing else is kept in that folder.

    SQLite gives its other files the permissions of this one. Raises OSError where the folder cannot be made.
    """
    made = not path.parent.exists()
    path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    # What cannot be changed may still be read: SQLite says so where it cannot.
    with suppress(OSError):
        if ours or made:
            path.parent.chmod(FOLDER)
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE))
    for file in (path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal"))):
        with suppress(OSError):
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                file.chmod(FILE)


class Anchor:
    """Holds a store's file open: while it does, what was in it can be written again after it was deleted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = _identity(path)
        self._connection = sqlite3.connect(path, check_same_thread=False)
        # Reading once opens the file, and the others beside it.
        self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def holds(self) -> bool:
        """Whether the file that is there is still the one that was opened."""
        return _identity(self._path) == self._identity

    def rescue(self) -> bool:
        """Write the file again, unless somebody has; False where nothing could be saved. Raises OSError."""
        self._path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        copy = self._path.with_name(f"{self._path.name}.{os.getpid()}.rescued")
        try:
            with closing(sqlite3.connect(copy)) as target:
                self._connection.backup(target)
            copy.chmod(FILE)
            # Whole or not at all, and never over what another process has written meanwhile.
            with suppress(FileExistsError):
                os.link(copy, self._path)
        except sqlite3.Error as trouble:
            log.error("What was in %s could not be saved: %s", self._path, trouble)
            return False
        finally:
            copy.unlink(missing_ok=True)
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
