"""What one session leaves to the next: everything set on any page, as a text that the browser keeps."""

import json
from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from cnnviz import former
from cnnviz.ui.links import spelling
from cnnviz.ui.links.memory import memory

# Names in a link of what only the link itself opens, not a browser that others may use next: an exercise, with its
# step, and the room of its teacher.
EXERCISE, STEP = "exercise", "step"
PRIVATE = (EXERCISE, "teacher")


def snapshot() -> str:
    """Everything set on any page, for `restore` of a later session; "" where nothing is."""
    held = memory()
    pages = {
        page: held.earlier.get(page, {}) | _free(held.fixed.get(page, {}), spelling.query(held.pages.get(page, {})))
        for page in sorted({*held.pages, *held.earlier})
    }
    held.unlinked_choices |= _texts({key: st.session_state.get(key) for key in held.unlinked})
    whole = {
        "pages": {page: query for page, query in pages.items() if query},
        "along": spelling.query(held.along),
        "chosen": held.unlinked_choices,
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) if any(whole.values()) else ""


def restore(text: str) -> None:
    """Put back what `snapshot` told in an earlier session, wherever neither the address nor the learner has said
    otherwise; for callbacks. What is no such text is nothing."""
    held = memory()
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = json.loads(text)
        pages = {page: _texts(query) for page, query in whole["pages"].items()}
        along, chosen = _texts(whole["along"]), _texts(whole.get("chosen", {}))
        along = {name: former.current(name, value) for name, value in along.items()}
        held.earlier, held.along, held.earlier_came = pages, along | held.along, True
        held.unlinked_choices = chosen | held.unlinked_choices


def _free(fixed: Mapping[str, str], query: Mapping[str, str]) -> dict[str, str]:
    """What may come back in another session: nothing that an exercise fixes, and nothing that only a link opens."""
    unkept = {*fixed, *PRIVATE} | ({STEP} if EXERCISE in query else set())
    return {name: value for name, value in query.items() if name not in unkept}


def _texts(query: Mapping[str, object]) -> dict[str, str]:
    return {name: value for name, value in query.items() if isinstance(value, str)}


def come_back() -> None:
    """Let the page that is open read what came only now: of a link only what the page does not show."""
    held = memory()
    if not held.earlier_came:
        return
    held.earlier_came = False
    here = held.earlier.setdefault(held.page, {})
    if not held.linked:
        here |= spelling.query(held.along)
    for name, widget in held.widgets.items():
        if held.linked or name in held.values:
            here.pop(name, None)
        elif name in here:
            st.session_state.pop(widget.key, None)
    for key in held.unlinked_choices:
        if st.session_state.get(key) == held.unlinked.get(key):
            st.session_state.pop(key, None)
