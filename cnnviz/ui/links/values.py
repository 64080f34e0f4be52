"""Widgets by their names in a link: what they can be, what they are, and how they are set from elsewhere."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import NamedTuple, NotRequired, TypedDict, TypeVar

import streamlit as st

from cnnviz import former
from cnnviz.ui.links import spelling
from cnnviz.ui.links.memory import Memory, Widget, memory

Option = TypeVar("Option")
Number = TypeVar("Number", int, float)

_SWITCHED = {"true": True, "false": False}


class Keyed(TypedDict):
    """The argument that makes a widget one of those in the link; its value is set before it is drawn. One that an
    exercise fixes is drawn, if at all, so that it cannot be used."""

    key: str
    disabled: NotRequired[bool]


def choice(
    name: str,
    options: Iterable[Option],
    default: Option | None = None,
    key: str = "",
    along: Option | None = None,
    former_names: Mapping[str, Option] = MappingProxyType({}),
    label: str = "",
    named: Callable[[Option], str] | None = None,
) -> Keyed:
    """A widget that chooses one of `options`, the first unless another is the default. Once `along` is chosen, other
    pages show it too, until something else is. Links may call an option by its id, by what the table of former names
    says, or by one of `former_names`, where those depend on what is shown."""
    known = list(options)
    usual = known[0] if default is None else default

    def read(text: str) -> Option:
        return former_names[text] if text in former_names else spelling.option(name, text, known)

    return _keyed(name, Widget(key or name, usual, along, label, named), read, known)


def number(name: str, low: Number, high: Number, default: Number, key: str = "", label: str = "") -> Keyed:
    """A widget for numbers from `low` to `high`, whose value follows when that range shrinks."""

    def read(text: str) -> Number:
        value = type(default)(text)
        if not low <= value <= high:
            raise ValueError
        return value

    keyed = _keyed(name, Widget(key or name, default, label=label), read)
    value = st.session_state[keyed["key"]]
    # Only then: a value set from here would pull back a slider that somebody is still moving.
    if not low <= value <= high:
        st.session_state[keyed["key"]] = min(max(value, low), high)
    return keyed


def switch(name: str, default: bool = False, label: str = "") -> Keyed:
    """A widget that is on or off."""
    return _keyed(name, Widget(name, default, label=label), _SWITCHED.__getitem__)


def text(name: str, default: str, label: str = "") -> Keyed:
    """A widget for text, any at all."""
    return _keyed(name, Widget(name, default, label=label), lambda text: former.current(name, text))


def unlinked(key: str, default: object = None, options: Iterable[str] = ()) -> Keyed:
    """A widget, or another thing of the session, that no link names but that starts over with the page. One of
    `options` that was chosen is kept, from page to page and from session to session."""
    held = memory()
    held.unlinked[key] = default
    chosen = former.current(key, held.unlinked_choices.get(key, ""))
    if key not in st.session_state and chosen in set(options):
        st.session_state[key] = chosen
    return {"key": key}


def _keyed(name: str, widget: Widget, read: Callable[[str], object], options: list[Option] | None = None) -> Keyed:
    """The widget, whose value is in the session from here on: what the link asks for, what an earlier session left,
    what the page had before, or else the default."""
    held = memory()
    _read(held, name, widget.key, read)
    unusable = options is not None and st.session_state.get(widget.key, widget.default) not in options
    if widget.key not in st.session_state or unusable:
        value = held.values.get(name, widget.default)
        st.session_state[widget.key] = widget.default if options is not None and value not in options else value
    held.live[held.part][name] = widget
    held.keys.add(widget.key)
    if name not in held.fixed_here:
        return {"key": widget.key}
    _hold(widget, held.fixed_here[name], read)
    return {"key": widget.key, "disabled": True}


def _hold(widget: Widget, fixed: str, read: Callable[[str], object]) -> None:
    """Let the widget have the value that an exercise gives it, whatever the link, a component or anybody has set."""
    value = widget.default
    with suppress(ValueError, KeyError):
        value = read(fixed)
    if st.session_state[widget.key] != value:
        st.session_state[widget.key] = value


def is_hidden(name: str) -> bool:
    """Whether an exercise keeps the widget of that name out of sight."""
    held = memory()
    return name in held.hidden.get(held.page, frozenset())


def is_fixed(name: str) -> bool:
    """Whether an exercise lets nobody change the widget of that name."""
    return name in memory().fixed_here


def _read(held: Memory, name: str, key: str, read: Callable[[str], object]) -> None:
    """Take over what the link asks for, or an earlier session left; note what of a link cannot be."""
    if name in held.asked:
        asked = held.asked.pop(name)
        try:
            st.session_state[key] = read(asked)
        except (ValueError, KeyError):
            held.lost[name] = asked
    elif key not in st.session_state and name in held.earlier_here:
        with suppress(ValueError, KeyError):
            st.session_state[key] = read(held.earlier_here.pop(name))


def moved(prefixes: tuple[str, ...]) -> bool:
    """Whether a widget with one of these names is away from its default, or asked for by the link.

    Controls that are folded away are drawn only when unfolded or moved: every widget costs each answer time.
    """
    held = memory()
    return any(name.startswith(prefixes) for name in (*held.values, *held.asked, *held.earlier_here))


def put(name: str, value: object, key: str = "", along: bool = False) -> None:
    """Set one widget, whose key is its name unless given, on other pages too if it goes `along`; for callbacks."""
    held, key = memory(), key or name
    held.values[name] = st.session_state[key] = value
    held.keys.add(key)
    if along:
        held.along[name] = value


def away_from(query: Mapping[str, str], whole: bool = False) -> tuple[str, ...]:
    """The names of the widgets on the page whose values are others than a link with this query sets, of the `whole`
    page also those that it does not name, but for what goes along; for callbacks."""
    held = memory()
    here = held.widgets
    if whole:
        usual = {name: spelling.spelled(one.default) for name, one in here.items() if name not in held.along}
        query = usual | dict(query)
    now = {name: spelling.spelled(st.session_state[here[name].key]) for name in query if name in here}
    return tuple(name for name, value in now.items() if value != query[name])


def put_all(values: Mapping[str, object]) -> None:
    """Set these widgets of the page that is shown and put every other one back to its default, but for what goes along
    and is not named; for callbacks."""
    held = memory()
    held.earlier.pop(held.page, None)
    replace(held.along | dict(values))


def put_query(query: Mapping[str, str]) -> None:
    """The same by a link's parameters, for callbacks: what widgets cannot be of it is told as of a link."""
    held = memory()
    held.earlier.pop(held.page, None)
    replace({})
    held.asked, held.linked = dict(query), True


class Shown(NamedTuple):
    """A widget on the page: what it is called, "" where none is seen; its value as a link spells it, and as it is read;
    whether that is away from the default."""

    label: str
    value: str
    said: str
    moved: bool


def shown() -> dict[str, Shown]:
    """All widgets on the page now, by their names in a link."""
    return {name: _shown(widget) for name, widget in memory().widgets.items()}


def _shown(widget: Widget) -> Shown:
    value = st.session_state[widget.key]
    spelled = spelling.spelled(value)
    said = str(widget.named(value)) if widget.named else {"true": "on", "false": "off"}.get(spelled, spelled)
    return Shown(widget.label, spelled, said, value != widget.default)


def key_of(name: str) -> str:
    """The key of the widget of that name, "" where none is on the page now."""
    widget = memory().widgets.get(name)
    return widget.key if widget else ""


def replace(values: Mapping[str, object]) -> None:
    """Let these be all values of the page that is shown, whatever its widgets and its link say."""
    held = memory()
    held.pages[held.page] = dict(values)
    held.asked, held.as_left = {}, {}
    for key in held.keys:
        st.session_state.pop(key, None)


def forget(names: Iterable[str]) -> None:
    """Put these widgets, whose keys are their names, back to what is usual; for callbacks."""
    held = memory()
    for name in names:
        held.values.pop(name, None)
        held.along.pop(name, None)
        st.session_state.pop(name, None)
