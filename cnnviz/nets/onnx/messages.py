"""What an ONNX file says, as values: its graph's nodes, tensors, inputs and outputs. Nothing is computed or followed.

Numbers of fields are those of onnx.proto (github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets.onnx import wire
from cnnviz.nets.onnx.wire import Message

# What attributes may hold that no node known here needs, by field, as it is called in sentences.
UNREAD = {
    6: "a graph of its own",
    11: "graphs of its own",
    22: "a sparse tensor",
    23: "sparse tensors",
    14: "a type",
    15: "types",
    10: "several tensors",
    21: "a reference",
}
# By AttributeProto's type, what an attribute is whose value is not written: some programs leave zeros out.
ZEROS: Mapping[int, Any] = {1: 0.0, 2: 0, 3: b"", 6: (), 7: ()}
TRAINING = "This ONNX file holds a training step beside its network. Export the network alone, for inference."
TWO = "This ONNX file holds two graphs. Save it again."
NO_GRAPH = "This ONNX file holds no graph. Save it again."


@dataclass(frozen=True)
class Unread:
    """What a part of the file holds that is not looked into."""

    what: str


@dataclass(frozen=True, eq=False)
class Tensor:
    """Numbers as the file has them: `kind` is TensorProto's data_type, `parts` its fields with numbers, by number."""

    name: str
    dims: tuple[int, ...]
    kind: int
    parts: Mapping[int, list[Any]]
    outside: bool


@dataclass(frozen=True, eq=False)
class Node:
    """One operator: what it reads and makes, by name, and its settings."""

    operator: str
    domain: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class Port:
    """An input or output of the graph: its name, its data_type (0: no tensor), and its sizes, None where open."""

    name: str
    kind: int
    dims: tuple[int | None, ...] | None


@dataclass
class Model:
    """The whole file. `opset` is the version of ONNX's own operators."""

    opset: int = 0
    name: str = ""
    nodes: list[Node] = field(default_factory=list)
    tensors: dict[str, Tensor] = field(default_factory=dict)
    inputs: list[Port] = field(default_factory=list)
    outputs: list[Port] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)


def model(data: bytes) -> Model:
    """The file's bytes read. Raises InputError where they are damaged, or say more than is read here."""
    made = Model()
    whole, graphs = Message(data), []
    for number, value in whole.fields():
        if number == 7:
            graphs.append(whole.inner(value))
        elif number == 8:
            _opset(made, whole.inner(value))
        elif number == 14:
            made.metadata |= [_entry(whole.inner(value))]
        elif number == 20:
            raise InputError(TRAINING)
    if len(graphs) != 1:
        raise InputError(TWO if graphs else NO_GRAPH)
    _graph(made, graphs[0])
    return made


def _opset(made: Model, message: Message) -> None:
    found = dict(message.fields())
    if wire.text(found.get(1, memoryview(b""))) in ("", "ai.onnx"):
        made.opset = wire.whole(found.get(2, 0))


def _entry(message: Message) -> tuple[str, str]:
    found = dict(message.fields())
    empty = memoryview(b"")
    return wire.text(found.get(1, empty)), wire.text(found.get(2, empty))


def _graph(made: Model, message: Message) -> None:
    for number, value in message.fields():
        if number == 1:
            made.nodes.append(_node(message.inner(value)))
            if len(made.nodes) > limits.NET_LAYERS:
                raise InputError(f"This ONNX model has more than {limits.NET_LAYERS:,} nodes. Bring a smaller one.")
        elif number == 2:
            made.name = wire.text(value)
        elif number == 5:
            found = tensor(message.inner(value))
            made.tensors[found.name] = found
        elif number == 11:
            made.inputs.append(_port(message.inner(value)))
        elif number == 12:
            made.outputs.append(_port(message.inner(value)))
        elif number == 15:
            raise InputError("This ONNX model holds sparse tensors. Export it with dense ones.")


def _node(message: Message) -> Node:
    inputs, outputs = list[str](), list[str]()
    attributes: dict[str, Any] = {}
    said = {3: "", 4: "", 7: ""}
    for number, value in message.fields():
        if number == 1:
            inputs.append(wire.text(value))
        elif number == 2:
            outputs.append(wire.text(value))
        elif number == 5:
            attributes |= [_attribute(message.inner(value))]
        elif number in said:
            said[number] = wire.text(value)
    return Node(said[4], said[7], said[3], tuple(inputs), tuple(outputs), attributes)


def _attribute(message: Message) -> tuple[str, Any]:
    """Its name, and what it holds: a number, bytes, a tensor, or a list of numbers."""
    name, kind, found = "", 0, list[Any]()
    integers: list[int] = []
    floats: list[float] = []
    for number, value in message.fields():
        if number == 1:
            name = wire.text(value)
        elif number == 2:
            found.append(value if isinstance(value, float) else wire.damaged())
        elif number == 3:
            found.append(wire.whole(value))
        elif number == 4:
            found.append(bytes(wire.view(value)[: limits.NET_NAME]))
        elif number == 5:
            found.append(tensor(message.inner(value)))
        elif number == 7:
            floats += _floats(message, value)
        elif number == 8:
            integers += message.integers(value)
        elif number == 20:
            kind = wire.whole(value)
        elif number in UNREAD:
            found.append(Unread(UNREAD[number]))
    single = found[-1] if found else ZEROS.get(kind)
    return name, tuple(integers) or tuple(floats) or single


def _floats(message: Message, value: wire.Value) -> Iterator[float]:
    if isinstance(value, float):
        yield value
        return
    packed = wire.view(value)
    if len(packed) % 4:
        wire.damaged()
    for number in packed.cast("f"):
        message.count()
        yield number


def tensor(message: Message) -> Tensor:
    """A tensor's name, sizes and where its numbers lie; they are not looked at yet."""
    name, dims, kind, outside = "", list[int](), 0, False
    parts: dict[int, list[Any]] = {}
    for number, value in message.fields():
        if number == 1:
            dims += message.integers(value)
        elif number == 2:
            kind = wire.whole(value)
        elif number == 8:
            name = wire.text(value)
        elif number in (5, 7, 11):
            parts.setdefault(number, []).extend(message.integers(value))
        elif number in (4, 6, 9, 10):
            parts.setdefault(number, []).append(value)
        elif number == 13 or (number == 14 and value != 0):
            outside = True
    return Tensor(name, tuple(dims), kind, parts, outside)


def _port(message: Message) -> Port:
    name, kind, dims = "", 0, None
    for number, value in message.fields():
        if number == 1:
            name = wire.text(value)
        elif number == 2:
            kind, dims = _type(message.inner(value))
    return Port(name, kind, dims)


def _type(message: Message) -> tuple[int, tuple[int | None, ...] | None]:
    """The data_type and the sizes of a tensor; 0 and None of anything else."""
    kind, dims = 0, None
    for number, value in message.fields():
        if number == 1:
            inner = message.inner(value)
            for place, said in inner.fields():
                if place == 1:
                    kind = wire.whole(said)
                elif place == 2:
                    dims = tuple(_size(inner.inner(one)) for at, one in inner.inner(said).fields() if at == 1)
    return kind, dims


def _size(message: Message) -> int | None:
    """A size, None where it is open: named only, or not said."""
    found = [wire.whole(value) for number, value in message.fields() if number == 1]
    return found[-1] if found and found[-1] > 0 else None
