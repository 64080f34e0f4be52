"""Columns of maps and the wires between them, for the component way.

Rows, columns and maps are counted from 0 here, from 1 in what is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes, tiles
from cnnviz.inspect.way import passage
from cnnviz.nets import fields

COLOURS = ("red", "green", "blue")
Crumbs = Sequence[Mapping[str, Any]]
Answers = Sequence[tuple[str, float]]
# What the colours mean: a class of the component's style sheet, and what is said beside it.
GREY = ("ramp grey", "0 to the largest number beside it")
SIGNED = ("ramp signed", "negative, 0, positive")
WIRES = (
    ("line holding", "silence that map, and this unit falls"),
    ("line hindering", "silence it, and this unit rises"),
)
LEGEND = (GREY, SIGNED, *WIRES)


@dataclass(frozen=True, eq=False)
class Setting:
    """What every view of a passage shows beside itself: the photo (h w 3) as uint8, the way back, what is said first,
    and the palette of signed maps."""

    photo: np.ndarray
    crumbs: Crumbs
    words: str
    palette: str = "blue-orange"

    def header(self, view: str, legend: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """What every message says."""
        return {"view": view, "crumbs": self.crumbs, "words": self.words, "legend": legend}

    def arrays(self) -> dict[str, np.ndarray]:
        """What every message shows."""
        return {"photo": self.photo, "palette": palettes.SIGNED[self.palette].colours}


def chain(shown: passage.Chain, setting: Setting, goes: Mapping[str, str], answers: Answers = ()) -> bytes:
    """The message of columns and wires: their maps as uint8 (k h w) by their number, the photo (h w 3), and the palette
    of signed maps (256 3). `goes` is where each column leads, by its name; `answers` are the names and shares of what
    stands in the last one, where that are classes."""
    arrays = setting.arrays()
    described = []
    for number, column in enumerate(shown.columns):
        last = number == len(shown.columns) - 1
        arrays[str(number)], end, signed = pixels(column.maps)
        described.append(
            _column(column, goes.get(column.name, ""), answers if last else ()) | {"signed": signed, "end": end}
        )
    header = setting.header("chain", LEGEND)
    return packing.packed(header | {"columns": described, "wires": _wires(shown)}, arrays)


def _column(column: passage.Column, goes: str, answers: Answers) -> dict[str, Any]:
    return {
        "name": column.name,
        "go": goes,
        "title": "classes" if answers else column.title,
        "detail": short(column.shape),
        "told": f"{column.title}: {size(column.shape)}",
        "shape": column.shape,
        "channels": column.channels,
        "labels": [name for name, _ in answers] or _labels(column),
        "shares": [share for _, share in answers],
        "units": [(unit.row, unit.column) for unit in column.units],
        "values": [_value(column, place) for place in range(len(column.channels))],
        "seen": seen(column.seen),
    }


def seen(both: Sequence[fields.Field]) -> list[dict[str, float]]:
    """What units see of rows and of columns."""
    return [{"size": one.size, "jump": one.jump, "padding": one.padding} for one in both]


def pixels(maps: np.ndarray) -> tuple[np.ndarray, float, bool]:
    """Maps, or the numbers of a vector, as places in a palette that they share: grey up to the largest where none is
    negative, on both sides of 0 otherwise. Also the end of that scale, and whether it is signed."""
    end, signed = tiles.limit(maps), bool(maps.min() < 0)
    return (tiles.signed(maps, end) if signed else tiles.grey(maps, end)), end, signed


def size(shape: tuple[int, ...]) -> str:
    """What is made, in words: 16 of 112 × 112, or 1,280 numbers."""
    if len(shape) == 1:
        return numbers.count(shape[0], "number")
    return f"{shape[0]:,} of {numbers.size(shape[1:])}"


def short(shape: tuple[int, ...]) -> str:
    """The same where there is little room: 16 × 112²."""
    if len(shape) == 1:
        return f"{shape[0]:,}"
    if shape[1] != shape[2]:
        return size(shape)
    return f"{shape[0]:,} × {shape[1]}²"


def _labels(column: passage.Column) -> list[str]:
    if not column.name and len(column.channels) == len(COLOURS):
        return list(COLOURS)
    if not column.name:
        return ["grey"]
    word = "number" if len(column.shape) == 1 else "map"
    return [f"{word} {channel + 1:,}" for channel in column.channels]


def _value(column: passage.Column, place: int) -> float:
    """The largest unit's number."""
    made, unit = column.maps[place], column.units[place]
    return float(made if made.ndim == 0 else made[unit.row, unit.column])


def _wires(shown: passage.Chain) -> list[tuple[int, int, int, int, float]]:
    """From column and place to column and place, and what is lost."""
    columns = {column.name: number for number, column in enumerate(shown.columns)}
    places = [{channel: place for place, channel in enumerate(column.channels)} for column in shown.columns]
    found = []
    for wire in shown.wires:
        first, last = columns[wire.source], columns[wire.unit.name]
        found.append((first, places[first][wire.channel], last, places[last][wire.unit.channel], wire.loss))
    return found
