"""A run that goes on from its last checkpoint learns some steps again: what is in the store is not told twice."""

from collections.abc import Mapping
from dataclasses import replace

from cnnviz.training.events import Event, EventKind


def news(event: Event, last_steps: Mapping[str, int]) -> Event | None:
    """What of the event is new, where `last_steps` says the last step in the store of each kind of event."""
    before = last_steps.get(event.kind, -1)
    if event.kind == EventKind.SCALARS:
        return _later(event, before)
    if event.kind == EventKind.BEGUN:
        return event if before < 0 else None
    if event.kind == EventKind.MARK and event.header.get("what") != "epoch":
        return event
    once = event.kind in (EventKind.SNAPSHOT, EventKind.EVALUATION, EventKind.MARK, EventKind.PICTURE)
    # The last evaluations, of validation and test pictures, are of the same step.
    known = event.step < before or (event.step == before and event.kind != EventKind.EVALUATION)
    return None if once and known else event


def _later(event: Event, before: int) -> Event | None:
    """Only the steps after that one, of the steps that end with the event's; one without steps is a sign of life."""
    if not any(map(len, event.arrays.values())):
        return event
    count = event.step - before
    if count <= 0:
        return None
    return replace(event, arrays={name: array[-count:] for name, array in event.arrays.items()})
