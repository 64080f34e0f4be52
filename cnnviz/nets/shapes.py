"""One pass over a network: every layer's shapes, parameters with their arithmetic, work, memory, field (C78–C80).

A multiply-add is one weight times one value, added to a sum. Only convolutions and dense layers are charged, biases
not, as papers and torchvision count. Memory is each layer's output, and each sum or concatenation, kept as float32
for one image.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import effects, fields, layers, networks, windows
from cnnviz.nets.effects import Effect, Shape, State
from cnnviz.ops import geometry

BYTES = 4  # of a float32


@dataclass(frozen=True)
class Record:
    """One layer read: a container's numbers are those of all it holds.

    `path` is where the layer stands and the name of its torch module: 4.branch2.0. `parameters` are trained,
    `other` are statistics kept; `memory` is in bytes.
    """

    path: str
    layer: layers.Layer
    before: State
    after: State
    parameters: int
    other: int
    arithmetic: str
    macs: int
    memory: int

    @property
    def input(self) -> Shape:
        return self.before.shape

    @property
    def output(self) -> Shape:
        return self.after.shape

    @property
    def axes(self) -> tuple[geometry.Axis, geometry.Axis] | None:
        """The rows and columns that its windows slide along; none where it has no windows."""
        if isinstance(self.layer, layers.Conv | layers.Pool):
            return windows.axes(self.layer, self.input)
        return None

    @property
    def number(self) -> str:
        """Its place as people count, from 1."""
        return counted(self.path)

    @property
    def level(self) -> int:
        """How many layers hold it: 0 at the top."""
        return sum(part.isdecimal() for part in self.path.split(".")) - 1


@dataclass(frozen=True)
class Totals:
    """Sums over a network."""

    parameters: int
    other: int
    macs: int
    memory: int


@dataclass(frozen=True)
class Walk:
    """The records up to the first impossible layer, its path, and why it is impossible (both empty if none is)."""

    records: tuple[Record, ...]
    path: str = ""
    problem: str = ""


def walk(network: networks.Network) -> Walk:
    """As far as the network is possible."""
    reading = _Reading()
    try:
        reading.sequence(network.layers, "", beginning(network))
    except InputError as problem:
        return Walk(tuple(reading.records), reading.path, str(problem))
    return Walk(tuple(reading.records))


def records(network: networks.Network) -> tuple[Record, ...]:
    """Every layer, containers before what they hold. Raises InputError naming an impossible layer."""
    walked = walk(network)
    if walked.problem:
        raise InputError(walked.problem)
    return walked.records


def alone(layer: layers.Layer, given: Shape) -> Record:
    """One layer, given maps (c h w). Raises InputError where it cannot read them."""
    channels, rows, columns = given
    return records(networks.Network("alone", (channels, rows, columns), (layer,)))[0]


def totals(records: Sequence[Record]) -> Totals:
    """Of records as `walk` gives them: those at the top hold all others."""
    top = [record for record in records if "." not in record.path]
    return Totals(
        sum(record.parameters for record in top),
        sum(record.other for record in top),
        sum(record.macs for record in top),
        sum(record.memory for record in top),
    )


def computed(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records in the order of computation: a container after all that it holds."""
    done: list[Record] = []
    begun: list[Record] = []
    for record in records:
        while begun and not record.path.startswith(f"{begun[-1].path}."):
            done.append(begun.pop())
        begun.append(record)
    return (*done, *reversed(begun))


def counted(path: str) -> str:
    """A layer's path as people count, from 1: 4.branch2.0 is 5.branch3.1."""
    return re.sub(r"\d+", lambda digits: str(int(digits[0]) + 1), path)


def beginning(network: networks.Network) -> State:
    """The input: each pixel sees itself."""
    _, height, width = network.input
    return State(network.input, fields.Field(height), fields.Field(width))


class _Reading:
    """The pass: records so far, where it stands, and what is used of the caps."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.path = ""
        self.parameters = 0
        self.values = 0

    def sequence(self, sequence: layers.Layers, prefix: str, state: State) -> tuple[State, list[Record]]:
        found = []
        for index, layer in enumerate(sequence):
            record = self.layer(layer, f"{prefix}{index}", state)
            found.append(record)
            state = record.after
        return state, found

    def layer(self, layer: layers.Layer, path: str, before: State) -> Record:
        if isinstance(layer, networks.Container):
            return self.container(layer, path, before)
        effect = self.possible(path, layer, before, lambda: effects.effect(layer, before))
        record = Record(
            path,
            layer,
            before,
            effect.after,
            effect.parameters,
            effect.other,
            effect.arithmetic,
            effect.macs,
            BYTES * prod(effect.after.shape),
        )
        self.records.append(record)
        return record

    def container(self, layer: layers.Layer, path: str, before: State) -> Record:
        place, ends, inside = len(self.records), [], []
        for name, part in layer.parts.items():
            end, found = self.sequence(part, f"{path}.{name}." if name else f"{path}.", before)
            ends.append(end)
            inside += found
        effect = self.possible(path, layer, before, lambda: Effect(effects.joined(layer, before, ends)))
        made = BYTES * prod(effect.after.shape) if isinstance(layer, networks.Residual | networks.Parallel) else 0
        record = Record(
            path,
            layer,
            before,
            effect.after,
            sum(one.parameters for one in inside),
            sum(one.other for one in inside),
            _sum([one.parameters for one in inside if one.parameters]),
            sum(one.macs for one in inside),
            sum(one.memory for one in inside) + made,
        )
        self.records.insert(place, record)
        return record

    def possible(self, path: str, layer: layers.Layer, before: State, effect: Callable[[], Effect]) -> Effect:
        """The effect, if there can be one. Raises InputError that names the layer, what it was given, and why not."""
        self.path = path
        try:
            found = effect()
            self.charge(found)
        except InputError as why:
            place = f"Layer {counted(path)}, {layer.title}"
            raise InputError(f"{place}, cannot read {effects.size(before.shape)}. {why}") from None
        return found

    def charge(self, effect: Effect) -> None:
        self.parameters += effect.parameters + effect.other
        self.values += prod(effect.after.shape)
        if self.parameters > limits.NET_PARAMETERS:
            raise InputError(
                f"It would bring the network to {self.parameters:,} parameters; the most is "
                f"{limits.NET_PARAMETERS:,}. Choose fewer filters or units, or shrink the maps first."
            )
        if self.values > limits.NET_VALUES:
            raise InputError(
                f"It would bring the network to {self.values:,} values for one image; the most is "
                f"{limits.NET_VALUES:,}. Choose fewer filters, or a larger stride."
            )


def _sum(numbers: list[int]) -> str:
    """16 + 16 + 8 as 2 · 16 + 8 = 40."""
    terms = [(number, len(list(alike))) for number, alike in groupby(numbers)]
    written = " + ".join(f"{times} · {number:,}" if times > 1 else f"{number:,}" for number, times in terms)
    return f"{written} = {sum(numbers):,}" if len(numbers) > 1 else written or "0"
