"""Servers whose clocks disagree, and clocks that jump. A store in a file has the clock of whoever opened it."""

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config
from cnnviz.training.dispatch import idle, queue, retention
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import clocks, connections, datasets, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import Heartbeats
from cnnviz.training.store.tables import RUNS
from cnnviz.training.worker.event_retention import packed
from cnnviz.training.worker.writer import Writer, claim
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
        opened.extend([] if opened else [Store(connections.address(), clock)])
        return opened[0]

    yield set_ahead
    for other in opened:
        other.close()


def running(store: Store, person: str = "me") -> tuple[int, Writer]:
    control, _ = queue.add(store, CONFIG, person, "")
    row = jobs.fetch_run(store, control)
    assert row
    writer = claim(store, row.id, dict(queue.dispatch(store, "here", 100))[row.id])
    assert writer
    writer.write([packed(Event(EventKind.BEGUN, 0))])
    return int(row.id), writer


def status(store: Store, run: int) -> str | None:
    with store.reading() as connection:
        return connection.scalar(select(RUNS.c.status).where(RUNS.c.id == run))


@pytest.mark.parametrize("seconds", [90.0, 400.0, 4000.0, -3600.0])
def test_a_server_whose_clock_is_wrong_leaves_a_watched_run_alone(
    store: Store, ahead: Callable[[float], Store], seconds: float
) -> None:
    run, writer = running(store)
    other, steady = ahead(seconds), Steady()
    seen = Heartbeats(steady)
    for _ in range(8):
        jobs.watch(store, run)
        idle.pause_unwatched(other, seen)
        steady.now += limits.TRAIN_UNWATCHED / 2
    assert writer.write([]) == []
    assert status(store, run) == RunStatus.RUNNING


def test_a_server_whose_clock_is_wrong_still_sees_that_nobody_looks(
    sqlite: Store, ahead: Callable[[float], Store]
) -> None:
    run, writer = running(sqlite)
    other, steady = ahead(-3600.0), Steady()
    seen = Heartbeats(steady)
    idle.pause_unwatched(other, seen)
    steady.now += limits.TRAIN_UNWATCHED + 1
    idle.pause_unwatched(other, seen)
    assert [command.name for command in writer.write([])] == ["pause"]
    steady.now += limits.TRAIN_UNWATCHED_STOP
    idle.pause_unwatched(other, seen)
    assert [command.name for command in writer.write([])] == ["stop"]
    assert status(sqlite, run) == RunStatus.RUNNING


def test_a_run_paused_a_moment_ago_keeps_its_place_from_a_server_that_is_ahead(
    store: Store, ahead: Callable[[float], Store]
) -> None:
    _, writer = running(store)
    writer.write([packed(Event(EventKind.MARK, 1, {"what": "pause"}))])
    queue.add(store, CONFIG, "you", "")
    other, steady = ahead(400.0), Steady()
    seen = Heartbeats(steady)
    for _ in range(3):
        idle.make_way(other, "here", 1, seen)
        steady.now += limits.TRAIN_PAUSED_WANTED / 2 - 1
    assert writer.write([]) == []
    steady.now += limits.TRAIN_PAUSED_WANTED
    idle.make_way(other, "here", 1, seen)
    waited = [command.name for command in writer.write([])]
    # PostgreSQL's clock is right: by it the run was paused a moment ago.
    assert waited == (["stop"] if other._path else [])


def finished(store: Store) -> int:
    run, writer = running(store)
    writer.write([], Ending(RunStatus.FINISHED, "Done."))
    return run


@pytest.mark.parametrize("days", [31.0, 400.0, -31.0])
def test_a_jump_of_the_clock_deletes_nothing(sqlite: Store, ahead: Callable[[float], Store], days: float) -> None:
    run = finished(sqlite)
    datasets.save_bytes(sqlite, "a" * 64, b"mine")
    retention.forget_old(sqlite)
    other = ahead(days * DAY)
    for _ in range(3):
        retention.forget_old(other)
    for _ in range(3):
        retention.forget_old(sqlite)
        retention.forget_old(other)
    assert status(sqlite, run) == RunStatus.FINISHED
    assert datasets.fetch_bytes(sqlite, "a" * 64) == b"mine"


def test_a_server_that_was_off_for_a_month_forgets_after_a_week(sqlite: Store, ahead: Callable[[float], Store]) -> None:
    run = finished(sqlite)
    retention.forget_old(sqlite)
    hours = limits.STORE_DAYS * 24.0 + 24
    for hour in range(0, int(clocks.SETTLING / 3600), 6):
        retention.forget_old(ahead(3600.0 * (hours + hour)))
        assert status(sqlite, run) == RunStatus.FINISHED
    retention.forget_old(ahead(3600.0 * (hours + 1) + clocks.SETTLING))
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
        queue.add(sqlite, CONFIG, "me", "")
    with sqlite.writing() as connection:
        connection.execute(update(RUNS).values(queued=RUNS.c.queued + 3600.0))
    queue.add(sqlite, CONFIG, "me", "")


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
            queue.add(sqlite, CONFIG, "me", "")
    else:
        queue.add(sqlite, CONFIG, "me", "")
