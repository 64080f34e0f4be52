"""Each layer of a network as calls of Keras, one after the other, channels last."""

from functools import singledispatch

from cnnviz.codegen import literals
from cnnviz.codegen.network.writing import call, real
from cnnviz.nets import layers, shapes, windows
from cnnviz.nets.effects import Shape
from cnnviz.ops import activations, geometry

Steps = list[tuple[str, Shape]]  # source that makes {x} into the next x, and the shape of that: channels first
Axes = tuple[geometry.Axis, geometry.Axis]
Sides = tuple[layers.Pair, layers.Pair]  # (top, bottom), (left, right)


@singledispatch
def steps(layer: layers.Layer, record: shapes.Record) -> Steps:
    """The calls of a layer that holds no others."""
    raise TypeError(f"{type(layer).__name__} is no layer of Keras.")


@steps.register
def _conv(layer: layers.Conv, record: shapes.Record) -> Steps:
    axes = windows.axes(layer, record.input)
    # Keras takes no stride together with dilation: every position is computed, and those in between left out.
    split = layer.stride != (1, 1) and layer.dilation != (1, 1)
    same = _same(axes) and not split
    convolution = call(
        "layers.Conv2D",
        str(layer.filters),
        literals.pair(layer.size),
        f"strides={literals.pair(layer.stride)}" if layer.stride != (1, 1) and not split else "",
        'padding="same"' if same else "",
        f"dilation_rate={literals.pair(layer.dilation)}" if layer.dilation != (1, 1) else "",
        f"groups={layer.groups}" if layer.groups > 1 else "",
        "" if layer.bias else "use_bias=False",
    )
    padded = [] if same else _padded(record, _sides(axes))
    if not split:
        return [*padded, (f"{convolution}({{x}})", record.output)]
    rows, columns = (axis.padded - axis.span + 1 for axis in axes)
    return [
        *padded,
        (f"{convolution}({{x}})", (layer.filters, rows, columns)),
        (f"{{x}}[{literals.steps(1, *layer.stride)}]", record.output),
    ]


@steps.register
def _pool(layer: layers.Pool, record: shapes.Record) -> Steps:
    axes = windows.axes(layer, record.input)
    sides, over, frame = _sides(axes), ((0, axes[0].overhang), (0, axes[1].overhang)), _sides(axes, overhang=True)
    holes = _any(over) or (_any(sides) and not layer.count_padding)
    if layer.kind == "average" and holes:
        given = str(layer.size), str(layer.stride), f"padding={sides}", f"overhang={over}"
        return [(call("AveragePool", *given, f"counted={layer.count_padding}") + "({x})", record.output)]
    strides = "" if layer.stride == layer.size else f"strides={literals.pair(layer.stride)}"
    if layer.kind == "L2":
        pooling = call("L2Pool", str(layer.size), strides and f"strides={layer.stride}")
        return [*_padded(record, frame), (f"{pooling}({{x}})", record.output)]
    same = layer.kind == "max" and _same(axes)
    function = "layers.MaxPooling2D" if layer.kind == "max" else "layers.AveragePooling2D"
    pooling = call(function, literals.pair(layer.size), strides, 'padding="same"' if same else "")
    padded = [] if same else _padded(record, frame, 'float("-inf")' if layer.kind == "max" else "")
    return [*padded, (f"{pooling}({{x}})", record.output)]


def _same(axes: Axes) -> bool:
    """Windows pass the edges, and by just as much as Keras's "same" lets them."""
    by_rule = (geometry.same_padding(axis.size, axis.window, axis.stride, axis.dilation) for axis in axes)
    frame = _sides(axes, overhang=True)
    return _any(frame) and frame == tuple(by_rule)


def _sides(axes: Axes, overhang: bool = False) -> Sides:
    """The padding, and if asked for what windows reach beyond it."""
    rows, columns = ((axis.before, axis.after + overhang * axis.overhang) for axis in axes)
    return rows, columns


def _any(sides: Sides) -> bool:
    return any(any(pair) for pair in sides)


def _padded(record: shapes.Record, sides: Sides, value: str = "") -> Steps:
    """Padding as a step of its own, with zeros unless a value is given; none where no side has any."""
    if not _any(sides):
        return []
    channels, rows, columns = record.input
    after = (channels, rows + sum(sides[0]), columns + sum(sides[1]))
    if value:
        around = f"((0, 0), {sides[0]}, {sides[1]}, (0, 0))"
        return [(f"keras.ops.pad({{x}}, {around}, constant_values={value})", after)]
    written = str(sides[0][0]) if len({*sides[0], *sides[1]}) == 1 else str(sides)
    return [(f"layers.ZeroPadding2D({written})({{x}})", after)]


@steps.register
def _global_pool(layer: layers.GlobalPool, record: shapes.Record) -> Steps:
    if layer.kind == "L2":
        everything = f"L2Pool({record.input[1:]})({{x}})", (*record.output, 1, 1)
        return [everything, ("layers.Flatten()({x})", record.output)]
    function = "layers.GlobalMaxPooling2D" if layer.kind == "max" else "layers.GlobalAveragePooling2D"
    return [(f"{function}()({{x}})", record.output)]


def divided(layer: layers.AdaptivePool, record: shapes.Record) -> layers.Pair | None:
    """Rows and columns of each window where all have the same and none overlap."""
    _, rows, columns = record.input
    if rows % layer.size[0] or columns % layer.size[1]:
        return None
    return rows // layer.size[0], columns // layer.size[1]


@steps.register
def _adaptive_pool(layer: layers.AdaptivePool, record: shapes.Record) -> Steps:
    # An ordinary pooling where it can be: the adaptive ones came with Keras 3.13.
    function = "MaxPooling2D" if layer.kind == "max" else "AveragePooling2D"
    size = divided(layer, record)
    pooling = f"layers.{function}({literals.pair(size)})" if size else f"layers.Adaptive{function}({layer.size})"
    return [(f"{pooling}({{x}})", record.output)]


@steps.register
def _batch_norm(layer: layers.BatchNorm, record: shapes.Record) -> Steps:
    # Keras counts what is kept of old statistics, PyTorch what is taken of new ones: 0.1.
    plain = "" if layer.affine else "center=False, scale=False"
    module = call("layers.BatchNormalization", "momentum=0.9", f"epsilon={real(layer.eps)}", plain)
    return [(f"{module}({{x}})", record.output)]


@steps.register
def _lrn(layer: layers.LRN, record: shapes.Record) -> Steps:
    settings = f"alpha={real(layer.alpha)}", f"beta={real(layer.beta)}", f"k={real(layer.k)}"
    return [(call("LRN", str(layer.size), *settings) + "({x})", record.output)]


@steps.register
def _dense(layer: layers.Dense, record: shapes.Record) -> Steps:
    dense = call("layers.Dense", str(layer.units), "" if layer.bias else "use_bias=False")
    return [(f"{dense}({{x}})", record.output)]


ACTIVATIONS = {
    "ReLU": "layers.ReLU()({x})",
    "leaky ReLU": f"layers.LeakyReLU(negative_slope={activations.LEAK})({{x}})",
    "sigmoid": 'layers.Activation("sigmoid")({x})',
    "tanh": 'layers.Activation("tanh")({x})',
    "softmax": "layers.Softmax()({x})",
    "ReLU6": f"layers.ReLU(max_value={activations.SIX})({{x}})",
}


@steps.register
def _activation(layer: layers.Activation, record: shapes.Record) -> Steps:
    return [(ACTIVATIONS[layer.kind], record.output)]


@steps.register
def _dropout(layer: layers.Dropout, record: shapes.Record) -> Steps:
    return [(f"layers.Dropout({real(layer.rate)})({{x}})", record.output)]


@steps.register
def _flatten(layer: layers.Flatten, record: shapes.Record) -> Steps:
    return [("layers.Flatten()({x})", record.output)]
