"""The check before and after the course on Start: the way into it, and what came of it."""

import streamlit as st

from cnnviz.course import check
from cnnviz.ui import places
from cnnviz.ui.course import progress
from cnnviz.ui.course.now import Now

# What a check that is due is called.
LABELS = {check.BEFORE: "Check what you know first", check.AFTER: "Check what you know now"}


def sentences() -> tuple[str, ...]:
    """Both scores as far as they are there, and the gain with its arithmetic."""
    known = progress.current()
    before, after = (check.score(known, id) for id in (check.BEFORE, check.AFTER))
    told = [
        f"{label} the course: **{_counted(share)}** right."
        for label, share in (("Before", before), ("After", after))
        if share is not None
    ]
    if before is not None and after is not None and (gain := check.gain(before, after)) is not None:
        of = f"{_counted(after)} less {_counted(before)}, over the {round((1 - before) * len(check.ASKED))} missing"
        told.append(f"Gain: **{gain:.0%}** of what was missing ({of}).")
    return tuple(told)


def begin() -> None:
    """The way into the check that is due, if any."""
    if (id := _due()) and st.button(f"{LABELS[id]} ({check.MINUTES} min)", key="begin_check", type="tertiary"):
        step = Now(id, _next(id))
        places.go(step.entry, step.query)


def _due() -> str:
    """The check to do next: the one after is offered once a lesson was begun."""
    known = progress.current()
    lessons = set(known.reached) - set(check.CHECKS)
    if check.score(known, check.BEFORE) is None and not lessons:
        return check.BEFORE
    return check.AFTER if lessons and check.score(known, check.AFTER) is None else ""


def _next(id: str) -> int:
    """The number of the step at which it goes on."""
    return next(iter(check.open_steps(progress.current(), id)), len(check.CHECKS[id].steps))


def _counted(share: float) -> str:
    return f"{round(share * len(check.ASKED))} of {len(check.ASKED)}"
