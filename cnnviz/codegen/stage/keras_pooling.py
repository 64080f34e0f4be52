"""Every pooling in lines of Keras, for maps (1 h w c); NumPy where Keras has no such pooling."""

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers, numpy_pooling

Lines = list[str]

GLOBAL = {"max": "max", "min": "min", "average": "mean"}


def lines(step: layers.Pooling, values: str, name: str) -> Lines:
    """From the variable `values` to the variable `name`, (1 h w c) -> (1 h' w' c)."""
    if step.pool.kind not in GLOBAL:
        return _by_numpy(step, values, name)
    if step.pool.everywhere:
        return [f"{name} = keras.ops.{GLOBAL[step.pool.kind]}({values}, axis=(1, 2), keepdims=True)"]
    return {"max": _maximum, "min": _minimum, "average": _average}[step.pool.kind](step, values, name)


def _arguments(step: layers.Pooling) -> str:
    return f'{literals.pair(step.window)}, {literals.pair(step.pool.stride)}, data_format="channels_last"'


def _pad(values: str, around: layers.Sides, fill: str = "") -> str:
    """The tensor `values` with pixels around it, or itself where there are none."""
    filled = f", constant_values={fill}" if fill else ""
    rows, columns = around
    padded = f"keras.ops.pad({values}, ((0, 0), {rows}, {columns}, (0, 0)){filled})"
    return padded if layers.any_side(around) else values


def _maximum(step: layers.Pooling, values: str, name: str) -> Lines:
    framed, values = _framed(step, values, "-np.inf")
    return [*framed, f"{name} = keras.ops.max_pool({values}, {_arguments(step)})"]


def _framed(step: layers.Pooling, values: str, fill: str = "") -> tuple[Lines, str]:
    """The line that puts a frame around `values` where the windows need one, and the variable to pool then."""
    if not layers.any_side(step.frame):
        return [], values
    return [f"framed = {_pad(values, step.frame, fill)}"], "framed"


def _minimum(step: layers.Pooling, values: str, name: str) -> Lines:
    return [
        "# The smallest is the largest of −x, turned back.",
        f"turned = -{values}",
        *_maximum(step, "turned", name),
        f"{name} = -{name}",
    ]


def _average(step: layers.Pooling, values: str, name: str) -> Lines:
    framed, values = _framed(step, values)
    mean = [*framed, f"{name} = keras.ops.average_pool({values}, {_arguments(step)})"]
    if not step.holes:
        return mean
    rows, columns = (axis.padded if step.pool.count_padding else axis.size for axis in step.axes)
    around = step.overhangs if step.pool.count_padding else step.frame
    counted = _pad(f"keras.ops.ones((1, {rows}, {columns}, 1))", around)
    return [
        *mean,
        "# Keras counts every cell of a window: divide by the part of them that should count.",
        f"counted = {counted}",
        f"{name} = {name} / keras.ops.average_pool(counted, {_arguments(step)})",
    ]


def _by_numpy(step: layers.Pooling, values: str, name: str) -> Lines:
    return [
        "# Keras has no such pooling, so NumPy does it: (maps, rows, columns).",
        f"features = keras.ops.convert_to_numpy({values})[0].transpose(2, 0, 1)",
        *numpy_pooling.lines(step, "features", name),
        f"{name} = keras.ops.convert_to_tensor({name}.transpose(1, 2, 0)[None])  # channels last again",
    ]
