"""Which maps of a station are shown, and of each its largest unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.way import graph


@dataclass(frozen=True)
class Unit:
    """One number of a network: what its step is called, its map, row and column, all from 0; of a vector, the row and
    the column are 0."""

    name: str
    channel: int
    row: int = 0
    column: int = 0


def varying(values: np.ndarray, count: int) -> tuple[int, ...]:
    """The maps (c h w) that vary most over the picture (standard deviation); of a vector (c) its largest numbers."""
    size = np.abs(values) if values.ndim == 1 else values.std(axis=(1, 2), dtype=np.float64)
    return tuple(int(one) for one in np.argsort(-size, kind="stable")[:count])


def largest(name: str, values: np.ndarray, channel: int) -> Unit:
    """The unit of a map that is furthest from 0: the first, where there are several."""
    if values.ndim == 1:
        return Unit(name, channel)
    row, column = np.unravel_index(np.abs(values[channel]).argmax(), values.shape[1:])
    return Unit(name, channel, int(row), int(column))


def number(values: np.ndarray, unit: Unit) -> float:
    """The unit's number, of what its step made."""
    return float(values[unit.channel] if values.ndim == 1 else values[unit.channel, unit.row, unit.column])


def followed(
    steps: Sequence[graph.Step], values: dict[str, np.ndarray], last: tuple[int, ...], count: int
) -> dict[str, tuple[int, ...]]:
    """The maps shown of each of several steps, by name, `last` being those of the last one: a step that is read map by
    map shows those that its reader shows, any other its strongest."""
    shown = {steps[-1].name: last}
    for step in reversed(steps):
        for source in step.sources:
            if source in values and source not in shown:
                shown[source] = shown[step.name] if step.alone else varying(values[source], count)
    for name, made in values.items():
        shown.setdefault(name, varying(made, count))
    return shown
