import time
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.training import config, events, housekeeping, journal, ledger, own, tables
from cnnviz.training.events import Command, Event
from cnnviz.training.journal import Journal
from cnnviz.training.kept import Packed, packed
from cnnviz.training.leases import LEASE, Leases
from cnnviz.training.store import Store
from cnnviz.training.tables import EVENTS, OWN, RUNS
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def put(kept: Store) -> int:
    control, _ = ledger.add(kept, CONFIG, "me", "")
    found = ledger.found(kept, control)
    assert found
    return int(found.id)


def running(kept: Store) -> tuple[int, Journal]:
    run = put(kept)
    pen = journal.claimed(kept, run, dict(housekeeping.dispatched(kept, "here", 100))[run])
    assert pen
    pen.write([packed(Event(events.BEGUN, 0))])
    return run, pen


def row(kept: Store, run: int) -> Any:
    with kept.reading() as connection:
        return connection.execute(select(RUNS).where(RUNS.c.id == run)).first()


def make(kept: Store, run: int, **values: object) -> None:
    with kept.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(**values))


def test_a_silent_worker_is_given_up_and_its_run_can_be_resumed(kept: Store) -> None:
    run, pen = running(kept)
    clock = Clock()
    seen = Leases(clock)
    housekeeping.give_up_silent(kept, seen)
    clock.now += LEASE - 1
    pen.write([])
    housekeeping.give_up_silent(kept, seen)
    clock.now += LEASE - 1
    housekeeping.give_up_silent(kept, seen)
    assert row(kept, run).status == tables.RUNNING
    clock.now += 2
    housekeeping.give_up_silent(kept, seen)
    assert row(kept, run).status == tables.INTERRUPTED
    assert "no sign of life" in row(kept, run).reason
    with pytest.raises(journal.LostError):
        pen.write([])
    assert ledger.requeue(kept, run)
    assert row(kept, run).status == tables.QUEUED


def test_looking_after_runs_reads_no_config(kept: Store) -> None:
    """Half a megabyte each, five times a second."""
    run, _ = running(kept)
    make(kept, run, watched=0.0)
    read: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        read.append(statement)

    sqlalchemy.event.listen(kept._engine, "before_cursor_execute", note)
    housekeeping.give_up_silent(kept, Leases())
    housekeeping.spare_unwatched(kept)
    housekeeping.make_way(kept, "here", 1)
    assert read
    assert not [one for one in read if "config" in one]


def test_a_run_that_no_worker_takes_is_given_up_later(kept: Store) -> None:
    run = put(kept)
    housekeeping.dispatched(kept, "here", 1)
    clock = Clock()
    seen = Leases(clock)
    housekeeping.give_up_silent(kept, seen)
    clock.now += LEASE + 1
    housekeeping.give_up_silent(kept, seen)
    assert row(kept, run).status == tables.STARTING
    clock.now += housekeeping.START
    housekeeping.give_up_silent(kept, seen)
    assert (row(kept, run).status, row(kept, run).reason) == (tables.INTERRUPTED, housekeeping.UNTAKEN)


def test_a_run_paused_for_nobody_and_then_stopped_no_longer_says_that_it_is_paused(kept: Store) -> None:
    run, pen = running(kept)
    make(kept, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    housekeeping.spare_unwatched(kept)
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    assert "is paused" in row(kept, run).reason
    ledger.ask(kept, run, "stop", 0.0)
    pen.write([])
    pen.write([], (tables.STOPPED, "Stopped after 3 batches."))
    assert row(kept, run).reason == "Stopped after 3 batches."


def test_what_nobody_watches_is_paused_then_stopped(kept: Store) -> None:
    run, pen = running(kept)
    housekeeping.spare_unwatched(kept)
    assert pen.write([]) == []
    make(kept, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    housekeeping.spare_unwatched(kept)
    housekeeping.spare_unwatched(kept)
    assert pen.write([]) == [Command("pause")]
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    assert (
        row(kept, run).reason == "Nobody looked at this run for 60 seconds, so it is paused. Resume it when you like."
    )
    make(kept, run, watched=time.time() - limits.TRAIN_UNWATCHED_STOP - 1)
    housekeeping.spare_unwatched(kept)
    housekeeping.spare_unwatched(kept)
    assert pen.write([]) == [Command("stop")]
    pen.write([], (tables.STOPPED, "Stopped after 3 batches."))
    assert row(kept, run).reason.startswith("Nobody looked at this run for 300 seconds, so it was stopped.")
    assert row(kept, run).reason.endswith("Stopped after 3 batches.")


def test_what_is_watched_again_goes_on_as_asked(kept: Store) -> None:
    run, pen = running(kept)
    make(kept, run, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    housekeeping.spare_unwatched(kept)
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    ledger.watch(kept, run)
    ledger.ask(kept, run, "resume", 0.0)
    pen.write([packed(Event(events.MARK, 3, {"what": "resume"}))])
    housekeeping.spare_unwatched(kept)
    assert (row(kept, run).status, row(kept, run).reason, row(kept, run).asked) == (tables.RUNNING, "", "")


def test_a_pause_does_not_hold_a_place_for_ever(kept: Store) -> None:
    run, pen = running(kept)
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    make(kept, run, changed=time.time() - limits.TRAIN_PAUSED - 1)
    housekeeping.spare_unwatched(kept)
    assert pen.write([]) == [Command("stop")]
    assert "was paused for 30 minutes" in row(kept, run).reason


def paused(kept: Store, seconds: float) -> tuple[int, Journal]:
    """A run that somebody watches, paused that long ago."""
    run, pen = running(kept)
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    make(kept, run, changed=time.time() - seconds)
    return run, pen


def test_a_paused_run_makes_way_for_one_that_waits(kept: Store) -> None:
    short, _ = paused(kept, limits.TRAIN_PAUSED_WANTED - 10)
    longer, pen = paused(kept, limits.TRAIN_PAUSED_WANTED + 1)
    longest, last = paused(kept, limits.TRAIN_PAUSED_WANTED + 2)
    housekeeping.make_way(kept, "here", 3)
    put(kept)
    housekeeping.make_way(kept, "here", 4)
    housekeeping.make_way(kept, "elsewhere", 3)
    assert last.write([]) == []
    for _ in range(2):
        housekeeping.make_way(kept, "here", 3)
        # Looking on does not keep the place.
        ledger.watch(kept, longest)
    assert [last.write([]), pen.write([])] == [[Command("stop")], []]
    last.write([packed(Event(events.CHECKPOINT, 3))], (tables.STOPPED, "Stopped after 3 batches."))
    assert row(kept, longest).reason.startswith("This run was paused for 120 seconds while others waited for its place")
    assert [row(kept, run).status for run in (short, longer)] == [tables.PAUSED] * 2
    [(next_one, _)] = housekeeping.dispatched(kept, "here", 3)
    assert next_one not in (short, longer, longest)
    assert ledger.requeue(kept, longest)
    [(again, ticket)] = housekeeping.dispatched(kept, "here", 4)
    pen_again = journal.claimed(kept, again, ticket)
    assert again == longest
    assert pen_again
    assert pen_again.newest(events.CHECKPOINT)


def test_a_run_that_nobody_looks_at_makes_way_at_once(kept: Store) -> None:
    watched, other = paused(kept, 0)
    left, pen = running(kept)
    make(kept, left, watched=time.time() - limits.TRAIN_UNWATCHED - 1)
    housekeeping.spare_unwatched(kept)
    assert pen.write([]) == [Command("pause")]
    pen.write([packed(Event(events.MARK, 3, {"what": "pause"}))])
    housekeeping.make_way(kept, "here", 2)
    assert pen.write([]) == []
    put(kept)
    housekeeping.make_way(kept, "here", 2)
    assert (pen.write([]), other.write([])) == ([Command("stop")], [])
    assert row(kept, left).reason.startswith("Nobody looked at this run for 60 seconds while others waited")
    assert row(kept, watched).status == tables.PAUSED


def test_who_steps_a_paused_run_keeps_its_place(kept: Store) -> None:
    run, pen = paused(kept, limits.TRAIN_PAUSED_WANTED + 1)
    put(kept)
    ledger.ask(kept, run, "batch", 0.0)
    housekeeping.make_way(kept, "here", 1)
    assert pen.write([]) == [Command("batch")]


def test_a_waiting_run_that_nobody_watches_leaves_the_queue(kept: Store) -> None:
    run = put(kept)
    make(kept, run, watched=time.time() - limits.TRAIN_UNWATCHED_STOP - 1)
    housekeeping.spare_unwatched(kept)
    assert row(kept, run).status == tables.STOPPED
    assert housekeeping.dispatched(kept, "here", 1) == []


def test_every_engine_has_its_own_slots(kept: Store) -> None:
    for _ in range(4):
        put(kept)
    assert len(housekeeping.dispatched(kept, "machine a", 2)) == 2
    assert len(housekeeping.dispatched(kept, "machine a", 2)) == 0
    assert len(housekeeping.dispatched(kept, "machine b", 1)) == 1


def test_why_runs_wait_is_said_and_taken_back(kept: Store) -> None:
    run = put(kept)
    housekeeping.explain_waiting(kept, "The scheduler is away.")
    assert row(kept, run).reason == "The scheduler is away."
    housekeeping.explain_waiting(kept, "")
    assert row(kept, run).reason == ""


def test_a_run_that_could_not_be_placed_waits_again(kept: Store) -> None:
    run = put(kept)
    [(_, ticket)] = housekeeping.dispatched(kept, "here", 1)
    housekeeping.put_back(kept, run, ticket, "No process could be started.")
    assert (row(kept, run).status, row(kept, run).reason) == (tables.QUEUED, "No process could be started.")
    assert housekeeping.counts(kept) == (1, 0)


def test_old_runs_are_forgotten_and_then_the_oldest_while_there_is_too_much(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    for _ in range(4):
        run, pen = running(kept)
        pen.write([Packed(events.SCALARS, 1, b"s" * 10_000)])
        pen.write([], (tables.FINISHED, ""))
        runs.append(run)
    for age, run in enumerate(runs):
        make(kept, run, ended=time.time() - 1000 + age)
    make(kept, runs[0], ended=time.time() - (limits.STORE_DAYS + 1) * 86_400)
    active, _ = running(kept)
    housekeeping.forget_old(kept)
    assert [row(kept, run) is None for run in runs] == [True, False, False, False]
    monkeypatch.setattr(limits, "STORE_BYTES", 30_000)
    housekeeping.forget_old(kept)
    assert [row(kept, run) is None for run in runs] == [True, True, False, False]
    monkeypatch.setattr(limits, "STORE_BYTES", 0)
    housekeeping.forget_old(kept)
    assert [row(kept, run) is None for run in runs] == [True] * 4
    assert row(kept, active).status == tables.RUNNING
    with kept.reading() as connection:
        assert {one.run for one in connection.execute(select(EVENTS))} == {active}


def test_data_of_learners_that_nobody_used_for_long_are_forgotten(kept: Store) -> None:
    own.put(kept, "a" * 64, b"old")
    own.put(kept, "b" * 64, b"new")
    with kept.writing() as connection:
        past = time.time() - (limits.STORE_DAYS + 1) * 86_400
        connection.execute(update(OWN).where(OWN.c.sha == "a" * 64).values(used=past))
    housekeeping.forget_old(kept)
    assert own.taken(kept, "a" * 64) is None
    assert own.taken(kept, "b" * 64) == b"new"
