"""Kernels from texts that the link holds: what somebody typed is read as people write, the rest as the app does."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnviz.ops import kernel_text
from cnnviz.ops.kernel_text import notations
from cnnviz.ui import links, words

# Session keys owned here, by the name in the link: the text as it was last typed by hand, and, of a block or a file
# that can be read in several ways, the kernels that it can be.
_TYPED, _DOUBT = "_typed_", "_doubt_"


def typed(name: str) -> None:
    """Note that the text was typed by hand; for callbacks."""
    st.session_state[_TYPED + name] = st.session_state[name]
    st.session_state.pop(_DOUBT + name, None)


def read(name: str, text: str, what: str, flat: bool = False) -> np.ndarray:
    """The rows in the text kept under `name`. Where it can be several, the likeliest, and a question which it is.
    Raises InputError."""
    by_hand = st.session_state.get(_TYPED + name) == text
    try:
        rows = kernel_text.parsed(text, what, flat, asking=True) if by_hand else kernel_text.linked(text, what, flat)
        readings = st.session_state.get(_DOUBT + name, ())
    except kernel_text.DoubtfulError as doubt:
        rows, readings = doubt.readings[0], doubt.readings
    _ask(name, readings, rows)
    return rows


def put(name: str, read: Callable[[], np.ndarray], spelled: Callable[[np.ndarray], str] = kernel_text.text) -> None:
    """Keep the kernel that a block or a file holds under `name`; for callbacks. Raises InputError."""
    readings: tuple[np.ndarray, ...] = ()
    try:
        rows = read()
    except kernel_text.DoubtfulError as doubt:
        rows, readings = doubt.readings[0], doubt.readings
    _keep(name, rows, spelled)
    st.session_state[_DOUBT + name] = readings


def _keep(name: str, rows: np.ndarray, spelled: Callable[[np.ndarray], str] = kernel_text.text) -> None:
    links.put(name, spelled(rows))
    for key in (_TYPED, _DOUBT):
        st.session_state.pop(key + name, None)


def _ask(name: str, readings: tuple[np.ndarray, ...], used: np.ndarray) -> None:
    """Which of the readings is meant, unless something else was put in meanwhile."""
    if not any(np.array_equal(used, one) for one in readings):
        return
    st.warning(words.plain(f"This can be read in {len(readings)} ways. Used is {kernel_text.shown(used)}. Meant is:"))
    with st.container(horizontal=True):
        for place, one in enumerate(readings):
            label = words.plain(kernel_text.shown(one))
            st.button(label, key=f"reading_{name}_{place}", on_click=_keep, args=(name, one))


def help_with_notations(name: str) -> None:
    """Every notation that is understood in the text kept under `name`, with an example each."""
    with st.popover("What can I write or paste?", key=f"notations_{name}"):
        for one in notations.NOTATIONS:
            st.caption(words.plain(one.title))
            st.code(one.example, language=None)
