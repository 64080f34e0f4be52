"""The moment of another run that a run branches from: of one in the store, or recorded with the app."""

from cnnviz.errors import InputError
from cnnviz.training import recorded
from cnnviz.training.config import Branch
from cnnviz.training.events import Event, EventKind, NumberedEvent
from cnnviz.training.store import event_log, jobs
from cnnviz.training.store.database import Store


def snapshot(store: Store, branch: Branch) -> Event:
    """The snapshot to begin with. Raises InputError where it is kept no longer, or is none."""
    found = recorded.event(branch.run, branch.event) if branch.run in recorded.VIEWS else _stored(store, branch)
    if found is None or found.event.kind != EventKind.SNAPSHOT:
        raise InputError("The moment to branch from is no longer kept. Choose another one on the timeline.")
    return found.event


def _stored(store: Store, branch: Branch) -> NumberedEvent | None:
    run = jobs.fetch_run(store, branch.run)
    # The id that controls a run has no place in a config, which everybody sees who looks at the new run.
    return event_log.fetch_event(store, run.id, branch.event) if run and run.view == branch.run else None
