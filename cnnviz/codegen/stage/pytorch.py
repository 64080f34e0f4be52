"""Scripts in PyTorch, with torch.nn.functional."""

import json

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers, scripts, torch_pooling
from cnnviz.ops import activations, pipeline

Lines = list[str]

IMPORTS = {
    "np.": "import numpy as np",
    "torch.": "import torch",
    "F.": "import torch.nn.functional as F",
    "Image.": "from PIL import Image",
}

ACTIVATIONS = {
    "ReLU": "torch.relu({maps})",
    "abs": "torch.abs({maps})",
    "leaky ReLU": f"F.leaky_relu({{maps}}, {activations.LEAK})",
    "sigmoid": "torch.sigmoid({maps})",
    "tanh": "torch.tanh({maps})",
    "ReLU6": "F.relu6({maps})",
}


def source(
    stages: tuple[pipeline.Stage, ...], channels: tuple[str, ...], shape: tuple[int, int], file: str = "image.png"
) -> str:
    """A script that computes the stages on the image of `shape` (rows, columns) in `file`, maps (c h w)."""
    chain = layers.layers(stages, channels, shape)
    paragraphs = [_image(len(channels), shape, file)]
    for layer in chain:
        paragraphs += [
            [*scripts.heading(layer), *scripts.kernels(layer), _tensor(layer)],
            _padded(layer),
            _maps(layer),
            scripts.winner(layer, f"{layer.name('maps')}.numpy()", 0),
            scripts.activated(layer, ACTIVATIONS),
            _pooled(layer),
        ]
    paragraphs.append(scripts.closing(chain[-1], "{}"))
    return scripts.text("PyTorch", "torch, numpy and pillow", IMPORTS, paragraphs)


def _image(channels: int, shape: tuple[int, int], file: str) -> Lines:
    order = ".permute(2, 0, 1)" if channels > 1 else "[None]"
    return [
        "# The image, 0 to 1: (channels, rows, columns).",
        f"image = torch.from_numpy(np.asarray(Image.open({json.dumps(file)}), dtype=np.float32) / 255)",
        f"image = image{order}  # {(channels, *shape)}",
    ]


def _tensor(layer: layers.Layer) -> str:
    """The line that makes the kernels (filters, channels per group, rows, columns)."""
    name, channels = layer.name("kernels"), layer.channels
    if layer.weights.ndim == 4:
        return f"{name} = torch.from_numpy({name})"
    tensor = f"{name} = torch.from_numpy({name})[:, None]"
    if channels == 1:
        return f"{tensor}  # (filters, 1, rows, columns)"
    if layer.depthwise:
        return f"{tensor}.repeat({channels}, 1, 1, 1)  # all filters for each of the {channels} channels"
    return f"{tensor}.repeat(1, {channels}, 1, 1)  # the same weights for every channel"


def _padded(layer: layers.Layer) -> Lines:
    if not layers.any_side(layer.sides):
        return []
    (top, bottom), (left, right) = layer.sides
    if _torch_can(layer):
        value = scripts.constant(layer, "value")
        line = f'F.pad({layer.source}, ({left}, {right}, {top}, {bottom}), mode="{layer.mode.torch}"{value})'
        return [scripts.pixels(layer), f"{layer.seen} = {line}"]
    why = "has no such mode" if layer.mode.torch is None else "cannot pad by more than the image holds"
    line = f"torch.from_numpy({scripts.padded(layer, f'{layer.source}.numpy()')})"
    return [scripts.pixels(layer), f"# PyTorch {why}, so NumPy does it.", f"{layer.seen} = {line}"]


def _torch_can(layer: layers.Layer) -> bool:
    """F.pad has the mode, and no side is longer than the part of the image it would be copied from."""
    longest = {"reflect": 1, "circular": 0}
    if layer.mode.torch not in longest:
        return layer.mode.torch is not None
    spare = longest[layer.mode.torch]
    return all(max(axis.before, axis.after) <= axis.size - spare for axis in layer.axes)


def _maps(layer: layers.Layer) -> Lines:
    stage = layer.stage
    arguments = [
        f"bias=torch.full(({layer.depth},), {literals.number(stage.bias)}, dtype=torch.float32)" if stage.bias else "",
        f"stride={literals.pair(stage.stride)}" if stage.stride != (1, 1) else "",
        f"dilation={literals.pair(stage.dilation)}" if stage.dilation != (1, 1) else "",
        f"groups={layer.channels}" if layer.depthwise else "",
    ]
    given = ", ".join([layer.seen, layer.name("kernels"), *filter(None, arguments)])
    return [scripts.sliding(layer), f"{layer.name('maps')} = F.conv2d({given})"]


def _pooled(layer: layers.Layer) -> Lines:
    if not layer.pooling:
        return []
    return [f"# {layer.pooling.words}.", *torch_pooling.lines(layer.pooling, layer.featured, layer.name("pooled"))]
