"""One step of learning with nothing but numpy: forward, softmax, loss, and every gradient on its way back (C46, C83).

The network is as small as a whole one can be: 8 × 8 pixels → 2 kernels of 3 × 3 → ReLU → max of every 2 × 2 → dense,
a unit for each class. Everything is float64; the tests hold it to torch's autograd.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.nets import layers, networks
from cnnviz.nets.inside import autograd
from cnnviz.ops import softmax

SIDE, FILTERS, SIZE = 8, 2, 3
MAP = SIDE - SIZE + 1
HALF = MAP // 2
CLASSES = ("cross", "square", "stripes")
NETWORK = networks.Network(
    "One step",
    (1, SIDE, SIDE),
    (
        layers.Conv(FILTERS, (SIZE, SIZE)),
        layers.Activation("ReLU"),
        layers.Pool(),
        layers.Flatten(),
        layers.Dense(len(CLASSES)),
    ),
)


@dataclass(frozen=True, eq=False)
class Weights:
    """Everything that is learned: kernels (f i j) and a bias for each (f), dense (classes, inputs) and biases
    (classes). A gradient has the same parts."""

    kernels: np.ndarray
    offsets: np.ndarray
    dense: np.ndarray
    biases: np.ndarray

    @property
    def parts(self) -> tuple[np.ndarray, ...]:
        """Kernels, their biases, dense weights and their biases, in that order."""
        return self.kernels, self.offsets, self.dense, self.biases


@dataclass(frozen=True, eq=False)
class Forward:
    """What the layers computed: maps before and after ReLU (f 6 6), their largest of every 2 × 2 (f 3 3), logits and
    probabilities (classes); `winners` (f 6 6) are the cells that were the largest."""

    image: np.ndarray
    maps: np.ndarray
    activated: np.ndarray
    winners: np.ndarray
    pooled: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray

    @property
    def vector(self) -> np.ndarray:
        """What the dense layer reads: the pooled maps, one after the other, row by row."""
        return self.pooled.ravel()

    def loss(self, true: int) -> float:
        """−log of the probability of the true class, from the logits: a probability can be too small for a float."""
        top = self.logits.max()
        return float(np.log(np.exp(self.logits - top).sum()) + top - self.logits[true])


@dataclass(frozen=True, eq=False)
class Backward:
    """The loss's gradients, from the last to the first: of the logits (classes), of the pooled maps (f 3 3), of the
    maps before ReLU (f 6 6), and of all weights."""

    logits: np.ndarray
    pooled: np.ndarray
    maps: np.ndarray
    weights: Weights


def begin(seed: int = 0) -> Weights:
    """Random weights, of a size that suits the number of inputs (He et al., 2015); biases 0."""
    random = np.random.default_rng(seed)
    kernels = random.normal(0, np.sqrt(2 / SIZE**2), (FILTERS, SIZE, SIZE))
    inputs = FILTERS * HALF**2
    dense = random.normal(0, np.sqrt(1 / inputs), (len(CLASSES), inputs))
    return Weights(kernels, np.zeros(FILTERS), dense, np.zeros(len(CLASSES)))


def forward(image: np.ndarray, weights: Weights) -> Forward:
    """Image (8 8) through the network."""
    windows = sliding_window_view(image, (SIZE, SIZE))  # 6 6 i j
    maps = np.einsum("rcij,fij->frc", windows, weights.kernels) + weights.offsets[:, None, None]
    activated = np.maximum(maps, 0)
    blocks = activated.reshape(FILTERS, HALF, 2, HALF, 2).swapaxes(2, 3).reshape(FILTERS, HALF, HALF, 4)
    first = blocks.argmax(-1)[..., None] == np.arange(4)  # of equal ones the first, as in torch
    winners = first.reshape(FILTERS, HALF, HALF, 2, 2).swapaxes(2, 3).reshape(maps.shape)
    pooled = blocks.max(-1)
    logits = weights.dense @ pooled.ravel() + weights.biases
    return Forward(image, maps, activated, winners, pooled, logits, softmax.softmax(logits))


def backward(done: Forward, weights: Weights, true: int) -> Backward:
    """Every gradient of the loss, by the chain rule, from the logits back to the kernels."""
    logits = done.probabilities - (np.arange(len(CLASSES)) == true)
    pooled = (weights.dense.T @ logits).reshape(done.pooled.shape)
    # The largest of each window gets all of its window's gradient, and ReLU lets it pass where it let the value pass.
    maps = pooled.repeat(2, 1).repeat(2, 2) * done.winners * (done.maps > 0)
    kernels = np.stack([products(done, maps[number]).sum((0, 1)) for number in range(FILTERS)])
    learned = Weights(kernels, maps.sum((1, 2)), np.outer(logits, done.vector), logits)
    return Backward(logits, pooled, maps, learned)


def recorded(image: np.ndarray, weights: Weights, true: int) -> np.ndarray:
    """The loss's gradient of every kernel weight (f i j) by autograd, which knows none of the formulas here: each
    weight is one number, used at every place."""
    kernels, offsets, dense, biases = map(autograd.numbers, weights.parts)
    pixels = autograd.numbers(image)
    kept = []
    for kernel, offset in zip(kernels, offsets, strict=True):
        map_ = np.empty((MAP, MAP), object)
        for row, column in np.ndindex(map_.shape):
            window = pixels[row : row + SIZE, column : column + SIZE].ravel()
            terms = map(autograd.product, window, kernel.ravel())
            map_[row, column] = autograd.relu(autograd.added((*terms, offset)))
        blocks = map_.reshape(HALF, 2, HALF, 2).swapaxes(1, 2).reshape(-1, 4)
        kept += [autograd.largest(list(block)) for block in blocks]
    logits = [
        autograd.added((*map(autograd.product, row, kept), bias)) for row, bias in zip(dense, biases, strict=True)
    ]
    autograd.cross_entropy(logits, true).backward()
    return autograd.gradients(kernels)


def products(done: Forward, gradient: np.ndarray) -> np.ndarray:
    """Gradient at every place of one map (6 6) times the pixel that each weight met there: (6 6 i j).

    A kernel's weights are the same at every place, so each one's gradient is the sum over the places.
    """
    return np.asarray(gradient[:, :, None, None] * sliding_window_view(done.image, (SIZE, SIZE)))


def updated(weights: Weights, gradient: Weights, rate: float) -> Weights:
    """w − rate · g, for every weight: plain gradient descent."""
    return Weights(*(w - rate * g for w, g in zip(weights.parts, gradient.parts, strict=True)))


@dataclass(frozen=True, eq=False)
class Step:
    """One step on one picture: the weights before and after it, and all that was computed between."""

    before: Weights
    forward: Forward
    backward: Backward
    after: Weights
    again: Forward

    def products(self, which: int, row: int, column: int) -> np.ndarray:
        """Of kernel `which`, the weight in a row and column: the gradient at every place of its map times the pixel
        that it met there (6 6). They add up to the weight's gradient."""
        return products(self.forward, self.backward.maps[which])[:, :, row, column]


def walked(image: np.ndarray, true: int, rate: float, steps: int, seed: int = 0) -> tuple[Step, tuple[float, ...]]:
    """The step that follows `steps` taken ones, and the loss before each of them, before it, and after it."""
    weights, losses = begin(seed), []
    for _ in range(steps + 1):
        done = forward(image, weights)
        gradients = backward(done, weights, true)
        losses.append(done.loss(true))
        before, weights = weights, updated(weights, gradients.weights, rate)
    again = forward(image, weights)
    losses.append(again.loss(true))
    return Step(before, done, gradients, weights, again), tuple(losses)


def picture(rows: str) -> np.ndarray:
    """A picture (8 8) of 0 and 1 from its rows, # being 1."""
    return np.array([[float(cell == "#") for cell in row] for row in rows.split()])


PICTURES = {
    "cross": picture("........ ...##... ...##... .######. .######. ...##... ...##... ........"),
    "square": picture("........ .######. .#....#. .#....#. .#....#. .#....#. .######. ........"),
    "stripes": picture("........ #######. ........ .####### ........ #######. ........ .#######"),
}
# How many numbers are learned.
LEARNED = sum(part.size for part in begin().parts)
