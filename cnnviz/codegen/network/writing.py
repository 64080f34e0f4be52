"""What sources of networks have in common: lines with comments, and containers that are written once."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import groupby

from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.effects import Shape

ALIGNED = 80  # characters of code up to which comments are put one below the other
WIDTH = 120  # characters of a line with its comment
NAME = 40  # characters of a name that a comment shows

Key = tuple[layers.Layer, Shape]


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of code and the comment behind it. What a learner has written goes into comments only."""

    code: str
    comment: str = ""

    @property
    def indent(self) -> int:
        """Spaces before the code."""
        return len(self.code) - len(self.code.lstrip())


Lines = list[Line]


@dataclasses.dataclass(frozen=True)
class Run:
    """One layer, or a container several times in a row: the records of each time."""

    records: tuple[shapes.Record, ...]

    @property
    def first(self) -> shapes.Record:
        """The record to write down."""
        return self.records[0]

    @property
    def times(self) -> int:
        """How often it stands there."""
        return len(self.records)


class Plan:
    """Where each layer of a network stands, and which containers are alike. Raises InputError for an impossible one."""

    def __init__(self, network: networks.Network) -> None:
        self.network = network
        self.all = shapes.records(network)
        self.records = {record.path: record for record in self.all}
        self.keys = {record.path: _key(record) for record in self.all if isinstance(record.layer, networks.Container)}
        self.uses: Counter[Key] = Counter()
        self.written: Counter[str] = Counter()
        self._count(network.layers, "")

    def _count(self, sequence: layers.Layers, prefix: str) -> None:
        """How often each container is asked for, if one that has been written is not written again."""
        for run in self.runs(sequence, prefix):
            if key := self.keys.get(run.first.path):
                self.uses[key] += run.times
                for name, part in run.first.layer.parts.items() if self.uses[key] == run.times else ():
                    self._count(part, inside(run.first, name))

    def runs(self, sequence: layers.Layers, prefix: str) -> list[Run]:
        """The layers of a sequence, containers that are alike and follow one another together."""
        records = [self.records[f"{prefix}{index}"] for index in range(len(sequence))]
        return [Run(tuple(run)) for _, run in groupby(records, self._alike)]

    def name(self, record: shapes.Record) -> str:
        """What to call a new function that writes a container down: none of it is a learner's word."""
        kind = FUNCTIONS[type(record.layer)]
        self.written[kind] += 1
        return f"{kind}_{self.written[kind]}"

    def _alike(self, record: shapes.Record) -> tuple[Key | None, str]:
        key = self.keys.get(record.path)
        return key, "" if key else record.path

    def made(self, record: shapes.Record) -> Shape:
        """What the layers in a container make: for an auxiliary head that, and not the maps that pass it."""
        if isinstance(record.layer, networks.Auxiliary) and record.layer.head:
            return self.records[f"{inside(record, 'head')}{len(record.layer.head) - 1}"].output
        return record.output

    @property
    def parameters(self) -> int:
        """How many are trained."""
        return shapes.totals(self.all).parameters

    def about(self, before: Shape, after: Shape) -> str:
        """A comment: the network's name, the shapes of its input and output as the library has them."""
        read, made = ("".join(f", {side}" for side in shape) for shape in (before, after))
        return f"# {self.network.name[:NAME]}: images (n{read}) -> (n{made})."

    @property
    def output(self) -> Shape:
        """What comes out of the last layer."""
        return self.records[f"{len(self.network.layers) - 1}"].output if self.network.layers else self.network.input


def inside(record: shapes.Record, part: str) -> str:
    """What the paths of the layers of a part begin with."""
    return f"{record.path}.{part}." if part else f"{record.path}."


def container_comment(run: Run, shape: Shape) -> str:
    """The comment on a container: its name or names, its output as `shape`, how often."""
    names = [record.layer.name[:NAME] for record in run.records if isinstance(record.layer, networks.Block)]
    named = " to ".join(dict.fromkeys([names[0], names[-1]])) + ": " if names else ""
    return f"{named}{shape}" + (f", {run.times} times" if run.times > 1 else "")


def indented(lines: Iterable[Line]) -> Lines:
    """Four spaces further in."""
    return [dataclasses.replace(line, code=f"    {line.code}" if line.code else "") for line in lines]


def text(lines: Iterable[Line]) -> str:
    """The lines with their comments, those of neighbours on one level one below the other."""
    written: list[str] = []
    for _, run in groupby(lines, lambda line: (line.indent, bool(line.comment))):
        block = list(run)
        width = max([len(line.code) for line in block if len(line.code) <= ALIGNED], default=0)
        written += [_commented(line, width) for line in block]
    return "\n".join(written)


def _commented(line: Line, width: int) -> str:
    """The comment behind the code, or above it where both together are too long."""
    if not line.comment:
        return line.code
    whole = f"{line.code:<{width}}  # {line.comment}"
    return whole if len(whole) <= WIDTH else f"{' ' * line.indent}# {line.comment}\n{line.code}"


def whole(parts: Sequence[str], closing: Sequence[str]) -> str:
    """A file: its parts two lines apart, then what runs only where it is started itself."""
    main = "\n".join(['if __name__ == "__main__":', *(f"    {line}" for line in closing)])
    return "\n\n\n".join([part for part in parts if part] + [main]) + "\n"


def called(classes: dict[str, str], lines: Sequence[Line]) -> list[str]:
    """The sources of the classes that the lines make use of."""
    return [source.strip() for name, source in classes.items() if any(f"{name}(" in line.code for line in lines)]


def call(function: str, *arguments: str) -> str:
    """A call in source; empty arguments are left out."""
    return f"{function}({', '.join(filter(None, arguments))})"


def real(value: float) -> str:
    """A number in source that gives back exactly the same one."""
    return repr(float(value))


def _key(record: shapes.Record) -> Key:
    return _nameless(record.layer), record.input


@singledispatch
def _nameless(layer: layers.Layer) -> layers.Layer:
    """The layer without the names of blocks, which make no difference to what it computes."""
    return layer


@_nameless.register
def _block(layer: networks.Block) -> layers.Layer:
    return networks.Block(body=_all_nameless(layer.body))


@_nameless.register
def _residual(layer: networks.Residual) -> layers.Layer:
    return networks.Residual(_all_nameless(layer.body), _all_nameless(layer.shortcut), layer.scale)


@_nameless.register
def _parallel(layer: networks.Parallel) -> layers.Layer:
    return networks.Parallel(tuple(map(_all_nameless, layer.branches)), layer.merge)


@_nameless.register
def _auxiliary(layer: networks.Auxiliary) -> layers.Layer:
    return networks.Auxiliary(_all_nameless(layer.head))


def _all_nameless(sequence: layers.Layers) -> layers.Layers:
    return tuple(map(_nameless, sequence))


# What functions are called that write a container down.
FUNCTIONS: dict[type[layers.Layer], str] = {
    networks.Block: "block",
    networks.Residual: "residual",
    networks.Parallel: "branches",
    networks.Auxiliary: "auxiliary",
}
