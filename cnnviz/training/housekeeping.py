"""What any app server may do for all runs: dispatch, give up the silent, pause the unwatched, forget the old."""

import secrets
import time

from sqlalchemy import delete, func, or_, select, update

from cnnviz import limits
from cnnviz.training import leases, ledger, tables
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
            now = time.time()
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


def spare_unwatched(store: Store) -> None:
    """Pause, then stop, what nobody looks at; stop what is paused for too long."""
    now = time.time()
    rested = {"seconds": limits.TRAIN_UNWATCHED, "what": "is paused. Resume it when you like"}
    ended = {"seconds": limits.TRAIN_UNWATCHED_STOP, "what": "was stopped. Resume it when you like"}
    unwatched, left = RUNS.c.watched < now - limits.TRAIN_UNWATCHED, RUNS.c.watched < now - limits.TRAIN_UNWATCHED_STOP
    idle = (RUNS.c.status == tables.PAUSED) & (RUNS.c.changed < now - limits.TRAIN_PAUSED)
    under_way = RUNS.c.status.in_((tables.RUNNING, tables.PAUSED))
    with store.reading() as connection:
        wanted = select(RUNS.c.id, RUNS.c.status, RUNS.c.watched, RUNS.c.asked).where(
            or_(
                (RUNS.c.status == tables.QUEUED) & left,
                under_way & (RUNS.c.asked != "stop") & (left | idle),
                (RUNS.c.status == tables.RUNNING) & (RUNS.c.asked == "") & unwatched,
            )
        )
        rows = connection.execute(wanted).all()
    for row in rows:
        is_left = row.watched < now - limits.TRAIN_UNWATCHED_STOP
        if row.status == tables.QUEUED:
            with store.writing() as connection:
                ledger.close(connection, row.id, tables.STOPPED, UNWATCHED.format(**ended))
        elif is_left:
            _ask(store, row.id, row.asked, "stop", UNWATCHED.format(**ended))
        elif row.status == tables.PAUSED:
            _ask(store, row.id, row.asked, "stop", PAUSED_LONG.format(minutes=limits.TRAIN_PAUSED // 60))
        else:
            _ask(store, row.id, row.asked, "pause", UNWATCHED.format(**rested))


def make_way(store: Store, engine: str, slots: int) -> None:
    """Where runs wait and no slot is free, stop what has been paused for a while: one for each that waits."""
    stopping = RUNS.c.id.in_(select(COMMANDS.c.run).where(COMMANDS.c.name == "stop"))
    here = (RUNS.c.status.in_(tables.ACTIVE), RUNS.c.engine == engine)
    long = RUNS.c.changed < time.time() - limits.TRAIN_PAUSED_WANTED
    with store.reading() as connection:
        waiting, active, leaving = (
            connection.scalar(select(func.count()).select_from(RUNS).where(*wanted)) or 0
            for wanted in ((RUNS.c.status == tables.QUEUED,), here, (*here, stopping))
        )
        idle = select(RUNS.c.id, RUNS.c.asked).where(*here, RUNS.c.status == tables.PAUSED, long, ~stopping)
        most = max(0, waiting - max(0, slots - active) - leaving)
        rows = connection.execute(idle.order_by(RUNS.c.changed).limit(most)).all()
    for row in rows:
        _ask(store, row.id, row.asked, "stop", WANTED.format(seconds=limits.TRAIN_PAUSED_WANTED))


def _ask(store: Store, run: int, asked: str, name: str, reason: str) -> None:
    with store.writing() as connection:
        same = (RUNS.c.id == run, RUNS.c.asked == asked, RUNS.c.status.in_(tables.ACTIVE))
        if connection.execute(update(RUNS).where(*same).values(asked=name, reason=reason)).rowcount:
            connection.execute(COMMANDS.insert().values(run=run, name=name, value=0.0))


def forget_old(store: Store) -> None:
    """Delete ended runs and learners' data past their time, then the oldest while all together take too much."""
    past = time.time() - limits.STORE_DAYS * 86_400
    with store.writing() as connection:
        connection.execute(delete(OWN).where(OWN.c.used < past))
    with store.reading() as connection:
        total = connection.scalar(select(func.coalesce(func.sum(RUNS.c.bytes), 0))) or 0
        total += connection.scalar(select(func.coalesce(func.sum(OWN.c.size), 0))) or 0
        columns = select(RUNS.c.id, RUNS.c.bytes, RUNS.c.ended).where(RUNS.c.status.in_(tables.ENDED))
        rows = connection.execute(columns.order_by(RUNS.c.ended)).all()
    gone = []
    for row in rows:
        if row.ended < past or total > limits.STORE_BYTES:
            gone.append(row.id)
            total -= row.bytes
    for run in gone:
        with store.writing() as connection:
            ended = (RUNS.c.id == run, RUNS.c.status.in_(tables.ENDED))
            if connection.execute(delete(RUNS).where(*ended)).rowcount:
                connection.execute(delete(EVENTS).where(EVENTS.c.run == run))
                connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    if gone:
        store.shrink()
