"""How much of a gradient reaches the first of many layers, measured (C96, C97).

Nothing is trained: a stack of convolutions is drawn at random, and the loss is a random sum of its last maps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.nets.inside import batch_norm
from cnnviz.ops import activations, correlate, pooling

# The most layers a page may ask for; sigmoid's gradients through more would leave the range of 32-bit floats.
MOST = 50
MAPS, KERNEL = 16, 3
# The pictures are averaged down to half their side.
HALF = pooling.Pool("average", (2, 2), (2, 2))

# Deviation of the random weights, times the root of the numbers that a kernel reads. √2 is what keeps the size of
# numbers from layer to layer under ReLU (He et al. 2015), 1 what keeps it without (Glorot & Bengio 2010).
Scale = Literal["Glorot", "small", "He", "large"]
SCALES: dict[Scale, float] = {"Glorot": 1.0, "small": 2**0.5 / 2, "He": 2**0.5, "large": 2**0.5 * 1.5}


@dataclass(frozen=True)
class Kind:
    """One way to build each layer: convolution, [batch normalisation,] activation, [+ its input].

    `weights` is a key of SCALES, `activation` one of SLOPES.
    """

    sentence: str
    weights: Scale
    activation: Literal["ReLU", "sigmoid"] = "ReLU"
    normalised: bool = False
    shortcut: bool = False


@dataclass(frozen=True, eq=False)
class Passed:
    """What one layer kept of the way forward, (n c h w) each: its sums, and what its activation made of them."""

    sums: np.ndarray
    made: np.ndarray


def gradients(images: np.ndarray, depth: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Length of the loss's gradient with respect to each layer's output, first to last: (n 1 h w) -> kind -> (depth,).

    The loss is the sum of the last output times fixed random numbers, of length 1. All kinds have the same random
    numbers for weights, each scaled its own way. Raises InputError outside 2 … MOST layers.
    """
    if not 2 <= depth <= MOST:
        raise InputError(f"A stack of {numbers.count(depth, 'layer')} is not measured. Choose 2 to {MOST}.")
    given, weights = inputs(images), kernels(depth, seed)
    loss = direction(given.shape, seed)
    return {name: lengths(kind, given, SCALES[kind.weights] * weights, loss) for name, kind in KINDS.items()}


def inputs(images: np.ndarray) -> np.ndarray:
    """Each picture at half its size, as many times as a layer has maps: (n 1 h w) -> (n c h/2 w/2)."""
    return np.stack([np.repeat(pooling.pooled(image, HALF), MAPS, axis=0) for image in images])


def direction(shape: tuple[int, ...], seed: int) -> np.ndarray:
    """The fixed random numbers of the loss, of length 1: float32 (n c h w)."""
    drawn = np.random.default_rng((seed, 1)).normal(size=shape)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def kernels(depth: int, seed: int) -> np.ndarray:
    """The weights of all layers, at a scale of 1: float32 (depth o c i j)."""
    drawn = np.random.default_rng((seed, 0)).normal(size=(depth, MAPS, MAPS, KERNEL, KERNEL))
    return np.asarray((drawn / (MAPS * KERNEL * KERNEL) ** 0.5).astype(np.float32))


def lengths(kind: Kind, images: np.ndarray, kernels: np.ndarray, loss: np.ndarray) -> np.ndarray:
    """The gradient's length at each layer's output: images, loss (n c h w), kernels (depth c c i j) -> (depth,)."""
    passed = _forward(kind, images, kernels)
    gradient, found = loss, [_length(loss)]
    for weights, layer in zip(kernels[:0:-1], passed[:0:-1], strict=True):
        gradient = _backward(kind, gradient, weights, layer)
        found.append(_length(gradient))
    return np.array(found[::-1])


def _forward(kind: Kind, maps: np.ndarray, kernels: np.ndarray) -> list[Passed]:
    passed = []
    for weights in kernels:
        sums = convolved(maps, weights)
        met = batch_norm.normalised(sums) if kind.normalised else sums
        made = activations.ACTIVATIONS[kind.activation].function(met)
        passed.append(Passed(sums, made))
        maps = maps + made if kind.shortcut else made
    return passed


def _backward(kind: Kind, gradient: np.ndarray, weights: np.ndarray, layer: Passed) -> np.ndarray:
    """From the gradient at a layer's output to that at its input, by the chain rule: (n c h w) -> (n c h w)."""
    inner = gradient * SLOPES[kind.activation](layer.made)
    if kind.normalised:
        inner = batch_norm.backward(inner, layer.sums)
    # What a pixel gave to a sum through one weight comes back through it: the kernel turned, its ends exchanged.
    back = convolved(inner, correlate.flipped(weights.swapaxes(0, 1)))
    return gradient + back if kind.shortcut else back


def convolved(maps: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Every image's maps under kernels of odd side from 3 on, framed with zeros: (n c h w), (o c i i) -> (n o h w).

    The framed images stand side by side, so that one correlation does for all of them; the windows that would look
    at two images are left out.
    """
    count, channels, height, width = maps.shape
    frame = kernels.shape[-1] // 2
    row = np.zeros((channels, height + 2 * frame, count, width + 2 * frame), np.float32)
    row[:, frame:-frame, :, frame:-frame] = maps.transpose(1, 2, 0, 3)
    made = np.empty((len(kernels), height, count, width + 2 * frame), np.float32)
    answers = correlate.correlate(row.reshape(channels, height + 2 * frame, -1), kernels)  # (o, h, n·w' − 2 · frame)
    made.reshape(len(kernels), height, -1)[..., : -2 * frame] = answers
    return made[..., :width].transpose(2, 0, 1, 3)


def _length(values: np.ndarray) -> float:
    # Not linalg.norm: its threads wait for one another on a busy machine.
    return float(np.sqrt(np.square(values, dtype=np.float64).sum()))


SLOPES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    # From what the activation made, f(x): the slope f′(x).
    "sigmoid": lambda made: made * (1 - made),
    "ReLU": lambda made: made > 0,
}
KINDS = {
    "plain, sigmoid": Kind(
        "The sigmoid’s slope is ¼ at most. Every layer multiplies by it once more.", "Glorot", "sigmoid"
    ),
    "plain, small weights": Kind("Half of He’s weights, ReLU. Each layer hands back less than it got.", "small"),
    "plain, He weights": Kind("ReLU, and weights made so that numbers keep their size (He et al. 2015).", "He"),
    "plain, large weights": Kind(
        f"{numbers.text(SCALES['large'] / SCALES['He'])} times He’s weights, ReLU. The gradient can also explode.",
        "large",
    ),
    "normalised, small weights": Kind(
        "Batch normalisation after each convolution: how small the weights are no longer matters.",
        "small",
        normalised=True,
    ),
    "shortcuts, small weights": Kind(
        "Each layer adds its input to what it made. The gradient also takes the shortcut, unchanged.",
        "small",
        shortcut=True,
    ),
    "shortcuts, He weights": Kind(
        "With a shortcut, He’s weights are too large: each layer adds to a gradient that is already whole.",
        "He",
        shortcut=True,
    ),
    "shortcuts, normalised, small weights": Kind(
        "Both, as in the ResNet of 2015: what a layer adds is normalised first.",
        "small",
        normalised=True,
        shortcut=True,
    ),
}
