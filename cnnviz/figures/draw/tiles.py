"""Values -> small pictures and tables of numbers, packed into one message for the browser.

A picture travels as one byte per pixel (its place in a palette), which the browser colours: what is drawn is the
map quantised to 255 steps, what is written beside it is computed from the map itself.
"""

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import alternatives, palettes

# Whose places the bytes of a tile are: black to white, or the two sides of 0.
Palette = Literal["grey", "signed"]
# Numbers are written into cells up to this many rows or columns; larger matrices are drawn as pictures.
NUMBERED = 15
# What a scale cannot end at: its steps would leave the range of 32-bit floats.
FAINT = 1e-30


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture: uint8 pixels (h w) under `palette` ("grey" or "signed"), or (h w 3) colours.

    `low` and `high` are the values at the palette's ends; `frame` (top, bottom, left, right) are invented pixels,
    to be hatched, `lit` (first row, first column, rows, columns) pixels that are outlined; `facts` are written under
    the title, `told` says in words where it is large; `file` names the download (none: no button); `opens` says what a
    page explores when somebody asks for it (none: no button), `id` what it shows large when somebody chooses it (none:
    the picture is enlarged). `shape` (h w) is that of what is drawn, where fewer pixels stand for it.
    """

    title: str
    pixels: np.ndarray
    palette: Palette | Literal[""] = ""
    low: float = 0.0
    high: float = 1.0
    facts: tuple[str, ...] = ()
    frame: tuple[int, int, int, int] = (0, 0, 0, 0)
    lit: tuple[int, int, int, int] | None = None
    file: str = ""
    opens: str = ""
    told: str = ""
    id: str = ""
    shape: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Matrix:
    """A table of numbers (h w) coloured like a picture from −limit to limit ("signed") or 0 to limit ("grey").

    `invented` (h w) cells are hatched, `marked` (h w) cells framed. `first` is what the ruler calls the first row and
    column, which people count from 1; without it there is none: the rows are not those of a grid.
    """

    title: str
    values: np.ndarray
    palette: Palette = "signed"
    limit: float = 1.0
    facts: tuple[str, ...] = ()
    invented: np.ndarray | None = None
    marked: np.ndarray | None = None
    first: tuple[int, int] | None = (1, 1)


@dataclass(frozen=True, eq=False)
class Section:
    """Tiles under one heading.

    `layout` is "grid", "row" (a few tiles that share the width), "rose" (nine tiles, three by three), or "beside" and
    "pair" (as many columns as fit, two columns): where the screen is wide enough other sections stand beside these.
    `small` tiles leave room for what follows.
    """

    title: str
    sentence: str
    tiles: tuple[Picture | Matrix, ...]
    layout: Literal["grid", "row", "rose", "beside", "pair"] = "grid"
    small: bool = False


@dataclass(frozen=True, eq=False)
class Bench:
    """What stands large above the sections: the image, the kernels of one map (or what is said `instead` of them, where
    none of them alone made it), a `note` on them, and that map.

    Output (i, j) of the map comes from the pixels that `reach` ((jump, start, size) of rows and of columns) says.
    Where it is a sum of products with the image itself, `products` says which: the channels, strides, dilations,
    padding and bias; `weights` (c i j) are their kernel's.
    """

    image: Picture
    kernels: tuple[Picture | Matrix, ...]
    note: str
    map: Picture
    reach: tuple[tuple[int, int, int], tuple[int, int, int]]
    products: Mapping[str, Any] | None = None
    weights: np.ndarray | None = None
    instead: str = ""


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
    told = alternatives.text(pixels.mean(axis=0))
    if channels == 1:
        return Picture(title, pixels[0], "grey", 0.0, 1.0, facts, file=file, told=told)
    return Picture(title, np.moveaxis(pixels, 0, 2), facts=facts, file=file, told=told)


def signed_map(title: str, values: np.ndarray, scale: float = 0.0, **more: Any) -> Picture:
    """A map (h w) on a scale centred on zero, its own unless `scale` is given; `more` are fields of the picture."""
    end, told = scale or limit(values), alternatives.text(values)
    return Picture(title, signed(values, end), "signed", -end, end, facts(values), told=told, **more)


def grey_map(title: str, values: np.ndarray, scale: float = 0.0, **more: Any) -> Picture:
    """A map (h w) without negative values, black at 0 and white at its largest unless `scale` is given."""
    end, told = scale or limit(values), alternatives.text(values)
    return Picture(title, grey(values, end), "grey", 0.0, end, facts(values), told=told, **more)


def by_sign(*maps: np.ndarray) -> Callable[..., Picture]:
    """How maps that stand together are drawn: grey where none holds a negative number, on both sides of 0 otherwise."""
    return grey_map if all(one.min() >= 0 for one in maps) else signed_map


def shrunk(tile: Picture, side: int) -> Picture:
    """The same picture with the mean of as many pixels in place of each as leave at most `side` a side."""
    height, width = tile.pixels.shape[:2]
    by = -(-max(height, width) // side)
    if by == 1:
        return tile
    whole = tile.pixels[: height // by * by or 1, : width // by * by or 1]
    rows = np.asarray(sum(whole[down::by].astype(np.uint32) for down in range(by)))
    total = np.asarray(sum(rows[:, across::by] for across in range(by)))
    return dataclasses.replace(tile, pixels=(total // by**2).astype(np.uint8), shape=(height, width))


def slug(name: str) -> str:
    """A name as part of a file name: letters, digits and dashes."""
    return re.sub(r"[^0-9A-Za-z]+", "-", name.replace("−", "minus ")).strip("-").lower() or "map"


def picture(
    title: str, values: np.ndarray, facts: tuple[str, ...], frame: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> Picture:
    """An image or map (h w): grey from 0 to 1 where it holds nothing else, on a signed scale otherwise."""
    if values.min() >= 0 and values.max() <= 1:
        return Picture(title, grey(values), "grey", 0.0, 1.0, facts, frame)
    end = limit(values)
    return Picture(title, signed(values, end), "signed", -end, end, facts, frame)


def blob(sections: tuple[Section, ...], palette: str, bench: Bench | None = None) -> bytes:
    """The message of the component gallery: its sections, and what stands large above them; both palettes (256 3), each
    picture's pixels by its number, all uint8, and the weights float64."""
    arrays = {"grey": palettes.GREY, "signed": palettes.SIGNED[palette].colours}

    def entry(tile: Picture | Matrix) -> dict[str, object]:
        if isinstance(tile, Matrix):
            return _matrix(tile, palette)
        arrays[name := str(len(arrays))] = tile.pixels
        return _picture(tile, name)

    drawn = [
        {
            "title": section.title,
            "sentence": section.sentence,
            "layout": section.layout,
            "small": section.small,
            "tiles": [entry(tile) for tile in section.tiles],
        }
        for section in sections
    ]
    header: dict[str, object] = {"sections": drawn, "bench": None}
    if bench is not None:
        header["bench"] = {
            "image": entry(bench.image),
            "kernels": [entry(kernel) for kernel in bench.kernels],
            "instead": bench.instead,
            "note": bench.note,
            "map": entry(bench.map),
            "reach": bench.reach,
            "products": bench.products,
        }
        if bench.weights is not None:
            arrays["weights"] = bench.weights.astype(np.float64)
    return packing.packed(header, arrays)


def _picture(tile: Picture, pixels: str) -> dict[str, object]:
    legend = tile.palette and [numbers.text(value) for value in _legend(tile)]
    rows, columns = tile.shape or tile.pixels.shape[:2]
    return {
        "kind": "picture",
        "title": tile.title,
        "rows": rows,
        "columns": columns,
        "pixels": pixels,
        "palette": tile.palette,
        "low": tile.low,
        "high": tile.high,
        "legend": legend or [],
        "facts": tile.facts,
        "told": tile.told,
        "frame": tile.frame,
        "lit": tile.lit,
        "file": tile.file,
        "opens": tile.opens,
        "id": tile.id,
    }


def _legend(tile: Picture) -> tuple[float, ...]:
    return (tile.low, 0.0, tile.high) if tile.low < 0 < tile.high else (tile.low, tile.high)


@functools.cache
def _inks(palette: str) -> tuple[dict[str, object], ...]:
    """Each colour of a signed palette, or of grey, as a style sheet writes it, and whether it is dark."""
    colours = palettes.SIGNED[palette].colours if palette else palettes.GREY
    dark = palettes.dark(colours).tolist()
    return tuple(
        {"colour": "#{:02x}{:02x}{:02x}".format(*colour), "dark": one}
        for colour, one in zip(colours.tolist(), dark, strict=True)
    )


def _matrix(tile: Matrix, palette: str) -> dict[str, object]:
    places = signed(tile.values, tile.limit) if tile.palette == "signed" else grey(tile.values, tile.limit)
    inks = _inks(palette if tile.palette == "signed" else "")
    none = np.zeros(tile.values.shape, bool)
    invented = none if tile.invented is None else tile.invented
    marked = none if tile.marked is None else tile.marked
    cells = [
        [
            {"text": numbers.text(value), **inks[place], "invented": hatched, "marked": framed}
            for value, place, hatched, framed in zip(*row, strict=True)
        ]
        for row in zip(*(one.tolist() for one in (tile.values, places, invented, marked)), strict=True)
    ]
    return {
        "kind": "matrix",
        "title": tile.title,
        "facts": tile.facts,
        "told": alternatives.text(tile.values),
        "cells": cells,
        "first": tile.first,
    }
