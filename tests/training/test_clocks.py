"""Servers whose clocks disagree, and clocks that jump. A store in a file has the clock of whoever opened it."""

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import clocks, config, events, housekeeping, journal, ledger, own, store, tables
from cnnviz.training.events import Event
from cnnviz.training.journal import Journal
from cnnviz.training.kept import packed
from cnnviz.training.leases import Leases
from cnnviz.training.store import Store
from cnnviz.training.tables import RUNS
from tests.training.conftest import PLAYED

CONFIG = config.to_json(PLAYED)
DAY = 86_400.0


class Steady:
    """A clock that nobody sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Ahead:
    """This machine's clock, set ahead by so many seconds."""

    seconds = 0.0

    def __call__(self) -> float:
        return time.time() + self.seconds


@pytest.fixture
def ahead() -> Iterator[Callable[[float], Store]]:
    """A second server on the store that the environment names, whose machine's clock is that far ahead."""
    clock, opened = Ahead(), list[Store]()

    def set_ahead(seconds: float) -> Store:
        clock.seconds = seconds
        opened.extend([] if opened else [Store(store.address(), clock)])
        return opened[0]

    yield set_ahead
    for other in opened:
        other.close()


def running(kept: Store, person: str = "me") -> tuple[int, Journal]:
    control, _ = ledger.add(kept, CONFIG, person, "")
    row = ledger.found(kept, control)
    assert row
    pen = journal.claimed(kept, row.id, dict(housekeeping.dispatched(kept, "here", 100))[row.id])
    assert pen
    pen.write([packed(Event(events.BEGUN, 0))])
    return int(row.id), pen


def status(kept: Store, run: int) -> str | None:
    with kept.reading() as connection:
        return connection.scalar(select(RUNS.c.status).where(RUNS.c.id == run))


@pytest.mark.parametrize("seconds", [90.0, 400.0, 4000.0, -3600.0])
def test_a_server_whose_clock_is_wrong_leaves_a_watched_run_alone(
    kept: Store, ahead: Callable[[float], Store], seconds: float
) -> None:
    run, pen = running(kept)
    other, steady = ahead(seconds), Steady()
    seen = Leases(steady)
    for _ in range(8):
        ledger.watch(kept, run)
        housekeeping.spare_unwatched(other, seen)
        steady.now += limits.TRAIN_UNWATCHED / 2
    assert pen.write([]) == []
    assert status(kept, run) == tables.RUNNING


def test_a_server_whose_clock_is_wrong_still_sees_that_nobody_looks(
    sqlite: Store, ahead: Callable[[float], Store]
) -> None:
    run, pen = running(sqlite)
    other, steady = ahead(-3600.0), Steady()
    seen = Leases(steady)
    housekeeping.spare_unwatched(other, seen)
    steady.now += limits.TRAIN_UNWATCHED + 1
    housekeeping.spare_unwatched(other, seen)
    assert [command.name for command in pen.write([])] == ["pause"]
    steady.now += limits.TRAIN_UNWATCHED_STOP
    housekeeping.spare_unwatched(other, seen)
    assert [command.name for command in pen.write([])] == ["stop"]
    assert status(sqlite, run) == tables.RUNNING


def test_a_run_paused_a_moment_ago_keeps_its_place_from_a_server_that_is_ahead(
    kept: Store, ahead: Callable[[float], Store]
) -> None:
    _, pen = running(kept)
    pen.write([packed(Event(events.MARK, 1, {"what": "pause"}))])
    ledger.add(kept, CONFIG, "you", "")
    other, steady = ahead(400.0), Steady()
    seen = Leases(steady)
    for _ in range(3):
        housekeeping.make_way(other, "here", 1, seen)
        steady.now += limits.TRAIN_PAUSED_WANTED / 2 - 1
    assert pen.write([]) == []
    steady.now += limits.TRAIN_PAUSED_WANTED
    housekeeping.make_way(other, "here", 1, seen)
    waited = [command.name for command in pen.write([])]
    # PostgreSQL's clock is right: by it the run was paused a moment ago.
    assert waited == (["stop"] if other._path else [])


def finished(kept: Store) -> int:
    run, pen = running(kept)
    pen.write([], (tables.FINISHED, "Done."))
    return run


@pytest.mark.parametrize("days", [31.0, 400.0, -31.0])
def test_a_jump_of_the_clock_deletes_nothing(sqlite: Store, ahead: Callable[[float], Store], days: float) -> None:
    run = finished(sqlite)
    own.put(sqlite, "a" * 64, b"mine")
    housekeeping.forget_old(sqlite)
    other = ahead(days * DAY)
    for _ in range(3):
        housekeeping.forget_old(other)
    for _ in range(3):
        housekeeping.forget_old(sqlite)
        housekeeping.forget_old(other)
    assert status(sqlite, run) == tables.FINISHED
    assert own.taken(sqlite, "a" * 64) == b"mine"


def test_a_server_that_was_off_for_a_month_forgets_after_a_week(sqlite: Store, ahead: Callable[[float], Store]) -> None:
    run = finished(sqlite)
    housekeeping.forget_old(sqlite)
    hours = limits.STORE_DAYS * 24.0 + 24
    for hour in range(0, int(clocks.SETTLING / 3600), 6):
        housekeeping.forget_old(ahead(3600.0 * (hours + hour)))
        assert status(sqlite, run) == tables.FINISHED
    housekeeping.forget_old(ahead(3600.0 * (hours + 1) + clocks.SETTLING))
    assert status(sqlite, run) is None


def test_the_databases_own_clock_is_everybodys(postgresql: Store, ahead: Callable[[float], Store]) -> None:
    other = ahead(31 * DAY)
    run = finished(other)
    with other.reading() as connection:
        ended = connection.execute(select(RUNS.c.ended).where(RUNS.c.id == run)).scalar_one()
        assert abs(clocks.now(connection) - time.time()) < 60
    assert abs(ended - time.time()) < 60


def test_an_hour_set_back_refuses_no_start(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 3)
    for _ in range(3):
        finished(sqlite)
    with pytest.raises(InputError, match="3 runs within a minute"):
        ledger.add(sqlite, CONFIG, "me", "")
    with sqlite.writing() as connection:
        connection.execute(update(RUNS).values(queued=RUNS.c.queued + 3600.0))
    ledger.add(sqlite, CONFIG, "me", "")


@pytest.mark.parametrize(("ago", "counts"), [(59.0, True), (61.0, False), (-4.0, True), (-6.0, False)])
def test_a_start_counts_within_a_range_of_two_ends(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch, ago: float, counts: bool
) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 1)
    finished(sqlite)
    with sqlite.writing() as connection:
        connection.execute(update(RUNS).values(queued=time.time() - ago))
    if counts:
        with pytest.raises(InputError, match="1 runs within a minute"):
            ledger.add(sqlite, CONFIG, "me", "")
    else:
        ledger.add(sqlite, CONFIG, "me", "")
