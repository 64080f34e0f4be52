"""A network as steps: layers that make one number together, and the steps that each of them reads.

A step is a convolution with the normalisation and the activation behind it, a pooling, a sum of two branches. What it
makes is called by the path of its last layer, as in `nets.forward`; "" is the image.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnnviz.nets import layers, networks, shapes

# What is read together with the layer before it, number by number.
FOLLOWING = (layers.BatchNorm, layers.Activation, layers.Dropout)


@dataclass(frozen=True)
class Step:
    """Layers that make one number together: the main one, those `after` it, and what they read, by its name."""

    main: shapes.Record
    after: tuple[shapes.Record, ...]
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it makes is called so."""
        return (self.after or (self.main,))[-1].path

    @property
    def records(self) -> tuple[shapes.Record, ...]:
        """All of its layers."""
        return (self.main, *self.after)

    @property
    def output(self) -> tuple[int, ...]:
        """The shape of what it makes."""
        return self.records[-1].output

    @property
    def reads_pixels(self) -> bool:
        """Whether it reads the picture, not what another step made of it."""
        return self.sources == ("",)

    @property
    def alone(self) -> bool:
        """Whether each of its maps is made of the one map with its number."""
        layer = self.main.layer
        if isinstance(layer, layers.Conv):
            return layer.groups == self.main.input[0] == layer.filters
        mixing = (layers.Dense, layers.Flatten, layers.LRN)
        return not isinstance(layer, mixing) and not _concatenates(layer) and not _softmax(layer)


@dataclass(frozen=True)
class Station:
    """A part of a network that is shown as one: a block, or a layer outside of any; its steps, and what it reads."""

    path: str
    title: str
    steps: tuple[Step, ...]
    source: str

    @property
    def name(self) -> str:
        """What it makes is called so."""
        return self.steps[-1].name


@dataclass(frozen=True)
class Graph:
    """A network's stations, in order, and all steps by their name."""

    input: tuple[int, int, int]
    stations: tuple[Station, ...]
    steps: Mapping[str, Step]

    def step_of(self, path: str) -> Step | None:
        """The step that the layer with this path belongs to."""
        return next((step for step in self.steps.values() if any(one.path == path for one in step.records)), None)

    def station_of(self, path: str) -> Station | None:
        """The station with this path, or that which holds the layer with it."""
        return next((one for one in self.stations if path == one.path or path.startswith(f"{one.path}.")), None)

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of what a step makes, or of the image."""
        return self.steps[name].output if name else self.input


# As many as stand on pages at once, or nearly.
@functools.lru_cache(maxsize=16)
def graph(network: networks.Network) -> Graph:
    """The network read. Raises InputError where it is impossible."""
    reading = _Reading({record.path: record for record in shapes.records(network)})
    stations = []
    source = ""
    for first, sequence in _stations(network.layers, ""):
        before = set(reading.steps)
        end = reading.sequence(sequence, source)
        made = tuple(step for name, step in reading.steps.items() if name not in before)
        if made:
            layer = reading.records[first].layer
            title = "pooled" if isinstance(layer, layers.GlobalPool) else layer.title
            stations.append(Station(first, title, made, source))
        source = end
    return Graph(network.input, tuple(stations), reading.steps)


Placed = tuple[tuple[str, layers.Layer], ...]


def _stations(sequence: layers.Layers, prefix: str) -> Iterator[tuple[str, Placed]]:
    """The parts shown as one, each with the path of its first layer: blocks that hold no blocks, and what lies between,
    a layer with what follows it."""
    waiting: list[tuple[str, layers.Layer]] = []
    for index, layer in enumerate(sequence):
        path = f"{prefix}{index}"
        if waiting and not isinstance(layer, FOLLOWING):
            yield waiting[0][0], tuple(waiting)
            waiting = []
        if isinstance(layer, networks.Block) and any(isinstance(one, networks.Block) for one in layer.body):
            yield from _stations(layer.body, f"{path}.")
        else:
            waiting.append((path, layer))
    if waiting:
        yield waiting[0][0], tuple(waiting)


class _Reading:
    """The pass: the steps so far, by their names."""

    def __init__(self, records: Mapping[str, shapes.Record]) -> None:
        self.records = records
        self.steps: dict[str, Step] = {}

    def sequence(self, placed: Placed, source: str) -> str:
        """What comes out of layers one after the other."""
        for path, layer in placed:
            source = self.layer(path, layer, source)
        return source

    def layer(self, path: str, layer: layers.Layer, source: str) -> str:
        record = self.records[path]
        if isinstance(layer, networks.Auxiliary):
            return source
        if isinstance(layer, networks.Container):
            parts = [
                self.sequence(_placed(part, f"{path}.{name}." if name else f"{path}."), source)
                for name, part in layer.parts.items()
            ]
            if isinstance(layer, networks.Block):
                return parts[0]
            return self.add(Step(record, (), tuple(parts)))
        before = self.steps.get(source)
        if before and isinstance(layer, FOLLOWING) and not _softmax(layer) and self.follows(path, source):
            del self.steps[source]
            return self.add(Step(before.main, (*before.after, record), before.sources))
        return self.add(Step(record, (), (source,)))

    def follows(self, path: str, source: str) -> bool:
        """Whether this layer stands right behind that one, so that nobody else reads that."""
        prefix, _, index = path.rpartition(".")
        return source == f"{prefix}.{int(index) - 1}".lstrip(".")

    def add(self, step: Step) -> str:
        self.steps[step.name] = step
        return step.name


def _placed(sequence: layers.Layers, prefix: str) -> Placed:
    return tuple((f"{prefix}{index}", layer) for index, layer in enumerate(sequence))


def _concatenates(layer: layers.Layer) -> bool:
    return isinstance(layer, networks.Parallel) and layer.merge == "concat"


def _softmax(layer: layers.Layer) -> bool:
    return layer == layers.Activation("softmax")
