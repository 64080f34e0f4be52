"""What any app server may do for all runs: dispatch, give up the silent, pause the unwatched, forget the old."""

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from cnnviz import limits
from cnnviz.training import clocks, leases, ledger, shares, tables
from cnnviz.training.leases import Leases
from cnnviz.training.store import Store
from cnnviz.training.tables import COMMANDS, EVENTS, OWN, RUNS

# Seconds that a run may be starting without a sign of life: its process starts, and loads torch from a slow disk.
START = 30.0

SILENT = "The worker of this run gives no sign of life. Resume it, and it goes on from its last checkpoint."
UNTAKEN = "No worker took this run. Resume it to try again."
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


def counts(store: Store) -> tuple[int, int]:
    """How many runs wait, and how many are under way."""
    with store.reading() as connection:
        grouped = select(RUNS.c.status, func.count()).where(RUNS.c.status.in_((tables.QUEUED, *tables.ACTIVE)))
        found = {row[0]: row[1] for row in connection.execute(grouped.group_by(RUNS.c.status))}
    return found.pop(tables.QUEUED, 0), sum(found.values())


def dispatched(store: Store, engine: str, slots: int) -> list[tuple[int, str]]:
    """Give free slots to the runs whose turn it is: their numbers, and a ticket for each dispatch."""
    with store.writing(alone=True) as connection:
        mine = (RUNS.c.status.in_(tables.ACTIVE), RUNS.c.engine == engine)
        active = connection.scalar(select(func.count()).select_from(RUNS).where(*mine)) or 0
        chosen = [(run, secrets.token_hex(8)) for run in ledger.queue(connection)[: max(0, slots - active)]]
        for run, ticket in chosen:
            now = clocks.now(connection)
            placed = {"status": tables.STARTING, "engine": engine, "ticket": ticket, "owner": "", "changed": now}
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**placed, reason=""))
    return chosen


def put_back(store: Store, run: int, ticket: str, reason: str) -> None:
    """Return a run, which could not be placed, to the queue."""
    with store.writing() as connection:
        mine = (RUNS.c.id == run, RUNS.c.ticket == ticket, RUNS.c.status == tables.STARTING, RUNS.c.owner == "")
        connection.execute(update(RUNS).where(*mine).values(status=tables.QUEUED, ticket="", reason=reason))


def explain_waiting(store: Store, reason: str) -> None:
    """Say why runs wait, where that is not for their turn."""
    with store.reading() as connection:
        waiting = (RUNS.c.status == tables.QUEUED, RUNS.c.reason != reason)
        if connection.execute(select(RUNS.c.id).where(*waiting).limit(1)).first() is None:
            return
    with store.writing() as connection:
        connection.execute(update(RUNS).where(*waiting).values(reason=reason))


def give_up_silent(store: Store, seen: Leases) -> None:
    """Interrupt runs whose worker has given no sign of life for a lease."""
    # Not a run's config: this is read several times a second.
    columns = select(RUNS.c.id, RUNS.c.status, RUNS.c.ticket, RUNS.c.owner, RUNS.c.beat)
    with store.reading() as connection:
        rows = connection.execute(columns.where(RUNS.c.status.in_(tables.ACTIVE))).all()
    seen.keep({row.id for row in rows})
    for row in rows:
        patience = START if row.status == tables.STARTING else leases.LEASE
        if seen.still(row.id, (row.ticket, row.owner, row.beat)) < patience:
            continue
        with store.writing() as connection:
            now = connection.scalar(select(RUNS.c.beat).where(RUNS.c.id == row.id))
            if now == row.beat:
                reason = SILENT if row.owner else UNTAKEN
                ledger.close(connection, row.id, tables.INTERRUPTED, reason, owner=row.owner, ticket=row.ticket)


def spare_unwatched(store: Store, seen: Leases | None = None) -> None:
    """Pause, then stop, what nobody looks at; stop what is paused for too long.

    Nothing counts for longer than `seen` has seen it so itself: another server's clock, or one that jumps, says little.
    """
    rested = {"seconds": limits.TRAIN_UNWATCHED, "what": "is paused. Resume it when you like"}
    ended = {"seconds": limits.TRAIN_UNWATCHED_STOP, "what": "was stopped. Resume it when you like"}
    rows, now = _open(store)
    if seen:
        seen.keep({(row.id, name) for row in rows for name in ("watched", "changed")})
    for row in rows:
        unwatched, idle = (_age(row, name, now, seen) for name in ("watched", "changed"))
        if row.status == tables.STARTING or row.asked == "stop":
            continue
        if unwatched > limits.TRAIN_UNWATCHED_STOP:
            if row.status == tables.QUEUED:
                with store.writing() as connection:
                    # Without a ticket: not one that has been dispatched meanwhile.
                    ledger.close(connection, row.id, tables.STOPPED, UNWATCHED.format(**ended), ticket="")
            else:
                _ask(store, row.id, row.asked, "stop", UNWATCHED.format(**ended))
        elif row.status == tables.PAUSED and idle > limits.TRAIN_PAUSED:
            _ask(store, row.id, row.asked, "stop", PAUSED_LONG.format(minutes=limits.TRAIN_PAUSED // 60))
        elif row.status == tables.RUNNING and not row.asked and unwatched > limits.TRAIN_UNWATCHED:
            _ask(store, row.id, row.asked, "pause", UNWATCHED.format(**rested))


def make_way(store: Store, engine: str, slots: int, seen: Leases | None = None) -> None:
    """Where runs wait and no slot is free, stop what is paused: one for each that waits, first what nobody looks at,
    then what has been paused for a while. `seen` is as for `spare_unwatched`."""
    rows, now = _open(store)
    here = [row for row in rows if row.status in tables.ACTIVE and row.engine == engine]
    leaving = _told_to_stop(store)
    waiting = sum(row.status == tables.QUEUED for row in rows)
    most = max(0, waiting - max(0, slots - len(here)) - sum(row.id in leaving for row in here))
    idle = []
    for row in here:
        left, paused = row.asked == "pause", _age(row, "changed", now, seen)
        if row.status == tables.PAUSED and row.id not in leaving and (left or paused > limits.TRAIN_PAUSED_WANTED):
            idle.append((not left, row.changed, row))
    for _, _, row in sorted(idle, key=lambda one: one[:2])[:most]:
        left = row.asked == "pause"
        seconds = limits.TRAIN_UNWATCHED if left else limits.TRAIN_PAUSED_WANTED
        _ask(store, row.id, row.asked, "stop", (LEFT if left else WANTED).format(seconds=seconds))


def _open(store: Store) -> tuple[Sequence[Row[*tuple[Any, ...]]], float]:
    """What waits or is under way, without its config, and the time."""
    columns = select(RUNS.c.id, RUNS.c.status, RUNS.c.engine, RUNS.c.asked, RUNS.c.watched, RUNS.c.changed)
    with store.reading() as connection:
        under_way = RUNS.c.status.in_((tables.QUEUED, *tables.ACTIVE))
        return connection.execute(columns.where(under_way)).all(), clocks.now(connection)


def _told_to_stop(store: Store) -> set[int]:
    with store.reading() as connection:
        return set(connection.scalars(select(COMMANDS.c.run).where(COMMANDS.c.name == "stop")))


def _age(row: Row[Any], name: str, now: float, seen: Leases | None) -> float:
    """Seconds since a stamp of the run, but no more than it has been seen unchanged; one of the future has none yet."""
    stamp = float(getattr(row, name))
    if seen is None:
        return now - stamp
    still = seen.still((row.id, name), stamp)
    return min(still, now - stamp) if stamp <= now else still


def _ask(store: Store, run: int, asked: str, name: str, reason: str) -> None:
    with store.writing() as connection:
        same = (RUNS.c.id == run, RUNS.c.asked == asked, RUNS.c.status.in_(tables.ACTIVE))
        if connection.execute(update(RUNS).where(*same).values(asked=name, reason=reason)).rowcount:
            connection.execute(COMMANDS.insert().values(run=run, name=name, value=0.0))


def forget_old(store: Store) -> None:
    """Delete ended runs and learners' data past their time; then of the runs, while everything kept takes too much,
    those of whoever keeps most. After the clock has jumped, nothing is past its time for a while."""
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        past = now - limits.STORE_DAYS * clocks.DAY if clocks.steady(connection, now) else float("-inf")
        connection.execute(delete(OWN).where(OWN.c.used < past))
    gone = _leaving(store, past, now - limits.STORE_YOUNG)
    for run in gone:
        with store.writing() as connection:
            ended = (RUNS.c.id == run, RUNS.c.status.in_(tables.ENDED))
            if connection.execute(delete(RUNS).where(*ended)).rowcount:
                connection.execute(delete(EVENTS).where(EVENTS.c.run == run))
                connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    if gone:
        store.shrink()


def _leaving(store: Store, past: float, young: float) -> list[int]:
    over = RUNS.c.status.in_(tables.ENDED)
    columns = select(RUNS.c.id, RUNS.c.person, RUNS.c.address, RUNS.c.bytes, RUNS.c.ended).where(over)
    with store.reading() as connection:
        kept = [shares.Kept(*row) for row in connection.execute(columns)]
        fixed: Counter[str] = Counter()
        for address, size in (
            *connection.execute(select(RUNS.c.address, RUNS.c.bytes).where(~over)),
            *connection.execute(select(OWN.c.address, OWN.c.size)),
        ):
            fixed[address] += size
    old = [one.run for one in kept if one.ended < past]
    return old + shares.leaving([one for one in kept if one.ended >= past], fixed, limits.STORE_BYTES, young)
