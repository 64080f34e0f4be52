"""“Make an exercise”, at the foot of every page: a dialog in which the page becomes a task, and tasks an exercise."""

from collections.abc import Callable, Iterable

import streamlit as st

from cnnviz import limits
from cnnviz.course.exercises.exercise import Exercise
from cnnviz.errors import InputError
from cnnviz.ui import catalogue, words
from cnnviz.ui.course import exercise, now
from cnnviz.ui.exercises import draft, keeping, outcome, wording
from cnnviz.ui.exercises.draft import Draft, Wanted

# Session keys owned here: what the form's widgets hold, the secret of what was made last, what went wrong, whether
# a task was just added, and whether the page has just become a preview.
TEXT, HIDDEN, LOCKED, COVER, TITLE, REVEAL = (
    "ex_text",
    "ex_hidden",
    "ex_locked",
    "ex_cover",
    "ex_title",
    "ex_reveal",
)
# What the form begins with. It is said, not forgotten: a browser goes on showing what was typed in a field that is
# forgotten here alone.
_FORM = {TEXT: "", HIDDEN: [], LOCKED: [], COVER: True} | wording.BLANK
_MADE, _TROUBLE, _ADDED = "_exercise_made", "_exercise_trouble", "_exercise_added"
_PREVIEWED = "_exercise_previewed"
LABEL = "Make an exercise"
KEPT = "This browser keeps these tasks, also when the page is reloaded, until you make the link or discard them."
NOT_KEPT = "These tasks are too large for an exercise, and a reload of the page would lose them. Use smaller pictures."
TITLE_LETTERS = 80


def button(entry: catalogue.Entry, keep: Callable[[str], None]) -> None:
    """The way in: nothing else is drawn, or computed, until it is pressed. Whoever does an exercise makes none; nor
    does who is asked about this page: the dialog says what is right. `keep` gives the browser the tasks so far, by an
    element with that key."""
    on = now.current()
    if on and (on.exercise or on.asks() or on.waits()):
        return
    if st.button(LABEL, key="make_exercise", type="tertiary"):
        st.session_state.pop(_MADE, None)
        _dialog(entry, keep)


@st.dialog(LABEL, width="large")
def _dialog(entry: catalogue.Entry, keep: Callable[[str], None]) -> None:
    if st.session_state.pop(_PREVIEWED, False):
        # The dialog closes: the page that it is about is drawn anew, and has no settings until it is.
        st.rerun()
    if trouble := st.session_state.pop(_TROUBLE, ""):
        words.explain(trouble)
    if made := st.session_state.get(_MADE):
        outcome.show(made)
        return
    _so_far(draft.current())
    st.markdown(f"**{entry.title}**, as it stands now, as task {len(draft.current().tasks) + 1}.")
    st.text_area("What is to be done", key=TEXT, max_chars=limits.EXERCISE_TEXT, height=90, **wording.KEPT)
    said = wording.form()
    if said and said.fact:
        why = "What shows the answer stays covered until the learner has answered."
        st.toggle("Cover the answer", True, key=COVER, help=why, **wording.KEPT)
    _controls()
    _whole(entry)
    keep("keeper_dialog")


def _so_far(made: Draft) -> None:
    """The tasks there are, which can change places or be left out."""
    for place, task in enumerate(made.tasks):
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = task.question.ask if task.question else task.text
            st.markdown(words.plain(f"{outcome.headed(place + 1, task)}: {asked[:80]}"), width="stretch")
            for label, sign, act, args, idle in (
                ("earlier", "↑", draft.move, (place, -1), place == 0),
                ("later", "↓", draft.move, (place, 1), place == len(made.tasks) - 1),
                ("out", "✕", draft.drop, (place,), False),
            ):
                key, over = f"ex_{label}_{place}", _OVER[label]
                st.button(sign, key=key, on_click=act, args=args, type="tertiary", help=over, disabled=idle)
    if made.tasks:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(KEPT if keeping.is_kept() else NOT_KEPT, width="stretch")
            st.button("Discard these tasks", key="ex_discard", on_click=draft.discard, type="tertiary")


_OVER = {"earlier": "One place earlier", "later": "One place later", "out": "Leave it out"}


def _controls() -> None:
    """Which of the page's controls are out of sight, and which in it but held."""
    known = draft.controls()
    for key in (HIDDEN, LOCKED):
        st.session_state[key] = [name for name in st.session_state.get(key, []) if name in known]
    with st.container(horizontal=True):
        st.multiselect("Hidden controls", list(known), format_func=known.__getitem__, key=HIDDEN, **wording.KEPT)
        left = [name for name in known if name not in st.session_state[HIDDEN]]
        st.session_state[LOCKED] = [name for name in st.session_state[LOCKED] if name in left]
        st.multiselect("Locked controls", left, format_func=known.__getitem__, key=LOCKED, **wording.KEPT)
    st.caption("Learners may change all others.")


def _whole(entry: catalogue.Entry) -> None:
    """What is true of the whole exercise, and what can be done with it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pages = [task.page for task in draft.current().tasks]
        usual = pages if pages and _is_empty() else [*pages, entry.path]
        st.text_input("Title", key=TITLE, max_chars=TITLE_LETTERS, placeholder=_named(usual), **wording.KEPT)
        why = "Off: answers are only noted, and can be changed until they are handed in."
        st.toggle("Say at once what is right", True, key=REVEAL, help=why, **wording.KEPT)
    with st.container(horizontal=True):
        st.button("Make the link", key="ex_make", type="primary", on_click=_make, args=(entry,))
        st.button("Add another page first", key="ex_add", on_click=_add, args=(entry,))
        st.button("Preview", key="ex_preview", on_click=_preview, args=(entry,))
    if st.session_state.pop(_ADDED, False):
        st.success("Added. Close this, go to the page of the next task, and press “Make an exercise” there.")


def _is_empty() -> bool:
    return not st.session_state.get(TEXT, "").strip() and st.session_state.get(wording.ABOUT) in (None, wording.NOTHING)


def _with_page(entry: catalogue.Entry) -> Draft:
    """The draft with the page as its last task, unless its form is empty. Raises InputError."""
    made = draft.current()
    if _is_empty() and made.tasks:
        return made
    if _is_empty():
        raise InputError("Write what is to be done, or ask a question.")
    said = wording.said()
    question = wording.question(said) if said else None
    state = st.session_state
    wanted = Wanted(
        # A browser need not keep to what a field may hold.
        state.get(TEXT, "").strip()[: limits.EXERCISE_TEXT],
        question,
        state.get(HIDDEN, []),
        state.get(LOCKED, []),
        bool(question and question.fact and state.get(COVER, True)),
    )
    return made.with_task(*draft.taken(entry, wanted))


def _add(entry: catalogue.Entry) -> None:
    try:
        draft.keep(_with_page(entry))
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    _forget()
    st.session_state[_ADDED] = True


def _make(entry: catalogue.Entry) -> None:
    try:
        made = _with_page(entry)
        st.session_state[_MADE] = draft.save(_title(made), made, bool(st.session_state.get(REVEAL, True)))
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    draft.keep(Draft())
    _forget()


def _preview(entry: catalogue.Entry) -> None:
    """Show this page's task, or the draft's last, as a learner will see it."""
    try:
        made = _with_page(entry)
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    exercise.preview(Exercise(_title(made), made.tasks, bool(st.session_state.get(REVEAL, True))))
    here = [number for number, task in enumerate(made.tasks, 1) if task.page == entry.path]
    if not here:
        st.session_state[_TROUBLE] = "The tasks so far stand on other pages: go there to see them."
        return
    now.Now(exercise.PREVIEW, here[-1]).put()
    st.session_state[_PREVIEWED] = True


def _title(made: Draft) -> str:
    return str(st.session_state.get(TITLE, "")).strip()[:TITLE_LETTERS] or _named([task.page for task in made.tasks])


def _named(paths: Iterable[str]) -> str:
    """The titles of pages, each once, as far as they fit."""
    named = ", ".join(dict.fromkeys(catalogue.by_path(path).title for path in paths))
    return named if len(named) <= TITLE_LETTERS else f"{named[: TITLE_LETTERS - 1]}…"


def _forget() -> None:
    for key, value in _FORM.items():
        st.session_state[key] = value
