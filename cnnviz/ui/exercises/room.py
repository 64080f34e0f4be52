"""The room of an exercise's teacher, above the page: what was made, the key, and what learners handed in."""

import streamlit as st

from cnnviz.course.exercises import codes, handed_in, shelf
from cnnviz.course.exercises.exercise import Exercise
from cnnviz.errors import InputError
from cnnviz.training.store import database
from cnnviz.training.store.taught import exercises
from cnnviz.ui import links, widgets, words
from cnnviz.ui.course import now
from cnnviz.ui.exercises import checking_page, outcome
from cnnviz.ui.results import tables

# Session key owned here: what was pasted.
CODES = "ex_codes"
# Characters of what is pasted: five hundred codes with names.
MOST = 50_000
RIGHT, WRONG, OPEN = handed_in.RIGHT, handed_in.WRONG, handed_in.OPEN


def show() -> None:
    """The room, where the link has the secret of an exercise."""
    secret = widgets.hidden_text(now.TEACHER, "")
    if not secret:
        return
    with st.container(border=True, key="teacher"):
        try:
            _room(secret)
        except InputError as trouble:
            words.explain(trouble)


def _room(secret: str) -> None:
    id = exercises.id_of(secret)
    kept = shelf.find(id)
    if kept is None:
        st.warning("This exercise is not kept here any more, or its link is not whole.")
        st.button("Leave", key="teacher_leave", on_click=links.forget, args=((now.TEACHER,),), type="tertiary")
        return
    st.markdown(f"**Your exercise: {words.plain(kept.title)}**")
    handed, made = st.tabs(["What learners hand in", "Links, sheet and key"], key="teacher_tabs", on_change="rerun")
    if handed.open:
        with handed:
            _handed_in(id, kept)
    if made.open:
        with made:
            _key(kept)
            outcome.show(secret)
            _offer_to_delete(secret)
    st.button("Leave", key="teacher_leave", on_click=links.forget, args=((now.TEACHER,),), type="tertiary")


def _key(made: Exercise) -> None:
    """Tasks and what is right."""
    for number, task in enumerate(made.tasks, 1):
        told = task.text
        if task.question:
            told += f" {task.question.ask} Right: {task.question.in_words(task.question.key, words.plain)}."
        st.markdown(words.plain(f"{outcome.headed(number, task)}. {told}"))


def _handed_in(id: str, made: Exercise) -> None:
    """Codes that were pasted, as a table: nothing of it is kept on the server."""
    if not made.asked:
        st.caption("This exercise asks nothing, so there are no codes.")
        return
    st.text_area("Codes, one a line, with a name before or behind", key=CODES, height=140, max_chars=MOST)
    lines = codes.lines(str(st.session_state.get(CODES) or "")[:MOST], id, made.asked)
    if lines:
        tables.table(handed_in.rows(lines, made.asked, words.plain), "codes")
        st.caption(f"{RIGHT} right, {WRONG} wrong, {OPEN} not answered. Nothing of this is kept on the server.")
        told = handed_in.by_question(lines, made.asked, words.plain)
        tables.plain([{name: words.plain(cell) for name, cell in row.items()} for row in told])
    st.caption(handed_in.WORTH)
    st.download_button(
        "Checking page (HTML), reads codes without the app",
        lambda: checking_page.page(id, made),
        "cnnviz-checking.html",
        "text/html",
        key="checking_page",
        on_click="ignore",
        help="One file that opens from a disk, offline. It holds the key: keep it to yourself.",
    )


def _offer_to_delete(secret: str) -> None:
    """Two buttons, one after the other: nothing brings an exercise back."""
    with st.popover("Delete this exercise", key="teacher_deleting", type="tertiary"):
        st.markdown("Its link will lead nowhere, and its codes cannot be read here any more. This cannot be undone.")
        st.button("Delete it for good", key="teacher_delete", on_click=_delete, args=(secret,), type="primary")


def _delete(secret: str) -> None:
    exercises.remove(database.opened(), secret)
    shelf.forget(exercises.id_of(secret))
    links.forget((now.TEACHER,))
