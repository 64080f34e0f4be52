"""What cannot be done changes nothing and says why; what cannot be computed gives way to the last that could."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st

from cnnviz.errors import InputError

Result = TypeVar("Result")
Given = TypeVar("Given")

# Session key owned here, before the name of what is attempted: what worked last.
_LAST = "_worked_"


def refusal(act: Callable[[], object]) -> str:
    """Do it; why it cannot be done, or "" where it was."""
    try:
        act()
    except InputError as error:
        return str(error)
    return ""


def or_last(
    name: str,
    attempt: Callable[[], Result],
    keep: Callable[[Result], Given],
    again: Callable[[Given], Result],
    *usual: Given,
) -> tuple[Result, str]:
    """What `attempt` makes, of which this session keeps what made it (never None), and "". Where it cannot, the same
    as `last`, and why. Raises the attempt's InputError where neither can."""
    try:
        result = attempt()
    except InputError as error:
        with suppress(InputError):
            return last(name, again, *usual), str(error)
        raise
    st.session_state[_LAST + name] = keep(result)
    return result, ""


def last(name: str, again: Callable[[Given], Result], *usual: Given) -> Result:
    """What `again` makes of what worked last under that name, or else of the first of `usual` that it can. Raises
    InputError where it can of none."""
    kept = st.session_state.get(_LAST + name)
    candidates = (*(() if kept is None else (kept,)), *usual)
    for given in candidates[:-1]:
        with suppress(InputError):
            return again(given)
    return again(candidates[-1])
