"""The settings in the address: a link restores every widget, and says which of its values could not be used.

Streamlit can bind a widget to the address itself, but forgets the binding of widgets that move down the page, and
cannot be told to put a widget back to its default. So the values of all widgets named here are kept in one place,
and the address is written from them once the page is drawn.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict, TypeVar
from urllib.parse import urlencode

import streamlit as st

from cnnviz.ui import settings

Option = TypeVar("Option")
Number = TypeVar("Number", int, float)

PICTURE, EXPERIMENT = "picture", "experiment"


class Keyed(TypedDict):
    """The argument that makes a widget one of those in the link; its value is set before it is drawn."""

    key: str


@dataclass
class _Live:
    """A widget on the page now."""

    key: str
    default: object


@dataclass
class _Memory:
    """What a session keeps: every value away from its default by its name in the link (on whatever page), the
    widgets on the page now by part of the page, what the link asked for and is not yet used, and what it lost."""

    values: dict[str, object] = field(default_factory=dict)
    live: dict[str, dict[str, _Live]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    carried: dict[str, object] = field(default_factory=dict)
    page: str = ""
    part: str = PICTURE


def _memory() -> _Memory:
    memory: _Memory = st.session_state.setdefault("_links", _Memory())
    return memory


def arrive(page: str) -> None:
    """Note how `page` was opened; call it first. A link describes a page whole: what it does not name goes back to
    its default. Opened from the menu, a page is as it was left.

    On the page itself the address is only written: what a browser sends of it may be older than what was set since.
    """
    memory, asked = _memory(), st.query_params.to_dict()
    if memory.page != page:
        # What one page takes as default need not be another's: only what was set is carried over.
        put_all({} if asked else memory.values)
        memory.carried = dict(memory.values)
        memory.asked = asked
    memory.page, memory.live, memory.lost = page, {}, {}
    begin(PICTURE)


def begin(part: str) -> None:
    """Draw a part of the page anew: the widgets named from here on are all it has."""
    memory = _memory()
    memory.part = part
    memory.live[part] = {}


def choice(name: str, options: Iterable[Option], default: Option | None = None, key: str = "") -> Keyed:
    """A widget that chooses one of `options`, the first unless another is the default."""
    known = list(options)
    return _keyed(name, known[0] if default is None else default, lambda text: _named(name, text, known), known, key)


def number(name: str, low: Number, high: Number, default: Number, key: str = "") -> Keyed:
    """A widget for numbers from `low` to `high`, whose value follows when that range shrinks."""

    def read(text: str) -> Number:
        value = type(default)(text)
        if not low <= value <= high:
            raise ValueError
        return value

    keyed = _keyed(name, default, read, None, key)
    value = st.session_state[keyed["key"]]
    # Only then: a value set from here would pull back a slider that somebody is still moving.
    if not low <= value <= high:
        st.session_state[keyed["key"]] = min(max(value, low), high)
    return keyed


def switch(name: str, default: bool = False) -> Keyed:
    """A widget that is on or off."""
    return _keyed(name, default, {"true": True, "false": False}.__getitem__, None, "")


def text(name: str, default: str) -> Keyed:
    """A widget for text, any at all."""
    return _keyed(name, default, str, None, "")


def _named(name: str, asked: str, options: list[Option]) -> Option:
    """The option that a link calls `asked`; a number may be written in any way. Raises StopIteration, ValueError."""
    for one in options:
        if settings.shown(name, one).lower() == asked.lower():
            return one
    numbers = (one for one in options if isinstance(one, int | float) and not isinstance(one, bool))
    return next(one for one in numbers if one == float(asked))


def _keyed(name: str, default: object, read: Callable[[str], object], options: list | None, key: str) -> Keyed:
    memory, key = _memory(), key or name
    if name in memory.asked:
        asked = memory.asked.pop(name)
        try:
            st.session_state[key] = read(asked)
        except (ValueError, KeyError, StopIteration):
            memory.lost[name] = asked
    unusable = options is not None and st.session_state.get(key, default) not in options
    if key not in st.session_state or unusable:
        value = memory.values.get(name, default)
        st.session_state[key] = default if options is not None and value not in options else value
    memory.live[memory.part][name] = _Live(key, default)
    memory.keys.add(key)
    return {"key": key}


def moved(prefixes: tuple[str, ...]) -> bool:
    """Whether a widget with one of these names is away from its default, or asked for by the link.

    Controls that are folded away are drawn only when unfolded or moved: every widget costs each answer time.
    """
    memory = _memory()
    return any(name.startswith(prefixes) for name in (*memory.values, *memory.asked))


def put(name: str, value: object, key: str = "") -> None:
    """Set one widget, whose key is its name unless given; for callbacks."""
    memory, key = _memory(), key or name
    memory.values[name] = st.session_state[key] = value
    memory.keys.add(key)


def put_all(values: Mapping[str, object]) -> None:
    """Set these widgets and put every other one back to its default; for callbacks."""
    memory = _memory()
    memory.values, memory.asked, memory.carried = dict(values), {}, {}
    for key in memory.keys:
        st.session_state.pop(key, None)


def forget(names: Iterable[str]) -> None:
    """Put these widgets, whose keys are their names, back to what is usual; for callbacks."""
    memory = _memory()
    for name in names:
        memory.values.pop(name, None)
        memory.carried.pop(name, None)
        st.session_state.pop(name, None)


def write() -> dict[str, str]:
    """Put the page's settings into the address; call it after the page's widgets. Returns what the link that opened
    the page asked for and did not get: values that cannot be, names that no widget here has."""
    memory = _memory()
    query = _query(memory)
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    lost = memory.lost | memory.asked
    memory.lost, memory.asked = {}, {}
    return lost


def _query(memory: _Memory) -> dict[str, str]:
    """Remembers the values of all widgets drawn so far; those away from their defaults, as a link names them."""
    live = {name: widget for part in memory.live.values() for name, widget in part.items()}
    for name, widget in live.items():
        value = st.session_state[widget.key]
        memory.values.pop(name, None)
        # What is usual here need not be where it was set.
        if value != widget.default or (name in memory.carried and memory.carried[name] == value):
            memory.values[name] = value
        else:
            memory.carried.pop(name, None)
    away = (name for name, widget in live.items() if memory.values.get(name, widget.default) != widget.default)
    return settings.query({name: memory.values[name] for name in away})


def address() -> str:
    """The link to exactly what this page shows; call it when all widgets have been drawn."""
    parameters = urlencode(_query(_memory()))
    return f"{st.context.url}?{parameters}" if parameters else str(st.context.url)
