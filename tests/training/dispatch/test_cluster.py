"""Runs on a Dask cluster of real processes, with a real PostgreSQL between them and the app."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import ClassVar

import psutil
import pytest

from cnnviz.training import config as configs
from cnnviz.training import runs
from cnnviz.training.dispatch import cluster as cluster_engine
from cnnviz.training.dispatch import engines, queue
from cnnviz.training.dispatch.supervisor import SUPERVISOR, Supervisor
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from tests.servers import actor
from tests.servers.cluster import Cluster
from tests.servers.postgres import awaited
from tests.training.conftest import PLAYED, ended, played, reached


@pytest.fixture
def cluster(postgresql: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(engines, "_engines", {})
    cluster = Cluster(workers=2)
    monkeypatch.setenv("CNNVIZ_SCHEDULER", cluster.address)
    yield cluster
    SUPERVISOR.close()
    for engine in engines._engines.values():
        engine.close()
    cluster.close()


def steps(id: str) -> list[int]:
    history = runs.fetch_events(runs.fetch_run(id), kinds=(EventKind.SCALARS,))
    assert [float(one.event.arrays["loss"][0]) for one in history] == [
        actor.loss(one.event.step, PLAYED.rate) for one in history
    ]
    return [one.event.step for one in history]


def test_two_runs_train_at_once_and_a_killed_worker_loses_nothing(cluster: Cluster) -> None:
    one, other, third = (runs.start(played(epochs=100), person).control for person in ("me", "you", "them"))
    for id in (one, other):
        reached(id, 5, 60)
    assert len(cluster.busy()) == 2
    assert (runs.fetch_run(third).status, runs.fetch_run(third).place) == (RunStatus.QUEUED, 1)
    runs.send_command(third, "stop")

    killed = cluster.busy()[0]
    [child] = psutil.Process(killed.pid).children()
    killed.kill()
    killed.wait()
    awaited(lambda: not child.is_running(), 20)
    before = {id: len(steps(id)) for id in (one, other)}
    # Dask hands the run to the other worker as soon as that is free.
    awaited(lambda: RunStatus.INTERRUPTED in {runs.fetch_run(id).status for id in (one, other)})
    victim = next(id for id in (one, other) if runs.fetch_run(id).status == RunStatus.INTERRUPTED)
    survivor = other if victim == one else one
    runs.send_command(survivor, "stop")
    assert ended(survivor).status == RunStatus.STOPPED
    awaited(lambda: runs.fetch_run(victim).status == RunStatus.RUNNING)
    reached(victim, before[victim] + 3, 30)
    runs.send_command(victim, "stop")
    assert ended(victim).status == RunStatus.STOPPED
    for id in (one, other):
        assert steps(id) == list(range(1, len(steps(id)) + 1))


@pytest.mark.parametrize("trouble", [ValueError("no"), RuntimeError("no"), asyncio.CancelledError(), TimeoutError()])
def test_a_run_that_the_cluster_does_not_take_waits_again(
    trouble: BaseException, sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Client:
        status = "running"
        closed = False

        def submit(self, *_: object, **__: object) -> None:
            raise trouble

        def close(self, timeout: float) -> None:
            self.closed = True

    engine, client = cluster_engine.Cluster("tcp://127.0.0.1:1"), Client()
    engine._client = client
    monkeypatch.setattr(engine, "slots", lambda: 1)
    control, _ = queue.add(sqlite, configs.to_json(PLAYED), "me", "")
    Supervisor()._dispatch(engine, sqlite)
    row = jobs.fetch_run(sqlite, control)
    assert row
    assert (row.status, row.ticket) == (RunStatus.QUEUED, "")
    assert client.closed


def test_a_cluster_without_workers_is_said_to_have_none() -> None:
    class Client:
        status, scheduler = "running", SimpleNamespace(ncores=None)
        threads: ClassVar[dict[str, int]] = {}

        def sync(self, *_: object, **__: object) -> dict[str, int]:
            return self.threads

    engine = cluster_engine.Cluster("tcp://127.0.0.1:1")
    engine._client = Client()
    assert engine.slots() == 0
    assert engine.trouble() == "The cluster has no workers just now, so runs wait until one joins it."
    Client.threads = {"one": 2}
    assert (engine.slots(), engine.trouble()) == (2, "")


def test_a_run_whose_cluster_is_lost_says_so_and_can_be_resumed(cluster: Cluster) -> None:
    started = runs.start(played(epochs=100), "me").control
    reached(started, 3, 60)
    cluster.scheduler.kill()
    cluster.scheduler.wait()
    # As Dask's nanny does.
    for worker in cluster.busy():
        worker.kill()
    run = ended(started)
    assert run.status == RunStatus.INTERRUPTED
    assert "as it is when the cluster's scheduler is gone" in run.reason
    runs.send_command(started, "resume")
    assert runs.fetch_run(started).status == RunStatus.QUEUED


def test_when_the_scheduler_is_gone_runs_wait_and_the_app_lives_on(cluster: Cluster) -> None:
    started = runs.start(played(epochs=100), "me").control
    reached(started, 3, 60)
    cluster.scheduler.kill()
    cluster.scheduler.wait()
    waiting = runs.start(PLAYED, "me").control
    awaited(lambda: "scheduler at tcp://127.0.0.1" in runs.fetch_run(waiting).reason)
    assert runs.fetch_run(waiting).status == RunStatus.QUEUED
    # The store is the only channel: the run under way needs no scheduler, and still does as it is told.
    reached(started, len(steps(started)) + 3)
    runs.send_command(started, "stop")
    assert ended(started).status == RunStatus.STOPPED
    assert steps(started) == list(range(1, len(steps(started)) + 1))
    runs.send_command(waiting, "stop")
    assert runs.fetch_run(waiting).status == RunStatus.STOPPED
