"""What goes wrong, made to go wrong: with real processes, real signals, real databases."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from cnnviz import limits
from cnnviz.datasets import choice
from cnnviz.errors import InputError
from cnnviz.training import runs
from cnnviz.training.config import Config
from cnnviz.training.dispatch import embedded, engines, supervisor, watchdog, worker_process
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import jobs, tables
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from tests.servers import actor, postgres
from tests.servers.postgres import awaited
from tests.training.conftest import PLAYED, ended, played, reached

Processes = Callable[[], list[int]]


def losses(id: str) -> dict[int, float]:
    """Every step's loss; fails where a step is told twice or its snapshot is missing."""
    history: dict[int, float] = {}
    for one in runs.fetch_events(runs.fetch_run(id), kinds=(EventKind.SCALARS,)):
        assert one.event.step not in history
        history[one.event.step] = float(one.event.arrays["loss"][0])
    shown = [one.event.step for one in runs.fetch_events(runs.fetch_run(id), kinds=(EventKind.SNAPSHOT,))]
    assert shown == list(range(len(shown)))
    return history


def expected(steps: int) -> dict[int, float]:
    return {step: actor.loss(step, PLAYED.rate) for step in range(1, steps + 1)}


def kept_status(store: Store, id: str) -> str:
    row = jobs.fetch_run(store, id)
    assert row
    return str(row.status)


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_killed_worker_is_noticed_and_its_run_goes_on_to_the_end(store: Store, acted: Processes) -> None:
    started = runs.start(played(epochs=3), "me")
    before = reached(started.control, 6)
    [pid] = acted()
    os.kill(pid, signal.SIGKILL)
    begun = time.monotonic()
    run = ended(started.control)
    assert time.monotonic() - begun < 2
    assert run.status == RunStatus.INTERRUPTED
    assert "was killed (signal 9)" in run.reason
    history = losses(started.control)
    assert len(history) >= 6
    assert run.last >= before.last
    runs.send_command(started.control, "resume")
    run = ended(started.control)
    assert (run.status, run.reason) == (RunStatus.FINISHED, "The actor has finished.")
    assert losses(started.control) == expected(30)
    marks = [one.event.header["what"] for one in runs.fetch_events(run, kinds=(EventKind.MARK,))]
    assert marks == ["resumed"]
    with pytest.raises(InputError, match="nothing to resume"):
        runs.send_command(started.control, "resume")


def test_a_kill_is_told_even_while_nothing_can_be_written(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 1)

    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", lasting=True)

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "end", full)
        os.kill(acted()[0], signal.SIGKILL)
        assert ended(started.control, 2).status == RunStatus.INTERRUPTED
        assert kept_status(sqlite, started.control) == RunStatus.RUNNING
    awaited(lambda: kept_status(sqlite, started.control) == RunStatus.INTERRUPTED)


def test_a_resume_asked_before_the_store_knows_of_the_end_holds(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = runs.start(played(epochs=6), "me")
    reached(started.control, 1)

    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.", lasting=True, full=True)

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "end", full)
        os.kill(acted()[0], signal.SIGKILL)
        assert ended(started.control, 2).status == RunStatus.INTERRUPTED
        runs.send_command(started.control, "resume")
    awaited(lambda: runs.fetch_run(started.control).status == RunStatus.FINISHED)
    assert losses(started.control) == expected(60)


def test_after_a_kill_the_next_run_works(sqlite: Store, acted: Processes) -> None:
    first = runs.start(played(epochs=100), "me")
    reached(first.control, 1)
    os.kill(acted()[0], signal.SIGKILL)
    ended(first.control)
    second = runs.start(played(epochs=1), "me")
    assert ended(second.control).status == RunStatus.FINISHED


def test_a_rate_changed_after_the_last_checkpoint_still_holds_when_the_run_goes_on(
    sqlite: Store, acted: Processes
) -> None:
    started = runs.start(played(epochs=3), "me")
    reached(started.control, 2)
    runs.send_command(started.control, "rate", 0.5)
    awaited(lambda: runs.fetch_events(runs.fetch_run(started.control), kinds=(EventKind.MARK,)))
    os.kill(acted()[0], signal.SIGKILL)
    ended(started.control)
    runs.send_command(started.control, "resume")
    ended(started.control)
    assert losses(started.control)[30] == actor.loss(30, 0.5)


@pytest.fixture
def app(sqlite: Store) -> Iterator[subprocess.Popen[str]]:
    """Another app server, with two runs under way."""
    command = (sys.executable, "-m", "tests.servers.app", "2")
    environment = {**os.environ, "CNNVIZ_TRAIN_SLOTS": "2"}
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=worker_process.ROOT
    )
    yield server
    server.kill()
    server.communicate()


def test_when_the_app_is_killed_no_worker_is_left_and_its_runs_can_be_resumed(
    app: subprocess.Popen[str], acted: Processes
) -> None:
    assert app.stdout
    said = json.loads(app.stdout.readline())
    assert len(said["processes"]) == 3
    app.send_signal(signal.SIGKILL)
    awaited(lambda: all(gone(pid) for pid in said["processes"]), 20)
    one, other = (ended(control) for control in said["runs"])
    assert [one.status, other.status] == [RunStatus.INTERRUPTED] * 2
    assert "The app ended while this run was training" in one.reason
    before = losses(one.control)
    assert before == expected(len(before))
    runs.send_command(one.control, "resume")
    reached(one.control, len(before) + 3)
    runs.send_command(one.control, "stop")
    assert ended(one.control).status == RunStatus.STOPPED
    after = losses(one.control)
    assert after == expected(len(after))


def test_when_app_and_workers_are_killed_the_silence_is_noticed(app: subprocess.Popen[str], acted: Processes) -> None:
    assert app.stdout
    said = json.loads(app.stdout.readline())
    for pid in said["processes"][:2]:
        psutil.Process(pid).suspend()
    app.send_signal(signal.SIGKILL)
    for pid in said["processes"]:
        os.kill(pid, signal.SIGKILL)
    assert runs.fetch_run(said["runs"][0]).status == RunStatus.RUNNING
    for control in said["runs"]:
        run = ended(control, 12)
        assert run.status == RunStatus.INTERRUPTED
        assert "no sign of life" in run.reason
    assert losses(said["runs"][0])


def test_an_app_that_ends_orderly_keeps_a_checkpoint_of_the_last_step(sqlite: Store, acted: Processes) -> None:
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 5)
    engine = engines.engine()
    assert isinstance(engine, embedded.Embedded)
    [pid] = acted()
    engine.close()
    assert gone(pid)
    run = runs.fetch_run(started.control)
    assert run.status == RunStatus.INTERRUPTED
    [checkpoint] = runs.fetch_events(run, kinds=(EventKind.CHECKPOINT,))
    assert checkpoint.event.step == max(losses(started.control))


def test_even_a_worker_that_hangs_ends_when_the_app_does(sqlite: Store, acted: Processes) -> None:
    started = runs.start(played("hang"), "me")
    reached(started.control, actor.FAULT - 1)
    [pid] = acted()
    engine = engines.engine()
    assert isinstance(engine, embedded.Embedded)
    stdin = engine._watchdogs[0].process._process.stdin
    assert stdin
    stdin.close()
    awaited(lambda: gone(pid), 20)
    assert ended(started.control).status == RunStatus.INTERRUPTED


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("refuse", "These pictures cannot be learned. Choose others."),
        ("no memory", "needs more memory than one run may take. Choose a smaller batch"),
        ("crash", "Something in cnnviz broke while this run was training"),
    ],
)
def test_a_run_that_fails_says_so_in_a_sentence(name: str, said: str, sqlite: Store, acted: Processes) -> None:
    run = ended(runs.start(played(name), "me").control)
    assert run.status == RunStatus.FAILED
    assert said in run.reason
    assert "secret-of-the-inside" not in run.reason
    assert losses(run.view) == expected(actor.FAULT - 1)


def test_a_worker_that_hangs_is_killed(sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    started = runs.start(played("hang"), "me")
    reached(started.control, actor.FAULT - 1)
    # Only now: a busy machine may take a second for a step that does not hang.
    monkeypatch.setattr(limits, "TRAIN_HUNG", 1)
    [pid] = acted()
    run = ended(started.control)
    assert run.status == RunStatus.FAILED
    assert "Nothing was learned for 1 seconds" in run.reason
    awaited(lambda: gone(pid), 20)


def test_a_worker_given_up_for_dead_does_not_stay_when_its_run_goes_on_elsewhere(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "LOST", 1)
    started = runs.start(played(epochs=3), "me")
    reached(started.control, 6)
    [pid] = acted()
    os.kill(pid, signal.SIGSTOP)
    assert "gives no sign of life" in ended(started.control).reason
    awaited(lambda: gone(pid), 20)
    runs.send_command(started.control, "resume")
    assert ended(started.control).status == RunStatus.FINISHED
    assert losses(started.control) == expected(30)


def test_a_paused_run_is_not_taken_for_hung(sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 1)
    runs.send_command(started.control, "pause")
    awaited(lambda: runs.fetch_run(started.control).status == RunStatus.PAUSED)
    monkeypatch.setattr(limits, "TRAIN_HUNG", 1)
    paused = time.monotonic()
    awaited(lambda: time.monotonic() - paused > 2)
    assert runs.fetch_run(started.control).status == RunStatus.PAUSED


def test_a_paused_run_that_is_watched_gives_its_slot_to_one_that_waits(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_SLOTS", 1)
    monkeypatch.setattr(limits, "TRAIN_PAUSED_WANTED", 0)
    started = runs.start(played(epochs=10), "me")
    step = reached(started.control, 1).last
    runs.send_command(started.control, "pause")
    awaited(lambda: runs.fetch_run(started.control).status == RunStatus.PAUSED)
    other = runs.start(played(epochs=1), "you")
    assert "paused for 0 seconds while others waited for its place" in ended(started.control).reason
    assert ended(other.control).status == RunStatus.FINISHED
    runs.send_command(started.control, "resume")
    assert ended(started.control).status == RunStatus.FINISHED
    assert runs.fetch_run(started.control).last > step
    assert losses(started.control) == expected(100)


def test_a_worker_that_takes_too_much_memory_is_killed_with_the_figure(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = runs.start(played("hog"), "me")
    monkeypatch.setattr(limits, "TRAIN_MEMORY", 300 * 2**20)
    run = ended(started.control)
    assert run.status == RunStatus.FAILED
    assert "GB of memory, more than the 0.3 GB it may" in run.reason


def test_a_run_that_takes_too_long_is_ended(sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "OVERTIME", 1 - limits.TRAIN_SECONDS)
    run = ended(runs.start(played(epochs=100), "me").control)
    assert run.status == RunStatus.FAILED
    assert "This run took longer than" in run.reason


def test_a_worker_whose_disk_is_full_says_so_and_what_it_told_stays(
    sqlite: Store, acted: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = max(file.stat().st_size for file in (tmp_path / "home").iterdir())
    room = str(filled + 150_000)
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-m", "tests.servers.actor", room))
    run = ended(runs.start(played(epochs=100), "me").control)
    assert run.status in (RunStatus.FAILED, RunStatus.INTERRUPTED)
    assert "full" in run.reason
    assert "without a word" not in run.reason
    history = losses(run.view)
    assert history == expected(len(history))
    assert len(history) > 5


def test_a_store_that_is_away_is_a_sentence_and_the_app_lives_on(
    monkeypatch: pytest.MonkeyPatch, acted: Processes
) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", "postgresql://me@127.0.0.1:1/runs")
    for call in (lambda: runs.start(PLAYED, "me"), lambda: runs.fetch_run("a" * 32)):
        with pytest.raises(InputError, match="cannot be reached"):
            call()
    supervisor.SUPERVISOR.wake()


def test_a_postgresql_restarted_during_a_run_loses_nothing(
    postgresql: Store, server: postgres.Server, acted: Processes
) -> None:
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 5)
    server.stop()
    try:
        with pytest.raises(InputError, match="cannot be reached"):
            runs.fetch_run(started.control)
        stopped = time.monotonic()
        awaited(lambda: time.monotonic() - stopped > 1)
    finally:
        server.start()
    before = len(losses(started.control))
    reached(started.control, before + 60)
    runs.send_command(started.control, "stop")
    run = ended(started.control)
    assert run.status == RunStatus.STOPPED
    history = losses(started.control)
    assert history == expected(len(history))


def test_runs_wait_for_their_turn_and_know_their_place(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_SLOTS", 1)
    first = runs.start(played(epochs=100), "me")
    reached(first.control, 1)
    mine, yours = (runs.start(played(epochs=1), person) for person in ("me", "you"))
    assert [runs.fetch_run(one.control).place for one in (first, mine, yours)] == [0, 2, 1]
    runs.send_command(first.control, "stop")
    late, early = ended(mine.control), ended(yours.control)
    assert late.status == early.status == RunStatus.FINISHED
    assert early.started < late.started


def test_a_spare_process_takes_the_next_run_and_goes_when_nobody_wants_it(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs.warm()
    [spare] = acted()
    started = runs.start(played(epochs=100), "me")
    reached(started.control, 1)
    assert acted() == [spare]
    monkeypatch.setattr(embedded, "REST", 0.0)
    runs.warm()
    engine = engines.engine()
    assert isinstance(engine, embedded.Embedded)
    engine._spare_at = 0.0
    awaited(lambda: len(acted()) == 2)
    monkeypatch.setattr(limits, "TRAIN_SPARE", 0)
    awaited(lambda: acted() == [spare])


def test_a_spare_that_was_killed_is_replaced_unnoticed(sqlite: Store, acted: Processes) -> None:
    runs.warm()
    [spare] = acted()
    os.kill(spare, signal.SIGKILL)
    awaited(lambda: gone(spare))
    assert ended(runs.start(played(epochs=1), "me").control).status == RunStatus.FINISHED


def test_a_real_run_killed_in_the_middle_ends_as_if_nothing_had_been(
    sqlite: Store, acted: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-m", "cnnviz.training.worker"))
    real = Config(data=choice.Choice(images=640), network=PLAYED.network, epochs=2, device="cpu")
    whole = runs.start(real, "me").control
    assert ended(whole, 60).status == RunStatus.FINISHED
    # The other one begins in a process that was warm: it has learned something before.
    engine = engines.engine()
    assert isinstance(engine, embedded.Embedded)
    engine._spare_at = 0.0
    runs.warm()
    awaited(lambda: psutil.Process(acted()[-1]).memory_info().rss > 200 * 2**20, 60)
    with monkeypatch.context() as held:
        held.setattr(supervisor.SUPERVISOR, "wake", lambda: None)
        supervisor.SUPERVISOR.close()
        broken = runs.start(real, "me").control
        with sqlite.writing() as connection:
            run = runs.fetch_run(broken).id
            connection.execute(tables.COMMANDS.insert().values(run=run, name="batch", value=0.0))
    supervisor.SUPERVISOR.wake()
    awaited(lambda: runs.fetch_run(broken).status == RunStatus.PAUSED, 60)
    os.kill(acted()[0], signal.SIGKILL)
    assert ended(broken).status == RunStatus.INTERRUPTED
    runs.send_command(broken, "resume")
    assert ended(broken, 60).status == RunStatus.FINISHED
    one, other = (history(id, EventKind.SCALARS) for id in (whole, broken))
    for name in ("loss", "accuracy", "rate"):
        curve, again = (np.concatenate([event.arrays[name] for event in run]) for run in (one, other))
        np.testing.assert_array_equal(curve, again)
    one, other = (history(id, EventKind.SNAPSHOT) for id in (whole, broken))
    assert one[-1].step == other[-1].step == 20
    for name, array in one[-1].arrays.items():
        np.testing.assert_array_equal(array, other[-1].arrays[name])


def history(id: str, kind: str) -> list[Event]:
    return [one.event for one in runs.fetch_events(runs.fetch_run(id), kinds=(kind,))]
