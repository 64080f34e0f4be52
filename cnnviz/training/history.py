"""What was told of runs that are over or go on: those in the store, and those recorded with the app."""

from cnnviz.errors import InputError
from cnnviz.training import events, ledger, recorded
from cnnviz.training.events import Event
from cnnviz.training.store import Store


def shipped(view: str, seq: int) -> Event | None:
    """One event of a recorded run: they are numbered from 1."""
    return dict(recorded.run(view).events).get(seq)


def snapshot(store: Store, view: str, seq: int) -> Event:
    """A moment of a run to branch from. Raises InputError where it is kept no longer, or is none."""
    event = shipped(view, seq) if view in recorded.VIEWS else _kept(store, view, seq)
    if event is None or event.kind != events.SNAPSHOT:
        raise InputError("The moment to branch from is no longer kept. Choose another one on the timeline.")
    return event


def _kept(store: Store, view: str, seq: int) -> Event | None:
    run = ledger.found(store, view)
    # The id that controls a run has no place in a config, which everybody sees who looks at the new run.
    row = ledger.event(store, run.id, seq) if run and run.view == view else None
    return ledger.whole(row) if row else None
