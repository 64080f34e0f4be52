"""Pooling seen close up: a window's numbers, every pooling side by side, and stride as the other way to shrink."""

from collections.abc import Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.ops import pooling
from cnnviz.ops.compared import likeness, poolings

# Units of the dense layer that pooling saves weights.
UNITS = 10


def saved(before: int, kept: int) -> str:
    """What pooling to so many numbers saves the dense layer after it (C71)."""
    return (
        f"Pooling adds 0 parameters and keeps {kept:,} of {before:,} numbers, so a dense layer of {UNITS} units after "
        f"it needs {kept:,} · {UNITS} + {UNITS} = **{kept * UNITS + UNITS:,}** parameters instead of "
        f"{before * UNITS + UNITS:,}."
    )


def close_up(seen: poolings.CloseUp) -> tiles.Section:
    """The cells around the number that pooling would keep, before and after."""
    cells, pool = seen.cells, seen.plain
    # A p-norm is larger than each of its cells.
    end = max(tiles.limit(cells), tiles.limit(seen.after))
    kept = pooling.POOLINGS[pool.kind].sentence
    if seen.winners is not None:
        kept = "Framed: the cell that won its window. Where exactly it stood is lost; that it was there is kept."
        kept += _tied(seen)
    plainer = " Padding, rounding up and global are left out here." if pool != seen.given else ""
    top, left = (at + 1 for at in seen.first)
    place = f"Rows {top}–{top + cells.shape[0] - 1}, columns {left}–{left + cells.shape[1] - 1}"
    return tiles.Section(
        f"{pool.label.capitalize()} pooling, number by number",
        f"Windows of {numbers.size(pool.window)} every {numbers.size(pool.stride)} px, around {_peak(seen)}. "
        f"{kept}{plainer}",
        (
            tiles.Matrix(place, cells, "signed", end, marked=seen.winners, first=(top, left)),
            tiles.Matrix("After pooling", seen.after, "signed", end),
        ),
    )


def _peak(seen: poolings.CloseUp) -> str:
    """The value that the close-up lies around, in words."""
    name = "smallest" if seen.plain.kind == "min" else "largest"
    one = f"the map's {name} value"
    return one if seen.peaks == 1 else f"the first of {seen.peaks:,} cells with {one}"


def _tied(seen: poolings.CloseUp) -> str:
    """In how many windows several cells hold the number that is kept."""
    assert seen.ties is not None
    count = int((seen.ties > 1).sum())
    if not count:
        return ""
    return f" In {count} of {seen.ties.size} windows several are equal: the first in reading order is framed."


def why(seen: likeness.Likeness) -> tiles.Section:
    """How alike neighbouring responses of a map are, and how much of it one number a window still says."""
    title = "Why pool: how alike neighbours are"
    if seen.small:
        return tiles.Section(
            title, f"A map of {numbers.size(seen.map.shape)} is too small to compare neighbours in.", ()
        )
    if seen.alike is None:
        return tiles.Section(title, "This map is the same number everywhere: one number says all of it.", ())
    cells = seen.window[0] * seen.window[1]
    sentence = (
        f"{_neighbours(seen.alike)} Now put one number, the mean, in place of the {cells} of each window of "
        f"{numbers.size(seen.window)}: {seen.kept:.0%} of how the map varies is still there. If neighbours had "
        f"nothing to do with each other, it would be about {1 / cells:.0%}."
    )
    table = tiles.Matrix(
        "Correlation, by cells down and right", seen.alike, facts=("top left: each cell with itself",), first=(0, 0)
    )
    return tiles.Section(title, sentence, (tiles.by_sign(seen.map)("The map", seen.map), table))


def _neighbours(alike: np.ndarray) -> str:
    right, below, far = (numbers.text(round(float(one), 2)) for one in (alike[0, 1], alike[1, 0], alike[0, -1]))
    return (
        f"Neighbouring cells of this map have a correlation of {right} side by side and {below} one below the other; "
        f"{len(alike) - 1} apart in a row, {far}. (1: they rise and fall together. 0: one says nothing about the "
        "other.)"
    )


def kinds(before: np.ndarray, after: Mapping[str, np.ndarray]) -> tiles.Section:
    """One map (h w) before and `after` every kind of pooling, by name, with one window."""
    end, draw = tiles.limit(before), tiles.by_sign(before, *after.values())
    drawn = (
        draw("Before pooling", before, end),
        *(draw(label, values, max(end, tiles.limit(values))) for label, values in after.items()),
    )
    sentence = (
        f"The same map, {numbers.size(before.shape)}, under every pooling. None has a parameter to learn. "
        "Scales end at the map's largest value, or at the pooled one's where that is larger."
    )
    return tiles.Section("Every pooling side by side", sentence, drawn)


def stride_instead(shrunk: poolings.Shrunk) -> tiles.Section:
    """Stride against pooling: the same shrinking, different numbers, different cost."""
    title = "Stride instead of pooling"
    if shrunk.strided is None:
        return tiles.Section(title, shrunk.problem, ())
    taps = shrunk.result.kernels[0].size
    with_pool, with_stride = (one[0].size * taps for one in (shrunk.result.maps, shrunk.strided.maps))
    sentence = (
        f"A stride of {numbers.size(shrunk.strided.stage.stride)} computes only every "
        f"{numbers.size(shrunk.pool.stride)} pixel: {with_stride:,} multiplications a map. Pooling needs the whole map "
        f"first: {with_pool:,}. Stride keeps what stands there, pooling what is found nearby."
    )
    draw = tiles.by_sign(shrunk.pooled, shrunk.strided.activated[0])
    drawn = (
        draw(f"{shrunk.pool.label.capitalize()} pooling", shrunk.pooled),
        draw("Stride", shrunk.strided.activated[0]),
    )
    return tiles.Section(title, sentence, drawn)
