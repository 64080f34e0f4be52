"""A network in Keras 3, channels last: the functional interface, a function for each container."""

from cnnviz.codegen.network import keras_layers, writing
from cnnviz.codegen.network.writing import Line, Lines, Run, real
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.effects import Shape

HEAD = '''"""A network in Keras 3, made with cnnviz.

Needs keras with a backend (torch, tensorflow or jax). Behind each layer stands what comes out of it for one image:
(rows, columns, channels) or (units,). Channels come last here; in PyTorch, and in cnnviz, they come first.
"""

import math

import keras
from keras import layers

keras.config.set_image_data_format("channels_last")'''

CLASSES = {
    "AveragePool": '''
class AveragePool(layers.Layer):
    """Average pooling over padding and overhang (rows, columns), divided by how many cells count."""

    def __init__(self, size, strides, padding, overhang, counted):
        super().__init__()
        self.pool = layers.AveragePooling2D(size, strides)
        self.around, self.overhang = ((0, 0), *padding, (0, 0)), ((0, 0), *overhang, (0, 0))
        self.counted = float(counted)

    def call(self, x):
        cells = keras.ops.ones((1, x.shape[1], x.shape[2], 1))
        cells = keras.ops.pad(cells, self.around, constant_values=self.counted)
        x = keras.ops.pad(keras.ops.pad(x, self.around), self.overhang)
        return self.pool(x) / self.pool(keras.ops.pad(cells, self.overhang))
''',
    "L2Pool": '''
class L2Pool(layers.Layer):
    """The root of the sum of squares. At 0 its slope is infinite: there the gradient is set to 0."""

    def __init__(self, size, strides=None):
        super().__init__()
        self.pool, self.cells = layers.AveragePooling2D(size, strides), math.prod(size)

    def call(self, x):
        squares = self.pool(keras.ops.square(x)) * self.cells
        positive = squares > 0
        return keras.ops.where(positive, keras.ops.sqrt(keras.ops.where(positive, squares, 1.0)), 0.0)
''',
    "LRN": '''
class LRN(layers.Layer):
    """Each value over (k + alpha · sum of the squares of its neighbours in other maps)^beta."""

    def __init__(self, size, alpha, beta, k):
        super().__init__()
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def call(self, x):
        _, rows, columns, channels = x.shape
        row = keras.ops.reshape(keras.ops.square(x), (-1, channels, 1))
        row = keras.ops.pad(row, ((0, 0), (self.size // 2, (self.size - 1) // 2), (0, 0)))
        mean = keras.ops.average_pool(row, self.size, 1, data_format="channels_last")
        squares = keras.ops.reshape(mean, (-1, rows, columns, channels)) * self.size
        return x / (self.k + self.alpha * squares) ** self.beta
''',
}


def source(network: networks.Network) -> str:
    """A file that makes the network as `model`, images (n h w c) -> its output, and those of auxiliary heads if it has
    any. Raises InputError for an impossible network."""
    plan = writing.Plan(network)
    writer = _Writer(plan)
    body = writer.sequence(network.layers, "", "x", "inputs")
    heads = any(isinstance(record.layer, networks.Auxiliary) for record in plan.all)
    made = [
        Line(plan.about(_last(network.input), _last(plan.output))),
        *([Line("heads = []", "outputs of the auxiliary heads, for training")] if heads else []),
        Line(f"inputs = keras.Input({_last(network.input)})"),
        *body,
        Line("model = keras.Model(inputs, [x, *heads])" if heads else "model = keras.Model(inputs, x)"),
    ]
    classes = writing.called(CLASSES, [*body, *(line for lines in writer.functions for line in lines)])
    count = "print(sum(math.prod(weight.shape) for weight in model.trainable_weights))"
    return writing.whole(
        [HEAD, *classes, *map(writing.text, writer.functions), writing.text(made)],
        [f"{count}  # {plan.parameters:,} parameters", f"print(model.outputs[0].shape)  # {_with_images(plan.output)}"],
    )


class _Writer:
    """Writes each container as a function; one that occurs more than once only once."""

    def __init__(self, plan: writing.Plan) -> None:
        self.plan = plan
        self.names: dict[writing.Key, str] = {}
        self.functions: list[Lines] = []

    def sequence(self, sequence: layers.Layers, prefix: str, variable: str, read: str) -> Lines:
        """Statements that make the variable `variable` from the variable `read`."""
        lines: Lines = []
        for run in self.plan.runs(sequence, prefix):
            lines += self.run(run, variable, variable if lines else read)
        return lines or _assigned(variable, read)

    def run(self, run: Run, variable: str, read: str) -> Lines:
        layer, record = run.first.layer, run.first
        if not isinstance(layer, networks.Container):
            steps = keras_layers.steps(layer, record)
            names = [read, *[variable] * (len(steps) - 1)]
            return [
                Line(f"{variable} = {code.format(x=name)}", f"{_last(shape)}{_remark(record)}")
                for name, (code, shape) in zip(names, steps, strict=True)
            ]
        name = self.function(record)
        comment = writing.container_comment(run, _last(record.output))
        if isinstance(layer, networks.Auxiliary):
            return [*_assigned(variable, read), *[Line(f"heads.append({name}({variable}))")] * run.times]
        if run.times == 1:
            return [Line(f"{variable} = {name}({read})", comment)]
        loop = [Line(f"for _ in range({run.times}):"), Line(f"    {variable} = {name}({variable})", comment)]
        return [*_assigned(variable, read), *loop]

    def function(self, record: shapes.Record) -> str:
        """The name of the function that applies the container, written now if it is the first of its kind."""
        while isinstance(record.layer, networks.Block) and [*map(type, record.layer.body)] in ADOPTED:
            record = self.plan.records[f"{record.path}.0"]
        key = self.plan.keys[record.path]
        if key not in self.names:
            self.names[key] = self.written(record)
        return self.names[key]

    def written(self, record: shapes.Record) -> str:
        """The name of a new function that applies the container."""
        parts = {
            VARIABLES.get(name, name): self.sequence(part, writing.inside(record, name), VARIABLES.get(name, name), "x")
            for name, part in record.layer.parts.items()
        }
        name = self.plan.name(record)
        made = [line for lines in parts.values() for line in lines]
        body = [*made, *_end(record.layer, list(parts))]
        head = Line(f"def {name}(x):", f"{_last(record.input)} -> {_last(self.plan.made(record))}")
        self.functions.append([head, *writing.indented(body)])
        return name


def _end(layer: layers.Layer, variables: list[str]) -> Lines:
    """How the function of a container ends, given the variables its parts are in."""
    if isinstance(layer, networks.Residual):
        scaled = [Line(f"body = layers.Rescaling({real(layer.scale)})(body)")] if layer.scale != 1 else []
        return [*scaled, Line("return layers.Add()([body, shortcut])")]
    if len(variables) == 1:
        return [Line(f"return {variables[0]}")]
    merge = "Add" if isinstance(layer, networks.Parallel) and layer.merge == "add" else "Concatenate"
    return [Line(f"return layers.{merge}()([{', '.join(variables)}])")]


def _assigned(variable: str, read: str) -> Lines:
    return [] if variable == read else [Line(f"{variable} = {read}")]


def _last(shape: Shape) -> Shape:
    """Channels last."""
    return (*shape[1:], shape[0])


def _with_images(shape: Shape) -> str:
    return str((None, *_last(shape)))


def _remark(record: shapes.Record) -> str:
    """What to say of a layer besides its shape."""
    if isinstance(record.layer, layers.Flatten) and len(record.input) == 3:
        return ", pixel by pixel; PyTorch goes map by map"
    if isinstance(record.layer, layers.AdaptivePool) and not keras_layers.divided(record.layer, record):
        return ", by windows of several sizes; needs Keras 3.13"
    return ""


# What a block may hold alone to need no function of its own.
ADOPTED = [[networks.Block], [networks.Residual], [networks.Parallel]]
VARIABLES = {"": "x", "head": "x"}  # the variable that a part is made in, where it is not called like the part
