"""All maps of one step, those first that vary most, small enough to be seen together."""

from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.way import graph, strongest

# Pixels on a side of a map among all of a layer.
SIDE = 56


@dataclass(frozen=True, eq=False)
class Sheet:
    """A step, its maps (k h w) in that order, each with its largest unit and that one's number."""

    step: graph.Step
    channels: tuple[int, ...]
    maps: np.ndarray
    units: tuple[strongest.Unit, ...]
    values: tuple[float, ...]


def sheet(step: graph.Step, made: np.ndarray) -> Sheet:
    """All that a step made, (c h w), or (c) as maps of one number."""
    channels = strongest.varying(made, len(made))
    maps = made if made.ndim == 3 else made[:, None, None]
    units = tuple(strongest.largest(step.name, made, channel) for channel in channels)
    values = tuple(strongest.number(made, unit) for unit in units)
    return Sheet(step, channels, smaller(maps)[list(channels)], units, values)


def smaller(maps: np.ndarray, side: int = SIDE) -> np.ndarray:
    """With the mean of as many pixels in place of each as leave `side` a side: (c h w)."""
    by = -(-max(maps.shape[1:]) // side)
    if by == 1:
        return maps
    rows, columns = (max(1, size // by) for size in maps.shape[1:])
    cut = maps[:, : rows * by, : columns * by]
    return np.asarray(cut.reshape(len(maps), rows, by, columns, by).mean(axis=(2, 4)))
