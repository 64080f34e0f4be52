"""Scripts in Keras, channels last, with keras.ops only: they run on every backend."""

import json

from cnnviz.codegen import literals
from cnnviz.codegen.stage import keras_pooling, layers, scripts
from cnnviz.ops import activations, pipeline

Lines = list[str]

IMPORTS = {
    "keras.": "import keras",
    "np.": "import numpy as np",
    "sliding_window_view(": "from numpy.lib.stride_tricks import sliding_window_view",
    "Image.": "from PIL import Image",
}

ACTIVATIONS = {
    "ReLU": "keras.ops.relu({maps})",
    "abs": "keras.ops.abs({maps})",
    "leaky ReLU": f"keras.ops.leaky_relu({{maps}}, negative_slope={activations.LEAK})",
    "sigmoid": "keras.ops.sigmoid({maps})",
    "tanh": "keras.ops.tanh({maps})",
    "ReLU6": "keras.ops.relu6({maps})",
}


def source(
    stages: tuple[pipeline.Stage, ...], channels: tuple[str, ...], shape: tuple[int, int], file: str = "image.png"
) -> str:
    """A script that computes the stages on the image of `shape` (rows, columns) in `file`, maps (1 h w c)."""
    chain = layers.layers(stages, channels, shape)
    paragraphs = [_image(len(channels), shape, file)]
    for layer in chain:
        paragraphs += [
            [*scripts.heading(layer), *scripts.kernels(layer), *_ordered(layer)],
            _padded(layer),
            _maps(layer),
            scripts.winner(layer, f"keras.ops.convert_to_numpy({layer.name('maps')})[0]", -1),
            scripts.activated(layer, ACTIVATIONS),
            _pooled(layer),
        ]
    paragraphs.append(scripts.closing(chain[-1], "keras.ops.convert_to_numpy({})"))
    return scripts.text(
        "Keras", "keras with a backend (torch, tensorflow or jax), numpy and pillow", IMPORTS, paragraphs
    )


def _image(channels: int, shape: tuple[int, int], file: str) -> Lines:
    order = "[None]" if channels > 1 else "[None, :, :, None]"
    return [
        "# The image, 0 to 1: (batch, rows, columns, channels).",
        f"image = np.asarray(Image.open({json.dumps(file)}), dtype=np.float32) / 255",
        f"image = keras.ops.convert_to_tensor(image{order})  # {(1, *shape, channels)}",
    ]


def _ordered(layer: layers.Layer) -> Lines:
    """The lines that make the kernels (rows, columns, channels, filters)."""
    name = layer.name("kernels")
    comment = "# Keras's order: (rows, columns, channels, filters)."
    if layer.weights.ndim == 4:
        return [comment, f"{name} = {name}.transpose(2, 3, 1, 0)"]
    moved = f"{name}.transpose(1, 2, 0)[:, :, None]"
    if layer.channels == 1:
        return [comment, f"{name} = {moved}"]
    return [comment, f"{name} = np.repeat({moved}, {layer.channels}, axis=2)  # the same for every channel"]


def _padded(layer: layers.Layer) -> Lines:
    if not layers.any_side(layer.sides):
        return []
    rows, columns = layer.sides
    around = f"((0, 0), {rows}, {columns}, (0, 0))"
    if layer.mode.numpy == "constant":
        value = scripts.constant(layer, "constant_values")
        return [scripts.pixels(layer), f"{layer.seen} = keras.ops.pad({layer.source}, {around}{value})"]
    return [
        scripts.pixels(layer),
        "# Not every backend of Keras has this mode, so NumPy does it.",
        f"{layer.seen} = keras.ops.convert_to_numpy({layer.source})",
        f'{layer.seen} = keras.ops.convert_to_tensor(np.pad({layer.seen}, {around}, mode="{layer.mode.numpy}"))',
    ]


def _maps(layer: layers.Layer) -> Lines:
    stage, maps = layer.stage, layer.name("maps")
    function = "depthwise_conv" if layer.depthwise else "conv"
    strided = stage.dilation == (1, 1) and (not layer.depthwise or stage.stride[0] == stage.stride[1])
    arguments = [
        f"strides={literals.pair(stage.stride)}" if strided and stage.stride != (1, 1) else "",
        f"dilation_rate={literals.pair(stage.dilation)}" if stage.dilation != (1, 1) else "",
        'data_format="channels_last"',
    ]
    given = ", ".join([layer.seen, layer.name("kernels"), *filter(None, arguments)])
    kept = "" if strided else literals.steps(1, *stage.stride)
    return [
        scripts.sliding(layer),
        f"{maps} = keras.ops.{function}({given})",
        *(["# Not every backend takes this stride, so rows and columns are left out afterwards."] if kept else []),
        *([f"{maps} = {maps}[{kept}]"] if kept else []),
        *([f"{maps} = {maps} + {literals.number(stage.bias)}  # bias"] if stage.bias else []),
    ]


def _pooled(layer: layers.Layer) -> Lines:
    if not layer.pooling:
        return []
    return [f"# {layer.pooling.words}.", *keras_pooling.lines(layer.pooling, layer.featured, layer.name("pooled"))]
