"""What is done to every number of a map, one by one, after the convolution."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

LEAK = 0.01  # PyTorch's default slope of the leaky ReLU
SIX = 6  # where ReLU6 stops
# The part of a curve that is drawn, and how fine.
REACH = 6.0
ALONG = np.linspace(-REACH, REACH, 481)


@dataclass(frozen=True)
class Activation:
    """A function of one number and its derivative, applied to arrays of any shape; what it is called, and why one
    would touch it.

    At 0 the slope of ReLU, ReLU6 and leaky ReLU is the left one, that of abs 0, as in torch; so is ReLU6's at 6 the
    right one.
    """

    label: str
    sentence: str
    formula: str
    function: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Curve:
    """A function's values and slopes at places ALONG it, float64 (n), and at one of them, `x`."""

    name: str
    along: np.ndarray
    values: np.ndarray
    slopes: np.ndarray
    x: float
    value: float
    slope: float


def curve(name: str, x: float) -> Curve:
    """The function called `name` (a key of ACTIVATIONS) from −REACH to REACH, and at `x`."""
    one, at = ACTIVATIONS[name], np.asarray(x, float)
    return Curve(name, ALONG, one.function(ALONG), one.slope(ALONG), x, float(one.function(at)), float(one.slope(at)))


def _sigmoid(x: np.ndarray) -> np.ndarray:
    # SciPy loads a part of it where it is first used, half a second and 27 MB that few visitors need.
    values: np.ndarray = scipy.special.expit(x)
    return values


ACTIVATIONS = {
    "none": Activation("none", "Leaves the map as it is.", "f(x) = x", lambda x: x, np.ones_like),
    "ReLU": Activation(
        "ReLU",
        "Keeps what is positive, sets the rest to 0: “found or not found”.",
        "f(x) = max(0, x)",
        lambda x: np.maximum(x, 0, dtype=x.dtype),
        lambda x: np.where(x > 0, x.dtype.type(1), x.dtype.type(0)),
    ),
    "abs": Activation("abs", "Drops the sign: an edge counts in both directions.", "f(x) = |x|", np.abs, np.sign),
    "leaky ReLU": Activation(
        "leaky ReLU",
        f"Like ReLU, but lets {LEAK:.0%} of the negative side through.",
        f"f(x) = x if x > 0, else {LEAK} x",
        lambda x: np.where(x > 0, x, x.dtype.type(LEAK) * x),
        lambda x: np.where(x > 0, x.dtype.type(1), x.dtype.type(LEAK)),
    ),
    "sigmoid": Activation(
        "sigmoid",
        "Squeezes every number into 0 to 1.",
        "f(x) = 1 / (1 + e⁻ˣ)",
        _sigmoid,
        lambda x: _sigmoid(x) * _sigmoid(-x),
    ),
    "tanh": Activation(
        "tanh",
        "Squeezes every number into −1 to 1 and keeps its sign.",
        "f(x) = tanh x",
        np.tanh,
        lambda x: 1 - np.tanh(x) ** 2,
    ),
    "ReLU6": Activation(
        "ReLU6",
        f"Like ReLU, and nothing above {SIX}: small networks use it, because numbers within a range fit into few bits.",
        f"f(x) = min(max(0, x), {SIX})",
        lambda x: np.clip(x, 0, SIX),
        lambda x: np.where((x > 0) & (x < SIX), x.dtype.type(1), x.dtype.type(0)),
    ),
}
