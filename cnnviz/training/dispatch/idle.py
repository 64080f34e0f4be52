"""Runs that nobody looks at, or that stay paused: they are paused, then stopped, sooner where others wait."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update

from cnnviz import limits
from cnnviz.training import statuses
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import clocks, jobs
from cnnviz.training.store.database import Store
from cnnviz.training.store.heartbeats import Heartbeats
from cnnviz.training.store.tables import COMMANDS, RUNS

UNWATCHED = "Nobody looked at this run for {seconds} seconds, so it {what}."
PAUSED_LONG = "This run was paused for {minutes} minutes, so it was stopped to make room. Resume it when you like."
WANTED = (
    "This run was paused for {seconds} seconds while others waited for its place, so it was stopped. "
    "Resume it, and it goes on from where it was."
)
LEFT = (
    "Nobody looked at this run for {seconds} seconds while others waited for its place, so it was stopped. "
    "Resume it, and it goes on from where it was."
)


def pause_unwatched(store: Store, heartbeats: Heartbeats | None = None) -> None:
    """Pause, then stop, what nobody looks at; stop what is paused for too long.

    Nothing counts for longer than `heartbeats` has seen it so: another server's clock, or one that jumps, says little.
    """
    rested = {"seconds": limits.TRAIN_UNWATCHED, "what": "is paused. Resume it when you like"}
    ended = {"seconds": limits.TRAIN_UNWATCHED_STOP, "what": "was stopped. Resume it when you like"}
    rows, now = _open(store)
    if heartbeats:
        heartbeats.keep_only({(row.id, name) for row in rows for name in ("watched", "changed")})
    for row in rows:
        unwatched, idle = (_age(row, name, now, heartbeats) for name in ("watched", "changed"))
        if row.status == RunStatus.STARTING or row.asked == "stop":
            continue
        if unwatched > limits.TRAIN_UNWATCHED_STOP:
            if row.status == RunStatus.QUEUED:
                with store.writing() as connection:
                    # Without a ticket: not one that has been dispatched meanwhile.
                    jobs.end(connection, row.id, Ending(RunStatus.STOPPED, UNWATCHED.format(**ended)), ticket="")
            else:
                _ask(store, row.id, row.asked, "stop", UNWATCHED.format(**ended))
        elif row.status == RunStatus.PAUSED and idle > limits.TRAIN_PAUSED:
            _ask(store, row.id, row.asked, "stop", PAUSED_LONG.format(minutes=limits.TRAIN_PAUSED // 60))
        elif row.status == RunStatus.RUNNING and not row.asked and unwatched > limits.TRAIN_UNWATCHED:
            _ask(store, row.id, row.asked, "pause", UNWATCHED.format(**rested))


def make_way(store: Store, engine: str, slots: int, heartbeats: Heartbeats | None = None) -> None:
    """Where runs wait and no slot is free, stop what is paused: one for each that waits, first what nobody looks at,
    then what has been paused for a while. `heartbeats` is as for `pause_unwatched`."""
    rows, now = _open(store)
    here = [row for row in rows if row.status in statuses.ACTIVE and row.engine == engine]
    leaving = _told_to_stop(store)
    waiting = sum(row.status == RunStatus.QUEUED for row in rows)
    most = max(0, waiting - max(0, slots - len(here)) - sum(row.id in leaving for row in here))
    idle = []
    for row in here:
        left, paused = row.asked == "pause", _age(row, "changed", now, heartbeats)
        if row.status == RunStatus.PAUSED and row.id not in leaving and (left or paused > limits.TRAIN_PAUSED_WANTED):
            idle.append((not left, row.changed, row))
    for _, _, row in sorted(idle, key=lambda candidate: candidate[:2])[:most]:
        left = row.asked == "pause"
        seconds = limits.TRAIN_UNWATCHED if left else limits.TRAIN_PAUSED_WANTED
        _ask(store, row.id, row.asked, "stop", (LEFT if left else WANTED).format(seconds=seconds))


def _open(store: Store) -> tuple[Sequence[Row[*tuple[Any, ...]]], float]:
    """What waits or is under way, without its config, and the time."""
    columns = select(RUNS.c.id, RUNS.c.status, RUNS.c.engine, RUNS.c.asked, RUNS.c.watched, RUNS.c.changed)
    with store.reading() as connection:
        under_way = RUNS.c.status.in_((RunStatus.QUEUED, *statuses.ACTIVE))
        return connection.execute(columns.where(under_way)).all(), clocks.now(connection)


def _told_to_stop(store: Store) -> set[int]:
    with store.reading() as connection:
        return set(connection.scalars(select(COMMANDS.c.run).where(COMMANDS.c.name == "stop")))


def _age(row: Row[Any], name: str, now: float, heartbeats: Heartbeats | None) -> float:
    """Seconds since a stamp of the run, but no more than it has been seen unchanged; one of the future has none yet."""
    stamp = float(getattr(row, name))
    if heartbeats is None:
        return now - stamp
    still = heartbeats.unchanged_for((row.id, name), stamp)
    return min(still, now - stamp) if stamp <= now else still


def _ask(store: Store, run: int, asked: str, name: str, reason: str) -> None:
    with store.writing() as connection:
        same = (RUNS.c.id == run, RUNS.c.asked == asked, RUNS.c.status.in_(statuses.ACTIVE))
        if connection.execute(update(RUNS).where(*same).values(asked=name, reason=reason)).rowcount:
            connection.execute(COMMANDS.insert().values(run=run, name=name, value=0.0))
