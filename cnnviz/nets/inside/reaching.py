"""From which layer on one unit sees two pixels at once, and what the layers up to there cost (C70, C75, C76).

Layers are counted from 1, rows and columns from 0.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import shapes
from cnnviz.nets.inside.receptive import Records
from cnnviz.nets.layers import Conv, Dense, Flatten, Layer, Pool
from cnnviz.nets.networks import Network

Point = tuple[int, int]  # row, column

# Layers of a stack at most: 3 × 3 alone see two pixels that are 96 apart after 48.
MOST = 64
# So many are tried, one after the other: most ways need few.
HEIGHTS = (4, 16, MOST)


@dataclass(frozen=True)
class Step:
    """One layer that can be put on a stack: what it is called, and the layer that makes so many maps."""

    label: str
    layer: Callable[[int], Layer]


@dataclass(frozen=True)
class Way:
    """A way to get there: some steps, over and over again."""

    label: str
    sentence: str
    pattern: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """A way walked until one unit sees both: its steps, and its layers read."""

    steps: tuple[str, ...]
    records: tuple[shapes.Record, ...]

    @property
    def weights(self) -> int:
        """Of all layers; there are no biases."""
        return shapes.totals(self.records).parameters

    @property
    def macs(self) -> int:
        """Multiply-adds for one image."""
        return shapes.totals(self.records).macs

    @property
    def window(self) -> int:
        """Pixels on a side that a unit of the last layer sees."""
        return self.records[-1].after.rows.size


@dataclass(frozen=True)
class Compared:
    """Every way (by the keys of WAYS) with `maps` in each layer until one unit sees both, None where it ends before;
    and the weights of one dense unit on the same image."""

    maps: int
    ways: Mapping[str, Reached | None]
    dense: int


def _conv(size: int = 3, stride: int = 1, dilation: int = 1) -> Callable[[int], Layer]:
    """Padded, so that only a stride makes maps smaller."""
    return lambda maps: Conv(maps, (size, size), (stride, stride), (dilation, dilation), "same", bias=False)


def network(steps: Sequence[str], size: tuple[int, int], maps: int) -> Network:
    """The steps (keys of STEPS) on one image of so many rows and columns, `maps` after each convolution.

    Raises InputError for more than MOST of them, and for one that there is not.
    """
    if len(steps) > MOST:
        raise InputError(f"A stack of {len(steps):,} layers is too high. Take {MOST} or fewer.")
    if unknown := [step for step in steps if step not in STEPS]:
        raise InputError(f"There is no layer “{unknown[0][:20]}”. Choose from {', '.join(STEPS)}.")
    return Network("two wheels", (1, *size), tuple(STEPS[step].layer(maps) for step in steps))


def traced(records: Records, which: int, pixels: np.ndarray) -> Iterator[np.ndarray]:
    """Along one axis (0 rows, 1 columns), layer by layer, which of some pixels each unit reads: bool (units pixels),
    from `pixels` as the first layer gets them, one in each column."""
    state = pixels
    for record in records:
        if record.axes is not None:
            axis = record.axes[which]
            starts = np.arange(axis.output) * axis.stride - axis.before
            cells = starts[:, None] + axis.dilation * np.arange(axis.window)  # units, taps
            real = (cells >= 0) & (cells < axis.size)
            state = (state[np.clip(cells, 0, axis.size - 1)] & real[..., None]).any(axis=1)
        yield state


def first_layer(records: Records, first: Point, second: Point) -> int | None:
    """The first layer of which one unit sees both pixels; None where there is none."""
    if not records:
        return None
    both = (
        (bool(units.all(axis=1).any()) for units in traced(records, which, _columns(records, which, pair)))
        for which, pair in enumerate(zip(first, second, strict=True))
    )
    return next((layer for layer, met in enumerate(zip(*both, strict=True), start=1) if all(met)), None)


def _columns(records: Records, which: int, pair: Sequence[int]) -> np.ndarray:
    """These pixels of the image among all: bool (pixels pair)."""
    return np.arange(records[0].input[1 + which])[:, None] == np.asarray(pair)


def unit(records: Records, layer: int, first: Point, second: Point) -> Point:
    """Of this layer's units that see both pixels (of all where none does) the one whose window's middle is nearest to
    the middle between them; of two the earlier."""
    found = []
    for which, pair in enumerate(zip(first, second, strict=True)):
        *_, units = traced(records[:layer], which, _columns(records, which, pair))
        state = records[layer - 1].after
        field = state.rows if which == 0 else state.columns
        distance = np.abs(field.centre + np.arange(len(units)) * field.jump - sum(pair) / 2)
        both = units.all(axis=1)
        found.append(int(np.argmin(np.where(both | ~both.any(), distance, np.inf))))
    return found[0], found[1]


def reached(way: Way, size: tuple[int, int], maps: int, first: Point, second: Point) -> Reached | None:
    """The way until one unit sees both; None where it ends before."""
    for high in HEIGHTS:
        steps = tuple(islice(cycle(way.pattern), high))
        records = shapes.walk(network(steps, size, maps)).records
        if layer := first_layer(records, first, second):
            return Reached(steps[:layer], records[:layer])
    return None


def compared(size: tuple[int, int], maps: int, first: Point, second: Point) -> Compared:
    """All ways between two points on an image of so many rows and columns."""
    ways = {key: reached(way, size, maps, first, second) for key, way in WAYS.items()}
    return Compared(maps, ways, dense_weights(size))


def dense_weights(size: tuple[int, int]) -> int:
    """Weights of one dense unit on the image: one for each pixel, so that it sees all of them at once."""
    read = Network("dense", (1, *size), (Flatten(), Dense(1, bias=False)))
    return shapes.totals(shapes.records(read)).parameters


STEPS: dict[str, Step] = {
    "3x3": Step("3 × 3", _conv()),
    "stride": Step("3 × 3, stride 2", _conv(stride=2)),
    "pool": Step("pool 2 × 2", lambda maps: Pool()),
    "dil2": Step("3 × 3, dilation 2", _conv(dilation=2)),
    "dil4": Step("3 × 3, dilation 4", _conv(dilation=4)),
    "dil8": Step("3 × 3, dilation 8", _conv(dilation=8)),
    "7x7": Step("7 × 7", _conv(7)),
    "31x31": Step("31 × 31", _conv(31)),
}
WAYS: dict[str, Way] = {
    "small": Way("3 × 3 alone", "Each layer adds 2 pixels.", ("3x3",)),
    "pooled": Way(
        "3 × 3, then pool", "After each pooling a step is twice as wide, and maps are a quarter.", ("3x3", "pool")
    ),
    "strided": Way(
        "Stride 2",
        "Every layer makes the next step twice as wide; three of four answers are never computed.",
        ("stride",),
    ),
    "dilated": Way(
        "Dilation 1, 2, 4, 8",
        "The taps move apart and maps stay large: so does the work.",
        ("3x3", "dil2", "dil4", "dil8"),
    ),
    "wide": Way("7 × 7 alone", "Each layer adds 6 pixels, for 49 weights instead of 9.", ("7x7",)),
    "widest": Way("31 × 31 alone", "Few layers, 961 weights for each pair of maps.", ("31x31",)),
}
