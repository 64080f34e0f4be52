"""The way back through each kind of layer: from the gradient at what it made to the gradient at what it read.

Of a layer that is linear the same weights go the other way; of any other, as little of what it read is kept as its
slopes need. Dropout passes all on, batch normalisation uses the statistics kept while training, as in `forward`.
"""

from collections.abc import Callable, Sequence
from functools import singledispatch

import numpy as np

from cnnviz.nets import forward, layers, networks, windows
from cnnviz.ops import activations, geometry, padding, reductions, sliding, softmax

# Gradient at a layer's output (n …) to gradient at its input.
Back = Callable[[np.ndarray], np.ndarray]
ROWS, COLUMNS = 2, 3


@singledispatch
def back(layer: layers.Layer, values: np.ndarray, tensors: forward.Tensors) -> Back:
    """The way back through a layer that holds no others, once it has read values (n …); keeps no values that the
    layer may write over."""
    raise TypeError(f"{type(layer).__name__} has no gradient.")


@back.register
def _conv(layer: layers.Conv, maps: np.ndarray, tensors: forward.Tensors) -> Back:
    axes = windows.axes(layer, maps.shape[1:])
    filters, kernels = layer.filters // layer.groups, tensors["weight"]
    # Within each group, channels and filters change places; turned, so that a correlation gives each weight's way back.
    turned = kernels.reshape(layer.groups, filters, *kernels.shape[1:]).swapaxes(1, 2)
    turned = turned.reshape(maps.shape[1], filters, *layer.size)[:, :, ::-1, ::-1]
    return lambda gradient: _unslid(gradient, turned, axes, layer.groups)


def _unslid(gradient: np.ndarray, turned: np.ndarray, axes: reductions.Axes, groups: int) -> np.ndarray:
    """What comes back through windows: gradient (n o h' w'), kernels (c o/groups i j) -> (n c h w).

    Pixels that lie a stride apart meet the same taps of a kernel, so they are one correlation of the gradient with
    those taps, and no product with a gap is computed.
    """
    rows, columns = axes
    found = np.zeros((len(gradient), len(turned), rows.padded, columns.padded), np.float32)
    for down in _phases(rows):
        for across in _phases(columns):
            # The kernels are turned: their last cell is tap 0.
            taps = turned[:, :, ::-1, ::-1][:, :, down.first :: down.every, across.first :: across.every]
            taps = np.ascontiguousarray(taps[:, :, ::-1, ::-1])
            reach = [one.dilation * (size - 1) for one, size in zip((down, across), taps.shape[2:], strict=True)]
            framed = padding.padded(gradient, (reach[0], reach[0]), (reach[1], reach[1]))
            made = sliding.sums(framed, taps, (1, 1), (down.dilation, across.dilation), groups)
            found[:, :, down.places(made.shape[ROWS]), across.places(made.shape[COLUMNS])] = made
    return _inside(found, axes)


class _Phase:
    """The taps first, first + every, … of an axis, which meet pixels a stride apart, and how far they stand apart on
    the gradient."""

    def __init__(self, axis: geometry.Axis, first: int, every: int) -> None:
        self.first, self.every = first, every
        self.start, self.stride = first * axis.dilation, axis.stride
        self.dilation = axis.dilation * every // axis.stride

    def places(self, count: int) -> slice:
        """Where so many pixels lie on the padded axis."""
        return slice(self.start, self.start + (count - 1) * self.stride + 1, self.stride)


def _phases(axis: geometry.Axis) -> list[_Phase]:
    every = axis.stride // int(np.gcd(axis.stride, axis.dilation))
    return [_Phase(axis, first, every) for first in range(min(every, axis.window))]


def _inside(found: np.ndarray, axes: reductions.Axes) -> np.ndarray:
    """Without what came back to padding."""
    rows, columns = axes
    return found[:, :, rows.before : rows.before + rows.size, columns.before : columns.before + columns.size]


@back.register
def _dense(layer: layers.Dense, values: np.ndarray, tensors: forward.Tensors) -> Back:
    weight = tensors["weight"]
    return lambda gradient: gradient @ weight


@back.register
def _batch_norm(layer: layers.BatchNorm, values: np.ndarray, tensors: forward.Tensors) -> Back:
    scale = 1 / np.sqrt(tensors["running_var"] + np.float32(layer.eps))
    if layer.affine:
        scale = scale * tensors["weight"]
    scale = scale.reshape((-1,) + (1,) * (values.ndim - 2))
    return lambda gradient: gradient * scale


@back.register
def _lrn(layer: layers.LRN, maps: np.ndarray, tensors: forward.Tensors) -> Back:
    """y = x · d^−β, d = k + α · Σ x² of neighbours: each x counts in its own y, and in those of its neighbours."""
    before, after = layer.size // 2, (layer.size - 1) // 2
    bases = layer.k + layer.alpha * _neighbours(np.square(maps, dtype=np.float64), before, after)

    def gone(gradient: np.ndarray) -> np.ndarray:
        shared = _neighbours(gradient * maps * bases ** (-layer.beta - 1), after, before)
        return (gradient * bases**-layer.beta - 2 * layer.alpha * layer.beta * maps * shared).astype(np.float32)

    return gone


def _neighbours(values: np.ndarray, before: int, after: int) -> np.ndarray:
    """Each channel's sum with those so far before and after it: (n c h w) -> the same."""
    summed = np.zeros_like(values)
    count = values.shape[1]
    for off in range(-min(before, count - 1), min(after, count - 1) + 1):
        here = slice(max(0, -off), count - max(0, off))
        summed[:, here] += values[:, here.start + off : here.stop + off]
    return summed


@back.register
def _activation(layer: layers.Activation, values: np.ndarray, tensors: forward.Tensors) -> Back:
    if layer.kind == "softmax":
        shares = softmax.softmax(values, axis=1)
        return lambda gradient: shares * (gradient - (gradient * shares).sum(1, keepdims=True))
    if layer.kind == "ReLU":
        slopes = values > 0
    elif layer.kind == "ReLU6":
        slopes = (values > 0) & (values < activations.SIX)
    else:
        slopes = activations.ACTIVATIONS[layer.kind].slope(values)
    return lambda gradient: gradient * slopes


@back.register
def _flatten(layer: layers.Flatten, values: np.ndarray, tensors: forward.Tensors) -> Back:
    shape = values.shape
    return lambda gradient: gradient.reshape(shape)


@back.register
def _dropout(layer: layers.Dropout, values: np.ndarray, tensors: forward.Tensors) -> Back:
    return lambda gradient: gradient


@back.register
def _pool(layer: layers.Pool, maps: np.ndarray, tensors: forward.Tensors) -> Back:
    axes, shape = windows.axes(layer, maps.shape[1:]), maps.shape
    if layer.kind == "max":
        winners = reductions.winners(maps, axes)
        return lambda gradient: _given(gradient, winners, shape)
    if layer.kind == "L2":
        norms = reductions.norms(maps, axes, 2)
        return lambda gradient: maps * _shared(_over(gradient, norms), axes)
    counts = reductions.counts(axes, layer.count_padding)
    return lambda gradient: _shared(gradient / counts, axes)


def _given(gradient: np.ndarray, winners: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Each window's gradient to the cell that won it: (n c h' w') -> (n c h w)."""
    cells = shape[ROWS] * shape[COLUMNS]
    planes = np.arange(shape[0] * shape[1]).reshape(*shape[:2], 1, 1) * cells
    summed = np.bincount((planes + winners).ravel(), gradient.ravel(), int(np.prod(shape)))
    return summed.astype(np.float32).reshape(shape)


def _shared(gradient: np.ndarray, axes: reductions.Axes) -> np.ndarray:
    """Each window's gradient to all of its cells: (n c h' w') -> (n c h w)."""
    for dimension, axis in zip((COLUMNS, ROWS), axes[::-1], strict=True):
        along = np.moveaxis(gradient, dimension, 0)
        found = np.zeros((axis.padded + axis.overhang, *along.shape[1:]), np.float32)
        for tap in range(axis.window):
            found[tap : tap + (axis.output - 1) * axis.stride + 1 : axis.stride] += along
        gradient = np.moveaxis(found, 0, dimension)
    return _inside(gradient, axes)


def _over(gradient: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """gradient / norms, 0 where the norm is 0: a root's slope there would be infinite."""
    return np.divide(gradient, norms, out=np.zeros_like(gradient), where=norms > 0)


@back.register
def _global_pool(layer: layers.GlobalPool, maps: np.ndarray, tensors: forward.Tensors) -> Back:
    shape, cells = maps.shape, maps.shape[ROWS] * maps.shape[COLUMNS]
    if layer.kind == "max":
        # Equal ones share it, as in torch's amax.
        largest = maps == maps.max((ROWS, COLUMNS), keepdims=True)
        parts = largest / largest.sum((ROWS, COLUMNS), keepdims=True, dtype=np.float32)
        return lambda gradient: gradient[:, :, None, None] * parts
    if layer.kind == "average":
        return lambda gradient: np.broadcast_to(gradient[:, :, None, None] / np.float32(cells), shape)
    norms = np.sqrt(np.square(maps).sum((ROWS, COLUMNS)))
    return lambda gradient: maps * _over(gradient, norms)[:, :, None, None]


@back.register
def _adaptive_pool(layer: layers.AdaptivePool, maps: np.ndarray, tensors: forward.Tensors) -> Back:
    """Window by window: they may overlap, and are few."""
    shape = maps.shape
    spans = [
        [slice(*span) for span in zip(*reductions.spread_windows(size, count), strict=True)]
        for size, count in zip(shape[ROWS:], layer.size, strict=True)
    ]
    parts = {
        (row, column): _parts(maps[:, :, down, across], layer.kind)
        for row, down in enumerate(spans[0])
        for column, across in enumerate(spans[1])
    }

    def gone(gradient: np.ndarray) -> np.ndarray:
        found = np.zeros(shape, np.float32)
        for (row, column), part in parts.items():
            found[:, :, spans[0][row], spans[1][column]] += gradient[:, :, row, column, None, None] * part
        return found

    return gone


def _parts(window: np.ndarray, kind: str) -> np.ndarray:
    """How much each cell of a window gets of its gradient: (n c i j) -> the same, or (1 1 1 1)."""
    cells = window.shape[ROWS] * window.shape[COLUMNS]
    if kind != "max":
        return np.full((1, 1, 1, 1), 1 / cells, np.float32)
    first = window.reshape(*window.shape[:2], cells).argmax(-1)[..., None] == np.arange(cells)
    return first.reshape(window.shape)


@singledispatch
def parted(layer: layers.Layer, gradient: np.ndarray, channels: Sequence[int]) -> list[np.ndarray]:
    """What comes back to the ends of a container's parts, each of so many channels: of the gradient at what they were
    joined to (n …)."""
    raise TypeError(f"{type(layer).__name__} joins nothing.")


@parted.register
def _block(layer: networks.Block, gradient: np.ndarray, channels: Sequence[int]) -> list[np.ndarray]:
    return [gradient]


@parted.register
def _residual(layer: networks.Residual, gradient: np.ndarray, channels: Sequence[int]) -> list[np.ndarray]:
    return [gradient if layer.scale == 1 else np.float32(layer.scale) * gradient, gradient]


@parted.register
def _parallel(layer: networks.Parallel, gradient: np.ndarray, channels: Sequence[int]) -> list[np.ndarray]:
    if layer.merge == "concat":
        return np.split(gradient, np.cumsum(channels)[:-1], axis=1)
    return [gradient] * len(channels)
