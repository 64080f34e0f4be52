"""The queue's rows: a job is a run from when it is put in until it is over; pages and routes look it up and ask things
of it."""

import hashlib
import secrets
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Row, delete, func, select, update

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import statuses
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import COMMANDS, RUNS


def new_id() -> str:
    """An id that nobody can guess: who has it controls the run."""
    return secrets.token_hex(16)


def view_of(control: str) -> str:
    """The id that lets others look, and from which the other one cannot be found."""
    return hashlib.sha256(f"cnnviz view {control}".encode()).hexdigest()[:32]


def insert(connection: Connection, config: str, person: str, parent: str, address: str, now: float) -> tuple[str, str]:
    """Put a run at the end of the queue, its config as JSON: its two ids."""
    control = new_id()
    connection.execute(
        RUNS.insert().values(
            control=control,
            view=view_of(control),
            person=person,
            config=config,
            parent=parent,
            status=RunStatus.QUEUED,
            created=now,
            queued=now,
            changed=now,
            watched=now,
            bytes=len(config.encode()),
            address=address,
        )
    )
    return control, view_of(control)


def fetch_run(store: Store, id: str) -> Row[Any] | None:
    """The run that has that control or view id, and the time by the store's clock, `now`."""
    with store.reading() as connection:
        now = clocks.now(connection)
        wanted = select(RUNS, sqlalchemy.literal(now).label("now"))
        return connection.execute(wanted.where((RUNS.c.control == id) | (RUNS.c.view == id))).first()


def watch(store: Store, run: int) -> None:
    """Somebody looks at the run."""
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(watched=now, asked=""))


def send_command(store: Store, run: int, name: str, value: float) -> None:
    """Put a command where the run's worker finds it. Raises InputError where the run can take none."""
    with store.writing() as connection:
        status = connection.scalar(select(RUNS.c.status).where(RUNS.c.id == run))
        if status == RunStatus.QUEUED and name == "stop":
            end(connection, run, Ending(RunStatus.STOPPED, "It was stopped before it began."))
            return
        if status == RunStatus.QUEUED:
            raise InputError("This run still waits in the queue. Wait until it trains, or stop it.")
        if status not in statuses.ACTIVE:
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


def queue_again(connection: Connection, run: int) -> None:
    """Put a run that is over back at the end of the queue; what was asked of it is forgotten."""
    now = clocks.now(connection)
    fresh = {"reason": "", "asked": "", "ticket": "", "owner": "", "ended": 0.0}
    now_queued = {"status": RunStatus.QUEUED, "queued": now, "changed": now, "watched": now}
    connection.execute(update(RUNS).where(RUNS.c.id == run).values(**fresh, **now_queued))
    connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))


def end(connection: Connection, run: int, ending: Ending, **where: str) -> bool:
    """End a run that is not over, if its columns are as `where` says; its worker, if any, is no longer its writer.

    Where somebody has asked to resume it, not knowing that its worker was gone, it goes back into the queue.
    """
    now = clocks.now(connection)
    open_still = RUNS.c.status.in_((RunStatus.QUEUED, *statuses.ACTIVE))
    alike = [RUNS.c[name] == value for name, value in where.items()]
    ended = {"status": ending.status, "reason": ending.reason, "ended": now, "changed": now, "owner": ""}
    done = connection.execute(update(RUNS).where(RUNS.c.id == run, open_still, *alike).values(**ended))
    if not done.rowcount:
        return False
    resume = select(COMMANDS.c.id).where(COMMANDS.c.run == run, COMMANDS.c.name == "resume").limit(1)
    if ending.status == RunStatus.INTERRUPTED and connection.execute(resume).first():
        queue_again(connection, run)
    connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    return True
