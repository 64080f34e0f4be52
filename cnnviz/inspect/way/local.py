"""What a network makes of maps in one window alone: all that the window does not need is left out.

So the question “what would this unit be, if that map were silent?” costs a few thousand products, not the network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.inspect.way import graph
from cnnviz.nets import forward, layers, networks
from cnnviz.ops import geometry, sliding

Weights = Mapping[str, np.ndarray]


class Window(NamedTuple):
    """First and last row and column of a map, all within it."""

    top: int
    left: int
    bottom: int
    right: int


def whole(shape: Sequence[int]) -> Window:
    """All of maps (c h w)."""
    return Window(0, 0, shape[1] - 1, shape[2] - 1)


@dataclass(frozen=True, eq=False)
class Local:
    """A network, its weights, and what is `known` of what it made of a picture, (c h w) or (c) by name; the maps of
    `silenced` that are 0 in a version of their own each, beside the one in which all are as they are."""

    network: graph.Graph
    weights: Weights
    known: Mapping[str, np.ndarray]
    silenced: tuple[str, tuple[int, ...]] = ("", ())

    def values(self, name: str, window: Window | None = None, activated: bool = True) -> np.ndarray:
        """What this step makes, in the window or all of it: (n c h w) or (n c), n being 1 where no silence is heard,
        otherwise 1 for the version with all and 1 for each silenced map. If not `activated`, what its own activation is
        given."""
        if name in self.known and activated:
            return self._known(name, window)
        step = self.network.steps[name]
        if len(step.output) == 1 or window is None:
            window = None if len(step.output) == 1 else whole(step.output)
        made = self.main(step, window)
        for record in step.after:
            if isinstance(record.layer, layers.Activation) and not activated:
                break
            made = forward.applied(record.layer, made, forward.Tensors(self.weights, record.path))
        return made

    def _known(self, name: str, window: Window | None) -> np.ndarray:
        values = self.known[name][None]
        if window is not None and values.ndim == 4:
            values = values[:, :, window.top : window.bottom + 1, window.left : window.right + 1]
        source, channels = self.silenced
        if name != source or not channels:
            return values
        versions = np.repeat(values, 1 + len(channels), axis=0)
        versions[np.arange(len(channels)) + 1, list(channels)] = 0
        return versions

    def main(self, step: graph.Step, window: Window | None) -> np.ndarray:
        """What the main layer of a step makes, before what is read together with it."""
        layer, tensors = step.main.layer, forward.Tensors(self.weights, step.main.path)
        if isinstance(layer, networks.Container):
            return forward.joined(layer, _alike([self.values(source, window) for source in step.sources]))
        (source,) = step.sources
        if isinstance(layer, layers.Conv) and window is not None:
            return self._convolved(step, layer, window, tensors)
        if isinstance(layer, layers.BatchNorm | layers.Activation | layers.Dropout | layers.LRN):
            return forward.applied(layer, self.values(source, window), tensors)
        made = forward.applied(layer, self.values(source), tensors)
        if window is None or made.ndim < 4:
            return made
        return made[:, :, window.top : window.bottom + 1, window.left : window.right + 1]

    def _convolved(self, step: graph.Step, layer: layers.Conv, window: Window, tensors: forward.Tensors) -> np.ndarray:
        assert step.main.axes is not None
        given = self.framed(step, window)
        made = _products(layer, given, tensors["weight"])
        return made + tensors["bias"][:, None, None] if layer.bias else made

    def framed(self, step: graph.Step, window: Window) -> np.ndarray:
        """What the units in this window of a convolution read, with 0 where they reach beyond the map: (n c h w)."""
        assert step.main.axes is not None
        rows, columns = step.main.axes
        (top, bottom), (left, right) = _read(rows, window.top, window.bottom), _read(columns, window.left, window.right)
        inside = Window(max(top, 0), max(left, 0), min(bottom, rows.size - 1), min(right, columns.size - 1))
        if inside.top > inside.bottom or inside.left > inside.right:
            channels = self.network.shape(step.sources[0])[0]
            return np.zeros((1, channels, bottom - top + 1, right - left + 1), np.float32)
        given = self.values(step.sources[0], inside)
        beyond = ((inside.top - top, bottom - inside.bottom), (inside.left - left, right - inside.right))
        return np.pad(given, ((0, 0), (0, 0), *beyond)) if any(map(any, beyond)) else given


def _read(axis: geometry.Axis, first: int, last: int) -> tuple[int, int]:
    """The first and the last place that units first … last read, padding and all."""
    return first * axis.stride - axis.before, last * axis.stride - axis.before + axis.span - 1


def _products(layer: layers.Conv, given: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Maps (n c h w), padded already, under kernels (o c/groups i j) -> (n o h' w'): all versions at once, which on the
    few numbers of a window is up to ten times as fast as one after the other."""
    if layer.groups == given.shape[1] == layer.filters:
        spans = [step * (side - 1) + 1 for step, side in zip(layer.dilation, layer.size, strict=True)]
        views = sliding_window_view(given, spans, axis=(2, 3))
        views = views[:, :, :: layer.stride[0], :: layer.stride[1], :: layer.dilation[0], :: layer.dilation[1]]
        return np.asarray(np.einsum("nchwij,cij->nchw", views, kernels[:, 0]))
    if layer.size == (1, 1) and layer.groups == 1:
        taken = given[:, :, :: layer.stride[0], :: layer.stride[1]]
        made = np.tensordot(kernels[:, :, 0, 0], taken, (1, 1))
        return np.asarray(made.swapaxes(0, 1))
    return sliding.sums(given, kernels, layer.stride, layer.dilation, layer.groups)


def _alike(ends: list[np.ndarray]) -> list[np.ndarray]:
    """As many versions of each: those in which no silence is heard are repeated."""
    count = max(len(end) for end in ends)
    return [np.broadcast_to(end, (count, *end.shape[1:])) for end in ends]
