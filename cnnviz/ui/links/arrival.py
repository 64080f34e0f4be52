"""How a page is opened, by a link, by Back or from the menu; what it opens with; and the way back to that."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.ui.links import sessions, spelling, values
from cnnviz.ui.links.memory import WHOLE, Memory, memory
from cnnviz.ui.links.trackers import TRACKERS


def arrive(page: str) -> None:
    """Note how `page` was opened; call it first. A link describes a page whole: what it does not name goes back to
    its default; so does Back, to the page as it was. Opened from the menu, a page is as it was left, and at first as
    itself: of other pages it takes only what goes along.

    On the page itself the address is only written: what a browser sends of it may be older than what was set since.
    """
    held = memory()
    context = get_script_run_ctx()
    back = bool(context and context.is_history_navigation)
    held.opening = held.page != page or back
    if held.opening:
        held.page = page
        _open(held, back)
    sessions.come_back()
    held.live, held.lost, held.part = {WHOLE: {}}, {}, WHOLE


def _open(held: Memory, back: bool) -> None:
    """Begin the page with what the address says, or with what it had and what goes along."""
    asked = {name: value for name, value in st.query_params.to_dict().items() if not TRACKERS.fullmatch(name)}
    held.linked = back or bool(asked)
    values.replace({} if held.linked else held.values | held.along)
    if held.linked:
        held.earlier.pop(held.page, None)
    held.as_left = {} if held.linked else dict(held.values)
    held.asked, held.missed, held.missed_under = asked, {}, ""


def inner(name: str) -> str:
    """What a part of that name is called in the part that is being drawn."""
    return f"{memory().part}/{name}"


@contextmanager
def part(name: str) -> Iterator[None]:
    """Draws a part of the page anew: the widgets named inside are all that it and the parts in it have."""
    held = memory()
    around, held.part = held.part, name
    held.live = {one: live for one, live in held.live.items() if not one.startswith(f"{name}/")}
    held.live[name] = {}
    try:
        yield
    finally:
        held.part = around


def mean(query: Mapping[str, str]) -> None:
    """Let a link that has just opened the page mean this too, where it names nothing that no widget has read yet."""
    held = memory()
    if held.opening and held.linked and not held.asked:
        held.asked = dict(query)


def fix(query: Mapping[str, str], fixed: Mapping[str, str], hidden: Iterable[str]) -> None:
    """Let these values of the page's widgets be what nobody can change, and some of them out of sight, until this is
    said anew. A link that has just opened the page means `query`, but for what it names itself and may."""
    held = memory()
    held.fixed[held.page], held.hidden[held.page] = dict(fixed), frozenset(hidden)
    if held.opening and held.linked and query:
        held.asked = dict(query) | {name: value for name, value in held.asked.items() if name not in fixed}


def start_over() -> None:
    """Put the page back to what it opens with; for callbacks."""
    values.put_all({})
    held = memory()
    for key, default in held.unlinked.items():
        if key in st.session_state:
            held.unlinked_choices.pop(key, None)
        st.session_state[key] = default


def open_again(query: Mapping[str, str]) -> None:
    """Open the page that is shown as a link with this query would; for callbacks."""
    held = memory()
    values.replace({})
    held.linked = True
    held.earlier.pop(held.page, None)
    held.asked, held.missed, held.missed_under = dict(query), {}, ""


def unchanged() -> dict[str, str]:
    """What of the page is still as it was when it was left, as a link names it; call it when the address is written."""
    held = memory()
    same = {name: value for name, value in held.as_left.items() if held.values.get(name) == value}
    return spelling.query({name: value for name, value in same.items() if name in held.widgets})
