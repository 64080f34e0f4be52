"""A model in ONNX, read as a network with its weights: what computes the same numbers, or which node is not known.

Nothing of the file is run. Operators are looked up in a table, sizes that an export computes on the way are computed
here, and no other file is opened. ONNX's own library is not asked: see `wire`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets import checks, networks, shapes
from cnnviz.nets.onnx import calls, messages, plain, sizes, structure, sums, tensors, windowed
from cnnviz.nets.onnx.calls import Call, Flow, Graph, Value

NAME = "ONNX model"
# What the names of classes are called in a file's metadata, by `export`.
CLASSES = "classes"
# Of a model whose pictures may have any size, the side that is taken where nobody chooses one.
SIDE = 224
BYTE = 2  # TensorProto's data type of pixels from 0 to 255
OPERATORS: Mapping[str, Callable[[Call], Value]] = (
    windowed.OPERATORS | plain.OPERATORS | sums.OPERATORS | sizes.OPERATORS
)
# What looks like a network's own program, or another's operators.
PROGRAMS = ("If", "Loop", "Scan", "SequenceMap")
NEVER = "Those are never run here. Export the network without them"
OWN = ("", "ai.onnx")
NO_PICTURE = (
    "A network that is read here reads pictures: a batch of maps with 1 or 3 channels, as n × 3 × 224 × 224. Export "
    "the model with such an input."
)


@dataclass(frozen=True)
class Input:
    """What the model reads: the name of its input, and the sizes of a picture, None where any will do.

    `last`: channels come last; `bytes`: it reads pixels as whole numbers from 0 to 255.
    """

    name: str
    batch: int
    channels: int
    rows: int | None
    columns: int | None
    last: bool
    bytes: bool

    @property
    def open(self) -> bool:
        """Whether the size is to be chosen."""
        return self.rows is None or self.columns is None

    def size(self, side: int) -> tuple[int, int, int]:
        """(channels, rows, columns), with the side where any will do."""
        return self.channels, self.rows or side, self.columns or side


@dataclass(frozen=True, eq=False)
class Opened:
    """A file read as far as it goes without a size: what it says, and what it takes in and gives out."""

    said: messages.Model
    input: Input
    output: str
    log_softmax: bool


@dataclass(frozen=True, eq=False)
class Read:
    """A network and its weights, by torch's names; `unknown` says why there is no more of it, "" where it is whole.

    `entering`: what the file does to pixels first, times and plus, for each channel. `left_out`: outputs that are not
    followed. `log_softmax`: the network's logits are read, of which the file takes that. `classes`: their names, as
    JSON, where the file has them.
    """

    network: networks.Network
    weights: Mapping[str, np.ndarray]
    unknown: str
    entering: tuple[np.ndarray, np.ndarray] | None
    left_out: tuple[str, ...]
    log_softmax: bool
    classes: str


def opened(data: bytes) -> Opened:
    """The file's graph, with one input. Raises InputError."""
    said = messages.model(data)
    if not said.outputs:
        raise InputError("This ONNX model gives nothing out. Export it again.")
    output = said.outputs[0].name
    made = {name: node for node in said.nodes for name in node.outputs if name}
    if len(made) < sum(1 for node in said.nodes for name in node.outputs if name):
        raise InputError("Two nodes of this ONNX model make a value of the same name. Export it again.")
    last = made.get(output)
    log_softmax = last is not None and last.operator == "LogSoftmax" and last.domain in OWN and bool(last.inputs)
    if last is not None and log_softmax:
        # Softmax of a logarithm of softmax is that softmax: what it reads are logits just as well.
        output = last.inputs[0]
    said.nodes = _ordered(said.nodes, made, output)
    read = {name for node in said.nodes for name in node.inputs} | {output}
    inputs = [port for port in said.inputs if port.name not in said.tensors and port.name in read]
    if len(inputs) != 1 and any(node.operator in PROGRAMS for node in said.nodes):
        raise InputError(f"This ONNX model is made of programs of its own, {', '.join(PROGRAMS)}. {NEVER}.")
    if len(inputs) != 1:
        raise InputError(f"This ONNX model reads {len(inputs)} inputs, and one picture is what can be given here.")
    return Opened(said, _input(said, inputs[0]), output, log_softmax)


def _ordered(nodes: list[messages.Node], made: Mapping[str, messages.Node], output: str) -> list[messages.Node]:
    """The nodes that the output is made by, each after those that it reads. Raises InputError for a circle."""
    placed: list[messages.Node] = []
    begun: set[int] = set()
    done: set[int] = set()
    waiting = [made[output]] if output in made else []
    while waiting:
        node = waiting[-1]
        if id(node) in done:
            waiting.pop()
            continue
        before = [made[name] for name in node.inputs if name in made and id(made[name]) not in done]
        if not before:
            placed.append(waiting.pop())
            done.add(id(node))
            continue
        if id(node) in begun:
            raise InputError(f"The nodes of this ONNX model go round in a circle, at {shown(node.name)}.")
        begun.add(id(node))
        waiting += before
    return placed


def _input(said: messages.Model, port: messages.Port) -> Input:
    dims = port.dims
    if dims is None or len(dims) != 4:
        raise InputError(f"This ONNX model reads {_by(dims)}. {NO_PICTURE}")
    turned = [node for node in said.nodes if port.name in node.inputs and node.operator in ("Transpose", "Reshape")]
    first, last = dims[1] in (1, 3), dims[3] in (1, 3)
    if not first and not last:
        raise InputError(f"This ONNX model reads {_by(dims)}. {NO_PICTURE}")
    channels_last = last and (not first or bool(turned))
    channels = dims[3] if channels_last else dims[1]
    rows, columns = (dims[1], dims[2]) if channels_last else (dims[2], dims[3])
    for side in (rows, columns):
        if side is not None:
            checks.whole(side, 1, limits.NET_SIDE, "input size")
    assert channels is not None
    if dims[0] is not None:
        checks.whole(dims[0], 1, limits.TRAIN_BATCH, "batch")
    return Input(port.name, dims[0] or 1, channels, rows, columns, channels_last, port.kind == BYTE)


def _by(dims: tuple[int | None, ...] | None) -> str:
    if dims is None:
        return "no tensor"
    return " × ".join("any" if side is None else shown(side) for side in dims) or "one number"


def read(file: Opened, side: int = SIDE, weightless: bool = False) -> Read:
    """The network, on pictures of that side where any will do; where it is wanted `weightless`, weights that lie in
    another file are taken for ones. Raises InputError where nothing of it can be drawn."""
    given = file.input.size(side)
    graph, unknown, end = _walked(file, given, weightless)
    try:
        layers, weights = structure.stacked(graph.pieces, end)
    except InputError as why:
        unknown = unknown or str(why)
        layers, weights = structure.stacked(graph.pieces, structure.furthest(graph.pieces, end))
    network = networks.Network(_name(file.said.name), given, layers)
    shapes.records(network)
    left_out = tuple(port.name for port in file.said.outputs[1:])
    classes = file.said.metadata.get(CLASSES, "")
    return Read(network, weights, unknown, graph.entering, left_out, file.log_softmax, classes)


def network(data: bytes) -> tuple[networks.Network, str]:
    """A file's network, without weights, as far as it is known; and why there is no more of it. Raises InputError."""
    found = read(opened(data), weightless=True)
    return found.network, found.unknown


def _walked(file: Opened, given: tuple[int, int, int], weightless: bool) -> tuple[Graph, str, int]:
    """Pieces of all nodes up to the first that is not known; why it is not, and the piece that all ends in."""
    graph = _begun(file, given)
    for node in file.said.nodes:
        try:
            _add(graph, node, file.said, weightless)
        except InputError as why:
            flows = [value for name in node.inputs if isinstance(value := graph.values.get(name), Flow)]
            return graph, str(why), structure.meeting(graph.pieces, [flow.piece for flow in flows])
    end = graph.values.get(file.output)
    if not isinstance(end, Flow):
        raise InputError("What this ONNX model gives out does not depend on the picture. Export it again.")
    if graph.due or end.pads != calls.NONE:
        raise InputError("This ONNX model pads maps in a way that no layer here does. Export it again.")
    last = Call(graph, messages.Node("Identity", "", file.output, (), (), {})).scaled(end)
    return graph, "", last.piece


def _begun(file: Opened, given: tuple[int, int, int]) -> Graph:
    """The values that are there before any node."""
    uses = Counter(name for node in file.said.nodes for name in node.inputs if name)
    uses[file.output] += 1
    start = calls.spread((file.input.batch, *given), file.input.last)
    flow = Flow(0, given, start, file.input.last, many=uses[file.input.name] > 1)
    return Graph(file.said.opset, {file.input.name: flow}, uses, [calls.Piece((), given)])


def _add(graph: Graph, node: messages.Node, said: messages.Model, weightless: bool) -> None:
    """What the node makes, under the name of its first output. Raises InputError where it is not known."""
    call = Call(graph, node)
    if node.domain not in OWN:
        call.refuse(f"it is of {shown(node.domain)}, not one of ONNX's own, and only those can be known here")
    if node.operator in PROGRAMS:
        call.refuse(f"it is a program of its own. {NEVER}")
    if node.operator not in OPERATORS:
        call.refuse("that operator is not known here. Build this part with others, or look at what comes before it")
    if not node.outputs:
        call.refuse("it makes nothing")
    for name in node.inputs:
        if name in said.tensors and name not in graph.values:
            graph.values[name] = tensors.array(said.tensors[name], weightless)
    try:
        with np.errstate(all="ignore"):
            made = OPERATORS[node.operator](call)
        call.finish()
    except InputError as why:
        if str(why).startswith("Node "):
            raise
        call.refuse(str(why).removesuffix("."))
    name = node.outputs[0]
    if isinstance(made, Flow):
        made = replace(made, many=made.many or graph.uses.get(name, 0) > 1)
    graph.values[name] = made


def _name(said: str) -> str:
    try:
        checks.name(said, "network")
    except InputError:
        return NAME
    return said
