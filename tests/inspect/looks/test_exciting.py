"""Pictures in the queue of runs: with workers that play, and with a real one."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect import trained_runs
from cnnviz.inspect.looks import exciting
from cnnviz.inspect.models import Model
from cnnviz.nets import forward
from cnnviz.training import recorded, runs, statuses
from cnnviz.training.dispatch import embedded, engines, retention
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import Event, EventKind
from cnnviz.training.exciting import weights
from cnnviz.training.exciting.wanted import MAP, UNIT, How, Source, Wanted
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store.database import Store
from cnnviz.training.worker.event_retention import packed
from tests.servers.postgres import awaited
from tests.training import stored
from tests.training.conftest import PLAYED, acted, postgresql, server, sqlite, store  # noqa: F401

Processes = Callable[[], list[int]]


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """No supervisor: jobs stay in the queue."""
    monkeypatch.setattr(SUPERVISOR, "wake", lambda: None)
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)


def model() -> Model:
    return trained_runs.model(runs.fetch_run(recorded.FIRST))


def played(steps: int) -> Wanted:
    """For `tests.servers.actor`, which plays what a network of this name does."""
    asked = exciting.of(model(), "0", 0, How(steps=steps))
    return replace(asked, network=replace(asked.network, name="steady"))


def ended(id: str, seconds: float = 60) -> exciting.Job:
    awaited(lambda: exciting.fetch(id).status in statuses.ENDED, seconds)
    return exciting.fetch(id)


def steps(job: exciting.Job) -> list[int]:
    return [one.event.step for one in exciting.events(job) if one.event.kind == EventKind.PICTURE]


def test_a_picture_is_found_by_both_of_its_ids_and_only_one_controls_it(store: Store, unserved: None) -> None:  # noqa: F811
    asked = exciting.of(model(), "0", 3, How(seed=4))
    started = exciting.start(asked, "me", "1.2.3.4")
    mine, others = exciting.fetch(started.control), exciting.fetch(started.view)
    assert (mine.control, others.control, mine.id) == (started.control, "", others.id)
    assert (mine.status, mine.place, mine.wanted) == (RunStatus.QUEUED, 1, asked)
    assert exciting.said(mine) == "It waits for a free process, at place 1."
    with pytest.raises(InputError, match="Only the browser that started"):
        exciting.stop(started.view)
    exciting.stop(started.control)
    assert exciting.fetch(started.view).status == RunStatus.STOPPED
    assert exciting.said(exciting.fetch(started.view)) == "It was stopped before it began."


@pytest.mark.parametrize("forged", ["", "0" * 32, "a" * 65, "' OR 1=1 --", "é" * 8, "recorded"])
def test_a_forged_id_finds_no_picture(forged: str, sqlite: Store, unserved: None) -> None:  # noqa: F811
    exciting.start(exciting.of(model(), "0", 0), "me")
    with pytest.raises(InputError, match="There is no such picture"):
        exciting.fetch(forged)


def test_a_run_is_no_picture_and_a_picture_no_run(store: Store, unserved: None) -> None:  # noqa: F811
    picture, run = exciting.start(exciting.of(model(), "0", 0), "me"), runs.start(PLAYED, "me")
    with pytest.raises(InputError, match="There is no such picture"):
        exciting.fetch(run.view)
    with pytest.raises(InputError, match="There is no such run"):
        runs.fetch_run(picture.view)
    with pytest.raises(InputError, match="There is no such run"):
        runs.send_command(picture.control, "resume")


def test_pictures_and_runs_of_a_person_share_one_cap_and_one_queue(
    store: Store,  # noqa: F811
    unserved: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE_EACH", 3)
    asked = exciting.of(model(), "0", 0)
    runs.start(PLAYED, "me")
    mine = [exciting.start(asked, "me") for _ in range(2)]
    with pytest.raises(InputError, match="3 of your runs wait already"):
        exciting.start(asked, "me")
    other = exciting.start(asked, "somebody")
    # Everybody's first comes before anybody's second.
    assert [exciting.fetch(one.view).place for one in (other, *mine)] == [2, 3, 4]


def test_a_picture_goes_when_a_run_of_its_age_would(
    store: Store,  # noqa: F811
    unserved: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = exciting.start(exciting.of(model(), "0", 0), "me")
    exciting.stop(started.control)
    monkeypatch.setattr(limits, "STORE_BYTES", 0)
    monkeypatch.setattr(limits, "STORE_YOUNG", 0)
    retention.forget_old(store)
    with pytest.raises(InputError, match="There is no such picture"):
        exciting.fetch(started.view)


def test_a_picture_under_way_is_stopped_and_what_there_is_stays(store: Store, acted: Processes) -> None:  # noqa: F811
    started = exciting.start(played(500), "me")
    awaited(lambda: len(steps(exciting.fetch(started.view))) > 2, 60)
    exciting.stop(started.control)
    job = ended(started.view)
    assert (job.status, exciting.said(job)) == (RunStatus.STOPPED, "The actor has stopped.")
    assert 2 < len(steps(job)) < 500


def test_a_killed_worker_is_told_of_and_its_last_picture_stays(store: Store, acted: Processes) -> None:  # noqa: F811
    started = exciting.start(played(500), "me")
    awaited(lambda: len(steps(exciting.fetch(started.view))) > 2, 60)
    [pid] = acted()
    os.kill(pid, signal.SIGKILL)
    job = ended(started.view)
    assert (job.status, exciting.said(job)) == (RunStatus.INTERRUPTED, exciting.BROKEN_OFF)
    assert len(steps(job)) > 2


def test_a_worker_makes_the_picture_and_the_numbers_are_the_models(
    sqlite: Store,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A real process, with torch."""
    monkeypatch.setattr(engines, "_engines", {})
    monkeypatch.setattr(embedded, "REST", 3600.0)
    runs.warm()
    try:
        path, channel = "3", 2
        begun = exciting.of(model(), path, channel, How(steps=32))
        job = ended(exciting.start(begun, "me").view, 120)
        assert (job.status, job.reason) == (RunStatus.FINISHED, "Done: 32 steps.")
        first, *_, last = (one.event for one in exciting.events(job) if one.event.kind == EventKind.PICTURE)
        assert last.header["sum"] > first.header["sum"]
        mine = model()
        values = mine.preparation.normalisation.applied(last.arrays["picture"])
        made = forward.outputs(mine.network, mine.weights, values[None], {path})[path][0, channel]
        assert last.header["sum"] == pytest.approx(float(made.mean()), rel=1e-3, abs=1e-4)
    finally:
        SUPERVISOR.close()
        for engine in engines._engines.values():
            engine.close()


def test_the_real_networks_weights_are_found_in_their_file_and_its_picture_is_smaller(lite0: Model) -> None:
    asked = exciting.of(lite0, "11", 281)
    assert asked.network.input == (3, 128, 128)
    found = weights.tensors(asked, cast(Store, None))
    assert all(np.array_equal(found[name], lite0.weights[name]) for name in lite0.weights)


def test_weights_of_a_recorded_run_and_of_its_twin_are_found(sqlite: Store) -> None:  # noqa: F811
    run = model()
    found = weights.tensors(exciting.of(run, "0", 0), sqlite)
    assert all(np.array_equal(found[name], run.weights[name]) for name in run.weights)
    twin = weights.tensors(exciting.of(run, "0", 0, How(twin=True)), sqlite)
    assert not np.array_equal(found["0.weight"], twin["0.weight"])


def test_weights_of_a_run_in_the_store_are_those_of_its_moment(sqlite: Store, unserved: None) -> None:  # noqa: F811
    number, writer = stored.running(sqlite)
    arrays: dict[str, np.ndarray] = {"module.0.weight": np.ones((2, 2), np.float32), "optimiser.step": np.zeros(1)}
    writer.write([packed(Event(EventKind.CHECKPOINT, 7, {}, arrays))])
    view = stored.row(sqlite, number).view
    asked = replace(exciting.of(model(), "0", 0), source=Source(run=view, kind="checkpoint", step=7))
    assert list(weights.tensors(asked, sqlite)) == ["0.weight"]
    for other in (
        Source(run=view, kind="checkpoint", step=8),
        Source(run="0" * 32, kind="checkpoint", step=7),
        Source(run=view, kind="snapshot", step=7),
        Source(run=view, kind="done", step=7),
    ):
        with pytest.raises(InputError, match="no longer kept"):
            weights.tensors(replace(asked, source=other), sqlite)


@pytest.mark.parametrize("name", ["../runs.sqlite", "other.safetensors", "a/b.safetensors", "x.pth"])
def test_no_other_file_is_read(name: str, sqlite: Store, unserved: None) -> None:  # noqa: F811
    asked = replace(exciting.of(model(), "0", 0), source=Source(file=name))
    with pytest.raises(InputError, match="no longer kept"):
        weights.tensors(asked, sqlite)


def test_what_cannot_be_excited_is_refused(sqlite: Store, unserved: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    with pytest.raises(InputError, match="no such layer"):
        exciting.of(model(), "99", 0)
    with pytest.raises(InputError, match="channel"):
        exciting.of(model(), "0", 99)
    with pytest.raises(InputError, match="in no place where a worker finds them"):
        exciting.of(replace(model(), id="elsewhere"), "0", 0)
    monkeypatch.setattr(limits, "EXCITE_BYTES", 1)
    with pytest.raises(InputError, match="are the most"):
        exciting.of(model(), "0", 0)


def test_a_vector_has_no_unit_in_its_middle(sqlite: Store, unserved: None) -> None:  # noqa: F811
    assert exciting.of(model(), model().last, 0, How(aim=UNIT)).how.aim == MAP
    assert exciting.of(model(), "0", 0, How(aim=UNIT)).how.aim == UNIT
