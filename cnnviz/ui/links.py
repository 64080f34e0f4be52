"""The settings in the address: a link restores every widget, and says which of its values could not be used."""

from collections.abc import Mapping
from typing import Literal, TypedDict
from urllib.parse import urlencode

import streamlit as st

from cnnviz.ui import settings

# Session keys owned here: the widgets that live in the address, the page last shown, and the link it was opened by.
_BOUND, _PAGE, _OPENED = "_bound", "_page", "_opened"


class Binding(TypedDict):
    """The arguments that put a widget's value into the address and keep it while the session lasts."""

    key: str
    bind: Literal["query-params"]
    persist_state: Literal["session"]


def binding(key: str) -> Binding:
    """The arguments for a widget whose value belongs in the link; `key` is its name there."""
    st.session_state.setdefault(_BOUND, set()).add(key)
    return {"key": key, "bind": "query-params", "persist_state": "session"}


def moved(prefixes: tuple[str, ...]) -> bool:
    """Whether a widget with one of these names is away from its default: only then is it in the address.

    Controls that are folded away are drawn only when unfolded or moved: every widget costs each answer time.
    """
    return any(key.startswith(prefixes) for key in st.query_params)


def bounded(key: str, low: float, high: float) -> None:
    """Bring a widget's value back into its range when the range has shrunk; call it before the widget."""
    value = st.session_state.get(key, low)
    # Only then: a value set from here would pull back a slider that somebody is still moving.
    if not low <= value <= high:
        st.session_state[key] = min(max(value, low), high)


def arrive(page: str) -> None:
    """Note how `page` was opened. A link describes a page whole: what it does not name goes back to its default."""
    if st.session_state.get(_PAGE) == page:
        return
    st.session_state[_PAGE] = page
    asked = st.query_params.to_dict()
    st.session_state[_OPENED] = asked
    if asked:
        _forget(set(asked))


def dropped() -> dict[str, str]:
    """What the link that opened this page asked for and did not get; call it after the page's widgets."""
    bound = st.session_state.get(_BOUND, set())
    asked: dict[str, str] = st.session_state.get(_OPENED, {})
    lost = {
        key: value
        for key, value in asked.items()
        if key not in bound or (key not in st.query_params and not _is_default(key, value))
    }
    # Said once: from then on the address holds what is really shown.
    st.session_state[_OPENED] = {}
    return lost


def _is_default(key: str, asked: str) -> bool:
    value = st.session_state.get(key)
    shown = settings.query({key: value})[key]
    return asked.lower() == shown.lower() or (isinstance(value, int | float) and _same_number(asked, value))


def _same_number(asked: str, value: float) -> bool:
    try:
        return float(asked) == float(value)
    except ValueError:
        return False


def load(values: Mapping[str, object]) -> None:
    """Set these widgets and put every other one back to its default; for callbacks."""
    _forget(set())
    st.session_state[_OPENED] = {}
    for key, value in values.items():
        st.session_state[key] = value


def address() -> str:
    """The link to exactly what this page shows."""
    parameters = urlencode(st.query_params.to_dict())
    return f"{st.context.url}?{parameters}" if parameters else str(st.context.url)


def _forget(kept: set[str]) -> None:
    for key in st.session_state.get(_BOUND, set()) - kept:
        st.session_state.pop(key, None)
