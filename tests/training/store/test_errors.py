"""cnnviz.training.store.errors: what is logged of a database that complains."""

import logging

import pytest

from cnnviz.training.dispatch import queue
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import connections, errors, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError


def write(store: Store, value: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        jobs.end(connection, 1, Ending(RunStatus.FAILED, value))


def test_the_cause_of_a_complaint_is_logged_once_and_without_secrets(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    control, _ = queue.add(sqlite, "{}", "me", "")
    sqlite._engine.dispose()
    monkeypatch.setattr(connections, "_prepared", lambda *_: None)
    monkeypatch.setattr(errors, "_noted", {})
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with pytest.raises(StoreError):
                write(sqlite, control)
    assert caplog.text.count("SQLITE_READONLY: attempt to write a readonly database") == 1
    assert control not in caplog.text
    assert errors.AGAIN > 1
