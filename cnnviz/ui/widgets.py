"""Controls whose value is in the link: each is the widget and its place in the link, and says once what it can be.

`name` is what the link calls the value; `key` is the widget's in the session where that is another. Options are ids,
or ids with their labels: a link and the session hold ids, a menu shows labels. Widgets stand where `with` puts them.

Streamlit tells a browser once that a value was set from here. A browser that draws the widget only after the next run,
its script still on the way, never hears of it: so each widget's default, told every time, is the value itself.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import streamlit as st

from cnnviz.ui import links

Option = TypeVar("Option")
Number = TypeVar("Number", int, float)
Width = int | Literal["stretch", "content"]
# Ids, or ids and their labels.
Options = Mapping[Option, str] | Iterable[Option]
Act = Callable[..., None]


def slider(
    name: str,
    label: str,
    low: Number,
    high: Number,
    default: Number,
    *,
    step: Number | None = None,
    key: str = "",
    help: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> Number:
    """A number from `low` to `high` on a slider; it follows when that range shrinks."""
    keyed = links.number(name, low, high, default, key, label)
    value = type(default)(_value(keyed))
    return type(default)(st.slider(label, low, high, value, step=step, help=help, width=width, **keyed))


def number(
    name: str,
    label: str,
    low: Number,
    high: Number,
    default: Number,
    *,
    step: Number | None = None,
    key: str = "",
    help: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> Number:
    """A number from `low` to `high` to type."""
    keyed = links.number(name, low, high, default, key, label)
    value = type(default)(_value(keyed))
    return type(default)(st.number_input(label, low, high, value, step=step, help=help, width=width, **keyed))


def place(
    name: str,
    label: str,
    count: int,
    default: int = 0,
    *,
    help: str | None = None,
    width: int | Literal["stretch"] = 180,
) -> int:
    """One of `count` places on a slider: 0 to count − 1 in links and code, counted from 1 where it is read."""
    keyed = links.number(name, 0, count - 1, default, label=label)
    return int(
        st.select_slider(label, range(count), _value(keyed), format_func=_counted, help=help, width=width, **keyed)
    )


def choice(
    name: str,
    label: str,
    options: Options[Option],
    default: Option | None = None,
    *,
    along: Option | None = None,
    former_names: Mapping[str, Option] = MappingProxyType({}),
    on_change: Act | None = None,
    args: tuple[Any, ...] = (),
    help: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> Option:
    """One of `options` from a menu, the first unless another is the default. Once `along` is chosen, other pages show
    it too, until something else is; by `former_names` older links call an option."""
    known = list(options)
    keyed = links.choice(
        name, known, default, along=along, former_names=former_names, label=label, named=_labels(options)
    )
    return st.selectbox(
        label,
        known,
        known.index(_value(keyed)),
        format_func=_labels(options),
        on_change=on_change,
        args=args,
        help=help,
        width=width,
        **keyed,
    )


def segments(
    name: str,
    label: str,
    options: Options[Option],
    default: Option | None = None,
    *,
    labelled: bool = True,
    help: str | None = None,
) -> Option:
    """One of a few options, all of them in sight; the label is read aloud only where it is not to be `labelled`."""
    known = list(options)
    keyed = links.choice(name, known, default, label=label, named=_labels(options))
    chosen = st.segmented_control(
        label,
        known,
        default=_value(keyed),
        required=True,
        format_func=_labels(options),
        help=help,
        label_visibility="visible" if labelled else "collapsed",
        **keyed,
    )
    assert chosen is not None  # required
    return chosen


def radio(name: str, label: str, options: Options[Option], default: Option | None = None, *, help: str) -> Option:
    """One of a few options, a line each."""
    known = list(options)
    keyed = links.choice(name, known, default, label=label, named=_labels(options))
    chosen = st.radio(label, known, known.index(_value(keyed)), format_func=_labels(options), help=help, **keyed)
    assert chosen is not None  # one is chosen from the start
    return chosen


def select_slider(
    name: str,
    label: str,
    options: Options[Option],
    default: Option | None = None,
    *,
    help: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> Option:
    """One of some options that have an order, on a slider."""
    known = list(options)
    keyed = links.choice(name, known, default, label=label, named=_labels(options))
    chosen: Option = st.select_slider(
        label, known, _value(keyed), format_func=_labels(options), help=help, width=width, **keyed
    )
    return chosen


def switch(name: str, label: str, default: bool = False, *, help: str | None = None) -> bool:
    """On or off."""
    keyed = links.switch(name, default, label)
    return st.toggle(label, _value(keyed), help=help, **keyed)


def text(
    name: str,
    label: str,
    default: str,
    *,
    on_change: Act | None = None,
    args: tuple[Any, ...] = (),
    help: str | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """A line of text, any at all."""
    keyed = links.text(name, default, label)
    return str(st.text_input(label, _value(keyed), on_change=on_change, args=args, help=help, width=width, **keyed))


def text_area(
    name: str,
    label: str,
    default: str,
    *,
    height: int,
    on_change: Act | None = None,
    args: tuple[Any, ...] = (),
    help: str | None = None,
) -> str:
    """Some lines of text, any at all."""
    keyed = links.text(name, default, label)
    return str(st.text_area(label, _value(keyed), height=height, on_change=on_change, args=args, help=help, **keyed))


def guess(key: str, label: str, answers: Options[str], *, on_change: Act | None = None) -> str | None:
    """The learner's answer to a question, None until they give one: kept for them, and in no link."""
    known = list(answers)
    named = _labels(answers)
    keyed = links.unlinked(key, options=known)
    given = st.session_state.get(key)
    place = known.index(given) if given in known else None
    return st.radio(label, known, place, format_func=named, on_change=on_change, **keyed)


def hidden_number(name: str, low: Number, high: Number, default: Number) -> Number:
    """A number in the link that no widget shows: buttons and components set it."""
    return type(default)(st.session_state[links.number(name, low, high, default)["key"]])


def hidden_choice(name: str, options: Iterable[Option], default: Option) -> Option:
    """One of `options` in the link, whose widget is drawn elsewhere or folded away."""
    chosen: Option = st.session_state[links.choice(name, options, default)["key"]]
    return chosen


def hidden_text(name: str, default: str) -> str:
    """A text in the link that no widget shows."""
    return str(st.session_state[links.text(name, default)["key"]])


def _value(keyed: links.Keyed) -> Any:
    """What the widget is set to."""
    return st.session_state[keyed["key"]]


def _labels(options: Options[Option]) -> Callable[[Any], str]:
    """How a menu shows an option."""
    return options.__getitem__ if isinstance(options, Mapping) else str


def _counted(place: int) -> str:
    return f"{place + 1:,}"
