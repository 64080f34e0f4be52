"""Pooling seen close up: a window's numbers, every pooling side by side, and stride as the other way to shrink."""

import dataclasses

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import numbers, tiles
from cnnviz.ops import pipeline, pooling

# Cells of a map whose numbers are written out.
CLOSE_UP = 8
# How far apart, down and right, cells of a map are compared.
ALIKE = 4


def sections(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    """Sections for one stage; where it has no pooling, 2 × 2 max pooling is shown."""
    pool = result.stage.pool or pooling.Pool()
    return (close_up(result.activated[0], pool), kinds(result.activated[:1], pool), stride_instead(result, pool))


def close_up(one: np.ndarray, given: pooling.Pool) -> tiles.Section:
    """The cells of a map (h w) around the number that pooling would keep, before and after."""
    window = (min(given.window[0], one.shape[0]), min(given.window[1], one.shape[1]))
    pool = dataclasses.replace(given, window=window, padding=(0, 0), ceil=False, everywhere=False)
    top, left = _corner(one, pool)
    cells = one[top : top + CLOSE_UP, left : left + CLOSE_UP]
    after = pooling.pooled(cells[None], pool)[0]
    # A p-norm is larger than each of its cells.
    end = max(tiles.limit(cells), tiles.limit(after))
    marked = _won(cells, pool)
    kept = "Framed: the cell that won its window. Where exactly it stood is lost; that it was there is kept."
    kept += "" if marked is None else _tied(cells, pool)
    plainer = " Padding, rounding up and global are left out here." if pool != given else ""
    place = f"Rows {top + 1}–{top + cells.shape[0]}, columns {left + 1}–{left + cells.shape[1]}"
    return tiles.Section(
        f"{pool.kind.capitalize()} pooling, number by number",
        f"Windows of {numbers.size(pool.window)} every {numbers.size(pool.stride)} px, around {_peak(one, pool)}. "
        f"{pooling.POOLINGS[pool.kind].sentence if marked is None else kept}{plainer}",
        (
            tiles.Matrix(place, cells, "signed", end, marked=marked, first=(top + 1, left + 1)),
            tiles.Matrix("After pooling", after, "signed", end),
        ),
    )


def _peak(one: np.ndarray, pool: pooling.Pool) -> str:
    """The value that the close-up lies around, in words."""
    name, value = ("smallest", one.min()) if pool.kind == "min" else ("largest", one.max())
    count = int((one == value).sum())
    return f"the map's {name} value" if count == 1 else f"the first of {count:,} cells with the map's {name} value"


def _tied(cells: np.ndarray, pool: pooling.Pool) -> str:
    """In how many windows several cells hold the number that is kept."""
    ties = pooling.ties(cells[None], pool)[0]
    count = int((ties > 1).sum())
    if not count:
        return ""
    return f" In {count} of {ties.size} windows several are equal: the first in reading order is framed."


def why(result: pipeline.Result) -> tiles.Section:
    """How alike neighbouring responses of the first map are, and how much of it one number a window still says."""
    one, title = result.activated[0], "Why pool: how alike neighbours are"
    if min(one.shape) < ALIKE + 2:
        return tiles.Section(title, f"A map of {numbers.size(one.shape)} is too small to compare neighbours in.", ())
    if np.ptp(one) <= tiles.FAINT:
        return tiles.Section(title, "This map is the same number everywhere: one number says all of it.", ())
    alike, window = likeness(one, ALIKE), _window(result)
    cells = window[0] * window[1]
    sentence = (
        f"{_neighbours(alike)} Now put one number, the mean, in place of the {cells} of each window of "
        f"{numbers.size(window)}: {kept(one, window):.0%} of how the map varies is still there. If neighbours had "
        f"nothing to do with each other, it would be about {1 / cells:.0%}."
    )
    table = tiles.Matrix(
        "Correlation, by cells down and right", alike, facts=("top left: each cell with itself",), first=(0, 0)
    )
    return tiles.Section(title, sentence, (tiles.signed_map("The map", one), table))


def _window(result: pipeline.Result) -> tuple[int, int]:
    """The stage's pooling window, at most the map; where it has none, or one that joins nothing or all, 2 × 2."""
    pool = result.stage.pool
    rows, columns = pooling.Pool().window if pool is None or pool.everywhere or pool.window == (1, 1) else pool.window
    return min(rows, result.activated.shape[1]), min(columns, result.activated.shape[2])


def _neighbours(alike: np.ndarray) -> str:
    right, below, far = (numbers.text(round(float(one), 2)) for one in (alike[0, 1], alike[1, 0], alike[0, ALIKE]))
    return (
        f"Neighbouring cells of this map have a correlation of {right} side by side and {below} one below the other; "
        f"{ALIKE} apart in a row, {far}. (1: they rise and fall together. 0: one says nothing about the other.)"
    )


def likeness(one: np.ndarray, reach: int) -> np.ndarray:
    """Pearson's correlation of a map (h w) with itself moved by 0 … reach cells down and right:
    float64 (reach + 1, reach + 1)."""
    height, width = one.shape
    steps = range(reach + 1)
    pairs = [[(one[: height - down, : width - right], one[down:, right:]) for right in steps] for down in steps]
    return np.array([[_correlation(*pair) for pair in row] for row in pairs])


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """0 where one of them does not vary: it says nothing about the other."""
    first, second = (values.astype(np.float64) - values.mean(dtype=np.float64) for values in (first, second))
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float((first * second).sum()) / lengths if lengths else 0.0


def kept(one: np.ndarray, window: tuple[int, int]) -> float:
    """The share of a map's variance (h w) that is left when every whole window holds its mean: 0 to 1."""
    rows, columns = (size // side for size, side in zip(one.shape, window, strict=True))
    whole = one[: rows * window[0], : columns * window[1]].astype(np.float64)
    means = whole.reshape(rows, window[0], columns, window[1]).mean(axis=(1, 3))
    return float(means.var() / whole.var()) if whole.var() else 1.0


def _corner(one: np.ndarray, pool: pooling.Pool) -> tuple[int, int]:
    """The close-up's top left cell, on the grid of windows, near the largest (for min: smallest) value."""
    peak = np.unravel_index(one.argmin() if pool.kind == "min" else one.argmax(), one.shape)
    starts = (
        max(0, min(int(at) - CLOSE_UP // 2, size - CLOSE_UP)) // step * step
        for at, size, step in zip(peak, one.shape, pool.stride, strict=True)
    )
    top, left = starts
    return top, left


def _won(cells: np.ndarray, pool: pooling.Pool) -> np.ndarray | None:
    if pool.kind not in ("max", "min"):
        return None
    marked = np.zeros(cells.size, bool)
    marked[pooling.winners(cells[None], pool).ravel()] = True
    return marked.reshape(cells.shape)


def kinds(one: np.ndarray, pool: pooling.Pool) -> tiles.Section:
    """One map (1 h w) under every kind of pooling, with this one's window."""
    results = {kind: pooling.pooled(one, dataclasses.replace(pool, kind=kind))[0] for kind in pooling.POOLINGS}
    results["global average"] = pooling.pooled(one, pooling.Pool("average", everywhere=True))[0]
    end = tiles.limit(one)
    drawn = (
        tiles.signed_map("Before pooling", one[0], end),
        *(tiles.signed_map(kind, values, max(end, tiles.limit(values))) for kind, values in results.items()),
    )
    sentence = (
        f"The same map, {numbers.size(one.shape[1:])}, under every pooling. None has a parameter to learn. "
        "Scales end at the map's largest value, or at the pooled one's where that is larger."
    )
    return tiles.Section("Every pooling side by side", sentence, drawn)


def stride_instead(result: pipeline.Result, pool: pooling.Pool) -> tiles.Section:
    """Stride against pooling: the same shrinking, different numbers, different cost."""
    step = pool.stride
    try:
        strided = _again(result, (result.stage.stride[0] * step[0], result.stage.stride[1] * step[1]))
    except InputError as error:
        return tiles.Section("Stride instead of pooling", str(error), ())
    pooled = pooling.pooled(result.activated[:1], pool)[0]
    taps = result.kernels[0].size
    with_pool, with_stride = (one[0].size * taps for one in (result.maps, strided.maps))
    sentence = (
        f"A stride of {numbers.size(strided.stage.stride)} computes only every {numbers.size(step)} pixel: "
        f"{with_stride:,} multiplications a map. Pooling needs the whole map first: {with_pool:,}. "
        "Stride keeps what stands there, pooling what is found nearby."
    )
    drawn = (
        tiles.signed_map(f"{pool.kind.capitalize()} pooling", pooled),
        tiles.signed_map("Stride", strided.activated[0]),
    )
    return tiles.Section("Stride instead of pooling", sentence, drawn)


def _again(result: pipeline.Result, stride: tuple[int, int]) -> pipeline.Result:
    channels = tuple(str(number) for number in range(len(result.image)))
    stage = dataclasses.replace(result.stage, stride=stride, pool=None)
    return pipeline.result(result.image, channels, stage)
