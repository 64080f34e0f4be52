"""What a page has sent, read as what it consists of: components with their data, and sentences between them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Containers that belong to the app around a view, by their keys: notes on controls and the sealed test set among them;
# and those that hold controls or what is folded away.
FRAME = frozenset({"heading", "notes", "lesson", "lead_on", "take_along", "run_notes", "exam"})
FOLDED = frozenset({"popover", "expandable", "form", "dialog"})
# Where messages say that something stands: first on the page itself, not beside it.
_MAIN = 0
# An element's or container's id ends in its key.
_KEY = re.compile(r"\$\$ID-[0-9a-f]{32}-(.*)", re.DOTALL)
_PREFIX = "cnnviz_"

Path = tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A component: its folder's name, its key, its data, and the keys of the containers that it stands in."""

    name: str
    key: str
    data: bytes | dict[str, Any] | None
    within: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """A sentence in Markdown, or a heading, and the keys of the containers that it stands in."""

    text: str
    heading: bool = False
    within: tuple[str, ...] = ()


Item = Part | Words


def items(messages: Iterable[ForwardMsg]) -> list[Item]:
    """What the page consists of, from top to bottom, without what belongs to the app around it."""
    blocks, elements = _drawn(messages)
    found = []
    for path in sorted(elements):
        around = [blocks[path[:end]] for end in range(1, len(path)) if path[:end] in blocks]
        keys = tuple(key for block in around if (key := _key(block.id)))
        if FRAME.intersection(keys) or any(block.WhichOneof("type") in FOLDED for block in around):
            continue
        if item := _item(elements[path], keys):
            found.append(item)
    return found


def texts(messages: Iterable[ForwardMsg]) -> str:
    """Everything that the page says in Markdown, what is folded away as well."""
    _, elements = _drawn(messages)
    return "\n".join(one.markdown.body for one in elements.values() if one.WhichOneof("type") == "markdown")


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


def _item(element: Element, keys: tuple[str, ...]) -> Item | None:
    kind = element.WhichOneof("type")
    if kind == "markdown":
        # What leads to controls or links leads to nothing here.
        text = element.markdown.body.strip()
        return Words(text, False, keys) if text and not text.endswith(":") else None
    if kind == "heading":
        return Words(element.heading.body, True, keys)
    if kind != "bidi_component" or not element.bidi_component.component_name.startswith(_PREFIX):
        return None
    sent = element.bidi_component
    return Part(sent.component_name.removeprefix(_PREFIX), _key(sent.id), _data(sent), keys)


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
