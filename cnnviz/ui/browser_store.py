"""What is the learner's is kept in their browser: their picture, and everything they set, drew or typed.

A session begins with nothing, after a reload as after a restart of the server; the browser then tells what it keeps.
"""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.ui import chosen_network, links, uploads
from cnnviz.ui.components import keeper
from cnnviz.ui.picture import own_picture

# Session keys owned here: whether the browser has told what it keeps; whether the page is to be drawn anew for it.
_ANSWERED, _NEWS = "_keeper_heard", "_keeper_news"

SETTINGS, DRAWING = "settings", "drawing"
# Name of a text that is kept -> what a session tells, and what takes it back in a later one.
TEXTS: Mapping[str, tuple[Callable[[], str], Callable[[str], None]]] = {
    SETTINGS: (links.snapshot, links.restore),
    "networks": (chosen_network.snapshot, chosen_network.restore),
}


def redraw_on_news() -> None:
    """Draw the whole page anew where a part of it has heard news of the browser; call it after a page's controls."""
    context = get_script_run_ctx()
    if st.session_state.pop(_NEWS, False) and context and context.fragment_ids_this_run:
        st.rerun()


def has_answered() -> bool:
    """Whether the browser has told what it keeps."""
    return bool(st.session_state.get(_ANSWERED))


def exchange() -> None:
    """Give the browser what to keep, and take back what it keeps; call it at the end of a page."""
    texts = {name: snapshot() for name, (snapshot, _) in TEXTS.items()} | {DRAWING: own_picture.cells()}
    ticket, asked = uploads.ticket().id, own_picture.asked()
    data = {"ticket": ticket, "heard": has_answered(), "asked": asked, "texts": texts, **own_picture.tokens()}
    keeper.keeper("keeper", data, _found, _given)


def _found(texts: Mapping[str, str], token: str) -> None:
    st.session_state[_ANSWERED] = st.session_state[_NEWS] = True
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
