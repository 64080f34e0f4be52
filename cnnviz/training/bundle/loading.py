"""A run's own file put back into the store: it is a run like any other that is over, of whoever loaded it."""

from typing import Any

from sqlalchemy import select, update

from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import OWN, Choice
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.training import config as configs
from cnnviz.training import own_datasets
from cnnviz.training.bundle import reading
from cnnviz.training.bundle.reading import TakenRun
from cnnviz.training.dispatch import room
from cnnviz.training.events import EventKind
from cnnviz.training.runs import Started
from cnnviz.training.statuses import LOADED, RunStatus
from cnnviz.training.store import clocks, database, jobs
from cnnviz.training.store.tables import EVENTS, RUNS
from cnnviz.training.worker import event_retention

UNFINISHED = "It was taken away before it had ended."


def load(data: bytes, person: str, address: str = "") -> tuple[Started, configs.Config]:
    """Keep the run that a file holds, for a person behind an address ("": not known): its ids, and its settings.

    Raises InputError where the file is none, its data are not here, or there is no room.
    """
    taken = reading.read(data, _described)
    store, config = database.opened(), configs.to_json(taken.config)
    packed = [(one.seq, event_retention.packed(one.event)) for one in taken.events]
    size = sum(len(one.data) for _, one in packed) + len(config)
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        room.require_room(connection, person, address, now)
        control, view = jobs.insert(connection, config, person, "", address, now)
        run = connection.scalar(select(RUNS.c.id).where(RUNS.c.control == control))
        row = {"last": packed[-1][0], "step": packed[-1][1].step, "bytes": size, "ended": now, **_ending(taken, now)}
        connection.execute(update(RUNS).where(RUNS.c.id == run).values(row))
        rows = [
            {"run": run, "seq": seq, "kind": one.kind, "step": one.step, "size": len(one.data), "data": one.data}
            for seq, one in packed
        ]
        connection.execute(EVENTS.insert(), rows)
    return Started(control, view), taken.config


def _described(chosen: Choice) -> Described:
    """What is known of the run's data, if they are here: without them nothing could be looked at."""
    if chosen.name == OWN:
        try:
            return catalogue.described(chosen, own_datasets.fetch)
        except InputError:
            raise InputError(
                "This run learned from somebody's own pictures, which its file does not hold. "
                "Bring the same pictures on the page Data first."
            ) from None
    if why_not := catalogue.DATASETS[chosen.name].why_not(chosen):
        raise InputError(why_not)
    return catalogue.described(chosen)


def _ending(taken: TakenRun, now: float) -> dict[str, Any]:
    """How it ended, and when it began if it has ended now. It cannot go on: its file holds no state to go on from."""
    last = taken.events[-1].event
    done = last.kind == EventKind.DONE
    told = max((float(one.event.header.get("seconds", 0.0)) for one in taken.events), default=0.0)
    diverged = done and last.header["why"] == "diverged"
    return {
        "status": RunStatus.DIVERGED if diverged else RunStatus.FINISHED,
        "reason": f"{LOADED} {last.header['sentence'] if done else UNFINISHED}",
        "started": now - told,
    }
