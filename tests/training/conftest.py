"""Stores of both kinds, a supervisor whose workers only play, and nothing left behind."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cnnviz.nets import layers, networks
from cnnviz.training import runs, statuses
from cnnviz.training.config import Config
from cnnviz.training.dispatch import embedded, engines, worker_process
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.store import connections, database
from cnnviz.training.store.database import Store
from tests.servers import postgres
from tests.servers.postgres import awaited

SMALL = (layers.conv(4, 3), layers.Activation("ReLU"), layers.GlobalPool(), layers.Dense(10))
PLAYED = Config(network=networks.Network("steady", (1, 28, 28), SMALL), epochs=3)


def played(name: str = "steady", epochs: int = 3) -> Config:
    """A config for `tests.servers.actor`: it learns 10 steps an epoch, 20 ms each."""
    return replace(PLAYED, network=replace(PLAYED.network, name=name), epochs=epochs)


def ended(control: str, seconds: float = 60) -> runs.Run:
    """The run, once it is over."""
    awaited(lambda: runs.fetch_run(control).status in statuses.ENDED, seconds)
    return runs.fetch_run(control)


def reached(control: str, step: int, seconds: float = 60) -> runs.Run:
    """The run, once its history holds that step."""
    run = runs.fetch_run(control)
    awaited(lambda: max((one.event.step for one in runs.fetch_events(run)), default=-1) >= step, seconds)
    return runs.fetch_run(control)


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL for all tests of a process."""
    try:
        postgres.programs()
    except FileNotFoundError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    server = postgres.Server()
    yield server
    server.close()


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store in a file."""
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.delenv("CNNVIZ_SCHEDULER", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "home"))
    yield from opened()


@pytest.fixture
def postgresql(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store in a real PostgreSQL."""
    monkeypatch.delenv("CNNVIZ_SCHEDULER", raising=False)
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", server.database())
    yield from opened()


def opened() -> Iterator[Store]:
    """The store that the environment names, closed afterwards."""
    store = database.opened()
    yield store
    database._opened.pop(connections.address()).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, of each kind in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[int]]]:
    """Workers that play: gives the numbers of their processes. None is left when the test ends."""
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-m", "tests.servers.actor"))
    monkeypatch.setattr(engines, "_engines", {})
    monkeypatch.setattr(embedded, "REST", 3600.0)
    yield processes
    SUPERVISOR.close()
    SUPERVISOR.endings = {}
    for engine in engines._engines.values():
        engine.close()


def processes() -> list[int]:
    """The numbers of this process's worker processes."""
    engine = engines.engine()
    assert isinstance(engine, embedded.Embedded)
    return engine.processes()
