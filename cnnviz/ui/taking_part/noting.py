"""What a learner's page tells the class: answers and runs, again until the store has them."""

from collections.abc import Sequence

import streamlit as st

from cnnviz.classroom import held, take_part
from cnnviz.course.progress import Record
from cnnviz.errors import InputError
from cnnviz.training.store.errors import StoreError
from cnnviz.ui.taking_part import membership

# Session key owned here: answers that the class does not have yet.
_WAITING = "_class_waiting"
# Answers that wait at the most.
MOST = 100


def note(name: str, record: Record) -> None:
    """Tell the class what was answered to the step of that name, where one is in a class; for callbacks."""
    if not membership.current().learner:
        return
    waiting().append((name, record))
    del waiting()[:-MOST]
    send()


def waiting() -> list[tuple[str, Record]]:
    """The answers that the class does not have yet."""
    kept: list[tuple[str, Record]] = st.session_state.setdefault(_WAITING, [])
    return kept


def send() -> None:
    """Send what waits, as far as it can be now."""
    secret, left = membership.current().learner, waiting()
    while left:
        try:
            take_part.answer(secret, *left[0])
        except StoreError as why:
            if not why.lasting:
                return
        except InputError:
            # A class that is over, or an answer that is not kept: it stays in the learner's own progress.
            pass
        left.pop(0)
    _look_again(secret)


def _look_again(secret: str) -> None:
    """What the teacher keeps back may have changed since the page was drawn."""
    try:
        if secret:
            membership.note(*held.ROOMS.look(secret))
    except InputError:
        return


def share(views: Sequence[str]) -> None:
    """Let the class see runs that were just started, by the ids that let others look; for callbacks."""
    if secret := membership.current().learner:
        try:
            take_part.share_runs(secret, tuple(view for view in views if view))
        except InputError:
            return
