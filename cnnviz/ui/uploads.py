"""The one way in which a learner's files come in, whatever they are: content decides, never a name's ending."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnviz import limits
from cnnviz.api.uploads import File, Ticket
from cnnviz.ui import words
from cnnviz.ui.components import uploader as component

# Session keys owned here: what entitles this session to bring files, and why the last of one uploader were not used.
_TICKET, _TROUBLE = "_upload_ticket", "_upload_trouble"

GONE = "These files were no longer there when the app came to read them. Bring them again."
MARK = re.compile(r"[0-9a-f]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Wants:
    """What an uploader takes: several files at once, a folder with all in it; `picture` lets a picture come by paste,
    by camera and by its address too. Large pictures are `shrunk` in the browser until their shorter side has so many
    pixels, 0 for not at all."""

    several: bool = False
    folder: bool = False
    picture: bool = False
    shrunk: int = 0


def ticket() -> Ticket:
    """This session's; it ends with the session, and so does what was brought and not taken."""
    if _TICKET not in st.session_state:
        st.session_state[_TICKET] = Ticket()
    held: Ticket = st.session_state[_TICKET]
    return held


def taken(id: object) -> tuple[File, ...]:
    """The files brought to this session under that id; none where there are none any more."""
    return ticket().take(str(id))


def uploader(
    label: str,
    key: str,
    on_files: Callable[[tuple[File, ...], str], None],
    wants: Wants = Wants(),
    hint: str = "",
    names: Sequence[str] = (),
    aside: str = "",
    again: str = "",
    on_removed: Callable[[list[str]], None] | None = None,
    on_wanted: Callable[[], None] = lambda: None,
) -> None:
    """Show it, with the `names` of what is in use, and of a picture that is kept and not in use (`aside`).

    `on_files` gets what was brought, and the token by which the browser keeps a picture; `on_removed` the names of what
    is given up; `on_wanted` is called when the picture that is aside is to be used again. When `again` changes, what
    was brought last comes once more: the server keeps no files for it.
    """

    def brought(said: Mapping[str, Any]) -> None:
        token = str(said.get("token", ""))
        files = taken(said.get("id"))
        st.session_state[_TROUBLE + key] = "" if files else GONE
        if files:
            on_files(files, token if MARK.fullmatch(token) else "")

    component.uploader(
        key,
        {
            "label": label,
            "hint": hint,
            "ticket": ticket().id,
            "largest": limits.UPLOAD_BYTES,
            "most": limits.OWN_FILES if wants.several else 1,
            "several": wants.several or wants.folder,
            "folder": wants.folder,
            "picture": wants.picture,
            "shrunk": wants.shrunk,
            "shown": list(names),
            "removable": on_removed is not None,
            "aside": aside,
            "again": again,
        },
        brought,
        on_removed or (lambda names: None),
        on_wanted,
    )
    if trouble := st.session_state.get(_TROUBLE + key):
        words.explain(trouble)
