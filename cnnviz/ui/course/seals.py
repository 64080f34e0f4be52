"""Which test sets this learner has opened: in the session, and through it in their browser."""

import datetime

import streamlit as st

from cnnviz.datasets.choice import Choice
from cnnviz.inspect.exam import seals
from cnnviz.inspect.exam.seals import Opened, Seals

# Session key owned here.
_SEALS = "_seals"


def of(chosen: Choice) -> Opened:
    """What was opened of these data's test set."""
    return _current().of(chosen)


def break_open(chosen: Choice, views: tuple[str, ...]) -> None:
    """Note that the test set was opened for these runs, each a look of its own; for callbacks."""
    now = _current()
    for view in views:
        now = now.opened(chosen, view, datetime.date.today().isoformat())
    st.session_state[_SEALS] = now


def snapshot() -> str:
    """All of it, for `restore` of a later session; "" where there is nothing."""
    return _current().text()


def restore(text: str) -> None:
    """Put back what `snapshot` told in an earlier session; for callbacks."""
    st.session_state[_SEALS] = seals.together(_current(), seals.read(text))


def _current() -> Seals:
    held: Seals = st.session_state.get(_SEALS, Seals())
    return held
