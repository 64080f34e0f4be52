"""A PostgreSQL that stands still, and what is logged of a store's complaints."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from cnnviz.training import complaints, ledger, patience, store
from cnnviz.training.store import Store, StoreError
from tests.servers import postgres
from tests.servers.postgres import awaited

SECONDS = 1.0


@pytest.fixture
def frozen(postgresql: Store, server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database's processes stand still; its connections stay."""
    monkeypatch.setattr(patience, "SILENCE", SECONDS)
    ledger.found(postgresql, "x")
    main = psutil.Process(server._process.pid)
    stopped = [main, *main.children(recursive=True)]
    for one in stopped:
        one.suspend()
    yield
    thaw(stopped)
    patience.PatientConnection.silent = -1.0


def thaw(stopped: list[psutil.Process]) -> None:
    """Let them go on; some may have ended meanwhile."""
    for one in stopped:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.resume()


def asked(kept: Store) -> float:
    """Seconds until the answer that there is none."""
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"cannot be reached|does not answer") as away:
        ledger.found(kept, "x")
    assert not away.value.lasting
    return time.monotonic() - begun


def test_a_database_that_stands_still_keeps_nobody_waiting(postgresql: Store, frozen: None) -> None:
    assert asked(postgresql) < SECONDS + 2
    waits: list[float] = []
    askers = [threading.Thread(target=lambda: waits.append(asked(postgresql))) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(20)
    assert len(waits) == 20
    assert max(waits) < 1


def test_it_is_used_again_as_soon_as_it_answers(
    postgresql: Store, server: postgres.Server, frozen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "FAILED", 0.2)
    asked(postgresql)
    main = psutil.Process(server._process.pid)
    thaw([main, *main.children(recursive=True)])

    def answers() -> bool:
        try:
            return ledger.found(postgresql, "x") is None
        except StoreError:
            return False

    awaited(answers, 10)


def write(kept: Store, value: str) -> None:
    with kept.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        ledger.close(connection, 1, value, "secret")


def test_the_cause_of_a_complaint_is_logged_once_and_without_secrets(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    control, _ = ledger.add(sqlite, "{}", "me", "")
    sqlite._engine.dispose()
    monkeypatch.setattr(store, "_prepared", lambda *_: None)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with pytest.raises(StoreError):
                write(sqlite, control)
    assert caplog.text.count("SQLITE_READONLY: attempt to write a readonly database") == 1
    assert control not in caplog.text
    assert complaints.AGAIN > 1
