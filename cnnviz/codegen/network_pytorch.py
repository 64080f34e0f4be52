"""A network in PyTorch: torch.nn only, stacked as nn.Sequential.

Every layer is one module, so that each tensor is called as in `nets.build`, in ONNX and in files of weights:
"4.branch2.0.weight".
"""

from collections.abc import Callable
from typing import Any

from cnnviz.codegen import network_lines, torch_layers
from cnnviz.codegen.network_lines import Line, Lines, real
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
    plan = network_lines.Plan(network)
    writer = _Writer(plan)
    model = _nested("nn.Sequential", writer.sequence(network.layers, ""))
    made = [Line(plan.about(network.input, plan.output)), Line(f"model = {model[0].code}"), *model[1:]]
    classes = network_lines.called(CLASSES, [*model, *(line for lines in writer.functions for line in lines)])
    image = ", ".join(map(str, (1, *network.input)))
    return network_lines.whole(
        [HEAD, *classes, *map(network_lines.text, writer.functions), network_lines.text([*made, *_advice(network)])],
        [
            f"print(sum(p.numel() for p in model.parameters()))  # {plan.parameters:,} parameters",
            f"print(tuple(model.eval()(torch.zeros({image})).shape))  # {(1, *plan.output)}",
        ],
    )


def _advice(network: networks.Network) -> Lines:
    if network.layers[-1:] != (layers.Activation("softmax"),):
        return []
    return [Line("# nn.CrossEntropyLoss has a softmax of its own: to train with it, leave out the last layer.")]


class _Writer:
    """Writes each container that occurs more than once as a function, and the others where they stand."""

    def __init__(self, plan: network_lines.Plan) -> None:
        self.plan = plan
        self.names: dict[network_lines.Key, str] = {}
        self.functions: list[Lines] = []

    def sequence(self, sequence: layers.Layers, prefix: str) -> list[Lines]:
        """The modules of a sequence, as arguments."""
        return [lines for run in self.plan.runs(sequence, prefix) for lines in self.run(run)]

    def run(self, run: network_lines.Run) -> list[Lines]:
        record = run.first
        if type(record.layer) in torch_layers.LEAVES:
            modules = torch_layers.LEAVES[type(record.layer)](record.layer, record)
            return [_leaf(modules, str(record.output))]
        said = network_lines.said(run, record.output)
        key = self.plan.keys[record.path]
        if self.plan.uses[key] == 1:
            return [_titled(self.container(record), said)]
        name = self.names.get(key) or self.function(key, record)
        return [[Line(f"*({name}() for _ in range({run.times}))" if run.times > 1 else f"{name}()", said)]]

    def function(self, key: network_lines.Key, record: shapes.Record) -> str:
        """The name of a new function that makes the container."""
        made = self.container(record)
        self.names[key] = name = self.plan.name(record)
        body = [Line(f"return {made[0].code}", made[0].comment), *made[1:]]
        head = Line(f"def {name}() -> nn.Module:", f"{record.input} -> {record.output}")
        self.functions.append([head, *network_lines.indented(body)])
        return name

    def container(self, record: shapes.Record) -> Lines:
        parts = {
            name: _stack(self.sequence(part, network_lines.inside(record, name)))
            for name, part in record.layer.parts.items()
        }
        return CONTAINERS[type(record.layer)](record.layer, parts)


def _leaf(modules: torch_layers.Modules, said: str) -> Lines:
    """A layer as one module, on one line where that is not too long."""
    code = modules[0] if len(modules) == 1 else network_lines.call("nn.Sequential", *modules)
    if len(modules) == 1 or len(code) <= network_lines.ALIGNED:
        return [Line(code, said)]
    return _titled(_nested("nn.Sequential", [[Line(module)] for module in modules]), said)


def _nested(function: str, arguments: list[Lines]) -> Lines:
    """A call with each argument on lines of its own."""
    if not arguments:
        return [Line(f"{function}()")]
    inside = [line for lines in arguments for line in [*lines[:-1], Line(f"{lines[-1].code},", lines[-1].comment)]]
    return [Line(f"{function}("), *network_lines.indented(inside), Line(")")]


def _stack(modules: list[Lines]) -> Lines:
    """One module of a sequence of them; of a single one too, for its number is part of its tensors' names."""
    return _nested("nn.Sequential", modules) if modules else [Line("nn.Identity()")]


def _titled(lines: Lines, title: str) -> Lines:
    """The lines with a comment where they begin."""
    said = lines[0].comment
    return [Line(lines[0].code, f"{title}; {said}" if said and not title.endswith(said) else title), *lines[1:]]


def _residual(layer: networks.Residual, parts: dict[str, Lines]) -> Lines:
    scale = [] if layer.scale == 1 else [[Line(f"scale={real(layer.scale)}")]]
    return _nested("Residual", [_titled(parts["body"], "body"), _titled(parts["shortcut"], "shortcut"), *scale])


CONTAINERS: dict[type[layers.Layer], Callable[[Any, dict[str, Lines]], Lines]] = {
    networks.Block: lambda layer, parts: parts[""],
    networks.Residual: _residual,
    networks.Parallel: lambda layer, parts: _nested(
        "Concat" if layer.merge == "concat" else "Add", list(parts.values())
    ),
    networks.Auxiliary: lambda layer, parts: _nested("Auxiliary", [parts["head"]]),
}
