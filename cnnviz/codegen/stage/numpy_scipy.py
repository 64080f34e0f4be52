"""Scripts in NumPy, with SciPy's correlate."""

import json

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers, numpy_pooling, scripts
from cnnviz.ops import activations, pipeline

Lines = list[str]

IMPORTS = {
    "np.": "import numpy as np",
    "sliding_window_view(": "from numpy.lib.stride_tricks import sliding_window_view",
    "Image.": "from PIL import Image",
    "correlate(": "from scipy.signal import correlate",
    "expit(": "from scipy.special import expit",
}

ACTIVATIONS = {
    "ReLU": "np.maximum({maps}, 0)",
    "abs": "np.abs({maps})",
    "leaky ReLU": f"np.where({{maps}} > 0, {{maps}}, {activations.LEAK} * {{maps}})",
    "sigmoid": "expit({maps})",
    "tanh": "np.tanh({maps})",
    "ReLU6": f"np.clip({{maps}}, 0, {activations.SIX})",
}


def source(
    stages: tuple[pipeline.Stage, ...], channels: tuple[str, ...], shape: tuple[int, int], file: str = "image.png"
) -> str:
    """A script that computes the stages on the image of `shape` (rows, columns) in `file`, maps (c h w)."""
    chain = layers.layers(stages, channels, shape)
    paragraphs = [_image(len(channels), shape, file)]
    for layer in chain:
        paragraphs += [
            [*scripts.heading(layer), *scripts.kernels(layer), *_every_channel(layer), *_spread(layer)],
            _padded(layer),
            _maps(layer),
            scripts.winner(layer, layer.name("maps"), 0),
            scripts.activated(layer, ACTIVATIONS),
            _pooled(layer),
        ]
    paragraphs.append(scripts.closing(chain[-1], "{}"))
    return scripts.text("NumPy and SciPy", "numpy, scipy and pillow", IMPORTS, paragraphs)


def _image(channels: int, shape: tuple[int, int], file: str) -> Lines:
    order = ".transpose(2, 0, 1)" if channels > 1 else "[None]"
    return [
        "# The image, 0 to 1: (channels, rows, columns).",
        f"image = np.asarray(Image.open({json.dumps(file)}), dtype=np.float32) / 255",
        f"image = image{order}  # {(channels, *shape)}",
    ]


def _every_channel(layer: layers.Layer) -> Lines:
    kernels = layer.name("kernels")
    if layer.depthwise or layer.channels == 1 or layer.weights.ndim == 4:
        return []
    return [
        f"{kernels} = np.repeat({kernels}[:, None], {layer.channels}, axis=1)  # the same weights for every channel"
    ]


def _spread(layer: layers.Layer) -> Lines:
    """The lines that put a dilated kernel's zeros between its weights."""
    if layer.stage.dilation == (1, 1):
        return []
    name = layer.name("kernels")
    down, across = layer.stage.dilation
    return [
        f"# Dilation {literals.pair(layer.stage.dilation)}: zeros between the weights.",
        f"spread = np.zeros((*{name}.shape[:-2], {layer.axes[0].span}, {layer.axes[1].span}), dtype=np.float32)",
        f"spread[..., ::{down}, ::{across}] = {name}",
        f"{name} = spread",
    ]


def _padded(layer: layers.Layer) -> Lines:
    if not layers.any_side(layer.sides):
        return []
    return [scripts.pixels(layer), f"{layer.seen} = {scripts.padded(layer, layer.source)}"]


def _maps(layer: layers.Layer) -> Lines:
    maps, kernels, seen = layer.name("maps"), layer.name("kernels"), layer.seen
    if layer.depthwise or layer.channels == 1:
        one = 'correlate(channel, kernel, mode="valid")'
        sliding = f"np.stack([{one} for channel in {seen} for kernel in {kernels}])"
    else:
        sliding = f'np.concatenate([correlate({seen}, kernel, mode="valid") for kernel in {kernels}])'
    kept = literals.steps(1, *layer.stage.stride)
    return [
        scripts.sliding(layer),
        f"{maps} = {sliding}",
        *([f"{maps} = {maps}[{kept}]  # stride {literals.pair(layer.stage.stride)}"] if kept else []),
        *([f"{maps} = {maps} + {literals.number(layer.stage.bias)}  # bias"] if layer.stage.bias else []),
    ]


def _pooled(layer: layers.Layer) -> Lines:
    if not layer.pooling:
        return []
    return [f"# {layer.pooling.words}.", *numpy_pooling.lines(layer.pooling, layer.featured, layer.name("pooled"))]
