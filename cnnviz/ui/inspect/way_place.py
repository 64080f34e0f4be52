"""Where in a network somebody is on its page: the whole way, a block, a layer, a unit. The link holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz import limits
from cnnviz.inspect.way import graph
from cnnviz.ui import links, widgets

# In the link: the path of a layer or block, and a map, row and column, counted from 1; 0 for none.
AT = "way_at"
NUMBERS = {
    "way_map": ("map", limits.NET_UNITS),
    "way_row": ("row", limits.NET_SIDE),
    "way_column": ("column", limits.NET_SIDE),
}
LONGEST = 60


@dataclass(frozen=True)
class Place:
    """A station, a step of it and a map of that, from 0, as far as somebody went in; the row and the column of a unit,
    from 0, −1 for the map's largest."""

    station: graph.Station | None = None
    step: graph.Step | None = None
    channel: int = -1
    row: int = -1
    column: int = -1


def current(network: graph.Graph) -> Place:
    """Where the link leads: as far as there is such a place."""
    at = widgets.hidden_text(AT, "")[:LONGEST]
    channel, row, column = (widgets.hidden_number(name, 0, most, 0) - 1 for name, (_, most) in NUMBERS.items())
    return place(network, at, channel, row, column)


def place(network: graph.Graph, at: str, channel: int = -1, row: int = -1, column: int = -1) -> Place:
    """The place of that name: a block's or a layer's path, and a map, row and column from 0."""
    station = network.station_of(at) if at else None
    if station is None:
        return Place()
    step = network.step_of(at)
    if step is None and channel >= 0:
        step = station.steps[-1]
    if step is None:
        return Place(station)
    if not 0 <= channel < step.output[0]:
        return Place(station, step)
    if len(step.output) == 1:
        return Place(station, step, channel)
    inside = 0 <= row < step.output[1] and 0 <= column < step.output[2]
    return Place(station, step, channel, *((row, column) if inside else (-1, -1)))


def go(said: Mapping[str, Any]) -> None:
    """Take over where somebody wants to go, as far as it can be a place; for callbacks."""
    if not isinstance(at := said.get("at"), str) or len(at) > LONGEST:
        return
    links.put(AT, at)
    for name, (part, most) in NUMBERS.items():
        value = said.get(part)
        links.put(name, value if type(value) is int and 0 <= value <= most else 0)


def crumbs(found: Place) -> list[dict[str, Any]]:
    """The way back, outermost first: what each place is called, and where it leads."""
    trail: list[dict[str, Any]] = [{"label": "The whole way", "at": "", "map": 0}]
    if found.station is None:
        return trail
    if found.step is None or found.step.main.path != found.station.path:
        trail.append({"label": found.station.title, "at": found.station.path, "map": 0})
    if found.step is not None:
        trail.append({"label": found.step.main.layer.title, "at": found.step.main.path, "map": 0})
        if found.channel >= 0:
            word = "number" if len(found.step.output) == 1 else "map"
            channel = found.channel + 1
            trail.append({"label": f"{word} {channel:,}", "at": found.step.main.path, "map": channel})
    return trail
