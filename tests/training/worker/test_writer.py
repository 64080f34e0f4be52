"""cnnviz.training.worker.writer: one worker holds a run, and nothing is written twice or lost."""

import threading

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.training.dispatch import queue
from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import heartbeats, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.worker.event_retention import packed
from cnnviz.training.worker.writer import LostError, Writer, claim
from tests.training.stored import CONFIG, history, put, row, sized, snapshot, writer


def test_only_the_newest_checkpoint_is_kept(store: Store) -> None:
    run = put(store)
    mine = writer(store, run)
    for step in range(3):
        mine.write([sized(EventKind.CHECKPOINT, step, 100)])
    assert history(store, run) == [(3, EventKind.CHECKPOINT, 2)]
    assert row(store, run).bytes == len(sized(EventKind.CHECKPOINT, 2, 100).data) + len(CONFIG)


def test_snapshots_are_thinned_as_they_come(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_SNAPSHOTS", 20)
    run = put(store)
    mine = writer(store, run)
    for step in range(0, 1000, 5):
        mine.write([snapshot(step), snapshot(step + 1), sized(EventKind.SCALARS, step, 1)])
    steps = [step for _, kind, step in history(store, run) if kind == EventKind.SNAPSHOT]
    assert 20 <= len(steps) <= 26
    assert (steps[0], steps[-1]) == (0, 996)
    assert len(history(store, run, (EventKind.SCALARS,))) == 200


def test_a_run_keeps_no_more_bytes_than_it_may(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_BYTES", 100_000)
    run = put(store)
    mine = writer(store, run)
    for step in range(40):
        mine.write([snapshot(step, size=5000)])
        assert row(store, run).bytes <= 100_000 + len(CONFIG)
        assert not mine.over()
    mine.write([sized(EventKind.SCALARS, 41, 100_000)])
    assert mine.over()


def test_a_write_whose_answer_was_lost_can_be_made_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = put(store)
    mine = writer(store, run)
    jobs.send_command(store, run, "pause", 0.0)
    before = vars(mine).copy()
    news = [snapshot(0), sized(EventKind.CHECKPOINT, 0, 1)]
    assert mine.write(news) == [Command("pause", 0.0)]
    vars(mine).update(before)
    assert mine.write(news) == [Command("pause", 0.0)]
    assert history(store, run) == [(1, EventKind.SNAPSHOT, 0), (2, EventKind.CHECKPOINT, 0)]
    assert mine.write([snapshot(1)]) == []
    assert not mine.asked()


def test_a_write_that_failed_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run = put(store)
    mine = writer(store, run)
    with monkeypatch.context() as broken:
        broken.setattr(Writer, "_changed", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mine.write([snapshot(0)])
    assert (row(store, run).last, history(store, run)) == (0, [])


def test_two_commands_at_once_both_arrive_once_and_in_order(store: Store) -> None:
    run = put(store)
    mine = writer(store, run)
    askers = [
        threading.Thread(target=jobs.send_command, args=(store, run, "rate", float(value))) for value in range(1, 9)
    ]
    for asker in askers:
        asker.start()
    taken: list[Command] = []
    while any(asker.is_alive() for asker in askers) or mine.asked():
        taken += mine.write([])
    assert sorted(command.value for command in taken) == [1, 2, 3, 4, 5, 6, 7, 8]
    jobs.send_command(store, run, "pause", 0.0)
    jobs.send_command(store, run, "resume", 0.0)
    assert mine.write([]) == [Command("pause"), Command("resume")]


def test_two_workers_never_write_one_run(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "LEASE", 0.3)
    run = put(store)
    ticket = dict(queue.dispatch(store, "here", 1))[run]
    first = claim(store, run, ticket)
    assert first
    first.write([snapshot(0), sized(EventKind.CHECKPOINT, 0, 1)])
    second = claim(store, run, ticket, look_every=0.02)
    assert second
    second.write([snapshot(1)])
    with pytest.raises(LostError):
        first.write([snapshot(1)])
    with pytest.raises(LostError):
        first.write([], Ending(RunStatus.FINISHED, ""))
    assert history(store, run)[-1] == (3, EventKind.SNAPSHOT, 1)
    assert row(store, run).status == RunStatus.RUNNING


def test_a_worker_that_lives_is_not_robbed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "LEASE", 1.0)
    run = put(store)
    ticket = dict(queue.dispatch(store, "here", 1))[run]
    first = claim(store, run, ticket)
    assert first
    second: list[Writer | None] = []
    claimer = threading.Thread(target=lambda: second.append(claim(store, run, ticket, look_every=0.02)))
    claimer.start()
    for step in range(40):
        first.write([snapshot(step)])
        claimer.join(0.05)
    first.write([], Ending(RunStatus.FINISHED, "Done."))
    claimer.join(5)
    assert second == [None]
    assert row(store, run).status == RunStatus.FINISHED


def test_a_ticket_of_an_earlier_dispatch_opens_nothing(store: Store) -> None:
    run = put(store)
    old = dict(queue.dispatch(store, "here", 1))[run]
    with store.writing() as connection:
        jobs.end(connection, run, Ending(RunStatus.INTERRUPTED, "Killed."))
    assert queue.requeue(store, run)
    new = dict(queue.dispatch(store, "here", 1))[run]
    assert claim(store, run, old) is None
    assert claim(store, run, new) is not None
    assert claim(store, run + 1, new) is None


def test_a_run_that_goes_on_knows_what_it_told_and_forgets_that_it_ended(store: Store) -> None:
    run = put(store)
    mine = writer(store, run)
    told = [
        Event(EventKind.BEGUN, 0),
        Event(EventKind.SNAPSHOT, 0),
        Event(EventKind.CHECKPOINT, 4, {}, {"w": np.arange(3.0)}),
    ]
    marks = [Event(EventKind.MARK, 5, {"what": "rate", "value": rate}) for rate in (0.1, 0.01)]
    mine.write([packed(one) for one in (*told, *marks, Event(EventKind.SCALARS, 8), Event(EventKind.DONE, 8, {}))])
    mine.write([], Ending(RunStatus.STOPPED, "Stopped."))
    assert row(store, run).status == RunStatus.STOPPED
    assert queue.requeue(store, run)
    again = writer(store, run)
    checkpoint = again.newest(EventKind.CHECKPOINT)
    assert checkpoint
    np.testing.assert_array_equal(checkpoint.arrays["w"], np.arange(3.0))
    assert again.rate_since_checkpoint() == 0.01
    assert (again.last, again.last_steps[EventKind.SCALARS], again.last_steps[EventKind.SNAPSHOT]) == (7, 8, 0)
    assert EventKind.DONE not in [kind for _, kind, _ in history(store, run)]
    assert row(store, run).status == RunStatus.STARTING


def test_pausing_and_going_on_shows_in_the_status(store: Store) -> None:
    run = put(store)
    assert row(store, run).status == RunStatus.QUEUED
    mine = writer(store, run)
    assert row(store, run).status == RunStatus.STARTING
    for news, status in (
        (Event(EventKind.BEGUN, 0), RunStatus.RUNNING),
        (Event(EventKind.MARK, 1, {"what": "pause"}), RunStatus.PAUSED),
        (Event(EventKind.SCALARS, 2), RunStatus.PAUSED),
        (Event(EventKind.MARK, 2, {"what": "resume"}), RunStatus.RUNNING),
        (Event(EventKind.MARK, 2, {"what": "rate", "value": 1}), RunStatus.RUNNING),
    ):
        mine.write([packed(news)])
        assert row(store, run).status == status
    mine.write([], Ending(RunStatus.DIVERGED, "The loss is no number."))
    assert (row(store, run).status, row(store, run).reason) == (RunStatus.DIVERGED, "The loss is no number.")
