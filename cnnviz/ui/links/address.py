"""The settings of a page in its address and in links to others: those away from their defaults, and what goes along."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st

from cnnviz.ui.components import address as bar
from cnnviz.ui.links import spelling
from cnnviz.ui.links.memory import Memory, Widget, memory


def write() -> dict[str, str]:
    """Put the page's settings into the address; call it after the page's widgets. Returns what the link that opened
    the page asked for and did not get: values that cannot be, names that no widget here has. That is told until a
    setting changes: a browser that tells what it keeps has the page drawn again unasked."""
    held = memory()
    query = _query(held)
    bar.write(held.page, urlencode(query))
    lost = held.lost | held.asked
    held.lost, held.asked = {}, {}
    # What goes along is named for every page, also for those that have no use for it.
    along = spelling.query(held.along)
    own = urlencode({name: value for name, value in query.items() if name not in along})
    if missed := {name: value for name, value in lost.items() if along.get(name) != value}:
        held.missed, held.missed_under = missed, own
    return held.missed if held.missed_under == own else {}


def _query(held: Memory) -> dict[str, str]:
    """Remembers the values of all widgets drawn so far; those away from their defaults, as a link names them. What an
    exercise fixes is in no link: it may be what is asked for."""
    for name, widget in held.widgets.items():
        value, before = st.session_state[widget.key], held.values.pop(name, widget.default)
        if value != widget.default:
            held.values[name] = value
        if widget.along is not None:
            _go_along(held, name, widget, value, before)
    named = [name for name in held.widgets if name in held.values and name not in held.fixed_here]
    return spelling.query({name: held.values[name] for name in named})


def _go_along(held: Memory, name: str, widget: Widget, value: object, before: object) -> None:
    """Let the value go along if it is the one that does, and no longer if it was and is another now."""
    if value == widget.along:
        held.along[name] = value
    elif before == widget.along:
        held.along.pop(name, None)


def goes_along(name: str) -> object:
    """The value of that name that goes with the learner from page to page, if any."""
    return memory().along.get(name)


def with_along(query: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a link inside the app: what goes along from page to page is named, unless they say other."""
    return spelling.query(memory().along) | dict(query)


def query_of(names: Iterable[str]) -> dict[str, str]:
    """The values of these widgets that are away from their defaults, as a link names them."""
    query = _query(memory())
    return {name: query[name] for name in names if name in query}


def page() -> str:
    """The path of the page that is shown."""
    return memory().page


def here() -> tuple[str, str]:
    """The path of this page and the query of the link to it; call it when all widgets have been drawn."""
    held = memory()
    return held.page, urlencode(_query(held))


def link() -> str:
    """The link to exactly what this page shows; call it when all widgets have been drawn."""
    parameters = urlencode(_query(memory()))
    return f"{st.context.url}?{parameters}" if parameters else str(st.context.url)
