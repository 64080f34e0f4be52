"""What a network makes of pictures, every layer's output, in numpy: the eval mode of the module in `build`.

Weights are called as in torch's state_dict: a tensor of the layer at path 4.branch2.0 is 4.branch2.0.weight.
"""

from collections.abc import Mapping
from functools import singledispatch

import numpy as np

from cnnviz.nets import layers, networks, windows
from cnnviz.ops import activations, padding, reductions, sliding, softmax

Weights = Mapping[str, np.ndarray]


def outputs(network: networks.Network, weights: Weights, images: np.ndarray) -> dict[str, np.ndarray]:
    """Every layer's output by its path, float32: images (n c h w). Dropout passes all on, auxiliary heads do not run.

    Values may be infinite or NaN, as those of a diverged network are. Raises ValueError for images of another size.
    """
    if images.shape[1:] != network.input:
        raise ValueError(f"Images of {images.shape[1:]} are not the network's {network.input}.")
    found: dict[str, np.ndarray] = {}
    with np.errstate(all="ignore"):
        _through(network.layers, "", _floats(images), weights, found)
    return found


def _through(
    sequence: layers.Layers, prefix: str, values: np.ndarray, weights: Weights, found: dict[str, np.ndarray]
) -> np.ndarray:
    for index, layer in enumerate(sequence):
        path = f"{prefix}{index}"
        if isinstance(layer, networks.Container):
            values = _container(layer, path, values, weights, found)
        else:
            values = applied(layer, values, _Tensors(weights, path))
        found[path] = values
    return values


def _container(
    layer: networks.Container, path: str, values: np.ndarray, weights: Weights, found: dict[str, np.ndarray]
) -> np.ndarray:
    if isinstance(layer, networks.Auxiliary):
        return values
    ends = [
        _through(part, f"{path}.{name}." if name else f"{path}.", values, weights, found)
        for name, part in layer.parts.items()
    ]
    return joined(layer, ends)


class _Tensors:
    """The weights of one layer, by their short names."""

    def __init__(self, weights: Weights, path: str) -> None:
        self.weights, self.path = weights, path

    def __getitem__(self, name: str) -> np.ndarray:
        return _floats(self.weights[f"{self.path}.{name}"])


def _floats(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, np.float32)


@singledispatch
def applied(layer: layers.Layer, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    """What a layer that holds no others makes of values (n …)."""
    raise TypeError(f"{type(layer).__name__} computes nothing.")


@applied.register
def _conv(layer: layers.Conv, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    rows, columns = windows.axes(layer, maps.shape[1:])
    framed = padding.padded(maps, (rows.before, rows.after), (columns.before, columns.after))
    made = sliding.sums(framed, tensors["weight"], layer.stride, layer.dilation, layer.groups)
    return made + tensors["bias"][:, None, None] if layer.bias else made


@applied.register
def _dense(layer: layers.Dense, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    made = values @ tensors["weight"].T
    return made + tensors["bias"] if layer.bias else made


@applied.register
def _batch_norm(layer: layers.BatchNorm, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    """(x − mean) / √(variance + ε) · weight + bias, with the statistics kept while training."""
    per_channel = (-1,) + (1,) * (values.ndim - 2)
    scale = 1 / np.sqrt(tensors["running_var"] + np.float32(layer.eps))
    shift = -tensors["running_mean"] * scale
    if layer.affine:
        scale, shift = scale * tensors["weight"], shift * tensors["weight"] + tensors["bias"]
    return values * scale.reshape(per_channel) + shift.reshape(per_channel)


@applied.register
def _lrn(layer: layers.LRN, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    """Sums of squares over neighbouring maps, as differences of a running sum in float64."""
    before, after = layer.size // 2, (layer.size - 1) // 2
    channels = np.arange(maps.shape[1])
    summed = np.cumsum(np.square(maps, dtype=np.float64), axis=1)
    summed = np.concatenate([np.zeros_like(summed[:, :1]), summed], axis=1)
    last, first = np.minimum(channels + after + 1, len(channels)), np.maximum(channels - before, 0)
    squares = summed[:, last] - summed[:, first]
    return (maps / (layer.k + layer.alpha * squares) ** layer.beta).astype(np.float32)


@applied.register
def _activation(layer: layers.Activation, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    if layer.kind == "softmax":
        return softmax.softmax(values, axis=1)
    return activations.ACTIVATIONS[layer.kind].function(values)


@applied.register
def _flatten(layer: layers.Flatten, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    return values.reshape(len(values), -1)


@singledispatch
def joined(layer: layers.Layer, ends: list[np.ndarray]) -> np.ndarray:
    """What a container makes of what its parts made (n …)."""
    raise TypeError(f"{type(layer).__name__} joins nothing.")


@joined.register
def _residual(layer: networks.Residual, ends: list[np.ndarray]) -> np.ndarray:
    return np.float32(layer.scale) * ends[0] + ends[1]


@joined.register
def _parallel(layer: networks.Parallel, ends: list[np.ndarray]) -> np.ndarray:
    if layer.merge == "concat":
        return np.concatenate(ends, axis=1)
    return np.sum(ends, axis=0)


@applied.register
def _pool(layer: layers.Pool, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    axes = windows.axes(layer, maps.shape[1:])
    if layer.kind == "max":
        return reductions.maxima(maps, axes)
    return reductions.norms(maps, axes, 2) if layer.kind == "L2" else reductions.means(maps, axes, layer.count_padding)


@applied.register
def _global_pool(layer: layers.GlobalPool, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    if layer.kind == "max":
        return maps.max((2, 3))
    return maps.mean((2, 3)) if layer.kind == "average" else np.sqrt(np.square(maps).sum((2, 3)))


@applied.register
def _adaptive_pool(layer: layers.AdaptivePool, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    return reductions.spread(maps, layer.size, np.maximum if layer.kind == "max" else np.add)


@applied.register
def _dropout(layer: layers.Dropout, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    return values


@joined.register
def _block(layer: networks.Block, ends: list[np.ndarray]) -> np.ndarray:
    return ends[0]
