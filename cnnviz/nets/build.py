"""The torch module of a network; the one module here that imports torch.

Each layer's module is called by the layer's path in `shapes`: `module.get_submodule("4.branch2.0")`.
"""

from collections.abc import Callable
from functools import singledispatch

import torch
from torch import Tensor, nn
from torch.nn import functional

from cnnviz.nets import effects, layers, networks, shapes, windows
from cnnviz.ops import activations, geometry

Sides = tuple[int, int, int, int]  # left, right, top, bottom: torch's order


def build(network: networks.Network, device: str = "cpu") -> nn.Sequential:
    """The network as a module, images (n c h w) -> its output (n …); on device "meta" it takes no memory.

    Weights are drawn from torch's generator. Raises InputError for an impossible network.
    """
    inputs = {record.path: record.input for record in shapes.records(network)}
    with torch.device(device):
        return _sequence(network.layers, "", inputs)


def outputs(module: nn.Sequential, images: Tensor) -> dict[str, Tensor]:
    """Every layer's output by its path: images (n c h w). Auxiliary heads run only in a training module."""
    found: dict[str, Tensor] = {}
    hooks = [
        part.register_forward_hook(lambda _, __, output, path=path: found.update({path: output.detach()}))
        for path, part in module.named_modules()
        if path and path.split(".")[-1].isdecimal()
    ]
    try:
        with torch.no_grad():
            module(images)
    finally:
        for hook in hooks:
            hook.remove()
    return found


class Conv(nn.Conv2d):
    """A convolution that can keep the size at any stride, and pad one side more than the other."""

    def __init__(self, layer: layers.Conv, channels: int) -> None:
        super().__init__(
            channels, layer.filters, layer.size, layer.stride, 0, layer.dilation, layer.groups, bias=layer.bias
        )
        self.layer = layer

    def forward(self, input: Tensor) -> Tensor:
        rows, columns = windows.axes(self.layer, tuple(input.shape[1:]))
        if rows.before == rows.after and columns.before == columns.after:
            padding = (rows.before, columns.before)
        else:
            input, padding = functional.pad(input, _sides(rows, columns)), (0, 0)
        return functional.conv2d(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


class Pool(nn.Module):
    """A pooling whose windows stand where `geometry` puts them, in padding and over the edge too."""

    def __init__(self, layer: layers.Pool) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, input: Tensor) -> Tensor:
        rows, columns = windows.axes(self.layer, tuple(input.shape[1:]))
        if rows.before == rows.after and columns.before == columns.after and self.layer.kind != "L2":
            return self.alike(input, (rows.before, columns.before))
        return self.uneven(input, _sides(rows, columns), (0, columns.overhang, 0, rows.overhang))

    def alike(self, input: Tensor, padding: layers.Pair) -> Tensor:
        size, stride, ceil = self.layer.size, self.layer.stride, self.layer.ceil
        if self.layer.kind == "max":
            return functional.max_pool2d(input, size, stride, padding, ceil_mode=ceil)
        return functional.avg_pool2d(input, size, stride, padding, ceil, self.layer.count_padding)

    def uneven(self, input: Tensor, sides: Sides, over: Sides) -> Tensor:
        size, stride = self.layer.size, self.layer.stride
        if self.layer.kind == "max":
            return functional.max_pool2d(_padded(_padded(input, sides, -torch.inf), over, -torch.inf), size, stride)
        if self.layer.kind == "L2":
            mean = functional.avg_pool2d(_padded(_padded(input.square(), sides), over), size, stride)
            return _root(mean * (size[0] * size[1]))
        counted = _padded(_padded(torch.ones_like(input[:1, :1]), sides, float(self.layer.count_padding)), over)
        summed = functional.avg_pool2d(_padded(_padded(input, sides), over), size, stride)
        return summed / functional.avg_pool2d(counted, size, stride)


class GlobalPool(nn.Module):
    """Maps (n c h w) -> (n c)."""

    def __init__(self, layer: layers.GlobalPool) -> None:
        super().__init__()
        self.kind = layer.kind

    def forward(self, input: Tensor) -> Tensor:
        if self.kind == "max":
            return input.amax((2, 3))
        return input.mean((2, 3)) if self.kind == "average" else _root(input.square().sum((2, 3)))


class Residual(nn.Module):
    """scale · body(x) + shortcut(x)."""

    def __init__(self, body: nn.Sequential, shortcut: nn.Sequential, scale: float) -> None:
        super().__init__()
        self.body, self.shortcut, self.scale = body, shortcut, scale

    def forward(self, input: Tensor) -> Tensor:
        body = self.body(input)
        return (body if self.scale == 1 else self.scale * body) + self.shortcut(input)


class Parallel(nn.Module):
    """Branches, concatenated along the channels or added."""

    def __init__(self, branches: dict[str, nn.Sequential], merge: str) -> None:
        super().__init__()
        self.merge = merge
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, input: Tensor) -> Tensor:
        ends = [branch(input) for branch in self.children()]
        return torch.cat(ends, dim=1) if self.merge == "concat" else torch.stack(ends).sum(0)


class Auxiliary(nn.Module):
    """Passes its input on; while training, `logits` is what the head made of it."""

    def __init__(self, head: nn.Sequential) -> None:
        super().__init__()
        self.head = head
        self.logits: Tensor | None = None

    def forward(self, input: Tensor) -> Tensor:
        self.logits = self.head(input) if self.training else None
        return input


def _padded(input: Tensor, sides: Sides, value: float = 0.0) -> Tensor:
    return functional.pad(input, sides, value=value) if any(sides) else input


def _sides(rows: geometry.Axis, columns: geometry.Axis) -> Sides:
    return columns.before, columns.after, rows.before, rows.after


def _root(squares: Tensor) -> Tensor:
    # The root's slope at 0 is infinite and would turn the gradient of a window of zeros into NaN.
    positive = squares > 0
    return torch.where(positive, torch.where(positive, squares, 1).sqrt(), 0)


def _sequence(sequence: layers.Layers, prefix: str, inputs: dict[str, effects.Shape]) -> nn.Sequential:
    return nn.Sequential(*(_module(layer, f"{prefix}{index}", inputs) for index, layer in enumerate(sequence)))


def _module(layer: layers.Layer, path: str, inputs: dict[str, effects.Shape]) -> nn.Module:
    if not isinstance(layer, networks.Container):
        return leaf(layer, inputs[path])
    parts = {
        name: _sequence(part, f"{path}.{name}." if name else f"{path}.", inputs) for name, part in layer.parts.items()
    }
    return container(layer, parts)


@singledispatch
def leaf(layer: layers.Layer, shape: effects.Shape) -> nn.Module:
    """The module of a layer that holds no others, for inputs of `shape`."""
    raise TypeError(f"{type(layer).__name__} has no module.")


@leaf.register
def _batch_norm(layer: layers.BatchNorm, shape: effects.Shape) -> nn.Module:
    kind = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
    return kind(shape[0], eps=layer.eps, affine=layer.affine)


@leaf.register
def _lrn(layer: layers.LRN, shape: effects.Shape) -> nn.Module:
    # PyTorch divides alpha by the size, the paper does not.
    return nn.LocalResponseNorm(layer.size, layer.alpha * layer.size, layer.beta, layer.k)


@leaf.register
def _adaptive(layer: layers.AdaptivePool, shape: effects.Shape) -> nn.Module:
    return nn.AdaptiveMaxPool2d(layer.size) if layer.kind == "max" else nn.AdaptiveAvgPool2d(layer.size)


ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "ReLU": nn.ReLU,
    "leaky ReLU": lambda: nn.LeakyReLU(activations.LEAK),
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "softmax": lambda: nn.Softmax(dim=1),
    "ReLU6": nn.ReLU6,
}


@leaf.register
def _conv(layer: layers.Conv, shape: effects.Shape) -> nn.Module:
    return Conv(layer, shape[0])


@leaf.register
def _pool(layer: layers.Pool, shape: effects.Shape) -> nn.Module:
    return Pool(layer)


@leaf.register
def _global_pool(layer: layers.GlobalPool, shape: effects.Shape) -> nn.Module:
    return GlobalPool(layer)


@leaf.register
def _activation(layer: layers.Activation, shape: effects.Shape) -> nn.Module:
    return ACTIVATIONS[layer.kind]()


@leaf.register
def _dropout(layer: layers.Dropout, shape: effects.Shape) -> nn.Module:
    return nn.Dropout(layer.rate)


@leaf.register
def _flatten(layer: layers.Flatten, shape: effects.Shape) -> nn.Module:
    return nn.Flatten()


@leaf.register
def _dense(layer: layers.Dense, shape: effects.Shape) -> nn.Module:
    return nn.Linear(shape[0], layer.units, bias=layer.bias)


@singledispatch
def container(layer: layers.Layer, parts: dict[str, nn.Sequential]) -> nn.Module:
    """The module of a container of these parts."""
    raise TypeError(f"{type(layer).__name__} contains nothing.")


@container.register
def _block(layer: networks.Block, parts: dict[str, nn.Sequential]) -> nn.Module:
    return parts[""]


@container.register
def _residual(layer: networks.Residual, parts: dict[str, nn.Sequential]) -> nn.Module:
    return Residual(parts["body"], parts["shortcut"], layer.scale)


@container.register
def _parallel(layer: networks.Parallel, parts: dict[str, nn.Sequential]) -> nn.Module:
    return Parallel(parts, layer.merge)


@container.register
def _auxiliary(layer: networks.Auxiliary, parts: dict[str, nn.Sequential]) -> nn.Module:
    return Auxiliary(parts["head"])
