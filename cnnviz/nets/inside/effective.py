"""How much a unit listens to each pixel that it sees: its effective receptive field (C75, C76).

The theoretical receptive field is all that can reach a unit. How much of it does is measured by the gradient of the
unit with respect to the pixels. Luo, Li, Urtasun and Zemel, “Understanding the Effective Receptive Field in Deep
Convolutional Neural Networks”, NIPS 2016.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import forward, layers, networks, shapes
from cnnviz.nets.inside import reaching
from cnnviz.nets.inside.receptive import Box
from cnnviz.nets.windows import axes
from cnnviz.ops import correlate, reductions, sliding

# Maps after each convolution of a random network, and how many such networks are measured.
MAPS, SEEDS = 8, 10
# Multiply-adds that measuring may take: some seconds. Of a dearer stack fewer networks are measured.
WORK = 10_000_000_000
# Of the window's sides, the middle part that counts as its central half.
HALF = 1 / 2


@dataclass(frozen=True, eq=False)
class Measured:
    """A unit's mean gradient (h w) and its theoretical window; of the gradient, what lies in the window's central half,
    and the same if the unit listened to all of its window alike."""

    field: np.ndarray
    box: Box
    share: float
    even: float


def affordable(steps: Sequence[str], size: tuple[int, int]) -> int:
    """How many random networks of this stack are measured. Raises InputError where not even one can be."""
    # There and back.
    each = 2 * shapes.totals(shapes.records(listening(steps, size))).macs
    if each > WORK:
        raise InputError("This stack is too large to be measured here. Take away a layer, or choose a smaller picture.")
    return min(SEEDS, WORK // max(1, each))


def random_field(steps: Sequence[str], image: np.ndarray, unit: reaching.Point) -> np.ndarray:
    """Mean size of the gradient of a unit of the last layer over networks with random weights (He et al. 2015), as
    many as can be afforded, a ReLU between layers: grey image (h w) -> (h w)."""
    size = (image.shape[0], image.shape[1])
    network, seeds = listening(steps, size), affordable(steps, size)
    given = (image - image.mean(dtype=np.float64))[None, None].astype(np.float32)
    total = np.zeros(image.shape)
    for seed in range(seeds):
        total += field(network, random_weights(network, seed), given, unit, maps=1)
    return total / seeds


def listening(steps: Sequence[str], size: tuple[int, int]) -> networks.Network:
    """The stack as it is measured: with an activation after each convolution but the last layer, where a unit that is
    silent would listen to nothing."""
    plain = reaching.network(steps, size, MAPS).layers
    pairs = [(one, layers.Activation()) if isinstance(one, layers.Conv) else (one,) for one in plain[:-1]]
    return networks.Network("listening", (1, *size), (*(layer for pair in pairs for layer in pair), *plain[-1:]))


def random_weights(network: networks.Network, seed: int) -> dict[str, np.ndarray]:
    """A deviation of √(2 / numbers that a filter reads), always the same for a seed."""
    random, found = np.random.default_rng((seed, len(network.layers))), {}
    for record in shapes.records(network):
        if isinstance(record.layer, layers.Conv):
            shape = (record.layer.filters, record.input[0], *record.layer.size)
            found[f"{record.path}.weight"] = random.normal(0, np.sqrt(2 / np.prod(shape[1:])), shape).astype(np.float32)
    return found


def field(
    network: networks.Network, weights: forward.Weights, images: np.ndarray, unit: reaching.Point, maps: int = 0
) -> np.ndarray:
    """Mean size of the gradient of the unit in this row and column of the last layer's maps (the first `maps`, or all)
    with respect to each pixel: images (n 1 h w) -> float64 (h w)."""
    outputs = forward.outputs(network, weights, images)
    last = outputs[str(len(network.layers) - 1)]
    total, won = np.zeros(images.shape[2:]), _won(network, images, outputs)
    count = maps or last.shape[1]
    for number in range(count):
        start = np.zeros_like(last)
        start[:, number, unit[0], unit[1]] = 1
        total += np.abs(gradient(network, weights, images, outputs, start, won)).sum(axis=(0, 1), dtype=np.float64)
    return total / (count * len(images))


def gradient(
    network: networks.Network,
    weights: forward.Weights,
    images: np.ndarray,
    outputs: dict[str, np.ndarray],
    start: np.ndarray,
    won: Mapping[int, np.ndarray] | None = None,
) -> np.ndarray:
    """From the gradient at the last layer's output (n o h' w') back to the images (n c h w), by the chain rule.

    `outputs` are what the layers made of the images, `won` which cells their poolings took where that is known. Only
    convolutions without groups, max pooling and ReLU are known.
    """
    passed, won = start, _won(network, images, outputs) if won is None else won
    for index in range(len(network.layers) - 1, -1, -1):
        before = outputs[str(index - 1)] if index else images
        passed = _back(network.layers[index], passed, before, won.get(index, weights.get(f"{index}.weight")))
    return passed


def _won(network: networks.Network, images: np.ndarray, outputs: dict[str, np.ndarray]) -> dict[int, np.ndarray]:
    """Which cell each window of a max pooling took, by the place of its layer: the same whichever unit is asked."""
    befores = {at: outputs[str(at - 1)] if at else images for at in range(len(network.layers))}
    pools = {at: one for at, one in enumerate(network.layers) if isinstance(one, layers.Pool) and one.kind == "max"}
    return {at: reductions.winners(befores[at], axes(one, befores[at].shape[1:])) for at, one in pools.items()}


@singledispatch
def _back(layer: layers.Layer, passed: np.ndarray, before: np.ndarray, known: np.ndarray | None) -> np.ndarray:
    """The gradient at a layer's output as that at its input, `before` (n c h w); `known` are a convolution's weights,
    or which cells a pooling took."""
    raise TypeError(f"{layer.title} passes no gradient back here.")


@_back.register
def _conv(layer: layers.Conv, passed: np.ndarray, before: np.ndarray, known: np.ndarray | None) -> np.ndarray:
    """What a pixel gave to a sum through one weight comes back through it: answers as far apart as their windows, under
    the kernel turned, its ends exchanged."""
    if known is None or layer.groups > 1:
        raise TypeError(f"{layer.title} passes no gradient back here.")
    rows, columns = axes(layer, before.shape[1:])
    # Of one unit, most answers pass nothing back.
    top, left = _span(passed, 2), _span(passed, 3)
    answers = passed[:, :, top, left]
    apart = [(count - 1) * axis.stride + 1 for count, axis in zip(answers.shape[2:], (rows, columns), strict=True)]
    rims = [axis.span - 1 for axis in (rows, columns)]
    spread = np.zeros((*passed.shape[:2], *(side + 2 * rim for side, rim in zip(apart, rims, strict=True))), np.float32)
    inner = [slice(rim, rim + side) for side, rim in zip(apart, rims, strict=True)]
    spread[:, :, inner[0], inner[1]][:, :, :: rows.stride, :: columns.stride] = answers
    kernels = np.ascontiguousarray(correlate.flipped(known.swapaxes(0, 1)), np.float32)
    framed = np.zeros((*before.shape[:2], rows.padded, columns.padded), np.float32)
    met = framed[:, :, top.start * rows.stride :, left.start * columns.stride :]
    met[:, :, : apart[0] + rims[0], : apart[1] + rims[1]] = sliding.sums(spread, kernels, (1, 1), layer.dilation)
    return framed[:, :, rows.before : rows.before + rows.size, columns.before : columns.before + columns.size]


def _span(passed: np.ndarray, axis: int) -> slice:
    """The rows (axis 2) or columns (3) from the first that is not all 0 to the last; the first one where none is."""
    places = np.flatnonzero(passed.any(axis=(0, 1, 5 - axis)))
    return slice(places[0], places[-1] + 1) if len(places) else slice(0, 1)


@_back.register
def _pool(layer: layers.Pool, passed: np.ndarray, before: np.ndarray, known: np.ndarray | None) -> np.ndarray:
    """The winner of each window gets all of it."""
    if layer.kind != "max" or known is None:
        raise TypeError(f"{layer.title} passes no gradient back here.")
    planes = before.reshape(-1, before.shape[2] * before.shape[3])
    won = known.reshape(len(planes), -1)
    back = np.zeros_like(planes)
    places, given = (np.arange(len(planes))[:, None], won), passed.reshape(len(planes), -1)
    if all(stride >= side for stride, side in zip(layer.stride, layer.size, strict=True)):
        back[places] = given  # each pixel is in one window at most
    else:
        np.add.at(back, places, given)
    return back.reshape(before.shape)


@_back.register
def _activation(
    layer: layers.Activation, passed: np.ndarray, before: np.ndarray, known: np.ndarray | None
) -> np.ndarray:
    if layer.kind != "ReLU":
        raise TypeError(f"{layer.title} passes no gradient back here.")
    return np.asarray(passed * (before > 0), np.float32)


def measured(field: np.ndarray, box: Box) -> Measured:
    """A gradient (h w), and how much of it lies in the middle of its window."""
    return Measured(field, box, central_share(field, box), even_share(field.shape, box))


def central_share(field: np.ndarray, box: Box) -> float:
    """How much of a field (h w) lies in the central half of a window: half of its rows and half of its columns, a
    quarter of its pixels. 0 where the field is 0."""
    total = float(field.sum())
    down = _overlap(len(field), box.top, box.bottom)
    across = _overlap(field.shape[1], box.left, box.right)
    return float(down @ field @ across) / total if total else 0.0


def even_share(shape: tuple[int, ...], box: Box) -> float:
    """The same of a unit that listens alike to all pixels of its window that are pixels of the image."""
    even = np.zeros(shape)
    even[max(0, box.top) : box.bottom + 1, max(0, box.left) : box.right + 1] = 1
    return central_share(even, box)


def _overlap(size: int, first: int, last: int) -> np.ndarray:
    """Of each of `size` pixels, how much lies within the middle half of those from `first` to `last`."""
    rim = (last + 1 - first) * (1 - HALF) / 2
    low, high = first + rim, last + 1 - rim
    starts = np.arange(size)
    return np.clip(np.minimum(starts + 1, high) - np.maximum(starts, low), 0, 1)
