"""The settings in the address: a link restores every widget, and says which of its values could not be used.

Streamlit can bind a widget to the address itself, but forgets the binding of widgets that move down the page, and
cannot be told to put a widget back to its default. So the values of all widgets named here are kept in one place, by
page, and the address is written from them once the page is drawn. A setting replaces the address; only a change of
page adds to the browser's history.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypedDict, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz.ui import settings
from cnnviz.ui.components import address as bar

Option = TypeVar("Option")
Number = TypeVar("Number", int, float)

PICTURE, EXPERIMENT = "picture", "experiment"

# What networks, mail programs and advertisements hang onto links to count who follows them: nobody asked for it.
TRACKERS = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa|oly|vero|mc|ml|itm|gad|guce|wt|at)_\w+"
    r"|(fb|g|d|msclk|y|yscl|tt|tw|igsh|wick|li_fat_|rdt_c|irclick|epik?|awc|mkwid|sscid|ko_click_|rb_click)_?(cl)?id"
    r"|(g|w)braid|gclsrc|_ga|_gl|_ke|_hsenc|_hsmi|__hs\w+|hsCtaTracking|fb_(action_ids|action_types|source|ref)"
    r"|igsh|si|srsltid|mkt_tok|s_kwcid|s_cid|ef_id|epik|twsrc|ref|ref_src|ref_url|referrer|_openstat|xtor|ncid|spm|scm"
    r"|cvid|ocid|_branch_match_id|guccounter|campaign_?id|fb_?clid|trk|trkCampaign|trkInfo"
    r"|sc_?cid|ns_\w+|icid|cmp_?id|cjevent|irgwc|zanpid|sfmc_\w+|dm_i|mibextid|wprov|otc|_kx|__s|_bta_\w+|hss_channel"
    r"|ck_subscriber_id|nr_email_referer|__twitter_impression|action_object_map|wickedid|sourceid",
    re.IGNORECASE | re.ASCII,
)


class Keyed(TypedDict):
    """The argument that makes a widget one of those in the link; its value is set before it is drawn."""

    key: str


@dataclass
class _Live:
    """A widget on the page now; `along` is the value of it that goes with the learner from page to page, if any."""

    key: str
    default: object
    along: object = None


@dataclass
class _Memory:
    """What a session keeps: of every page, the values away from their defaults by their names in the link; those that
    go along to every page; the widgets on the page now by part of the page; what the link asked for and is not yet
    used, and what it lost; what the page was left with when it was last seen; widgets that no link names."""

    pages: dict[str, dict[str, object]] = field(default_factory=dict)
    along: dict[str, object] = field(default_factory=dict)
    live: dict[str, dict[str, _Live]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    # What the link did not get, with the settings under which that was said.
    missed: tuple[str, dict[str, str]] = ("", {})
    kept: dict[str, object] = field(default_factory=dict)
    passing: dict[str, object] = field(default_factory=dict)
    # What an earlier session left, as links name it, by page; until a widget reads it. Whether it came only now.
    left: dict[str, dict[str, str]] = field(default_factory=dict)
    returned: bool = False
    # What was chosen of things that no link names.
    chosen: dict[str, str] = field(default_factory=dict)
    linked: bool = False
    page: str = ""
    part: str = PICTURE

    @property
    def values(self) -> dict[str, object]:
        """Those of the page that is shown."""
        return self.pages.setdefault(self.page, {})


def _memory() -> _Memory:
    memory: _Memory = st.session_state.setdefault("_links", _Memory())
    return memory


def arrive(page: str) -> None:
    """Note how `page` was opened; call it first. A link describes a page whole: what it does not name goes back to
    its default; so does Back, to the page as it was. Opened from the menu, a page is as it was left, and at first as
    itself: of other pages it takes only what goes along.

    On the page itself the address is only written: what a browser sends of it may be older than what was set since.
    """
    memory = _memory()
    back = bool((context := get_script_run_ctx()) and context.is_history_navigation)
    if memory.page != page or back:
        memory.page = page
        asked = {name: value for name, value in st.query_params.to_dict().items() if not TRACKERS.fullmatch(name)}
        linked = back or bool(asked)
        put_all({} if linked else memory.values | memory.along, page)
        memory.linked = linked
        if linked:
            memory.left.pop(page, None)
        memory.kept = {} if linked else dict(memory.values)
        memory.asked, memory.missed = asked, ("", {})
    _come_back(memory)
    memory.live, memory.lost = {}, {}
    begin(PICTURE)


def begin(part: str) -> None:
    """Draw a part of the page anew: the widgets named from here on are all it has."""
    memory = _memory()
    memory.part = part
    memory.live[part] = {}


def choice(
    name: str, options: Iterable[Option], default: Option | None = None, key: str = "", along: Option | None = None
) -> Keyed:
    """A widget that chooses one of `options`, the first unless another is the default. Once `along` is chosen, other
    pages show it too, until something else is."""
    known = list(options)
    usual = known[0] if default is None else default
    return _keyed(name, _Live(key or name, usual, along), lambda text: _named(name, text, known), known)


def number(name: str, low: Number, high: Number, default: Number, key: str = "") -> Keyed:
    """A widget for numbers from `low` to `high`, whose value follows when that range shrinks."""

    def read(text: str) -> Number:
        value = type(default)(text)
        if not low <= value <= high:
            raise ValueError
        return value

    keyed = _keyed(name, _Live(key or name, default), read)
    value = st.session_state[keyed["key"]]
    # Only then: a value set from here would pull back a slider that somebody is still moving.
    if not low <= value <= high:
        st.session_state[keyed["key"]] = min(max(value, low), high)
    return keyed


def switch(name: str, default: bool = False) -> Keyed:
    """A widget that is on or off."""
    return _keyed(name, _Live(name, default), {"true": True, "false": False}.__getitem__)


def text(name: str, default: str) -> Keyed:
    """A widget for text, any at all."""
    return _keyed(name, _Live(name, default), str)


def passing(key: str, default: object = None, options: Iterable[str] = ()) -> Keyed:
    """A widget, or another thing of the session, that no link names but that starts over with the page. One of
    `options` that was chosen is kept, from page to page and from session to session."""
    memory = _memory()
    memory.passing[key] = default
    if key not in st.session_state and memory.chosen.get(key) in set(options):
        st.session_state[key] = memory.chosen[key]
    return {"key": key}


def _named(name: str, asked: str, options: list[Option]) -> Option:
    """The option that a link calls `asked`; a number may be written in any way. Raises StopIteration, ValueError."""
    for one in options:
        if settings.shown(name, one).lower() == asked.lower():
            return one
    numbers = (one for one in options if isinstance(one, int | float) and not isinstance(one, bool))
    return next(one for one in numbers if one == float(asked))


def _keyed(name: str, widget: _Live, read: Callable[[str], object], options: list | None = None) -> Keyed:
    memory, key = _memory(), widget.key
    if name in memory.asked:
        asked = memory.asked.pop(name)
        try:
            st.session_state[key] = read(asked)
        except (ValueError, KeyError, StopIteration):
            memory.lost[name] = asked
    elif key not in st.session_state and name in (left := memory.left.get(memory.page, {})):
        with suppress(ValueError, KeyError, StopIteration):
            st.session_state[key] = read(left.pop(name))
    unusable = options is not None and st.session_state.get(key, widget.default) not in options
    if key not in st.session_state or unusable:
        value = memory.values.get(name, widget.default)
        st.session_state[key] = widget.default if options is not None and value not in options else value
    memory.live[memory.part][name] = widget
    memory.keys.add(key)
    return {"key": key}


def moved(prefixes: tuple[str, ...]) -> bool:
    """Whether a widget with one of these names is away from its default, or asked for by the link.

    Controls that are folded away are drawn only when unfolded or moved: every widget costs each answer time.
    """
    memory = _memory()
    left = memory.left.get(memory.page, {})
    return any(name.startswith(prefixes) for name in (*memory.values, *memory.asked, *left))


def put(name: str, value: object, key: str = "", along: bool = False) -> None:
    """Set one widget, whose key is its name unless given, on other pages too if it goes `along`; for callbacks."""
    memory, key = _memory(), key or name
    memory.values[name] = st.session_state[key] = value
    memory.keys.add(key)
    if along:
        memory.along[name] = value


def put_all(values: Mapping[str, object], page: str = "") -> None:
    """Set these widgets and put every other one back to its default, but for what goes along and is not named; for
    callbacks. `page` is the one shown."""
    memory = _memory()
    memory.pages[page or memory.page] = dict(values) if page else memory.along | dict(values)
    if not page:
        memory.left.pop(memory.page, None)
    memory.asked, memory.kept = {}, {}
    for key in memory.keys:
        st.session_state.pop(key, None)


def start_over() -> None:
    """Put the page back to what it opens with; for callbacks."""
    put_all({})
    memory = _memory()
    for key, default in memory.passing.items():
        if key in st.session_state:
            memory.chosen.pop(key, None)
        st.session_state[key] = default


def snapshot() -> str:
    """Everything set on any page, for `restore` of a later session; "" where nothing is."""
    memory = _memory()
    pages = {
        page: memory.left.get(page, {}) | settings.query(memory.pages.get(page, {}))
        for page in sorted({*memory.pages, *memory.left})
    }
    chosen = {key: st.session_state.get(key) for key in memory.passing}
    memory.chosen |= _texts(chosen)
    whole = {
        "pages": {page: query for page, query in pages.items() if query},
        "along": settings.query(memory.along),
        "chosen": memory.chosen,
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True) if any(whole.values()) else ""


def restore(text: str) -> None:
    """Put back what `snapshot` told in an earlier session, wherever neither the address nor the learner has said
    otherwise; for callbacks. What is no such text is nothing."""
    memory = _memory()
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        whole = json.loads(text)
        pages = {page: _texts(query) for page, query in whole["pages"].items()}
        along, chosen = _texts(whole["along"]), _texts(whole.get("chosen", {}))
        memory.left, memory.along, memory.returned = pages, along | memory.along, True
        memory.chosen = chosen | memory.chosen


def _texts(query: dict[str, object]) -> dict[str, str]:
    return {name: value for name, value in query.items() if isinstance(value, str)}


def _come_back(memory: _Memory) -> None:
    """Let the page that is open read what was restored: of a link only what the page does not show now."""
    if not memory.returned:
        return
    memory.returned = False
    left = memory.left.setdefault(memory.page, {})
    if not memory.linked:
        left |= settings.query(memory.along)
    for name, widget in ((name, widget) for part in memory.live.values() for name, widget in part.items()):
        if memory.linked or name in memory.values:
            left.pop(name, None)
        elif name in left:
            st.session_state.pop(widget.key, None)
    for key in memory.chosen:
        if st.session_state.get(key) == memory.passing.get(key):
            st.session_state.pop(key, None)


def kept() -> dict[str, str]:
    """What of the page is still as it was when it was left, as a link names it; call it after `write`."""
    memory = _memory()
    live = {name for part in memory.live.values() for name in part}
    unchanged = {name: value for name, value in memory.kept.items() if memory.values.get(name) == value}
    return settings.query({name: value for name, value in unchanged.items() if name in live})


def forget(names: Iterable[str]) -> None:
    """Put these widgets, whose keys are their names, back to what is usual; for callbacks."""
    memory = _memory()
    for name in names:
        memory.values.pop(name, None)
        memory.along.pop(name, None)
        st.session_state.pop(name, None)


def write() -> dict[str, str]:
    """Put the page's settings into the address; call it after the page's widgets. Returns what the link that opened
    the page asked for and did not get: values that cannot be, names that no widget here has. That is said until a
    setting changes: a browser that tells what it keeps has the page drawn again unasked."""
    memory = _memory()
    query = urlencode(_query(memory))
    bar.write(memory.page, query)
    lost = memory.lost | memory.asked
    memory.lost, memory.asked = {}, {}
    # What goes along is named for every page, also for those that have no use for it.
    along = settings.query(memory.along)
    if missed := {name: value for name, value in lost.items() if along.get(name) != value}:
        memory.missed = query, missed
    said_under, missed = memory.missed
    return missed if said_under == query else {}


def _query(memory: _Memory) -> dict[str, str]:
    """Remembers the values of all widgets drawn so far; those away from their defaults, as a link names them."""
    live = {name: widget for part in memory.live.values() for name, widget in part.items()}
    for name, widget in live.items():
        value, before = st.session_state[widget.key], memory.values.pop(name, widget.default)
        if value != widget.default:
            memory.values[name] = value
        if widget.along is None:
            continue
        if value == widget.along:
            memory.along[name] = value
        elif before == widget.along:
            memory.along.pop(name, None)
    return settings.query({name: memory.values[name] for name in live if name in memory.values})


def goes_along(name: str) -> object:
    """The value of that name that goes with the learner from page to page, if any."""
    return _memory().along.get(name)


def with_along(query: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a link inside the app: what goes along from page to page is named, unless they say other."""
    return settings.query(_memory().along) | dict(query)


def named(names: Iterable[str]) -> dict[str, str]:
    """The values of these widgets that are away from their defaults, as a link names them."""
    query = _query(_memory())
    return {name: query[name] for name in names if name in query}


def address() -> str:
    """The link to exactly what this page shows; call it when all widgets have been drawn."""
    parameters = urlencode(_query(_memory()))
    return f"{st.context.url}?{parameters}" if parameters else str(st.context.url)
