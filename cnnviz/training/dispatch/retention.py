"""What is kept of runs that are over, of learners' data and of exercises, and for how long."""

from collections import Counter

from sqlalchemy import delete, select

from cnnviz import limits
from cnnviz.training import statuses
from cnnviz.training.dispatch import shares
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.rooms import rooms
from cnnviz.training.store.tables import COMMANDS, EVENTS, OWN, RUNS
from cnnviz.training.store.taught import exercises


def forget_old(store: Store) -> None:
    """Delete ended runs and learners' data past their time; then of the runs, while everything kept takes too much,
    those of whoever keeps most. After the clock has jumped, nothing is past its time for a while."""
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        past = now - limits.STORE_DAYS * clocks.DAY if clocks.steady(connection, now) else float("-inf")
        connection.execute(delete(OWN).where(OWN.c.used < past))
        if past > float("-inf"):
            exercises.forget_past(connection, now)
        # Also when the clock has jumped: that nothing of a class is kept longer was promised.
        rooms.forget(connection, now - limits.CLASS_HOURS * 3600)
    gone = _leaving(store, past, now - limits.STORE_YOUNG)
    for run in gone:
        with store.writing() as connection:
            ended = (RUNS.c.id == run, RUNS.c.status.in_(statuses.ENDED))
            if connection.execute(delete(RUNS).where(*ended)).rowcount:
                connection.execute(delete(EVENTS).where(EVENTS.c.run == run))
                connection.execute(delete(COMMANDS).where(COMMANDS.c.run == run))
    if gone:
        store.shrink()


def _leaving(store: Store, past: float, young: float) -> list[int]:
    over = RUNS.c.status.in_(statuses.ENDED)
    columns = select(RUNS.c.id, RUNS.c.person, RUNS.c.address, RUNS.c.bytes, RUNS.c.ended).where(over)
    with store.reading() as connection:
        ended = [shares.EndedRun(*row) for row in connection.execute(columns)]
        fixed: Counter[str] = Counter()
        for address, size in (
            *connection.execute(select(RUNS.c.address, RUNS.c.bytes).where(~over)),
            *connection.execute(select(OWN.c.address, OWN.c.size)),
        ):
            fixed[address] += size
    old = [run.number for run in ended if run.ended < past]
    return old + shares.leaving([run for run in ended if run.ended >= past], fixed, limits.STORE_BYTES, young)
