"""What is the learner's is kept in their browser: their picture, and everything they set, drew or typed.

A session begins with nothing, after a reload as after a restart of the server; the browser then tells what it keeps.
"""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.ui import chosen_network, links, uploads
from cnnviz.ui.components import keeper
from cnnviz.ui.course import progress, seals
from cnnviz.ui.exercises import keeping
from cnnviz.ui.picture import own_picture
from cnnviz.ui.taking_part import membership

# Session keys owned here: whether the browser has told what it keeps; whether the page is to be drawn anew for it; how
# often it was asked.
_ANSWERED, _NEWS, _TURN = "_keeper_heard", "_keeper_news", "_keeper_turn"

SETTINGS, DRAWING, EXERCISE = "settings", "drawing", "exercise"
# Name of a text that is kept -> what a session tells, and what takes it back in a later one.
TEXTS: Mapping[str, tuple[Callable[[], str], Callable[[str], None]]] = {
    SETTINGS: (links.snapshot, links.restore),
    "networks": (chosen_network.snapshot, chosen_network.restore),
    "course": (progress.snapshot, progress.restore),
    "seals": (seals.snapshot, seals.restore),
    "class": (membership.snapshot, membership.restore),
}


# Name of a text that is kept -> what takes it back.
TAKEN_BACK: Mapping[str, Callable[[str], None]] = {
    **{name: restore for name, (_, restore) in TEXTS.items()},
    EXERCISE: keeping.restore,
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
    keeper.keeper("keeper", {**data, "turn": _turn(bool(data["heard"] and not data["wanted"]))}, _found, _given)
    keep_tasks("keeper_exercise")


def keep_tasks(key: str) -> None:
    """Give the browser the tasks of an exercise that is not made yet. They are much larger than what else is kept, and
    seldom others: by themselves they are sent only when they are. A dialog, which is drawn alone, does so itself."""
    if keeping.is_begun():
        no_picture = {"asked": False, "turn": 0, "picture": "", "dropped": "", "wanted": ""}
        texts = {EXERCISE: keeping.snapshot()}
        alone = {"ticket": uploads.ticket().id, "heard": has_answered(), "texts": texts, **no_picture}
        keeper.keeper(key, alone, _found, _given)


def _turn(settled: bool) -> int:
    """Counts on as long as an answer is awaited: one that the browser gives while it goes from page to page is lost, so
    that whoever is asked again has to answer again."""
    turn = int(st.session_state.get(_TURN, 0))
    if not settled:
        turn = st.session_state[_TURN] = turn + 1
    return turn


def _found(texts: Mapping[str, str], token: str) -> None:
    if has_answered():
        return  # told once more, on the way from one page to the next
    st.session_state[_ANSWERED] = st.session_state[_NEWS] = True
    for name, restore in TAKEN_BACK.items():
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
