"""The app's side of the store: runs put in, looked up, asked for things."""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Row, delete, func, select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import clocks, room, tables, turns
from cnnviz.training.events import Event, unpacked
from cnnviz.training.store import Store
from cnnviz.training.tables import COMMANDS, EVENTS, RUNS


def new_id() -> str:
    """An id that nobody can guess: who has it controls the run."""
    return secrets.token_hex(16)


def view_of(control: str) -> str:
    """The id that lets others look, and from which the other one cannot be found."""
    return hashlib.sha256(f"cnnviz view {control}".encode()).hexdigest()[:32]


def add(store: Store, config: str, person: str, parent: str, address: str = "") -> tuple[str, str]:
    """Put a run at the end of the queue: its two ids. Raises InputError where there is no room for that person, or
    that address ("": not known)."""
    control = new_id()
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        room.require(connection, person, address, now)
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
                address=address,
            )
        )
    return control, view_of(control)


def found(store: Store, id: str) -> Row[Any] | None:
    """The run that has that control or view id, and the time by the store's clock, `now`."""
    with store.reading() as connection:
        now = clocks.now(connection)
        wanted = select(RUNS, sqlalchemy.literal(now).label("now"))
        return connection.execute(wanted.where((RUNS.c.control == id) | (RUNS.c.view == id))).first()


def places(store: Store) -> dict[int, int]:
    """Every waiting run's place in the queue, from 1."""
    with store.reading() as connection:
        return {run: place for place, run in enumerate(queue(connection), start=1)}


def waiting(store: Store, views: Collection[str]) -> int:
    """How many of the runs with those view ids wait."""
    with store.reading() as connection:
        waits = (RUNS.c.status == tables.QUEUED, RUNS.c.view.in_(views))
        return connection.scalar(select(func.count()).select_from(RUNS).where(*waits)) or 0


def queue(connection: Connection) -> list[int]:
    """The waiting runs, the next one first."""
    columns = select(RUNS.c.id, RUNS.c.person, RUNS.c.queued, RUNS.c.address)
    waiting = [turns.Waiting(*row) for row in connection.execute(columns.where(RUNS.c.status == tables.QUEUED))]
    active = select(RUNS.c.person, RUNS.c.address).where(RUNS.c.status.in_(tables.ACTIVE))
    training = connection.execute(active).all()
    persons = _begun(connection, RUNS.c.person, {one.person for one in waiting})
    addresses = _begun(connection, RUNS.c.address, {one.address for one in waiting})
    return turns.order(waiting, [row.person for row in training], persons, [row.address for row in training], addresses)


def _begun(connection: Connection, column: sqlalchemy.Column[str], names: Collection[str]) -> dict[str, float]:
    """When the last run of each of them began."""
    begun = select(column, func.max(RUNS.c.started)).where(column.in_(names)).group_by(column)
    return {name: float(at) for name, at in connection.execute(begun)}


def watch(store: Store, run: int) -> None:
    """Somebody looks at the run."""
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(watched=now, asked=""))


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
        if name == "stop":
            # That it is paused, and since when nobody looked, is past; what else asked it to stop has said why.
            paused = (RUNS.c.id == run, RUNS.c.asked != "stop")
            connection.execute(update(RUNS).where(*paused).values(reason="", asked=""))
        if name in ("resume", "batch", "epoch"):
            now = clocks.now(connection)
            led_on = {"reason": "", "asked": "", "watched": now, "changed": now}
            connection.execute(update(RUNS).where(RUNS.c.id == run).values(**led_on))


def requeue(store: Store, run: int) -> bool:
    """Put a run that ended too early back into the queue; False where it has not ended. Raises InputError."""
    with store.writing(alone=True) as connection:
        columns = select(RUNS.c.status, RUNS.c.person, RUNS.c.address)
        row = connection.execute(columns.where(RUNS.c.id == run)).one()
        if row.status in (tables.FINISHED, tables.DIVERGED):
            raise InputError(
                f"This run has {row.status}: there is nothing to resume. Branch a new one from a snapshot."
            )
        if row.status not in tables.RESUMABLE:
            return False
        room.require(connection, row.person, row.address, clocks.now(connection))
        _queue_again(connection, run)
    return True


def _queue_again(connection: Connection, run: int) -> None:
    now = clocks.now(connection)
    fresh = {"reason": "", "asked": "", "ticket": "", "owner": "", "ended": 0.0}
    now_queued = {"status": tables.QUEUED, "queued": now, "changed": now, "watched": now}
    connection.execute(update(RUNS).where(RUNS.c.id == run).values(**fresh, **now_queued))
    connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))


def close(connection: Connection, run: int, status: str, reason: str, **where: str) -> bool:
    """End a run that is not over, if its columns are as `where` says; its worker, if any, loses the pen.

    Where somebody has asked to resume it, not knowing that its worker was gone, it goes back into the queue.
    """
    now = clocks.now(connection)
    open_still = RUNS.c.status.in_((tables.QUEUED, *tables.ACTIVE))
    alike = [RUNS.c[name] == value for name, value in where.items()]
    ended = {"status": status, "reason": reason, "ended": now, "changed": now, "owner": ""}
    done = connection.execute(update(RUNS).where(RUNS.c.id == run, open_still, *alike).values(**ended))
    if not done.rowcount:
        return False
    resume = select(COMMANDS.c.id).where(COMMANDS.c.run == run, COMMANDS.c.name == "resume").limit(1)
    if status == tables.INTERRUPTED and connection.execute(resume).first():
        _queue_again(connection, run)
    connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    return True


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
