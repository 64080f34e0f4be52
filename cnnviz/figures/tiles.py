"""Values -> small pictures and tables of numbers, packed into one message for the browser.

A picture travels as one byte per pixel (its place in a palette), which the browser colours: what is drawn is the
map quantised to 255 steps, what is written beside it is computed from the map itself.
"""

import json
from dataclasses import dataclass

import numpy as np

from cnnviz.figures import numbers, palettes

# Numbers are written into cells up to this many rows or columns; larger matrices are drawn as pictures.
NUMBERED = 15
# What a scale cannot end at: its steps would leave the range of 32-bit floats.
FAINT = 1e-30


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture: uint8 pixels (h w) under `palette` ("grey" or "signed"), or (h w 3) colours.

    `low` and `high` are the values at the palette's ends; `frame` (top, bottom, left, right) are invented pixels,
    to be hatched; `facts` are written under the title; `file` names the download (none: no button); `opens` says what
    a page explores when somebody asks for it (none: no button).
    """

    title: str
    pixels: np.ndarray
    palette: str = ""
    low: float = 0.0
    high: float = 1.0
    facts: tuple[str, ...] = ()
    frame: tuple[int, int, int, int] = (0, 0, 0, 0)
    file: str = ""
    opens: str = ""


@dataclass(frozen=True, eq=False)
class Matrix:
    """A table of numbers (h w) coloured like a picture from −limit to limit ("signed") or 0 to limit ("grey").

    `invented` (h w) cells are hatched, `marked` (h w) cells framed. `first` is what the ruler calls the first row and
    column, which people count from 1; without it there is none: the rows are not those of a grid.
    """

    title: str
    values: np.ndarray
    palette: str = "signed"
    limit: float = 1.0
    facts: tuple[str, ...] = ()
    invented: np.ndarray | None = None
    marked: np.ndarray | None = None
    first: tuple[int, int] | None = (1, 1)


@dataclass(frozen=True, eq=False)
class Section:
    """Tiles under one heading.

    `layout` is "grid", "rose" (nine tiles, three by three), or "beside" and "pair" (as many columns as fit, two
    columns): where the screen is wide enough other sections stand beside these. `small` tiles leave room for what
    follows.
    """

    title: str
    sentence: str
    tiles: tuple[Picture | Matrix, ...]
    layout: str = "grid"
    small: bool = False


def grey(values: np.ndarray, high: float = 1.0) -> np.ndarray:
    """Values 0 … high as palette places: (h w) -> uint8 (h w)."""
    return np.clip(values * (255 / high) + 0.5, 0, 255).astype(np.uint8)


def signed(values: np.ndarray, limit: float) -> np.ndarray:
    """Values −limit … limit as palette places 1 … 255, zero exactly in the middle: (h w) -> uint8 (h w)."""
    return (values * (127 / limit) + 128.5).astype(np.uint8)


def limit(values: np.ndarray) -> float:
    """The end of a scale centred on zero: the largest absolute value, 1 where all are 0 or next to it."""
    largest = float(max(values.max(), -values.min()))
    return largest if largest > FAINT else 1.0


def facts(values: np.ndarray) -> tuple[str, ...]:
    """Shape, and smallest, mean and largest value, as written under a map (h w)."""
    low, mean, high = (numbers.text(one) for one in (values.min(), values.mean(dtype=np.float64), values.max()))
    return (f"{numbers.size(values.shape)} px", f"min {low} · max {high}", f"mean {mean}")


def image(title: str, pixels: np.ndarray, more: tuple[str, ...] = (), file: str = "") -> Picture:
    """An image as it was computed with: uint8 (c h w) -> grey for one channel, colours for three."""
    channels, height, width = pixels.shape
    low, mean, high = (numbers.text(one / 255) for one in (pixels.min(), pixels.mean(), pixels.max()))
    size = f"{height} × {width} px (rows × columns)" + (f", {channels} channels" if channels > 1 else "")
    facts = (size, f"min {low} · max {high}", f"mean {mean}", *more)
    if channels == 1:
        return Picture(title, pixels[0], "grey", 0.0, 1.0, facts, file=file)
    return Picture(title, np.moveaxis(pixels, 0, 2), facts=facts, file=file)


def signed_map(title: str, values: np.ndarray, scale: float = 0.0, file: str = "", opens: str = "") -> Picture:
    """A map (h w) on a scale centred on zero, its own unless `scale` is given."""
    end = scale or limit(values)
    return Picture(title, signed(values, end), "signed", -end, end, facts(values), file=file, opens=opens)


def grey_map(title: str, values: np.ndarray, file: str = "") -> Picture:
    """A map (h w) without negative values, black at 0 and white at its largest."""
    end = limit(values)
    return Picture(title, grey(values, end), "grey", 0.0, end, facts(values), file=file)


def blob(sections: tuple[Section, ...], palette: str) -> bytes:
    """Everything the gallery component needs: 4 bytes of header length, JSON header, palettes, pixels."""
    pixels = [palettes.GREY.tobytes(), palettes.SIGNED[palette].tobytes()]
    offset = sum(map(len, pixels))
    drawn = []
    for section in sections:
        entries = []
        for tile in section.tiles:
            entry, raw = _picture(tile, offset) if isinstance(tile, Picture) else (_matrix(tile, palette), b"")
            entries.append(entry)
            pixels.append(raw)
            offset += len(raw)
        drawn.append(
            {
                "title": section.title,
                "sentence": section.sentence,
                "layout": section.layout,
                "small": section.small,
                "tiles": entries,
            }
        )
    header = json.dumps({"sections": drawn}, ensure_ascii=False).encode()
    return b"".join([len(header).to_bytes(4, "little"), header, *pixels])


def _picture(tile: Picture, offset: int) -> tuple[dict[str, object], bytes]:
    legend = tile.palette and [numbers.text(value) for value in _legend(tile)]
    entry = {
        "kind": "picture",
        "title": tile.title,
        "rows": tile.pixels.shape[0],
        "columns": tile.pixels.shape[1],
        "offset": offset,
        "palette": tile.palette,
        "legend": legend or [],
        "facts": tile.facts,
        "frame": tile.frame,
        "file": tile.file,
        "opens": tile.opens,
    }
    return entry, np.ascontiguousarray(tile.pixels).tobytes()


def _legend(tile: Picture) -> tuple[float, ...]:
    return (tile.low, 0.0, tile.high) if tile.low < 0 < tile.high else (tile.low, tile.high)


def _matrix(tile: Matrix, palette: str) -> dict[str, object]:
    places = signed(tile.values, tile.limit) if tile.palette == "signed" else grey(tile.values, tile.limit)
    colours = (palettes.SIGNED[palette] if tile.palette == "signed" else palettes.GREY)[places]
    dark = colours @ (0.299, 0.587, 0.114) < 140
    none = np.zeros(tile.values.shape, bool)
    invented = none if tile.invented is None else tile.invented
    marked = none if tile.marked is None else tile.marked
    cells = [
        [
            {
                "text": numbers.text(tile.values[at]),
                "colour": "#{:02x}{:02x}{:02x}".format(*colours[at]),
                "dark": bool(dark[at]),
                "invented": bool(invented[at]),
                "marked": bool(marked[at]),
            }
            for at in ((row, column) for column in range(tile.values.shape[1]))
        ]
        for row in range(tile.values.shape[0])
    ]
    return {"kind": "matrix", "title": tile.title, "facts": tile.facts, "cells": cells, "first": tile.first}
