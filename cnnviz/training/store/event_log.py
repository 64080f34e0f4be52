"""What runs told, as it is kept: events by their number in the run."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from cnnviz.training.events import NumberedEvent, unpacked
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import EVENTS


def fetch_events(store: Store, run: int, after: int, kinds: Sequence[str], most_bytes: int) -> list[NumberedEvent]:
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
        return [_numbered(row) for row in connection.execute(rows).all()] if last else []


def fetch_event(store: Store, run: int, seq: int) -> NumberedEvent | None:
    """One event, if it is still kept."""
    with store.reading() as connection:
        row = connection.execute(select(EVENTS).where(EVENTS.c.run == run, EVENTS.c.seq == seq)).first()
    return _numbered(row) if row else None


def steps(store: Store, run: int, kind: str) -> dict[int, int]:
    """The step of every event of a kind, by its number, in order."""
    wanted = select(EVENTS.c.seq, EVENTS.c.step).where(EVENTS.c.run == run, EVENTS.c.kind == kind)
    with store.reading() as connection:
        return {row.seq: row.step for row in connection.execute(wanted.order_by(EVENTS.c.seq))}


def fetch_moment(store: Store, run: int, kind: str, step: int) -> NumberedEvent | None:
    """The first event of that kind and step, if it is still kept."""
    wanted = select(EVENTS).where(EVENTS.c.run == run, EVENTS.c.kind == kind, EVENTS.c.step == step)
    with store.reading() as connection:
        row = connection.execute(wanted.order_by(EVENTS.c.seq).limit(1)).first()
    return _numbered(row) if row else None


def _numbered(row: Row[Any]) -> NumberedEvent:
    return NumberedEvent(row.seq, unpacked(row.kind, row.step, row.data))
