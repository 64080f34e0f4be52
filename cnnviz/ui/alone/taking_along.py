"""“Take along”: what stands on a page, or the lesson that is on it, as files to save."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.ui import catalogue, words
from cnnviz.ui.alone import composing, document, pages, reading, recording, scorm
from cnnviz.ui.alone.reading import Part
from cnnviz.ui.course import now
from cnnviz.ui.course.now import Now
from cnnviz.ui.taking_part import membership

# The widget key of the menu.
_MENU = "take_along"
# Session keys owned here: of which lesson, and of what in sight, the last files were made, and their bytes.
_MADE, _SEEN = "_taken_along", "_taken_in_sight"
KEPT_BACK = "Your teacher still keeps the answers back. Take it along afterwards."
SOON = "This page is still being computed. Its file is offered here as soon as that is done."
DRAWING = "Drawing every step; what a page has to compute first takes a while …"
WHY = (
    "One file that shows this without the app: from a stick, offline or in a learning platform. Pictures in view "
    "are in it, your own too."
)


@contextmanager
def recorded(entry: catalogue.Entry) -> Iterator[list[ForwardMsg]]:
    """What the page sends inside, where its menu is open; nothing otherwise."""
    if entry in pages.PAGES and st.session_state.get(_MENU):
        with recording.recorded() as sent:
            yield sent
    else:
        yield []


def offers_view() -> bool:
    """Whether this page offers a file of what it shows, which a part that is drawn anew alone would leave as it was."""
    return bool(st.session_state.get(_MENU)) and now.current() is None


def menu(entry: catalogue.Entry, sent: list[ForwardMsg]) -> None:
    """The menu at the foot of a page of which something can be taken along; `sent` is what `recorded` gave. A file
    holds its answers: there is none of an exercise or a check."""
    on = now.current()
    if entry not in pages.PAGES or (on and (on.exercise or on.checks)):
        return
    menu = st.expander("Take along", key=_MENU, on_change="rerun")
    if menu.open:
        with menu, words.explained():
            st.caption(WHY)
            if not reading.is_finished(sent):
                st.caption(SOON)
            elif on and composing.can(on):
                _lesson(on, sent)
            else:
                made = _once((entry.path, _digest(sent)), lambda: composing.view(entry, sent))
                _save("This view (HTML)", made, entry.path)


def _lesson(on: Now, sent: list[ForwardMsg]) -> None:
    """The step that is on, and the lesson, once it has been made; both hold the answers."""
    if membership.holds(on.name):
        st.caption(KEPT_BACK)
        return
    _save("This step (HTML)", _step(on, sent), f"{on.id}-{on.number}")
    steps = composing.whole(on)
    if any(membership.holds(one.name) for one in steps):
        st.caption(KEPT_BACK)
        return
    if not all(map(composing.can, steps)):
        return
    if st.button("Make a file of the whole lesson", key="take_lesson"):
        st.session_state[_MADE] = (on.id, on.draw, _made(on, steps))
    made = st.session_state.get(_MADE)
    if made and made[:2] == (on.id, on.draw):
        _save("The lesson (HTML)", made[2], on.id)
        _save("The lesson (SCORM 1.2)", scorm.package(on.lesson.title, made[2]), on.id, "zip")
        st.caption("SCORM: your learning platform takes the ZIP file as it is, and gets the score.")


def _step(on: Now, sent: list[ForwardMsg]) -> bytes:
    """With its question; without one as it stands, a learner's own photo as well."""
    if on.step.question is None:
        return _once((on.name, _digest(sent)), lambda: composing.standing(on, sent))
    with st.spinner("Drawing this step …"):
        return _once((on.name, on.draw), lambda: composing.lesson(on, (on,)))


def _once(seen: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
    """What `make` gives; the same again while the same is in sight, however often the page is drawn with its menu
    open."""
    known = st.session_state.get(_SEEN)
    if not known or known[0] != seen:
        known = st.session_state[_SEEN] = (seen, make())
    return known[1]


def _digest(sent: list[ForwardMsg]) -> str:
    """What stands for all that a file is made of: other components of the page may tell something new every time."""
    left = [one for one in reading.items(sent) if not isinstance(one, Part) or one.name in pages.COMPONENTS]
    return hashlib.blake2b(repr((left, reading.texts(sent))).encode(), digest_size=16).hexdigest()


def _made(on: Now, steps: Sequence[Now]) -> bytes:
    """The file of all steps; says how far it is."""
    place = st.empty()
    made = composing.lesson(on, steps, lambda share: place.progress(share, DRAWING))
    place.empty()
    return made


def _save(label: str, data: bytes, name: str, kind: str = "html") -> None:
    mime = {"html": "text/html", "zip": "application/zip"}[kind]
    file = f"cnnviz-{name}.{kind}"
    st.download_button(
        f"{label}, {document.size(data)}", data, file, mime, key=f"save_{kind}_{label}", on_click="ignore"
    )
