"""The page of a class's teacher: opening it, the board, and where all are sent."""

import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit

import segno
import streamlit as st

from cnnviz import limits
from cnnviz.classroom import codes, lead, state, steps
from cnnviz.classroom.held import Room
from cnnviz.course import registry
from cnnviz.course.exercises.exercise import PREFIX
from cnnviz.course.lesson import Step
from cnnviz.errors import InputError
from cnnviz.ui import catalogue, links, visitor, widgets, words
from cnnviz.ui.classroom import leading
from cnnviz.ui.components import board
from cnnviz.ui.course import exercise, now
from cnnviz.ui.course.now import Now
from cnnviz.ui.taking_part import membership

# In a link: the secret by which a class is led, and the code by which one joins.
TEACH, JOIN = "teach", "join"
# Session keys owned here: why something could not be done, and what was.
_TROUBLE, _DONE = "_class_trouble", "_class_done"
SAME, EACH = "The same numbers for all", "Different numbers for each"
NOT_HERE = "This is no link to a page of this app. Copy one from the address bar, or from an exercise."


def show() -> None:
    """The way to open a class, or the class that this browser leads."""
    _take_over()
    for key, box in ((_TROUBLE, words.explain), (_DONE, st.success)):
        if said := st.session_state.pop(key, ""):
            box(said)
    if led := leading.room():
        _lead(led)
    else:
        _offer()


def _take_over() -> None:
    """Lead the class that a secret link names, and let the address say nothing of it: the class may see it."""
    if secret := widgets.hidden_text(TEACH, ""):
        links.put(TEACH, "")
        try:
            lead.room_of(secret)
            membership.lead(secret)
        except InputError as why:
            words.explain(why)


def _offer() -> None:
    st.markdown(
        f"No account, no names: you get a code, your learners type it in. You see all answers as they come, stop all "
        f"pages, take them along, or ask all of them at once. After {limits.CLASS_HOURS} hours everything is deleted."
    )
    st.button("Open a class", type="primary", key="class_open", on_click=_open)
    st.caption("It needs no preparation. Keep this tab: this browser leads the class from then on.")


def _open() -> None:
    try:
        membership.lead(lead.open_class(visitor.address()).teacher)
    except InputError as why:
        st.session_state[_TROUBLE] = why


def _lead(led: Room) -> None:
    _ask_all()
    secret, address = membership.current().teacher, _address(catalogue.JOIN)
    code = segno.make(f"{address}?{urlencode({JOIN: codes.written(led.code)})}", error="m")
    board.board(
        {
            "secret": secret,
            "join": urlsplit(address).netloc + urlsplit(address).path,
            "qr": modules(code),
            "side": len(code.matrix),
            "pages": [[entry.path, entry.title] for entries in catalogue.SECTIONS.values() for entry in entries],
        },
        "class_board",
    )
    with st.container(horizontal=True, vertical_alignment="center", key="class_more"):
        with st.popover("Bring all to a link"):
            st.text_input("Link of any page of this app, or of an exercise", key="class_link")
            st.button("Bring all there", key="class_bring", on_click=_bring)
        with st.popover("A second teacher"):
            st.markdown("Who has this link leads the class too. Send it to nobody else, and show it on no wall.")
            st.code(f"{_address(catalogue.CLASS)}?{urlencode({TEACH: secret})}", language=None, wrap_lines=True)
        with st.popover("End the class"):
            st.markdown("Names, answers and results are deleted at once. Save the results first if you need them.")
            st.button("End it now", key="class_end", on_click=_end)


def modules(code: segno.QRCode) -> str:
    """The dark modules of a QR code as a path, one unit wide and high each."""
    return "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(code.matrix) for column, dark in enumerate(line) if dark
    )


def _ask_all() -> None:
    """A step of a lesson for everybody."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="class_ask"):
        titles = {id: lesson.title for id, lesson in registry.LESSONS.items()}
        id = st.selectbox("Lesson", list(titles), format_func=titles.__getitem__, key="class_lesson", width=220)
        named = {number: _called(number, step) for number, step in enumerate(registry.LESSONS[id].steps, 1)}
        number = st.selectbox("Step", list(named), format_func=named.__getitem__, key="class_step", width=420)
        how = st.selectbox("Numbers", [SAME, EACH], key="class_numbers", width=230)
        go = (Now(id, number if number in named else 1), how == EACH)
        st.button("Ask all", type="primary", key="class_go", on_click=_send, args=go)


def _called(number: int, step: Step) -> str:
    said = step.question.ask if step.question else step.text
    plain = said.replace("*", "").replace("`", "")
    return f"{number} · {plain[:70]}{'…' if len(plain) > 70 else ''}"


def _send(one: Now, each: bool) -> None:
    """Send everybody to the step, with a draw that nobody has had."""
    drawn = Now(one.id, one.number, 1 + secrets.randbelow(now.DRAWS - 1))
    name = drawn.name if drawn.step.question else ""
    _go(drawn.entry.path, urlencode(drawn.query), name, each)


def _bring() -> None:
    """Send everybody to the page of a link."""
    parts = urlsplit(str(st.session_state.get("class_link", "")).strip())
    path = parts.path.rstrip("/").rsplit("/", 1)[-1]
    paths = {entry.path for entries in catalogue.SECTIONS.values() for entry in entries} - set(leading.STAYS)
    if path not in paths:
        st.session_state[_TROUBLE] = InputError(NOT_HERE)
        return
    _go(path, parts.query, _asks(dict(parse_qsl(parts.query))), False)


def _asks(query: dict[str, str]) -> str:
    """The name of the step whose question a link opens, "" where it asks nothing."""
    number, made = query.get(now.STEP, "1"), query.get(exercise.EXERCISE, "")
    if made:
        name = f"{PREFIX}{made}.{number}"
        return name if steps.find(name) else ""
    lesson = registry.LESSONS.get(query.get(now.LESSON, ""))
    if lesson is None or not number.isdecimal() or not 0 < int(number) <= len(lesson.steps):
        return ""
    on = Now(query[now.LESSON], int(number))
    return on.name if on.step.question else ""


def _go(path: str, query: str, step: str, each: bool) -> None:
    try:
        lead.change(
            membership.current().teacher, lambda before, at: state.sent(before, path, query, step, at, each=each)
        )
    except InputError as why:
        st.session_state[_TROUBLE] = why


def _end() -> None:
    try:
        lead.end(membership.current().teacher)
        membership.lead("")
        st.session_state[_DONE] = "The class is over, and everything in it is deleted."
    except InputError as why:
        st.session_state[_TROUBLE] = why


def _address(entry: catalogue.Entry) -> str:
    """The address of a page of this app, as browsers reach it."""
    return f"{str(st.context.url).rsplit('/', 1)[0]}/{entry.path}"
