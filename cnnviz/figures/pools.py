"""Pooling seen close up: a window's numbers, every pooling side by side, and stride as the other way to shrink."""

import dataclasses

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import numbers, tiles
from cnnviz.ops import pipeline, pooling

# Cells of a map whose numbers are written out.
CLOSE_UP = 8


def sections(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    """Sections for one stage; where it has no pooling, 2 × 2 max pooling is shown."""
    pool = result.stage.pool or pooling.Pool()
    return (_close_up(result.activated[0], pool), _kinds(result.activated[:1], pool), _stride(result, pool))


def _close_up(one: np.ndarray, given: pooling.Pool) -> tiles.Section:
    """The cells around the number that pooling would keep, before and after."""
    window = (min(given.window[0], one.shape[0]), min(given.window[1], one.shape[1]))
    pool = dataclasses.replace(given, window=window, padding=(0, 0), ceil=False, everywhere=False)
    top, left = _corner(one, pool)
    cells = one[top : top + CLOSE_UP, left : left + CLOSE_UP]
    after = pooling.pooled(cells[None], pool)[0]
    end = tiles.limit(cells)
    marked = _won(cells, pool)
    where = "smallest" if pool.kind == "min" else "largest"
    kept = "Framed: the cell that won its window. Where exactly it stood is lost; that it was there is kept."
    plainer = " Padding, rounding up and global are left out here." if pool != given else ""
    place = f"Rows {top}–{top + cells.shape[0] - 1}, columns {left}–{left + cells.shape[1] - 1}"
    return tiles.Section(
        f"{pool.kind.capitalize()} pooling, number by number",
        f"Windows of {numbers.size(pool.window)} every {numbers.size(pool.stride)} px, around the map's {where} value. "
        f"{pooling.POOLINGS[pool.kind].sentence if marked is None else kept}{plainer}",
        (tiles.Matrix(place, cells, "signed", end, marked=marked), tiles.Matrix("After pooling", after, "signed", end)),
    )


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


def _kinds(one: np.ndarray, pool: pooling.Pool) -> tiles.Section:
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


def _stride(result: pipeline.Result, pool: pooling.Pool) -> tiles.Section:
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
