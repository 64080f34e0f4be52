"""One node of an ONNX graph while it is read: what it was given, its settings, and what becomes of them here.

A value between nodes is a constant (an array) or a `Flow`. What a node makes of a flow is a `Piece`; pieces by their
number are what `structure` makes layers of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import prod
from types import MappingProxyType
from typing import Any, NoReturn, TypeGuard

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets import effects, fields, layers
from cnnviz.nets.effects import Shape
from cnnviz.nets.layers import Layer, Pads, Pair
from cnnviz.nets.onnx import messages

NONE: Pads = ((0, 0), (0, 0))
Numbers = np.ndarray | np.floating[Any]
Held = Mapping[str, np.ndarray]
# Numbers of shapes and indices: what is computed with while reading is no larger.
SMALL = 64
# Weights of a model: as many as a file in half precision can have.
MOST = max(limits.BROUGHT_PARAMETERS, limits.UPLOAD_BYTES // 2)


@dataclass(frozen=True, eq=False)
class Piece:
    """What one node comes to, of a `shape`: a layer with its tensors, or with `merge`, "residual", "add" or "concat",
    where its sources meet, the first of them times `scale`. `node` is how it is called."""

    sources: tuple[int, ...]
    shape: Shape
    node: str = ""
    layer: Layer | None = None
    held: Held = field(default_factory=dict)
    merge: str = ""
    scale: float = 1.0


@dataclass(frozen=True)
class Flow:
    """What a piece makes of one picture: `shape` as ours (c h w) or (units), `dims` as the file has it, with the batch.

    `last`: the file keeps its channels last. `order`: a vector in the order of maps (h w c) of that shape (c h w).
    `pads` are zeros round it, and `scale` a factor, that the next node has to take care of. `many`: several nodes read
    the piece.
    """

    piece: int
    shape: Shape
    dims: tuple[int, ...]
    last: bool = False
    order: Shape = ()
    pads: Pads = NONE
    scale: float = 1.0
    many: bool = False


Value = Flow | np.ndarray


@dataclass
class Graph:
    """What is read so far: values by name, pieces by number (0 is the input), how often each name is read."""

    opset: int
    values: dict[str, Value]
    uses: Mapping[str, int]
    pieces: list[Piece]
    # Average poolings that are only right with what has to come next.
    due: set[int] = field(default_factory=set)
    # What is done to the picture's numbers first: times, plus, for each channel or one for all.
    entering: tuple[np.ndarray, np.ndarray] | None = None
    # Numbers that the layers so far hold. Nodes may share tensors: a small file could describe a huge network.
    held: int = 0


class Call:
    """A node with the values that it reads. What it asks of its settings and does not get is a refusal."""

    def __init__(self, graph: Graph, node: messages.Node) -> None:
        self.graph, self.node = graph, node
        self.left = dict(node.attributes)

    def refuse(self, why: str) -> NoReturn:
        """Raises InputError that names the node; `why` ends without a full stop."""
        called = f"{shown(self.node.name)} of the kind" if self.node.name else "of the kind"
        raise InputError(f"Node {called} {shown(self.node.operator)}: {why}.")

    # Values.

    def value(self, place: int) -> Value | None:
        """An input; None where it is left out."""
        name = self.node.inputs[place] if place < len(self.node.inputs) else ""
        if name and name not in self.graph.values:
            self.refuse(f"it reads {shown(name)}, which nothing makes")
        return self.graph.values[name] if name else None

    def flow(self, place: int = 0, pads: bool = False, last: bool = False, scale: bool = False) -> Flow:
        """What comes from the picture; with zeros round it, channels last or a factor only where they are taken care
        of."""
        value = self.value(place)
        if not isinstance(value, Flow):
            self.refuse("it reads no maps here, but fixed numbers or nothing")
        if value.pads != NONE and not pads:
            self.refuse("zeros are put round its maps, which can only be read before a convolution or pooling")
        if value.last and not last:
            self.refuse("it reads maps whose channels come last. Export the model with channels first")
        return value if scale else self.scaled(value)

    def scaled(self, flow: Flow) -> Flow:
        """The flow with its factor carried out, as a normalisation that only scales."""
        if flow.scale == 1.0:
            return flow
        return self.affine(replace(flow, scale=1.0), np.float32(flow.scale), np.float32(0))

    def constant(self, place: int, what: str) -> np.ndarray:
        """Fixed numbers; `what` says which in a refusal."""
        value = self.value(place)
        if not isinstance(value, np.ndarray):
            self.refuse(f"its {what} is computed from the picture or missing, and has to be fixed")
        return value

    def optional(self, place: int, what: str) -> np.ndarray | None:
        """Fixed numbers, None where they are left out."""
        return None if self.value(place) is None else self.constant(place, what)

    def weights(self, place: int, *shape: int | None) -> np.ndarray:
        """Fixed numbers of that shape, None being any size, as float32."""
        found = self.constant(place, "weight")
        fits = found.ndim == len(shape) and all(want in (None, side) for want, side in zip(shape, found.shape))  # noqa: B905
        if not fits or not found.size or found.dtype != np.float32:
            self.refuse(f"its weights of {' × '.join(map(str, found.shape)) or 'one number'} do not fit what it reads")
        return found

    # Settings.

    def take(self, name: str, missing: Any = None) -> Any:
        """A setting, or what it is where it is not said; one asked for is known."""
        found = self.left.pop(name, missing)
        if isinstance(found, messages.Unread):
            self.refuse(f"its setting {shown(name)} is {found.what}, which is not read here")
        return found

    def integer(self, name: str, missing: int) -> int:
        """A whole number."""
        found = self.take(name, missing)
        return found if type(found) is int else self.wrong(name, found)

    def real(self, name: str, missing: float) -> float:
        """A finite number."""
        found = self.take(name, missing)
        return float(found) if isinstance(found, float) and np.isfinite(found) else self.wrong(name, found)

    def integers(self, name: str, missing: tuple[int, ...], count: int) -> tuple[int, ...]:
        """So many whole numbers."""
        found = self.take(name, missing)
        return found if are_whole(found) and len(found) == count else self.wrong(name, found)

    def pair(self, name: str, missing: tuple[int, ...]) -> Pair:
        """Whole numbers for rows and columns."""
        rows, columns = self.integers(name, missing, 2)
        return rows, columns

    def require(self, name: str, *allowed: Any) -> Any:
        """A setting that can only be one of these, the first where it is not said."""
        found = self.take(name, allowed[0])
        return found if found in allowed else self.wrong(name, found)

    def wrong(self, name: str, value: Any) -> NoReturn:
        """Refuses a setting."""
        said = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        self.refuse(f"its setting {name} is {shown(said)}, which cannot be read here")

    def settled(self, name: str, place: int, count: int | None = None) -> tuple[int, ...] | None:
        """Whole numbers that older versions have as a setting, newer ones as an input; None where neither says them."""
        said = self.take(name)
        if said is None:
            found = self.optional(place, name)
            said = None if found is None else whole(self, found)
        if said is None:
            return None
        if not are_whole(said) or (count is not None and len(said) != count):
            self.wrong(name, said)
        return said

    def finish(self) -> None:
        """Refuses a setting that nobody has asked for."""
        for name in self.left:
            self.refuse(f"its setting {shown(name)} is not known here")

    # What becomes of it.

    def add(self, layer: Layer, held: Held, flow: Flow, *dims: int) -> Flow:
        """The flow through a layer. `dims` are the file's sizes of it where they are not ours with the batch before."""
        field_of = fields.Field(1)
        try:
            after = effects.effect(layer, effects.State(flow.shape, field_of, field_of)).after.shape
        except InputError as why:
            self.refuse(str(why).removesuffix("."))
        made = self.piece(Piece((flow.piece,), after, self.node.name, layer, held))
        said = (flow.dims[0], *dims) if dims else spread((flow.dims[0], *after), flow.last)
        return Flow(made, after, said, flow.last and len(after) == 3)

    def piece(self, piece: Piece) -> int:
        """The number of a new piece. Refuses one with which the layers hold more weights than a file may."""
        # One number that stands for many takes no memory.
        self.charge(sum(array.size for array in piece.held.values() if any(array.strides)))
        self.graph.pieces.append(piece)
        return len(self.graph.pieces) - 1

    def charge(self, count: int) -> None:
        """So many numbers more are held. Refuses more than a file may have."""
        self.graph.held += count
        if self.graph.held > MOST:
            self.refuse(f"with it the model has {self.graph.held:,} weights, and {MOST:,} is the most")

    def kept(self, layer: Layer, flow: Flow, held: Held = MappingProxyType({})) -> Flow:
        """The flow through a layer that leaves its shape."""
        made = self.add(layer, held, flow)
        return replace(flow, piece=made.piece, many=False)

    def affine(self, flow: Flow, scale: Numbers, shift: Numbers) -> Flow:
        """scale · x + shift for each channel, as a normalisation whose statistics do nothing."""
        channels = flow.shape[0]
        each = {
            "weight": scale,
            "bias": shift,
            "running_mean": np.float32(0),
            "running_var": np.float32(1),
        }
        held = {name: np.broadcast_to(np.asarray(one, np.float32), (channels,)) for name, one in each.items()}
        return self.kept(layers.BatchNorm(eps=1e-12), flow, held)


def spread(dims: tuple[int, ...], last: bool) -> tuple[int, ...]:
    """Sizes (n c h w) as a file that keeps channels last has them."""
    return (dims[0], *dims[2:], dims[1]) if last and len(dims) == 4 else dims


def are_whole(said: object) -> TypeGuard[tuple[int, ...]]:
    """Whether a setting is a list of whole numbers: a file may say real ones under any name."""
    return isinstance(said, tuple) and all(type(one) is int for one in said)


def whole(call: Call, numbers: np.ndarray) -> tuple[int, ...]:
    """A few whole numbers out of an array. Refuses others."""
    if numbers.dtype != np.int64 or numbers.size > SMALL or numbers.ndim > 1:
        call.refuse("it has to be given a few whole numbers, and is given others")
    return tuple(int(one) for one in np.atleast_1d(numbers))


def per_channel(call: Call, numbers: np.ndarray, flow: Flow) -> np.ndarray:
    """Numbers that are combined with a flow, (c) or one, float32. Refuses those that differ from place to place."""
    dims = flow.dims
    axis = len(dims) - 1 if flow.last or len(dims) == 2 else 1
    sides = (1,) * (len(dims) - numbers.ndim) + numbers.shape
    fits = len(sides) == len(dims) and all(side == 1 for at, side in enumerate(sides) if at != axis)
    if not fits or sides[axis] not in (1, dims[axis]) or not numbers.size:
        call.refuse("it combines its maps with numbers that are not one for each channel, which no layer here does")
    found = numbers.reshape(-1).astype(np.float32, copy=False)
    return ordered(found, flow) if found.size > 1 else found


def ordered(numbers: np.ndarray, flow: Flow) -> np.ndarray:
    """Numbers for a vector (…, n) in the file's order, put into ours."""
    if not flow.order or not any(numbers.strides):
        return numbers
    channels, rows, columns = flow.order
    apart = numbers.reshape(*numbers.shape[:-1], rows, columns, channels)
    return np.moveaxis(apart, -1, -3).reshape(*numbers.shape[:-1], prod(flow.order))
