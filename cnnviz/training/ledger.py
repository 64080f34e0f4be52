"""The app's side of the store: runs put in, looked up, asked for things."""

import hashlib
import secrets
import time
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Row, delete, func, select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import tables, turns
from cnnviz.training.events import Event, unpacked
from cnnviz.training.store import Store
from cnnviz.training.tables import COMMANDS, EVENTS, RUNS


def new_id() -> str:
    """An id that nobody can guess: who has it controls the run."""
    return secrets.token_hex(16)


def view_of(control: str) -> str:
    """The id that lets others look, and from which the other one cannot be found."""
    return hashlib.sha256(f"cnnviz view {control}".encode()).hexdigest()[:32]


def add(store: Store, config: str, person: str, parent: str) -> tuple[str, str]:
    """Put a run at the end of the queue: its two ids. Raises InputError where there is no room."""
    control, now = new_id(), time.time()
    with store.writing(alone=True) as connection:
        _room(connection, person)
        connection.execute(
            RUNS.insert().values(
                control=control,
                view=view_of(control),
                person=person,
                config=config,
                parent=parent,
                status=tables.QUEUED,
                created=now,
                queued=now,
                changed=now,
                watched=now,
                bytes=len(config.encode()),
            )
        )
    return control, view_of(control)


def found(store: Store, id: str) -> Row[Any] | None:
    """The run that has that control or view id."""
    with store.reading() as connection:
        return connection.execute(select(RUNS).where((RUNS.c.control == id) | (RUNS.c.view == id))).first()


def places(store: Store) -> dict[int, int]:
    """Every waiting run's place in the queue, from 1."""
    with store.reading() as connection:
        return {run: place for place, run in enumerate(queue(connection), start=1)}


def waiting(store: Store, views: Collection[str]) -> int:
    """How many of the runs with those view ids wait."""
    with store.reading() as connection:
        return _count(connection, RUNS.c.status == tables.QUEUED, RUNS.c.view.in_(views))


def queue(connection: Connection) -> list[int]:
    """The waiting runs, the next one first."""
    columns = select(RUNS.c.id, RUNS.c.person, RUNS.c.queued)
    waiting = [turns.Waiting(*row) for row in connection.execute(columns.where(RUNS.c.status == tables.QUEUED))]
    training = connection.scalars(select(RUNS.c.person).where(RUNS.c.status.in_(tables.ACTIVE))).all()
    begun = select(RUNS.c.person, func.max(RUNS.c.started)).where(RUNS.c.person.in_({one.person for one in waiting}))
    served = {person: float(at) for person, at in connection.execute(begun.group_by(RUNS.c.person))}
    return turns.order(waiting, training, served)


def watch(store: Store, run: int) -> None:
    """Somebody looks at the run."""
    with store.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(watched=time.time(), asked=""))


def ask(store: Store, run: int, name: str, value: float) -> None:
    """Put a command where the run's worker finds it. Raises InputError where the run can take none."""
    with store.writing() as connection:
        status = connection.scalar(select(RUNS.c.status).where(RUNS.c.id == run))
        if status == tables.QUEUED and name == "stop":
            close(connection, run, tables.STOPPED, "It was stopped before it began.")
            return
        if status == tables.QUEUED:
            raise InputError("This run still waits in the queue. Wait until it trains, or stop it.")
        if status not in tables.ACTIVE:
            raise InputError(f"This run is over ({status}). Start a new one, or resume one that was interrupted.")
        pending = connection.scalar(select(func.count()).select_from(COMMANDS).where(COMMANDS.c.run == run)) or 0
        if pending >= limits.TRAIN_COMMANDS:
            raise InputError(f"The run has not yet done the last {pending} things asked of it. Wait a moment.")
        connection.execute(COMMANDS.insert().values(run=run, name=name, value=value))
        if name in ("resume", "batch", "epoch"):
            now = time.time()
            led_on = {"reason": "", "asked": "", "watched": now, "changed": now}
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**led_on))


def requeue(store: Store, run: int) -> bool:
    """Put a run that ended too early back into the queue; False where it has not ended. Raises InputError."""
    now = time.time()
    with store.writing(alone=True) as connection:
        status, person = connection.execute(select(RUNS.c.status, RUNS.c.person).where(RUNS.c.id == run)).one()
        if status in (tables.FINISHED, tables.DIVERGED):
            raise InputError(f"This run has {status}: there is nothing to resume. Branch a new one from a snapshot.")
        if status not in tables.RESUMABLE:
            return False
        _room(connection, person)
        fresh = {"reason": "", "asked": "", "ticket": "", "owner": "", "ended": 0.0}
        now_queued = {"status": tables.QUEUED, "queued": now, "changed": now, "watched": now}
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(**fresh, **now_queued))
        connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    return True


def close(connection: Connection, run: int, status: str, reason: str, **where: str) -> bool:
    """End a run that is not over, if its columns are as `where` says; its worker, if any, loses the pen."""
    now = time.time()
    open_still = RUNS.c.status.in_((tables.QUEUED, *tables.ACTIVE))
    alike = [RUNS.c[name] == value for name, value in where.items()]
    ended = {"status": status, "reason": reason, "ended": now, "changed": now, "owner": ""}
    done = connection.execute(update(RUNS).where(RUNS.c.id == run, open_still, *alike).values(**ended))
    if done.rowcount:
        connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    return bool(done.rowcount)


def events(store: Store, run: int, after: int, kinds: Sequence[str], most_bytes: int) -> Sequence[Row[Any]]:
    """Events after that number, in order: as many as fit into so many bytes, but at least one if there is any."""
    wanted = (EVENTS.c.run == run, EVENTS.c.seq > after, EVENTS.c.kind.in_(kinds))
    with store.reading() as connection:
        sizes = select(EVENTS.c.seq, EVENTS.c.size).where(*wanted).order_by(EVENTS.c.seq).limit(4096)
        last, total = 0, 0
        for seq, size in connection.execute(sizes):
            total += size
            if last and total > most_bytes:
                break
            last = seq
        rows = select(EVENTS).where(*wanted, EVENTS.c.seq <= last).order_by(EVENTS.c.seq)
        return connection.execute(rows).all() if last else []


def event(store: Store, run: int, seq: int) -> Row[Any] | None:
    """One event, if it is still kept."""
    with store.reading() as connection:
        return connection.execute(select(EVENTS).where(EVENTS.c.run == run, EVENTS.c.seq == seq)).first()


def whole(row: Row[Any]) -> Event:
    """The event that a row of the table keeps."""
    return unpacked(row.kind, row.step, row.data)


def _room(connection: Connection, person: str) -> None:
    waiting = _count(connection, RUNS.c.status == tables.QUEUED)
    if waiting >= limits.TRAIN_QUEUE:
        raise InputError(f"{waiting} runs wait already, and no more may. Try again in a few minutes.")
    mine = _count(connection, RUNS.c.status == tables.QUEUED, RUNS.c.person == person)
    if mine >= limits.TRAIN_QUEUE_EACH:
        raise InputError(f"{mine} of your runs wait already, and no more may. Stop one, or wait until one has begun.")
    recent = _count(connection, RUNS.c.person == person, RUNS.c.queued > time.time() - 60)
    if recent >= limits.TRAIN_STARTS:
        raise InputError(f"You started {recent} runs within a minute. Wait a moment before the next one.")


def _count(connection: Connection, *wanted: sqlalchemy.ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(RUNS).where(*wanted)) or 0
