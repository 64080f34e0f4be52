"""What a network makes of pictures, every layer's output, in numpy: the eval mode of the module in `build`.

Weights are called as in torch's state_dict: a tensor of the layer at path 4.branch2.0 is 4.branch2.0.weight.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cnnviz.nets import forward_pools, forward_windows, layers, networks
from cnnviz.ops import activations

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


def softmax(logits: np.ndarray, axis: int = 1) -> np.ndarray:
    """Shares that add up to 1 along an axis; the largest is taken off first, so that no exponential overflows."""
    shares = np.exp(logits - logits.max(axis, keepdims=True))
    return shares / shares.sum(axis, keepdims=True)


def _through(
    sequence: layers.Layers, prefix: str, values: np.ndarray, weights: Weights, found: dict[str, np.ndarray]
) -> np.ndarray:
    for index, layer in enumerate(sequence):
        path = f"{prefix}{index}"
        if type(layer) in LEAVES:
            values = LEAVES[type(layer)](layer, values, _Tensors(weights, path))
        else:
            values = _container(layer, path, values, weights, found)
        found[path] = values
    return values


def _container(
    layer: layers.Layer, path: str, values: np.ndarray, weights: Weights, found: dict[str, np.ndarray]
) -> np.ndarray:
    if isinstance(layer, networks.Auxiliary):
        return values
    ends = [
        _through(part, f"{path}.{name}." if name else f"{path}.", values, weights, found)
        for name, part in layer.parts.items()
    ]
    return JOINS[type(layer)](layer, ends)


class _Tensors:
    """The weights of one layer, by their short names."""

    def __init__(self, weights: Weights, path: str) -> None:
        self.weights, self.path = weights, path

    def __getitem__(self, name: str) -> np.ndarray:
        return _floats(self.weights[f"{self.path}.{name}"])


def _floats(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, np.float32)


def _conv(layer: layers.Conv, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    made = forward_windows.correlated(layer, maps, tensors["weight"])
    return made + tensors["bias"][:, None, None] if layer.bias else made


def _dense(layer: layers.Dense, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    made = values @ tensors["weight"].T
    return made + tensors["bias"] if layer.bias else made


def _batch_norm(layer: layers.BatchNorm, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    """(x − mean) / √(variance + ε) · weight + bias, with the statistics kept while training."""
    per_channel = (-1,) + (1,) * (values.ndim - 2)
    scale = 1 / np.sqrt(tensors["running_var"] + np.float32(layer.eps))
    shift = -tensors["running_mean"] * scale
    if layer.affine:
        scale, shift = scale * tensors["weight"], shift * tensors["weight"] + tensors["bias"]
    return values * scale.reshape(per_channel) + shift.reshape(per_channel)


def _lrn(layer: layers.LRN, maps: np.ndarray, tensors: _Tensors) -> np.ndarray:
    """Sums of squares over neighbouring maps, as differences of a running sum in float64."""
    before, after = layer.size // 2, (layer.size - 1) // 2
    channels = np.arange(maps.shape[1])
    summed = np.cumsum(np.square(maps, dtype=np.float64), axis=1)
    summed = np.concatenate([np.zeros_like(summed[:, :1]), summed], axis=1)
    last, first = np.minimum(channels + after + 1, len(channels)), np.maximum(channels - before, 0)
    squares = summed[:, last] - summed[:, first]
    return (maps / (layer.k + layer.alpha * squares) ** layer.beta).astype(np.float32)


def _activation(layer: layers.Activation, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    if layer.kind == "softmax":
        return softmax(values)
    return activations.ACTIVATIONS[layer.kind].function(values)


def _flatten(layer: layers.Flatten, values: np.ndarray, tensors: _Tensors) -> np.ndarray:
    return values.reshape(len(values), -1)


def _residual(layer: networks.Residual, ends: list[np.ndarray]) -> np.ndarray:
    return np.float32(layer.scale) * ends[0] + ends[1]


def _parallel(layer: networks.Parallel, ends: list[np.ndarray]) -> np.ndarray:
    if layer.merge == "concat":
        return np.concatenate(ends, axis=1)
    return np.sum(ends, axis=0)


LEAVES: dict[type[layers.Layer], Callable[[Any, np.ndarray, _Tensors], np.ndarray]] = {
    layers.Conv: _conv,
    layers.Pool: lambda layer, maps, tensors: forward_pools.pooled(layer, maps),
    layers.GlobalPool: lambda layer, maps, tensors: forward_pools.global_pooled(layer, maps),
    layers.AdaptivePool: lambda layer, maps, tensors: forward_pools.adaptive_pooled(layer, maps),
    layers.BatchNorm: _batch_norm,
    layers.LRN: _lrn,
    layers.Activation: _activation,
    layers.Dropout: lambda layer, values, tensors: values,
    layers.Flatten: _flatten,
    layers.Dense: _dense,
}

JOINS: dict[type[layers.Layer], Callable[[Any, list[np.ndarray]], np.ndarray]] = {
    networks.Block: lambda layer, ends: ends[0],
    networks.Residual: _residual,
    networks.Parallel: _parallel,
}
