"""The learner's own picture: taken in, kept by their browser, given back by it. The server keeps it for the session."""

import base64
import binascii
from collections.abc import Callable, Mapping

import streamlit as st

from cnnviz.api.uploads import File
from cnnviz.errors import InputError
from cnnviz.images import decode, drawing, picture
from cnnviz.ui import links

# The id and the label of the learner's own picture among the samples.
OWN, LABEL = "own", "Your picture"
# The name in the link of the sample that a lesson was made for, where it is shown on the learner's picture.
MEANT = "meant"

# Session keys owned here: the picture; the token of its file in the browser; as base64 the cells it was drawn in; why
# the last one could not be read; what the browser keeps and has not given yet, as (token, whether it is to be shown);
# the token asked of it; a token it may forget; whether an address asked for a picture that was not there.
_PICTURE, _TOKEN, _CELLS, _TROUBLE = "_own_picture", "_own_token", "_own_cells", "_own_picture_trouble"
_PROMISED, _WANTED, _DROPPED, _MISSED = "_own_promised", "_own_wanted", "_own_dropped", "_own_missed"


def current() -> picture.Picture | None:
    """The picture, where the session has one. Where only the browser has, it is asked for it."""
    held: picture.Picture | None = st.session_state.get(_PICTURE)
    if held is None and (promised := st.session_state.get(_PROMISED)):
        st.session_state[_WANTED] = promised[0]
    return held


def trouble() -> str:
    """Why the last one could not be read, "" where it could."""
    return str(st.session_state.get(_TROUBLE, ""))


def take_file(files: tuple[File, ...], token: str = "") -> None:
    """Take over the picture in a file that the browser keeps under `token`; for callbacks."""
    _take(lambda: decode.decoded(files[0].data, files[0].name), token)


def take_drawing(cells: bytes) -> None:
    """Take over what was drawn on the pad; for callbacks."""
    _take(lambda: drawing.drawn(cells), "", base64.b64encode(cells).decode())


def show() -> None:
    """Show the picture, on every page; for callbacks."""
    links.put("image", OWN, along=True)


def forget() -> None:
    """Give the picture up, here and in the browser; for callbacks."""
    st.session_state[_DROPPED] = st.session_state.get(_TOKEN, "")
    for key in (_PICTURE, _TOKEN, _CELLS, _TROUBLE):
        st.session_state.pop(key, None)
    links.forget(["image"])


def miss() -> None:
    """Note that the address asks for a picture that is not here: the browser may still have it."""
    st.session_state[_MISSED] = True


def missed() -> bool:
    """Whether the address asked for a picture that nobody has; told once. Call it when the browser has told."""
    return not st.session_state.get(_PROMISED) and bool(st.session_state.pop(_MISSED, False))


def asked() -> bool:
    """Whether the browser has to say if it keeps a picture."""
    return bool(st.session_state.get(_MISSED))


def tokens() -> dict[str, str]:
    """For the browser: the "picture" it is to keep, one it may forget ("dropped"), one it is to give ("wanted"), all by
    their tokens."""
    own = st.session_state
    return {"picture": own.get(_TOKEN, ""), "dropped": own.get(_DROPPED, ""), "wanted": own.get(_WANTED, "")}


def cells() -> str:
    """The picture's cells as base64, where it was drawn: a text that the browser keeps."""
    return str(st.session_state.get(_CELLS, ""))


def promise(token: str, shown: bool) -> None:
    """The browser keeps a picture under that token, which is to be `shown` once it is here; for callbacks."""
    if not st.session_state.get(_PICTURE):
        st.session_state[_PROMISED] = (token, shown or asked())
    st.session_state.pop(_MISSED, None)


def given(files: tuple[File, ...], token: str) -> None:
    """The browser gives what it was asked for, or nothing; for callbacks."""
    promised = st.session_state.pop(_PROMISED, None)
    st.session_state.pop(_WANTED, None)
    if promised and files and not st.session_state.get(_PICTURE):
        _take(lambda: decode.decoded(files[0].data, files[0].name), token, shown=promised[1])


def redraw(text: str, shown: bool) -> None:
    """Take over the cells that `cells` told in an earlier session; for callbacks."""
    try:
        drawn = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return
    shown = shown or asked()
    st.session_state.pop(_MISSED, None)
    if not st.session_state.get(_PICTURE):
        _take(lambda: drawing.drawn(drawn), "", text, shown)


def _take(read: Callable[[], picture.Picture], token: str, cells: str = "", shown: bool = True) -> None:
    """Take over a new picture; one that cannot be read leaves everything as it was, with a sentence."""
    st.session_state[_TROUBLE] = ""
    try:
        made = read()
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    before = st.session_state.get(_TOKEN) or (st.session_state.pop(_PROMISED, None) or ("", False))[0]
    dropped = before if before != token else ""
    st.session_state.update({_PICTURE: made, _TOKEN: token, _CELLS: cells, _DROPPED: dropped})
    if shown:
        show()


def lesson(values: Mapping[str, object]) -> dict[str, object]:
    """The settings of a lesson, on the learner's picture where that is what they look at."""
    if "image" in values and links.goes_along("image") == OWN:
        return {**values, "image": OWN, MEANT: values["image"]}
    return dict(values)


def lesson_link(query: Mapping[str, str]) -> dict[str, str]:
    """The same of a link to a lesson."""
    return {name: str(value) for name, value in lesson(query).items()}
