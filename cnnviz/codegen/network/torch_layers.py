"""Each layer of a network as modules of torch.nn, one after the other; what has weights is one module alone."""

from functools import singledispatch

from cnnviz.codegen import literals
from cnnviz.codegen.network.writing import call, real
from cnnviz.nets import layers, shapes, windows
from cnnviz.ops import activations, geometry

Modules = list[str]  # as source
Sides = tuple[int, int, int, int]  # left, right, top, bottom: torch's order


@singledispatch
def modules(layer: layers.Layer, record: shapes.Record) -> Modules:
    """The modules of a layer that holds no others."""
    raise TypeError(f"{type(layer).__name__} is no layer of PyTorch.")


@modules.register
def _conv(layer: layers.Conv, record: shapes.Record) -> Modules:
    rows, columns = windows.axes(layer, record.input)
    even = rows.before == rows.after and columns.before == columns.after
    convolution = call(
        "nn.Conv2d" if even else "PaddedConv2d",
        str(record.input[0]),
        str(layer.filters),
        literals.pair(layer.size),
        f"stride={literals.pair(layer.stride)}" if layer.stride != (1, 1) else "",
        f"padding={literals.pair((rows.before, columns.before))}" if even and rows.before + columns.before else "",
        "" if even else f"sides={_sides(rows, columns)}",
        f"dilation={literals.pair(layer.dilation)}" if layer.dilation != (1, 1) else "",
        f"groups={layer.groups}" if layer.groups > 1 else "",
        "" if layer.bias else "bias=False",
    )
    return [convolution]


@modules.register
def _pool(layer: layers.Pool, record: shapes.Record) -> Modules:
    rows, columns = windows.axes(layer, record.input)
    sides, over = _sides(rows, columns), (0, columns.overhang, 0, rows.overhang)
    if rows.before == rows.after and columns.before == columns.after and layer.kind != "L2":
        return [_even_pool(layer, (rows.before, columns.before), any(over))]
    if layer.kind == "average" and (any(over) or (any(sides) and not layer.count_padding)):
        settings = f"padding={sides}", f"overhang={over}", f"counted={layer.count_padding}"
        return [call("AveragePool", str(layer.size), str(layer.stride), *settings)]
    left, right, top, bottom = sides
    frame = (left, right + columns.overhang, top, bottom + rows.overhang)
    function = {"max": "nn.MaxPool2d", "average": "nn.AvgPool2d", "L2": "nn.LPPool2d"}[layer.kind]
    power = "2" if layer.kind == "L2" else ""
    pooling = call(function, power, literals.pair(layer.size), _stride(layer))
    return [*_padded(frame, 'float("-inf")' if layer.kind == "max" else ""), pooling]


def _even_pool(layer: layers.Pool, padding: layers.Pair, over: bool) -> str:
    """A maximum or average that torch pads itself."""
    return call(
        "nn.MaxPool2d" if layer.kind == "max" else "nn.AvgPool2d",
        literals.pair(layer.size),
        _stride(layer),
        f"padding={literals.pair(padding)}" if any(padding) else "",
        "ceil_mode=True" if over else "",
        "count_include_pad=False" if layer.kind == "average" and any(padding) and not layer.count_padding else "",
    )


def _stride(layer: layers.Pool) -> str:
    return "" if layer.stride == layer.size else f"stride={literals.pair(layer.stride)}"


def _sides(rows: geometry.Axis, columns: geometry.Axis) -> Sides:
    return columns.before, columns.after, rows.before, rows.after


def _padded(sides: Sides, value: str = "") -> Modules:
    """Padding as a module of its own, with zeros unless a value is given; none where no side has any."""
    if not any(sides):
        return []
    written = str(sides[0]) if len(set(sides)) == 1 else str(sides)
    return [call("nn.ConstantPad2d" if value else "nn.ZeroPad2d", written, value)]


@modules.register
def _global_pool(layer: layers.GlobalPool, record: shapes.Record) -> Modules:
    pooling = {
        "max": "nn.AdaptiveMaxPool2d(1)",
        "average": "nn.AdaptiveAvgPool2d(1)",
        "L2": f"nn.LPPool2d(2, {literals.pair((record.input[1], record.input[2]))})",
    }
    return [pooling[layer.kind], "nn.Flatten()"]


@modules.register
def _adaptive_pool(layer: layers.AdaptivePool, record: shapes.Record) -> Modules:
    function = "nn.AdaptiveMaxPool2d" if layer.kind == "max" else "nn.AdaptiveAvgPool2d"
    return [call(function, literals.pair(layer.size))]


@modules.register
def _batch_norm(layer: layers.BatchNorm, record: shapes.Record) -> Modules:
    norm = call(
        "nn.BatchNorm2d" if len(record.input) == 3 else "nn.BatchNorm1d",
        str(record.input[0]),
        "" if layer.eps == BATCH_NORM.eps else f"eps={real(layer.eps)}",
        "" if layer.affine else "affine=False",
    )
    return [norm]


@modules.register
def _lrn(layer: layers.LRN, record: shapes.Record) -> Modules:
    # PyTorch divides alpha by the size, the paper does not.
    settings = f"alpha={layer.size} * {real(layer.alpha)}", f"beta={real(layer.beta)}", f"k={real(layer.k)}"
    return [call("nn.LocalResponseNorm", str(layer.size), *settings)]


@modules.register
def _dense(layer: layers.Dense, record: shapes.Record) -> Modules:
    bias = "" if layer.bias else "bias=False"
    return [call("nn.Linear", str(record.input[0]), str(layer.units), bias)]


BATCH_NORM = layers.BatchNorm()

ACTIVATIONS = {
    "ReLU": "nn.ReLU()",
    "leaky ReLU": f"nn.LeakyReLU({activations.LEAK})",
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "softmax": "nn.Softmax(dim=1)",
    "ReLU6": "nn.ReLU6()",
}


@modules.register
def _activation(layer: layers.Activation, record: shapes.Record) -> Modules:
    return [ACTIVATIONS[layer.kind]]


@modules.register
def _flatten(layer: layers.Flatten, record: shapes.Record) -> Modules:
    return ["nn.Flatten()"]
