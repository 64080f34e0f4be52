"""What a page has sent, read as what it consists of: components with their data, charts and tables, and sentences
between them."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.ui.alone.elements import charts, settings, tables

# Containers that belong to the app around a view, by their keys: notes on controls and the sealed test set among them;
# those that hold controls; and what folds.
FRAME = frozenset({"heading", "notes", "lesson", "lead_on", "take_along", "run_notes", "exam"})
HELD = frozenset({"popover", "form", "dialog"})
# That in which the settings of runs stand beside the runs.
RAIL = "run_rail"
FOLD = "expandable"
# What a fold may have besides what leaves, and is none the poorer without.
BESIDE = frozenset({"download_button", "empty", "html"})
# Components that show parts of photographs, each with its photograph's name.
OF_PARTS = frozenset({"patches", "shelves"})
# The container in which a page says how far it is with what it goes on to show by itself.
UNFINISHED = "unfinished"
# What begins words about what one could do; and what begins the label of a button that takes away what it names.
TRY, AWAY = "**Try", "✕ "
# Where messages say that something stands: first on the page itself, not beside it.
_MAIN = 0
# An element's or container's id ends in its key.
_KEY = re.compile(r"\$\$ID-[0-9a-f]{32}-(.*)", re.DOTALL)
_PREFIX = "cnnviz_"

Path = tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A component: its folder's name, its key, its data, and the keys of the containers that it stands in. A chart and
    a table are named so, and have texts."""

    name: str
    key: str
    data: bytes | dict[str, Any] | str | None
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """A sentence in Markdown, a heading, or what a control is set to, and the keys of the containers that it stands
    in."""

    text: str
    heading: bool = False
    within: tuple[str, ...] = ()
    set: bool = False


@dataclass(frozen=True)
class Fold:
    """What is folded away under a label, whether it is open, and the keys of the containers that it stands in."""

    label: str
    items: tuple["Item", ...]
    open: bool = False
    within: tuple[str, ...] = ()


Item = Part | Words | Fold


def items(messages: Iterable[ForwardMsg]) -> list[Item]:
    """What the page consists of, from top to bottom, without what belongs to the app around it. Of what is folded away
    that which leaves as a whole: the rest holds controls."""
    blocks, elements = _drawn(messages)
    there = [path for path in sorted(elements) if not _outside(path, blocks)]
    found: list[Item | None] = []
    counted: Counter[str] = Counter()
    for fold, paths in itertools.groupby(there, lambda path: _fold(path, blocks)):
        sent = [(elements[path], _keys(path, blocks)) for path in paths]
        made = [_item(element, keys, counted) for element, keys in sent]
        if fold is None:
            found += made
        elif all(_whole(item, element) for item, (element, _) in zip(made, sent, strict=True)):
            label = blocks[fold].expandable
            found.append(Fold(label.label, _led(made), label.expanded, _keys((*fold, 0), blocks)))
    return list(_led(found))


def _whole(item: Item | None, element: Element) -> bool:
    """Whether a fold is none the poorer for what leaves of this element."""
    control = isinstance(item, Words) and item.set
    return not control and (item is not None or element.WhichOneof("type") in BESIDE)


def _led(found: list[Item | None]) -> tuple[Item, ...]:
    """Those that are there, without sentences that lead to controls or links, which are not: here to nothing."""
    return tuple(
        item
        for item, after in itertools.zip_longest(found, found[1:])
        if item and not (isinstance(item, Words) and item.text.endswith(":") and not isinstance(after, Part))
    )


def _around(path: Path, blocks: dict[Path, Block]) -> list[Path]:
    return [path[:end] for end in range(1, len(path)) if path[:end] in blocks]


def _keys(path: Path, blocks: dict[Path, Block]) -> tuple[str, ...]:
    return tuple(key for place in _around(path, blocks) if (key := _key(blocks[place].id)))


def _outside(path: Path, blocks: dict[Path, Block]) -> bool:
    """Whether it belongs to the app around the view, or to a container of controls."""
    held = any(blocks[place].WhichOneof("type") in HELD for place in _around(path, blocks))
    return held or bool(FRAME.intersection(_keys(path, blocks)))


def _fold(path: Path, blocks: dict[Path, Block]) -> Path | None:
    """The outermost fold that it stands in."""
    return next((place for place in _around(path, blocks) if blocks[place].WhichOneof("type") == FOLD), None)


def texts(messages: Iterable[ForwardMsg]) -> str:
    """Everything that the page says in Markdown, what is folded away as well."""
    _, elements = _drawn(messages)
    return "\n".join(one.markdown.body for one in elements.values() if one.WhichOneof("type") == "markdown")


def named(messages: Iterable[ForwardMsg]) -> str:
    """Everything that components which show parts of photographs are told, as text."""
    parts = [item.data for item in items(messages) if isinstance(item, Part) and item.name in OF_PARTS]
    return "".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else json.dumps(one) for one in parts)


def is_finished(messages: Iterable[ForwardMsg]) -> bool:
    """Whether the page has drawn all that it goes on to by itself."""
    blocks, _ = _drawn(messages)
    return all(_key(block.id) != UNFINISHED for block in blocks.values())


def trouble(messages: Iterable[ForwardMsg]) -> str:
    """What the page explains of something that could not be used; "" where all could."""
    _, elements = _drawn(messages)
    alerts = [one.alert for one in elements.values() if one.WhichOneof("type") == "alert"]
    return next((alert.body for alert in alerts if alert.format == Alert.ERROR), "")


def _drawn(messages: Iterable[ForwardMsg]) -> tuple[dict[Path, Block], dict[Path, Element]]:
    """What stands in each place in the end."""
    blocks: dict[Path, Block] = {}
    elements: dict[Path, Element] = {}
    for path, delta in _deltas(messages):
        if path[0] != _MAIN:
            continue
        if delta.WhichOneof("type") == "add_block":
            blocks[path] = delta.add_block
        elif delta.WhichOneof("type") == "new_element":
            elements[path] = delta.new_element
    return blocks, elements


def _deltas(messages: Iterable[ForwardMsg]) -> Iterator[tuple[Path, Any]]:
    for message in messages:
        if message.WhichOneof("type") == "delta":
            yield tuple(message.metadata.delta_path), message.delta


def _item(element: Element, keys: tuple[str, ...], found: Counter[str]) -> Item | None:
    """What leaves of an element; `found` counts tables, which have no key of their own, by where they stand."""
    kind = element.WhichOneof("type")
    if kind in ("markdown", "heading", "button"):
        text = _text(element)
        return Words(text, kind == "heading", keys) if text else None
    if kind == "plotly_chart":
        chart = element.plotly_chart
        return Part("chart", _key(chart.id), charts.sent(chart.spec, chart.config), keys)
    if kind in ("table", "dataframe"):
        place = keys[-1] if keys else ""
        found[place] += 1
        data = getattr(element, kind).arrow_data.data
        return Part("table", f"{place} table {found[place]}", tables.as_html(data, kind == "table"), keys)
    if kind != "bidi_component" or not element.bidi_component.component_name.startswith(_PREFIX):
        return _set(element, keys)
    sent = element.bidi_component
    return Part(sent.component_name.removeprefix(_PREFIX), _key(sent.id), _data(sent), keys)


def _text(element: Element) -> str:
    """What is said in words, without what leads to controls; and by a button that names what is there."""
    kind = element.WhichOneof("type")
    if kind == "button":
        label = element.button.label
        return label.removeprefix(AWAY) if label.startswith(AWAY) else ""
    text = element.heading.body if kind == "heading" else element.markdown.body.strip()
    return "" if text.startswith(TRY) else text


def _set(element: Element, keys: tuple[str, ...]) -> Words | None:
    """What a control is set to; it may be covered as such."""
    said = settings.told(element)
    return Words(said, False, (*keys, _key(settings.id(element))), True) if said else None


def _data(sent: Any) -> bytes | dict[str, Any] | None:
    """What a component was given: bytes, or JSON; None for what is neither alone."""
    kind = sent.WhichOneof("data")
    if kind == "bytes":
        return bytes(sent.bytes)
    if kind == "json":
        told = json.loads(sent.json)
        return told if isinstance(told, dict) else None
    return None


def _key(id: str) -> str:
    found = _KEY.fullmatch(id)
    return found[1] if found and found[1] != "None" else ""
