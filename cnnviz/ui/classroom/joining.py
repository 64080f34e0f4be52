"""The page on which a learner joins a class, and leaves it."""

import streamlit as st

from cnnviz import limits
from cnnviz.classroom import codes, take_part
from cnnviz.classroom.held import Learner, Room
from cnnviz.errors import InputError
from cnnviz.ui import links, visitor, widgets, words
from cnnviz.ui.classroom import following, opening
from cnnviz.ui.taking_part import membership, noting

# Session key owned here: why one could not join.
_TROUBLE = "_class_join_trouble"
KEPT = (
    "What you answer in the class, and the runs that you train, are shown to your teacher, under the name that you "
    f"give. Nobody asks who you are. After {limits.CLASS_HOURS} hours it is deleted."
)


def show() -> None:
    """The form, or the class that one is in."""
    code = widgets.hidden_text(opening.JOIN, "")
    if why := membership.why_left():
        st.info(why)
    if known := membership.seen():
        _say(*known)
    elif membership.current().learner:
        st.info("You are in a class, which does not answer now. Your page tries again by itself.")
    else:
        _ask(code)


def _say(learner: Learner, room: Room) -> None:
    st.success(f"You are in class **{codes.written(room.code)}** as **{words.plain(learner.name)}**.")
    st.markdown("Your page goes along with the class. Until then, look around: choose any page above.")
    st.button("Leave the class", key="class_leave", on_click=membership.leave)


def _ask(code: str) -> None:
    with st.form("class_join", width=420):
        typed = st.text_input("Code on the board", code[:20], key="class_code", max_chars=20, placeholder="CDFH-J347")
        name = st.text_input("A name, if you like", key="class_name", max_chars=limits.CLASS_NAME)
        st.caption(KEPT)
        st.form_submit_button("Join", type="primary", on_click=_join, key="class_enter")
    if why := st.session_state.pop(_TROUBLE, None):
        words.explain(why)
    del typed, name


def _join() -> None:
    """Join, and go where the class is."""
    said = st.session_state
    try:
        secret = take_part.join(str(said.get("class_code", "")), str(said.get("class_name", "")), visitor.address())
        membership.take_part(secret)
        noting.send()
    except InputError as why:
        said[_TROUBLE] = why
        return
    links.put(opening.JOIN, "")
    if known := membership.seen():
        following.arrive(known[1].state.sent, known[0].number)
