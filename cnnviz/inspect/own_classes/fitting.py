"""Softmax regression on features, by gradient descent on the mean cross-entropy of all pictures and half the L2
strength times the sum of all squared weights.

Nothing is random: all weights begin at 0, and every step looks at all pictures. So weights are always sums of the
pictures' features, each times a coefficient, and what is moved are those: `weights = coefficients.T @ features`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnviz.ops import softmax

STEPS = 100
# Numbers that trainings at once may have together: 1 MB, which stays near a processor.
BLOCK = 2**17


@dataclass(frozen=True, eq=False)
class Classifier:
    """Logits of features x (d) are weights (c d) · x + bias (c); a class that had no pictures has bias −∞."""

    weights: np.ndarray
    bias: np.ndarray

    def shares(self, features: np.ndarray) -> np.ndarray:
        """(n d) -> (n c), each row adding up to 1."""
        return softmax.softmax(features @ self.weights.T + self.bias)


@dataclass(frozen=True, eq=False)
class Training:
    """All steps, the first before any: the pictures' coefficients (s n c) and the biases (s c), the loss that is made
    smaller (s), and the shares of the training pictures (s n c); and how long a step is."""

    features: np.ndarray
    coefficients: np.ndarray
    biases: np.ndarray
    losses: np.ndarray
    shares: np.ndarray
    rate: float

    def classifier(self, step: int) -> Classifier:
        """As it is after so many steps."""
        return Classifier(self.coefficients[step].T @ self.features, self.biases[step])

    def right(self, labels: np.ndarray) -> np.ndarray:
        """How many training pictures have the largest share of their own class, at each step (s)."""
        return np.sum(self.shares.argmax(2) == labels, axis=1)


def step_length(features: np.ndarray, strength: float) -> float:
    """The longest that cannot make the loss larger: one over a bound of its curvature (Böhning 1992)."""
    alike = features.astype(np.float64) @ features.T.astype(np.float64)
    return float(1 / (np.linalg.eigvalsh((alike + 1) / len(alike))[-1] / 2 + strength))


def trained(features: np.ndarray, labels: np.ndarray, count: int, strength: float, most: int = STEPS) -> Training:
    """`most` steps of features (n d), labels (n) of 0 to count − 1. Classes without a picture take no part."""
    features = features.astype(np.float64)
    alike, size = features @ features.T, len(features)
    rate = step_length(features, strength)
    right = np.eye(count)[labels]
    coefficients, biases = np.zeros((most + 1, size, count)), np.zeros((most + 1, count))
    shares, losses = np.zeros((most + 1, size, count)), np.zeros(most + 1)
    biases[0, right.sum(0) == 0] = -np.inf
    for step in range(most + 1):
        own = coefficients[step]
        logits = alike @ own + biases[step]
        shares[step] = softmax.softmax(logits)
        largest = logits.max(1, keepdims=True)
        entropy = largest[:, 0] + np.log(np.exp(logits - largest).sum(1)) - logits[np.arange(size), labels]
        losses[step] = entropy.mean() + strength / 2 * np.sum(own * (alike @ own))
        if step < most:
            wrong = (shares[step] - right) / size
            coefficients[step + 1] = own - rate * (wrong + strength * own)
            biases[step + 1] = biases[step] - rate * wrong.sum(0)
    return Training(features, coefficients, biases, losses, shares, rate)


def left_out(
    features: np.ndarray,
    labels: np.ndarray,
    count: int,
    strength: float,
    steps: int = STEPS,
    places: slice = slice(None),
    tell: Callable[[float], object] | None = None,
) -> np.ndarray:
    """The shares (m c) that the pictures at those places get of a classifier that was trained on all others, by as many
    steps of the same length from weights of 0. Where that is not done at once, `tell` hears which share of it is.

    A class that has no other picture takes no part: its only picture cannot be right.
    """
    features = features.astype(np.float64)
    size, out = len(features), np.arange(len(features))[places]
    each = max(1, BLOCK // (size * count))
    blocks = [out[at : at + each] for at in range(0, len(out), each)]
    rate, alike = step_length(features, strength), features @ features.T
    given = alike, labels, count, strength, steps, rate
    found = [np.zeros((0, count))]
    for at, block in enumerate(blocks):
        if tell and at:
            tell(at / len(blocks))
        found.append(_without(block, *given))
    return np.concatenate(found)


def _without(
    out: np.ndarray, alike: np.ndarray, labels: np.ndarray, count: int, strength: float, steps: int, rate: float
) -> np.ndarray:
    """Some trainings at once, each without one of the pictures `out` (m): its coefficients stay 0."""
    size, many = len(alike), len(out)
    right = np.eye(count)[labels][:, None]  # n 1 c
    taking = (np.arange(size)[:, None] != out)[:, :, None]  # n m 1
    biases = np.where(right.sum(0) - right[out, 0] > 0, 0.0, -np.inf)  # m c
    own = np.zeros((size, many, count))
    for _ in range(steps):
        logits = (alike @ own.reshape(size, -1)).reshape(own.shape) + biases
        wrong = np.where(taking, softmax.softmax(logits) - right, 0) / (size - 1)
        own -= rate * (wrong + strength * own)
        biases = biases - rate * wrong.sum(0)
    return softmax.softmax(np.einsum("mn,nmc->mc", alike[out], own) + biases)
