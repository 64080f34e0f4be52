"""A network in PyTorch: torch.nn only, stacked as nn.Sequential.

Every layer is one module, so that each tensor is called as in `nets.build`, in ONNX and in files of weights:
"4.branch2.0.weight".
"""

from functools import singledispatch

from cnnviz.codegen.network import torch_layers, writing
from cnnviz.codegen.network.writing import Line, Lines, real
from cnnviz.nets import layers, networks, shapes

HEAD = '''"""A network in PyTorch, made with cnnviz.

Needs torch. Behind each layer stands what comes out of it for one image: (channels, rows, columns) or (units,).
"""

import torch
from torch import nn'''

CLASSES = {
    "Residual": '''
class Residual(nn.Module):
    """scale · body(x) + shortcut(x)."""

    def __init__(self, body: nn.Module, shortcut: nn.Module, scale: float = 1.0) -> None:
        super().__init__()
        self.body, self.shortcut, self.scale = body, shortcut, scale

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.scale * self.body(x) + self.shortcut(x)
''',
    "Concat": '''
class Concat(nn.Module):
    """Branches that all read the same maps; their outputs are put one behind the other."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        for number, branch in enumerate(branches):
            self.add_module(f"branch{number}", branch)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat([branch(x) for branch in self.children()], dim=1)
''',
    "Add": '''
class Add(nn.Module):
    """Branches that all read the same maps; their outputs are added."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        for number, branch in enumerate(branches):
            self.add_module(f"branch{number}", branch)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return sum(branch(x) for branch in self.children())
''',
    "Auxiliary": '''
class Auxiliary(nn.Module):
    """A side head: while training, add a share of the loss of its `logits`. The maps pass it unchanged."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head
        self.logits = None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.logits = self.head(x) if self.training else None
        return x
''',
    "PaddedConv2d": '''
class PaddedConv2d(nn.Conv2d):
    """A convolution over maps with zeros around them (left, right, top, bottom), on one side more than on the other."""

    def __init__(self, *settings, sides: tuple, **named) -> None:
        super().__init__(*settings, **named)
        self.sides = sides

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(nn.functional.pad(x, self.sides))
''',
    "AveragePool": '''
class AveragePool(nn.AvgPool2d):
    """Average pooling over padding and overhang (left, right, top, bottom), divided by how many cells count."""

    def __init__(self, size: tuple, stride: tuple, padding: tuple, overhang: tuple, counted: bool) -> None:
        super().__init__(size, stride)
        self.sides, self.overhang, self.counted = padding, overhang, float(counted)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        cells = nn.functional.pad(torch.ones_like(x[:1, :1]), self.sides, value=self.counted)
        x, cells = (nn.functional.pad(maps, self.overhang) for maps in (nn.functional.pad(x, self.sides), cells))
        return super().forward(x) / super().forward(cells)
''',
}


def source(network: networks.Network) -> str:
    """A file that makes the network as `model`, images (n c h w) -> its output. Raises InputError for an impossible
    network."""
    plan = writing.Plan(network)
    image = ", ".join(map(str, (1, *network.input)))
    return writing.whole(
        [HEAD, *definition(network)],
        [
            f"print(sum(p.numel() for p in model.parameters()))  # {plan.parameters:,} parameters",
            f"print(tuple(model.eval()(torch.zeros({image})).shape))  # {(1, *plan.output)}",
        ],
    )


def definition(network: networks.Network, dropout: str = "nn.Dropout") -> list[str]:
    """What makes the network as `model` where torch and nn are imported: the classes and functions it takes, one a
    part, and last the statement itself. `dropout` is the class that drops out. Raises InputError for an impossible
    network."""
    plan = writing.Plan(network)
    writer = _Writer(plan, dropout)
    model = _nested("nn.Sequential", writer.sequence(network.layers, ""))
    made = [Line(plan.about(network.input, plan.output)), Line(f"model = {model[0].code}"), *model[1:]]
    classes = writing.called(CLASSES, [*model, *(line for lines in writer.functions for line in lines)])
    return [*classes, *map(writing.text, writer.functions), writing.text([*made, *_advice(network)])]


def _advice(network: networks.Network) -> Lines:
    if network.layers[-1:] != (layers.Activation("softmax"),):
        return []
    return [Line("# nn.CrossEntropyLoss has a softmax of its own: to train with it, leave out the last layer.")]


class _Writer:
    """Writes each container that occurs more than once as a function, and the others where they stand."""

    def __init__(self, plan: writing.Plan, dropout: str) -> None:
        self.plan, self.dropout = plan, dropout
        self.names: dict[writing.Key, str] = {}
        self.functions: list[Lines] = []

    def sequence(self, sequence: layers.Layers, prefix: str) -> list[Lines]:
        """The modules of a sequence, as arguments."""
        return [lines for run in self.plan.runs(sequence, prefix) for lines in self.run(run)]

    def run(self, run: writing.Run) -> list[Lines]:
        record = run.first
        if not isinstance(record.layer, networks.Container):
            return [_leaf(self.modules(record), str(record.output))]
        comment = writing.container_comment(run, record.output)
        key = self.plan.keys[record.path]
        if self.plan.uses[key] == 1:
            return [_titled(self.container(record), comment)]
        name = self.names.get(key) or self.function(key, record)
        return [[Line(f"*({name}() for _ in range({run.times}))" if run.times > 1 else f"{name}()", comment)]]

    def modules(self, record: shapes.Record) -> torch_layers.Modules:
        """The modules of a layer that holds no others."""
        if isinstance(record.layer, layers.Dropout):
            return [writing.call(self.dropout, real(record.layer.rate))]
        return torch_layers.modules(record.layer, record)

    def function(self, key: writing.Key, record: shapes.Record) -> str:
        """The name of a new function that makes the container."""
        made = self.container(record)
        self.names[key] = name = self.plan.name(record)
        body = [Line(f"return {made[0].code}", made[0].comment), *made[1:]]
        head = Line(f"def {name}() -> nn.Module:", f"{record.input} -> {record.output}")
        self.functions.append([head, *writing.indented(body)])
        return name

    def container(self, record: shapes.Record) -> Lines:
        parts = {
            name: _stack(self.sequence(part, writing.inside(record, name))) for name, part in record.layer.parts.items()
        }
        return container(record.layer, parts)


def _leaf(modules: torch_layers.Modules, comment: str) -> Lines:
    """A layer as one module, on one line where that is not too long."""
    code = modules[0] if len(modules) == 1 else writing.call("nn.Sequential", *modules)
    if len(modules) == 1 or len(code) <= writing.ALIGNED:
        return [Line(code, comment)]
    return _titled(_nested("nn.Sequential", [[Line(module)] for module in modules]), comment)


def _nested(function: str, arguments: list[Lines]) -> Lines:
    """A call with each argument on lines of its own."""
    if not arguments:
        return [Line(f"{function}()")]
    inside = [line for lines in arguments for line in [*lines[:-1], Line(f"{lines[-1].code},", lines[-1].comment)]]
    return [Line(f"{function}("), *writing.indented(inside), Line(")")]


def _stack(modules: list[Lines]) -> Lines:
    """One module of a sequence of them; of a single one too, for its number is part of its tensors' names."""
    return _nested("nn.Sequential", modules) if modules else [Line("nn.Identity()")]


def _titled(lines: Lines, title: str) -> Lines:
    """The lines with a comment where they begin."""
    own = lines[0].comment
    return [Line(lines[0].code, f"{title}; {own}" if own and not title.endswith(own) else title), *lines[1:]]


@singledispatch
def container(layer: layers.Layer, parts: dict[str, Lines]) -> Lines:
    """The module that joins a container's parts, given as modules by their names."""
    raise TypeError(f"{type(layer).__name__} contains nothing.")


@container.register
def _residual(layer: networks.Residual, parts: dict[str, Lines]) -> Lines:
    scale = [] if layer.scale == 1 else [[Line(f"scale={real(layer.scale)}")]]
    return _nested("Residual", [_titled(parts["body"], "body"), _titled(parts["shortcut"], "shortcut"), *scale])


@container.register
def _block(layer: networks.Block, parts: dict[str, Lines]) -> Lines:
    return parts[""]


@container.register
def _parallel(layer: networks.Parallel, parts: dict[str, Lines]) -> Lines:
    return _nested("Concat" if layer.merge == "concat" else "Add", list(parts.values()))


@container.register
def _auxiliary(layer: networks.Auxiliary, parts: dict[str, Lines]) -> Lines:
    return _nested("Auxiliary", [parts["head"]])
