"""cnnviz.training.store.patience: a PostgreSQL that stands still."""

import contextlib
import threading
import time
from collections.abc import Iterator

import psutil
import pytest

from cnnviz.training.store import database, jobs, patience
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from tests.servers import postgres
from tests.servers.postgres import awaited

SECONDS = 1.0


@pytest.fixture
def frozen(postgresql: Store, server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database's processes stand still; its connections stay."""
    monkeypatch.setattr(patience, "SILENCE", SECONDS)
    jobs.fetch_run(postgresql, "x")
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


def asked(store: Store) -> float:
    """Seconds until the answer that there is none."""
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"cannot be reached|does not answer") as away:
        jobs.fetch_run(store, "x")
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
    monkeypatch.setattr(database, "FAILED", 0.2)
    asked(postgresql)
    main = psutil.Process(server._process.pid)
    thaw([main, *main.children(recursive=True)])

    def answers() -> bool:
        try:
            return jobs.fetch_run(postgresql, "x") is None
        except StoreError:
            return False

    awaited(answers, 10)
