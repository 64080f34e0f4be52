"""What is the learner's is kept in their browser: their picture, and everything they set, drew or typed.

A session begins with nothing, after a reload as after a restart of the server; the browser then tells what it keeps.
"""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.ui import links, network_source, own_picture, uploads
from cnnviz.ui.components import keeper

# Session keys owned here: whether the browser has told what it keeps; whether the page is to be drawn anew for it.
_HEARD, _NEWS = "_keeper_heard", "_keeper_news"

SETTINGS, DRAWING = "settings", "drawing"
# Name of a text that is kept -> what a session tells, and what takes it back in a later one.
TEXTS: Mapping[str, tuple[Callable[[], str], Callable[[str], None]]] = {
    SETTINGS: (links.snapshot, links.restore),
    "networks": (network_source.snapshot, network_source.restore),
}


def catch_up() -> None:
    """Draw the whole page anew where a part of it has heard news of the browser; call it after a page's controls."""
    context = get_script_run_ctx()
    if st.session_state.pop(_NEWS, False) and context and context.fragment_ids_this_run:
        st.rerun()


def heard() -> bool:
    """Whether the browser has told what it keeps."""
    return bool(st.session_state.get(_HEARD))


def keep() -> None:
    """Give the browser what to keep, and hear what it keeps; call it at the end of a page."""
    texts = {name: told() for name, (told, _) in TEXTS.items()} | {DRAWING: own_picture.cells()}
    ticket, asked = uploads.ticket().id, own_picture.asked()
    data = {"ticket": ticket, "heard": heard(), "asked": asked, "texts": texts, **own_picture.kept()}
    keeper.keeper("keeper", data, _found, _given)


def _found(texts: Mapping[str, str], token: str) -> None:
    st.session_state[_HEARD] = st.session_state[_NEWS] = True
    for name, (_, restore) in TEXTS.items():
        if text := texts.get(name):
            restore(text)
    shown = links.goes_along("image") == own_picture.OWN
    if token:
        own_picture.promise(token, shown)
    elif drawn := texts.get(DRAWING):
        own_picture.redraw(drawn, shown)


def _given(id: str, token: str) -> None:
    st.session_state[_NEWS] = True
    own_picture.given(uploads.taken(id), token)
