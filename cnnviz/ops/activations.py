"""What is done to every number of a map, one by one, after the convolution."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import special

LEAK = 0.01  # PyTorch's default slope of the leaky ReLU


@dataclass(frozen=True)
class Activation:
    """A function of one number, applied to arrays of any shape, and why one would touch it."""

    sentence: str
    formula: str
    function: Callable[[np.ndarray], np.ndarray]


ACTIVATIONS = {
    "none": Activation("Leaves the map as it is.", "f(x) = x", lambda x: x),
    "ReLU": Activation(
        "Keeps what is positive, sets the rest to 0: “found or not found”.",
        "f(x) = max(0, x)",
        lambda x: np.maximum(x, 0, dtype=x.dtype),
    ),
    "abs": Activation("Drops the sign: an edge counts in both directions.", "f(x) = |x|", np.abs),
    "leaky ReLU": Activation(
        f"Like ReLU, but lets {LEAK:.0%} of the negative side through.",
        f"f(x) = x if x > 0, else {LEAK} x",
        lambda x: np.where(x > 0, x, x.dtype.type(LEAK) * x),
    ),
    "sigmoid": Activation("Squeezes every number into 0 to 1.", "f(x) = 1 / (1 + e⁻ˣ)", special.expit),
    "tanh": Activation("Squeezes every number into −1 to 1 and keeps its sign.", "f(x) = tanh x", np.tanh),
}
