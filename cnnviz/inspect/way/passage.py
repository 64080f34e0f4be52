"""One picture's passage through a network: what every station made of it, and what is shown of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz.errors import InputError
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph, local, opened, strongest, wires
from cnnviz.nets import fields, layers
from cnnviz.ops import softmax

# Maps shown of each station of the whole way, and of each step of one station.
FEW, SOME = 4, 8
# Answers shown.
ANSWERS = 5
ENDLESS = (
    "With these weights the numbers grow beyond what 32 bits hold: there is nothing to follow. Choose another network, "
    "or the numbers that it was trained on."
)


@dataclass(frozen=True, eq=False)
class Column:
    """What is shown of one step, or of the image: its `name` and `title`, the shape of what it makes, which maps, these
    maps (k h w), or (k) of a vector, the largest unit of each, and what a unit sees of the image's rows and columns."""

    name: str
    title: str
    shape: tuple[int, ...]
    channels: tuple[int, ...]
    maps: np.ndarray
    units: tuple[strongest.Unit, ...]
    seen: tuple[fields.Field, fields.Field]


@dataclass(frozen=True, eq=False)
class Chain:
    """Columns, and wires between their units."""

    columns: tuple[Column, ...]
    wires: tuple[wires.Wire, ...]

    @property
    def nbytes(self) -> int:
        """What its maps take."""
        return sum(column.maps.nbytes for column in self.columns)


@dataclass(frozen=True, eq=False)
class Passage:
    """A network with its weights, and what of its stations is `known`, (c h w) or (c) by name, "" being the image."""

    network: graph.Graph
    weights: local.Weights
    known: Mapping[str, np.ndarray]

    @property
    def nbytes(self) -> int:
        """What it takes beside the weights."""
        return sum(values.nbytes for values in self.known.values())

    @property
    def logits(self) -> np.ndarray:
        """What the last station makes (c)."""
        return self.known[self.network.stations[-1].name]

    @cached_property
    def shares(self) -> np.ndarray:
        """Of each answer its share: softmax of the logits (c)."""
        return softmax.softmax(self.logits.astype(np.float64), axis=0)

    @cached_property
    def best(self) -> tuple[int, ...]:
        """The places of the largest answers."""
        return tuple(int(one) for one in np.argsort(-self.logits, kind="stable")[:ANSWERS])

    def inside(self, station: graph.Station) -> dict[str, np.ndarray]:
        """What every step of a station makes, and what it reads, by name."""
        made = {station.source: self.known[station.source]}
        for step in station.steps:
            if step.name in self.known:
                made[step.name] = self.known[step.name]
            else:
                made[step.name] = local.Local(self.network, self.weights, made).values(step.name)[0]
        return made

    def values(self, name: str) -> np.ndarray:
        """What one step makes."""
        if name in self.known:
            return self.known[name]
        station = self.network.station_of(self.network.steps[name].main.path)
        assert station is not None
        return self.inside(station)[name]

    def opened(self, unit: strongest.Unit, most: int = opened.MOST) -> opened.Opened:
        """One unit and its parts."""
        station = self.network.station_of(self.network.steps[unit.name].main.path)
        assert station is not None
        read = {station.source: self.known[station.source]}
        return opened.opened(self.network, self.weights, read, unit, most)


def passed(model: Model, values: np.ndarray) -> Passage:
    """Prepared values (c h w) through a model. Raises InputError where numbers grow beyond what 32 bits hold."""
    read = graph.graph(model.network)
    with np.errstate(over="ignore", invalid="ignore"):
        known = passing.through(model, values, {station.name for station in read.stations})
    if not all(np.isfinite(made).all() for made in known.values()):
        raise InputError(ENDLESS)
    return Passage(read, model.weights, {**known, "": preparation.ordered(values, model.preparation)})


def way(passage: Passage, count: int = FEW) -> Chain:
    """All stations, the strongest maps of each, and the wires from each to the next."""
    network = passage.network
    last = tuple(station.steps[-1] for station in network.stations)
    shown = _deciding(passage, count)
    for station in reversed(network.stations):
        alone = len(station.steps) == 1 and station.steps[0].alone
        if station.source and station.source not in shown:
            made = passage.known[station.source]
            shown[station.source] = shown[station.name] if alone else strongest.varying(made, count)
    columns = [image(passage)]
    columns += [
        column(step, station.title, passage.known[step.name], shown[step.name])
        for station, step in zip(network.stations, last, strict=True)
    ]
    return Chain(tuple(columns), _between_stations(passage, columns))


def _deciding(passage: Passage, count: int) -> dict[str, tuple[int, ...]]:
    """The largest answers, and, where they are sums over a vector, those of its numbers that add most to the first."""
    last = passage.network.stations[-1]
    shown = {last.name: passage.best}
    step = last.steps[-1]
    if isinstance(step.main.layer, layers.Dense) and len(last.steps) == 1:
        weights = passage.weights[f"{step.main.path}.weight"][passage.best[0]]
        adds = weights * passage.known[last.source]
        shown[last.source] = tuple(int(one) for one in np.argsort(-adds, kind="stable")[:count])
    return shown


def _between_stations(passage: Passage, columns: Sequence[Column]) -> tuple[wires.Wire, ...]:
    found: list[wires.Wire] = []
    by_name = {one.name: one for one in columns}
    for station in passage.network.stations:
        given = by_name[station.source]
        known = {station.source: passage.known[station.source]}
        found += wires.wires(
            passage.network, passage.weights, known, (given.name, given.channels), by_name[station.name].units
        )
    return tuple(found)


def block(passage: Passage, station: graph.Station, count: int = SOME) -> Chain:
    """One station, step by step, from what it reads on; wires from each step to those that read it."""
    made = passage.inside(station)
    last = strongest.varying(made[station.name], count)
    if station is passage.network.stations[-1]:
        last = passage.best
    shown = strongest.followed(station.steps, made, last, count)
    source = _before(passage, station, made[station.source], shown[station.source])
    columns = (source, *(column(one, _title(one), made[one.name], shown[one.name]) for one in station.steps))
    by_name = {one.name: one for one in columns}
    found: list[wires.Wire] = []
    for step in station.steps:
        known = {name: made[name] for name in step.sources}
        for name in dict.fromkeys(step.sources):
            read = (name, by_name[name].channels)
            found += wires.wires(passage.network, passage.weights, known, read, by_name[step.name].units)
    return Chain(columns, tuple(found))


def _before(passage: Passage, station: graph.Station, made: np.ndarray, shown: tuple[int, ...]) -> Column:
    """What a station reads, under the name of the station before it."""
    if not station.source:
        return image(passage)
    before = next(one for one in passage.network.stations if one.name == station.source)
    return column(before.steps[-1], before.title, made, shown)


def image(passage: Passage) -> Column:
    """The prepared image, all of its channels."""
    maps = passage.known[""]
    units = tuple(strongest.largest("", maps, channel) for channel in range(len(maps)))
    each = tuple(range(len(maps)))
    return Column(
        "", "input", maps.shape, each, maps, units, (fields.Field(maps.shape[1]), fields.Field(maps.shape[2]))
    )


def column(step: graph.Step, title: str, made: np.ndarray, channels: tuple[int, ...]) -> Column:
    """Some maps of what a step made."""
    units = tuple(strongest.largest(step.name, made, channel) for channel in channels)
    after = step.records[-1].after
    return Column(step.name, title, made.shape, channels, made[list(channels)], units, (after.rows, after.columns))


def _title(step: graph.Step) -> str:
    return step.main.layer.title
