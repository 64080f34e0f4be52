"""cnnviz.training.dispatch.idle: what becomes of runs that nobody looks at, or that stay paused."""

import time

from cnnviz import limits
from cnnviz.training.dispatch import idle, queue
from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from cnnviz.training.worker.event_retention import packed
from cnnviz.training.worker.writer import Writer, claim
from tests.training.stored import make, put, row, running


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_run_paused_for_nobody_and_then_stopped_no_longer_says_that_it_is_paused(store: Store) -> None:
    run, writer = running(store)
    make(store, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    idle.pause_unwatched(store)
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    assert "is paused" in row(store, run).reason
    jobs.send_command(store, run, "stop", 0.0)
    writer.write([])
    writer.write([], Ending(RunStatus.STOPPED, "Stopped after 3 batches."))
    assert row(store, run).reason == "Stopped after 3 batches."


def test_what_nobody_watches_is_paused_then_stopped(store: Store) -> None:
    run, writer = running(store)
    idle.pause_unwatched(store)
    assert writer.write([]) == []
    make(store, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    idle.pause_unwatched(store)
    idle.pause_unwatched(store)
    assert writer.write([]) == [Command("pause")]
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    assert (
        row(store, run).reason == "Nobody looked at this run for 60 seconds, so it is paused. Resume it when you like."
    )
    make(store, run, watched=time.time() - limits.TRAIN_UNWATCHED_STOP - 1)
    idle.pause_unwatched(store)
    idle.pause_unwatched(store)
    assert writer.write([]) == [Command("stop")]
    writer.write([], Ending(RunStatus.STOPPED, "Stopped after 3 batches."))
    assert row(store, run).reason.startswith("Nobody looked at this run for 300 seconds, so it was stopped.")
    assert row(store, run).reason.endswith("Stopped after 3 batches.")


def test_what_is_watched_again_goes_on_as_asked(store: Store) -> None:
    run, writer = running(store)
    make(store, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    idle.pause_unwatched(store)
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    jobs.watch(store, run)
    jobs.send_command(store, run, "resume", 0.0)
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "resume"}))])
    idle.pause_unwatched(store)
    assert (row(store, run).status, row(store, run).reason, row(store, run).asked) == (RunStatus.RUNNING, "", "")


def test_a_pause_does_not_hold_a_place_for_ever(store: Store) -> None:
    run, writer = running(store)
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    make(store, run, changed=time.time() - limits.TRAIN_PAUSED - 1)
    idle.pause_unwatched(store)
    assert writer.write([]) == [Command("stop")]
    assert "was paused for 30 minutes" in row(store, run).reason


def paused(store: Store, seconds: float) -> tuple[int, Writer]:
    """A run that somebody watches, paused that long ago."""
    run, writer = running(store)
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    make(store, run, changed=time.time() - seconds)
    return run, writer


def test_a_paused_run_makes_way_for_one_that_waits(store: Store) -> None:
    short, _ = paused(store, limits.TRAIN_PAUSED_WANTED - 10)
    longer, writer = paused(store, limits.TRAIN_PAUSED_WANTED + 1)
    longest, last = paused(store, limits.TRAIN_PAUSED_WANTED + 2)
    idle.make_way(store, "here", 3)
    put(store)
    idle.make_way(store, "here", 4)
    idle.make_way(store, "elsewhere", 3)
    assert last.write([]) == []
    for _ in range(2):
        idle.make_way(store, "here", 3)
        # Looking on does not keep the place.
        jobs.watch(store, longest)
    assert [last.write([]), writer.write([])] == [[Command("stop")], []]
    last.write([packed(Event(EventKind.CHECKPOINT, 3))], Ending(RunStatus.STOPPED, "Stopped after 3 batches."))
    assert row(store, longest).reason.startswith(
        "This run was paused for 120 seconds while others waited for its place"
    )
    assert [row(store, run).status for run in (short, longer)] == [RunStatus.PAUSED] * 2
    [(next_one, _)] = queue.dispatch(store, "here", 3)
    assert next_one not in (short, longer, longest)
    assert queue.requeue(store, longest)
    [(again, ticket)] = queue.dispatch(store, "here", 4)
    pen_again = claim(store, again, ticket)
    assert again == longest
    assert pen_again
    assert pen_again.newest(EventKind.CHECKPOINT)


def test_a_run_that_nobody_looks_at_makes_way_at_once(store: Store) -> None:
    watched, other = paused(store, 0)
    left, writer = running(store)
    make(store, left, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    idle.pause_unwatched(store)
    assert writer.write([]) == [Command("pause")]
    writer.write([packed(Event(EventKind.MARK, 3, {"what": "pause"}))])
    idle.make_way(store, "here", 2)
    assert writer.write([]) == []
    put(store)
    idle.make_way(store, "here", 2)
    assert (writer.write([]), other.write([])) == ([Command("stop")], [])
    assert row(store, left).reason.startswith("Nobody looked at this run for 60 seconds while others waited")
    assert row(store, watched).status == RunStatus.PAUSED


def test_who_steps_a_paused_run_keeps_its_place(store: Store) -> None:
    run, writer = paused(store, limits.TRAIN_PAUSED_WANTED + 1)
    put(store)
    jobs.send_command(store, run, "batch", 0.0)
    idle.make_way(store, "here", 1)
    assert writer.write([]) == [Command("batch")]


def test_a_waiting_run_that_nobody_watches_leaves_the_queue(store: Store) -> None:
    run = put(store)
    make(store, run, watched=time.time() - limits.TRAIN_UNWATCHED_STOP - 1)
    idle.pause_unwatched(store)
    assert row(store, run).status == RunStatus.STOPPED
    assert queue.dispatch(store, "here", 1) == []
