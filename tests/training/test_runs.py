import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from cnnviz.datasets import catalogue, choice
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks
from cnnviz.training import events, recorded, runs
from cnnviz.training.config import Branch
from cnnviz.training.dispatch import queue
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from cnnviz.training.worker.event_retention import packed
from cnnviz.training.worker.writer import claim
from tests.training.conftest import PLAYED, ended, played, reached


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """No supervisor: runs stay in the queue."""
    monkeypatch.setattr(SUPERVISOR, "wake", lambda: None)
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)


def test_a_run_is_found_by_both_of_its_ids_and_only_one_controls_it(store: Store, unserved: None) -> None:
    started = runs.start(PLAYED, "me")
    mine, others = runs.fetch_run(started.control), runs.fetch_run(started.view)
    assert mine.id == others.id
    assert (mine.control, others.control) == (started.control, "")
    assert (mine.view, others.view) == (started.view, started.view)
    assert (mine.status, mine.place, mine.config, mine.last) == (RunStatus.QUEUED, 1, PLAYED, 0)
    assert abs(mine.created - time.time()) < 5


def test_a_run_looked_at_again_is_not_parsed_again(store: Store, unserved: None) -> None:
    started = runs.start(PLAYED, "me")
    assert runs.fetch_run(started.view).config is runs.fetch_run(started.control).config
    assert runs._parsed.cache_info().maxsize == runs.PARSED


def test_ids_cannot_be_guessed_from_one_another(store: Store, unserved: None) -> None:
    ids = {id for _ in range(3) for id in vars(runs.start(PLAYED, "me")).values()}
    assert len(ids) == 6
    assert {len(id) for id in ids} == {32}


@pytest.mark.parametrize(
    "forged",
    ["", "1", "0" * 32, "a" * 65, "' OR 1=1 --", "../recorded", "\x00", "é" * 32, "%", "5e3" * 10],
)
def test_a_forged_id_finds_nothing(forged: str, sqlite: Store, unserved: None) -> None:
    runs.start(PLAYED, "me")
    with pytest.raises(InputError, match="There is no such run"):
        runs.fetch_run(forged)
    with pytest.raises(InputError, match="There is no such run"):
        runs.send_command(forged, "stop")


def test_who_may_only_look_cannot_tell_it_anything(store: Store, unserved: None) -> None:
    started = runs.start(PLAYED, "me")
    with pytest.raises(InputError, match="lets you look at the run, not control it"):
        runs.send_command(started.view, "stop")
    assert runs.fetch_run(started.view).status == RunStatus.QUEUED


@pytest.mark.parametrize(("name", "value"), [("dance", 0.0), ("rate", 0.0), ("rate", float("nan")), ("rate", 11.0)])
def test_nonsense_is_not_passed_on(name: str, value: float, sqlite: Store, unserved: None) -> None:
    started = runs.start(PLAYED, "me")
    with pytest.raises(InputError, match="cannot be"):
        runs.send_command(started.control, name, value)


@pytest.mark.parametrize("person", ["", "x" * 65, "a\nb"])
def test_a_person_is_named_by_a_few_characters(person: str, sqlite: Store, unserved: None) -> None:
    with pytest.raises(InputError, match="1 to 64 characters"):
        runs.start(PLAYED, person)


def test_a_waiting_run_is_stopped_at_once_and_can_be_resumed(store: Store, unserved: None) -> None:
    started = runs.start(PLAYED, "me")
    with pytest.raises(InputError, match="still waits in the queue"):
        runs.send_command(started.control, "pause")
    runs.send_command(started.control, "stop")
    assert runs.fetch_run(started.control).status == RunStatus.STOPPED
    with pytest.raises(InputError, match="This run is over"):
        runs.send_command(started.control, "stop")
    runs.send_command(started.control, "resume")
    assert runs.fetch_run(started.control).place == 1


def test_a_run_that_would_take_a_hundred_gigabytes_never_starts(sqlite: Store, unserved: None) -> None:
    wide = tuple(layers.conv(512, 3, padding=1) for _ in range(20))
    network = networks.Network("wide", (1, 28, 28), (*wide, layers.GlobalPool(), layers.Dense(8)))
    with pytest.raises(InputError, match=r"parameters|GB of memory"):
        runs.start(replace(PLAYED, network=network, batch=1024), "me")
    assert queue.counts(sqlite) == (0, 0)


def test_a_network_for_other_pictures_never_starts(sqlite: Store, unserved: None) -> None:
    colour = replace(PLAYED, data=choice.Choice(colour=True))
    with pytest.raises(InputError, match="reads pictures of 1 × 28 × 28, and these are 3 × 32 × 32"):
        runs.start(colour, "me")


def test_data_that_are_not_here_or_unknown_never_start(sqlite: Store, unserved: None) -> None:
    with pytest.raises(InputError, match="There is no data set “elsewhere”"):
        runs.start(replace(PLAYED, data=choice.Choice(name="elsewhere")), "me")
    with pytest.raises(InputError, match="Upload them again"):
        runs.start(replace(PLAYED, data=choice.Choice(name=choice.OWN, own="0" * 64)), "me")


def test_a_branch_from_nothing_never_starts(sqlite: Store, unserved: None) -> None:
    with pytest.raises(InputError, match="no longer kept"):
        runs.start(replace(PLAYED, branch=Branch("a" * 32, 3)), "me")


def test_a_branch_names_a_run_by_the_id_that_only_lets_look(sqlite: Store, unserved: None) -> None:
    """Its config is shown to everybody who looks at the new run."""
    first = runs.start(PLAYED, "me")
    writer = claim(sqlite, runs.fetch_run(first.view).id, queue.dispatch(sqlite, "here", 1)[0][1])
    assert writer
    writer.write([packed(Event(EventKind.SNAPSHOT, 1))])
    with pytest.raises(InputError, match="no longer kept"):
        runs.start(replace(PLAYED, branch=Branch(first.control, 1)), "me")
    runs.start(replace(PLAYED, branch=Branch(first.view, 1)), "me")


@pytest.mark.parametrize(
    "data", [choice.Choice(images=500, seed=3, colour=True), choice.Choice(choice.MNIST_5K, 50, 3)]
)
def test_the_validation_pictures_can_be_had_alone(data: choice.Choice) -> None:
    alone, whole = catalogue.validation(data), catalogue.load(data).validation
    np.testing.assert_array_equal(alone.pictures, whole.pictures)
    np.testing.assert_array_equal(alone.labels, whole.labels)


def test_looking_is_noted_at_most_once_a_second(sqlite: Store, unserved: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runs.fetch_run(runs.start(PLAYED, "me").view)
    noted: list[int] = []
    monkeypatch.setattr(jobs, "watch", lambda store, run: noted.append(run))
    for _ in range(5):
        runs.watch(run)
    assert noted == [run.id]
    runs._watched[run.id] -= runs.WATCH
    runs.watch(run)
    assert noted == [run.id, run.id]


@pytest.mark.parametrize("view", recorded.VIEWS)
def test_a_recorded_run_is_there_without_any_store(view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", "/proc/cnnviz")
    run = runs.fetch_run(view)
    assert (run.status, run.control, run.view) == (RunStatus.FINISHED, "", view)
    runs.watch(run)
    history: list[events.NumberedEvent] = []
    while piece := runs.fetch_events(run, history[-1].seq if history else 0, most_bytes=2**18):
        history += piece
    assert [one.seq for one in history] == list(range(1, run.last + 1))
    assert (history[0].event.kind, history[-1].event.kind) == (EventKind.BEGUN, EventKind.DONE)
    assert runs.fetch_event(run, 3).event is history[2].event
    assert {one.event.kind for one in runs.fetch_events(run, kinds=(EventKind.SCALARS,))} == {EventKind.SCALARS}
    with pytest.raises(InputError, match="no longer kept"):
        runs.fetch_event(run, run.last + 1)
    with pytest.raises(InputError, match="lets you look"):
        runs.send_command(view, "stop")


def test_a_run_learns_is_paused_led_on_and_stopped(store: Store, acted: Callable[[], list[int]]) -> None:
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 3)
    begun = time.monotonic()
    runs.send_command(started.control, "pause")
    paused = marked(started.control, "pause")
    assert time.monotonic() - begun < 0.5
    assert runs.fetch_run(started.control).status == RunStatus.PAUSED
    runs.send_command(started.control, "batch")
    reached(started.control, paused.event.step + 1)
    assert runs.fetch_run(started.control).status == RunStatus.PAUSED
    runs.send_command(started.control, "rate", 0.5)
    assert marked(started.control, "rate").event.header["value"] == 0.5
    runs.send_command(started.control, "resume")
    reached(started.control, paused.event.step + 3)
    runs.send_command(started.control, "stop")
    run = ended(started.control)
    assert (run.status, run.reason) == (RunStatus.STOPPED, "The actor has stopped.")
    history = runs.fetch_events(run)
    assert [one.seq for one in history] == sorted(one.seq for one in history)
    assert history[-1].event.kind == EventKind.DONE
    assert run.started <= run.ended


def test_a_run_branches_from_a_moment_of_another(sqlite: Store, acted: Callable[[], list[int]]) -> None:
    first = runs.start(played(epochs=1), "me")
    run = ended(first.control)
    moment = next(one.seq for one in runs.fetch_events(run, kinds=(EventKind.SNAPSHOT,)) if one.event.step == 5)
    second = runs.start(replace(played(epochs=1), branch=Branch(first.view, moment)), "me")
    branched = ended(second.control)
    assert (branched.status, branched.parent) == (RunStatus.FINISHED, first.view)
    assert marked(second.control, "branch")


def marked(id: str, what: str) -> events.NumberedEvent:
    """The mark, once it is there."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for one in runs.fetch_events(runs.fetch_run(id), kinds=(EventKind.MARK,)):
            if one.event.header["what"] == what:
                return one
        time.sleep(0.01)
    raise AssertionError(what)


def test_nothing_that_pages_call_loads_torch_or_dask() -> None:
    code = "import sys; import cnnviz.training.runs; print([m for m in ('torch', 'distributed') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"
