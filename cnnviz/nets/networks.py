"""Layers that hold layers, and the network that stacks them all."""

from dataclasses import dataclass
from functools import cached_property

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import checks
from cnnviz.nets import layers as kinds
from cnnviz.nets.layers import Layer, Layers

Branches = tuple[Layers, ...]

MERGES = ("concat", "add")


@dataclass(frozen=True)
class Container(Layer):
    """A layer that is made of others: its `parts`."""


@dataclass(frozen=True)
class Block(Container):
    """Layers under one name, which diagrams and tables can fold."""

    name: str = "block"
    body: Layers = ()

    def __post_init__(self) -> None:
        checks.name(self.name, "block")
        _sequence(self.body)

    @property
    def title(self) -> str:
        return self.name

    @property
    def parts(self) -> dict[str, Layers]:
        return {"": self.body}


@dataclass(frozen=True)
class Residual(Container):
    """scale · body(x) + shortcut(x); an empty shortcut is x itself (C96). He et al. 2015."""

    body: Layers = ()
    shortcut: Layers = ()
    scale: float = 1.0

    def __post_init__(self) -> None:
        _sequence(self.body)
        _sequence(self.shortcut)
        checks.real(self.scale, -1e3, 1e3, "scale")

    @property
    def title(self) -> str:
        return "Residual" if self.scale == 1 else f"Residual × {self.scale:g}"

    @property
    def parts(self) -> dict[str, Layers]:
        return {"body": self.body, "shortcut": self.shortcut}


@dataclass(frozen=True)
class Parallel(Container):
    """Branches that all read the same maps; their outputs are put one behind the other, or added (C93).

    An empty branch passes its input on. Szegedy et al. 2014.
    """

    branches: Branches = ((), ())
    merge: str = "concat"

    def __post_init__(self) -> None:
        if not isinstance(self.branches, tuple) or not 1 <= len(self.branches) <= limits.NET_BRANCHES:
            raise InputError(f"Branches side by side need 1 to {limits.NET_BRANCHES} of them.")
        for branch in self.branches:
            _sequence(branch)
        checks.one_of(self.merge, MERGES, "way to merge branches")

    @property
    def title(self) -> str:
        return f"{len(self.branches)} branches, {self.merge}"

    @property
    def parts(self) -> dict[str, Layers]:
        return {f"branch{index}": branch for index, branch in enumerate(self.branches)}


@dataclass(frozen=True)
class Auxiliary(Container):
    """A side head that helps training only: it reads the maps, its output goes no further (C93)."""

    head: Layers = ()

    def __post_init__(self) -> None:
        _sequence(self.head)

    @property
    def title(self) -> str:
        return "Auxiliary head"

    @property
    def parts(self) -> dict[str, Layers]:
        return {"head": self.head}


@dataclass(frozen=True)
class Network:
    """Layers one after the other, on an input of (channels, rows, columns)."""

    name: str = "network"
    input: tuple[int, int, int] = (1, 28, 28)
    layers: Layers = ()

    def __post_init__(self) -> None:
        checks.name(self.name, "network")
        if not isinstance(self.input, tuple) or len(self.input) != 3:
            raise InputError("An input is three numbers: channels, rows, columns.")
        checks.whole(self.input[0], 1, limits.NET_CHANNELS, "number of input channels")
        checks.pair(self.input[1:], 1, limits.NET_SIDE, "input size")
        _sequence(self.layers)
        _bounded(self.layers)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Counted once: what is kept of a network is looked up by it at every click, and it may hold hundreds of
        layers."""
        return hash((self.name, self.input, self.layers))


def _sequence(layers: object) -> None:
    if not isinstance(layers, tuple) or not all(isinstance(layer, Layer) for layer in layers):
        raise InputError("Layers are given as a sequence of layers, and one of these is none.")


def _bounded(layers: Layers) -> None:
    """Walks no further than the caps: layers may be shared, so a small value can describe a huge network."""
    waiting, seen = [(layers, 1)], 0
    while waiting:
        sequence, depth = waiting.pop()
        seen += len(sequence)
        if seen > limits.NET_LAYERS:
            raise InputError(f"This network has more than {limits.NET_LAYERS:,} layers. Leave some out.")
        if depth > limits.NET_DEPTH:
            raise InputError(f"Layers lie within layers more than {limits.NET_DEPTH} deep. Take some out of theirs.")
        for layer in sequence:
            waiting.extend((part, depth + 1) for part in layer.parts.values() if part)


LAYERS: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        kinds.Conv,
        kinds.Pool,
        kinds.GlobalPool,
        kinds.AdaptivePool,
        kinds.BatchNorm,
        kinds.LRN,
        kinds.Activation,
        kinds.Dropout,
        kinds.Flatten,
        kinds.Dense,
        Block,
        Residual,
        Parallel,
        Auxiliary,
    )
}
