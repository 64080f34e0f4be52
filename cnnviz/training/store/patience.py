"""A connection to PostgreSQL that waits only so long for an answer.

The server's own timeouts do not help where the server itself stands still, and TCP's not where the machine beneath it
still acknowledges what it is sent.
"""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from psycopg.waiting import Ready

# Seconds without a byte from the server after which it is given up.
SILENCE = 4.0


def connected(
    _dialect: object, _record: object, words: tuple[Any, ...], options: dict[str, Any]
) -> "PatientConnection":
    """A new connection, for SQLAlchemy's event of that name; none to a server that has just been given up."""
    if time.monotonic() - PatientConnection.silent < 1.0:
        raise psycopg.OperationalError("the database has just not answered")
    return PatientConnection.connect(*words, **options)


class PatientConnection(psycopg.Connection[Any]):
    """Closed, with OperationalError, when the server has been silent for too long."""

    # When that last happened to any of them.
    silent = -1.0

    def wait(self, gen: Generator[Any, Any, Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg waits, but for at most SILENCE seconds at a time. Raises OperationalError after that."""
        return super().wait(self._answered(gen), interval, timeout)

    def _answered(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same questions to the socket, until it stays silent."""
        since = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready != Ready.NONE:
                    since = time.monotonic()
                elif time.monotonic() - since > SILENCE:
                    PatientConnection.silent = time.monotonic()
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"no answer from the database for {SILENCE:.0f} seconds")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value
