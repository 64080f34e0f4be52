"""One map under a pooling, number by number; under every other; and under a stride instead."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import pipeline, pooling

# Cells of a map whose numbers are written out.
CLOSE_UP = 8


@dataclass(frozen=True, eq=False)
class CloseUp:
    """Some cells of a map (h w) before and `after` a pooling (h' w'), which is `plain`: as it was given, but without
    padding, ceil mode and global.

    `first` is the row and column that the cells begin in; `peak` the map's largest number (for min: smallest), and
    `peaks` how often it stands there; `winners` (h w) the cells that won their windows and `ties` (h' w') in how many
    cells each window's number stands, both of max and min only.
    """

    given: pooling.Pool
    plain: pooling.Pool
    first: tuple[int, int]
    cells: np.ndarray
    after: np.ndarray
    peaks: int
    winners: np.ndarray | None
    ties: np.ndarray | None


@dataclass(frozen=True, eq=False)
class Shrunk:
    """The first map of a stage made smaller in two ways: `pooled` (h w), and by a larger stride, `strided`; where that
    cannot be, `problem` says why."""

    result: pipeline.Result
    pool: pooling.Pool
    pooled: np.ndarray
    strided: pipeline.Result | None
    problem: str = ""


def close_up(map_: np.ndarray, given: pooling.Pool) -> CloseUp:
    """The cells of a map (h w) around the number that pooling would keep, before and after."""
    window = (min(given.window[0], map_.shape[0]), min(given.window[1], map_.shape[1]))
    pool = dataclasses.replace(given, window=window, padding=(0, 0), ceil=False, everywhere=False)
    top, left = _corner(map_, pool)
    cells = map_[top : top + CLOSE_UP, left : left + CLOSE_UP]
    peak = map_.min() if pool.kind == "min" else map_.max()
    won = pool.kind in ("max", "min")
    return CloseUp(
        given,
        pool,
        (top, left),
        cells,
        pooling.pooled(cells[None], pool)[0],
        int((map_ == peak).sum()),
        _won(cells, pool) if won else None,
        pooling.ties(cells[None], pool)[0] if won else None,
    )


def kinds(map_: np.ndarray, pool: pooling.Pool) -> dict[str, np.ndarray]:
    """A map (h w) under every kind of pooling with this one's window, and under global average: (h' w')
    by label."""
    found = {
        kind.label: pooling.pooled(map_[None], dataclasses.replace(pool, kind=id))[0]
        for id, kind in pooling.POOLINGS.items()
    }
    return found | {"global average": pooling.pooled(map_[None], pooling.Pool("average", everywhere=True))[0]}


def shrunk(result: pipeline.Result, pool: pooling.Pool) -> Shrunk:
    """The first map pooled, and the stage with the pooling's stride on top of its own instead."""
    pooled, step, own = pooling.pooled(result.activated[:1], pool)[0], pool.stride, result.stage.stride
    channels = tuple(str(number) for number in range(len(result.image)))
    try:
        stage = dataclasses.replace(result.stage, stride=(own[0] * step[0], own[1] * step[1]), pool=None)
        return Shrunk(result, pool, pooled, pipeline.result(result.image, channels, stage))
    except InputError as error:
        return Shrunk(result, pool, pooled, None, str(error))


def _corner(map_: np.ndarray, pool: pooling.Pool) -> tuple[int, int]:
    """The close-up's top left cell, on the grid of windows, near the largest (for min: smallest) value."""
    peak = np.unravel_index(map_.argmin() if pool.kind == "min" else map_.argmax(), map_.shape)
    starts = (
        max(0, min(int(at) - CLOSE_UP // 2, size - CLOSE_UP)) // step * step
        for at, size, step in zip(peak, map_.shape, pool.stride, strict=True)
    )
    top, left = starts
    return top, left


def _won(cells: np.ndarray, pool: pooling.Pool) -> np.ndarray:
    marked = np.zeros(cells.size, bool)
    marked[pooling.winners(cells[None], pool).ravel()] = True
    return marked.reshape(cells.shape)
