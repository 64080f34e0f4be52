"""The unit of a network that a page explains: somebody pinned it, and the link holds it."""

from collections.abc import Mapping
from typing import Any

from cnnviz import limits
from cnnviz.ui import links, widgets

# Name in the link -> what the component calls it, and what it can be at most: padding makes maps larger than the image.
PARTS = {
    "layer": ("layer", limits.FIELD_LAYERS),
    "unit_row": ("row", limits.NET_SIDE),
    "unit_column": ("column", limits.NET_SIDE),
}


def current() -> tuple[int, int, int]:
    """Its layer, row and column, each −1 where none was pinned."""
    layer, row, column = (widgets.hidden_number(name, -1, most, -1) for name, (_, most) in PARTS.items())
    return layer, row, column


def pin(said: Mapping[str, Any]) -> None:
    """Take over the unit that a component says was pinned, as far as it can be one; for callbacks."""
    for name, (part, most) in PARTS.items():
        if type(value := said.get(part)) is int and 0 <= value <= most:
            links.put(name, value)
