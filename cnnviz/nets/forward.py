"""What a network makes of pictures, every layer's output, in numpy: the eval mode of the module in `build`.

Weights are called as in torch's state_dict: a tensor of the layer at path 4.branch2.0 is 4.branch2.0.weight.
"""

from collections.abc import Collection, Mapping
from functools import singledispatch

import numpy as np

from cnnviz.nets import layers, networks, windows
from cnnviz.ops import activations, padding, reductions, sliding, softmax

Weights = Mapping[str, np.ndarray]


def outputs(
    network: networks.Network, weights: Weights, images: np.ndarray, keep: Collection[str] | None = None
) -> dict[str, np.ndarray]:
    """Every layer's output by its path, float32: images (n c h w). Dropout passes all on, auxiliary heads do not run.

    With `keep`, only the outputs at those paths: the others are written over as soon as they have been read.
    Values may be infinite or NaN, as those of a diverged network are. Raises ValueError for images of another size.
    """
    if images.shape[1:] != network.input:
        raise ValueError(f"Images of {images.shape[1:]} are not the network's {network.input}.")
    passing = _Pass(weights, keep)
    with np.errstate(all="ignore"):
        passing.through(network.layers, "", _floats(images))
    return passing.found


class _Pass:
    """The way through a network, and what is kept of it: all, or what lies at some paths."""

    def __init__(self, weights: Weights, keep: Collection[str] | None) -> None:
        self.weights, self.keep = weights, keep
        self.found: dict[str, np.ndarray] = {}

    def through(self, sequence: layers.Layers, prefix: str, values: np.ndarray) -> np.ndarray:
        fresh = False  # whether nobody else reads these values any more
        for index, layer in enumerate(sequence):
            path = f"{prefix}{index}"
            if isinstance(layer, networks.Container):
                values = self.container(layer, path, values)
            else:
                change = overwritten if fresh else applied
                values = change(layer, values, Tensors(self.weights, path))
            kept = self.keep is None or path in self.keep
            if kept:
                self.found[path] = values
            fresh = not kept and isinstance(layer, MAKING)
        return values

    def container(self, layer: networks.Container, path: str, values: np.ndarray) -> np.ndarray:
        if isinstance(layer, networks.Auxiliary):
            return values
        ends = [
            self.through(part, f"{path}.{name}." if name else f"{path}.", values) for name, part in layer.parts.items()
        ]
        return joined(layer, ends)


class Tensors:
    """The weights of one layer, by their short names."""

    def __init__(self, weights: Weights, path: str) -> None:
        self.weights, self.path = weights, path

    def __getitem__(self, name: str) -> np.ndarray:
        return _floats(self.weights[f"{self.path}.{name}"])


def _floats(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, np.float32)


@singledispatch
def applied(layer: layers.Layer, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    """What a layer that holds no others makes of values (n …)."""
    raise TypeError(f"{type(layer).__name__} computes nothing.")


@applied.register
def _conv(layer: layers.Conv, maps: np.ndarray, tensors: Tensors) -> np.ndarray:
    rows, columns = windows.axes(layer, maps.shape[1:])
    framed = padding.padded(maps, (rows.before, rows.after), (columns.before, columns.after))
    made = sliding.sums(framed, tensors["weight"], layer.stride, layer.dilation, layer.groups)
    if layer.bias:
        made += tensors["bias"][:, None, None]
    return made


@applied.register
def _dense(layer: layers.Dense, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    made = values @ tensors["weight"].T
    return made + tensors["bias"] if layer.bias else made


@applied.register
def _batch_norm(layer: layers.BatchNorm, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    return _normalised(layer, values, tensors, np.empty_like(values))


def _normalised(layer: layers.BatchNorm, values: np.ndarray, tensors: Tensors, out: np.ndarray) -> np.ndarray:
    """(x − mean) / √(variance + ε) · weight + bias, with the statistics kept while training."""
    per_channel = (-1,) + (1,) * (values.ndim - 2)
    scale = 1 / np.sqrt(tensors["running_var"] + np.float32(layer.eps))
    shift = -tensors["running_mean"] * scale
    if layer.affine:
        scale, shift = scale * tensors["weight"], shift * tensors["weight"] + tensors["bias"]
    np.multiply(values, scale.reshape(per_channel), out=out)
    out += shift.reshape(per_channel)
    return out


@applied.register
def _lrn(layer: layers.LRN, maps: np.ndarray, tensors: Tensors) -> np.ndarray:
    """Sums of squares over neighbouring maps, as differences of a running sum in float64."""
    before, after = layer.size // 2, (layer.size - 1) // 2
    channels = np.arange(maps.shape[1])
    summed = np.cumsum(np.square(maps, dtype=np.float64), axis=1)
    summed = np.concatenate([np.zeros_like(summed[:, :1]), summed], axis=1)
    last, first = np.minimum(channels + after + 1, len(channels)), np.maximum(channels - before, 0)
    squares = summed[:, last] - summed[:, first]
    return (maps / (layer.k + layer.alpha * squares) ** layer.beta).astype(np.float32)


@applied.register
def _activation(layer: layers.Activation, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    if layer.kind == "softmax":
        return softmax.softmax(values, axis=1)
    return activations.ACTIVATIONS[layer.kind].function(values)


@applied.register
def _flatten(layer: layers.Flatten, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    return values.reshape(len(values), -1)


# Whose outputs are arrays of their own, and no view of what they read.
MAKING = (layers.Conv, layers.Dense, layers.BatchNorm, layers.Activation)


@singledispatch
def overwritten(layer: layers.Layer, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    """The same as `applied`, bit by bit, of values that nobody else reads: those may be written over."""
    return applied(layer, values, tensors)


@overwritten.register
def _normalised_in_place(layer: layers.BatchNorm, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    return _normalised(layer, values, tensors, values)


@overwritten.register
def _activated_in_place(layer: layers.Activation, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    if layer.kind == "ReLU6":
        return np.clip(values, 0, activations.SIX, out=values)
    return np.maximum(values, 0, out=values) if layer.kind == "ReLU" else applied(layer, values, tensors)


@singledispatch
def joined(layer: layers.Layer, ends: list[np.ndarray]) -> np.ndarray:
    """What a container makes of what its parts made (n …)."""
    raise TypeError(f"{type(layer).__name__} joins nothing.")


@joined.register
def _residual(layer: networks.Residual, ends: list[np.ndarray]) -> np.ndarray:
    return (ends[0] if layer.scale == 1 else np.float32(layer.scale) * ends[0]) + ends[1]


@joined.register
def _parallel(layer: networks.Parallel, ends: list[np.ndarray]) -> np.ndarray:
    if layer.merge == "concat":
        return np.concatenate(ends, axis=1)
    return np.sum(ends, axis=0)


@applied.register
def _pool(layer: layers.Pool, maps: np.ndarray, tensors: Tensors) -> np.ndarray:
    axes = windows.axes(layer, maps.shape[1:])
    if layer.kind == "max":
        return reductions.maxima(maps, axes)
    return reductions.norms(maps, axes, 2) if layer.kind == "L2" else reductions.means(maps, axes, layer.count_padding)


@applied.register
def _global_pool(layer: layers.GlobalPool, maps: np.ndarray, tensors: Tensors) -> np.ndarray:
    if layer.kind == "max":
        return maps.max((2, 3))
    return maps.mean((2, 3)) if layer.kind == "average" else np.sqrt(np.square(maps).sum((2, 3)))


@applied.register
def _adaptive_pool(layer: layers.AdaptivePool, maps: np.ndarray, tensors: Tensors) -> np.ndarray:
    return reductions.spread(maps, layer.size, np.maximum if layer.kind == "max" else np.add)


@applied.register
def _dropout(layer: layers.Dropout, values: np.ndarray, tensors: Tensors) -> np.ndarray:
    return values


@joined.register
def _block(layer: networks.Block, ends: list[np.ndarray]) -> np.ndarray:
    return ends[0]
