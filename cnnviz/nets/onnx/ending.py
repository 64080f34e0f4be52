"""How a model that was read ends where it is looked into: in logits, as a vector."""

from dataclasses import replace

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.onnx import reading

SOFTMAX = "Its last layer, softmax, is left out: shares are made of its logits here, by softmax."
LOG_SOFTMAX = "Its last layer, the logarithm of softmax, is left out: shares are made of its logits here, by softmax."
ONE_YES = "Its one answer goes through a sigmoid. That is softmax of 0 and the answer: so it is shown as two classes."
SEVERAL_YES = (
    "Its answers go each through a sigmoid of its own. Here they are shown before that, with shares by softmax: their "
    "order is the model’s, their shares are not."
)


def logits(read: reading.Read) -> tuple[networks.Network, dict[str, np.ndarray], tuple[str, ...]]:
    """The network without what turns logits into shares, its weights, and what has been done to it for that: what pages
    show and what workers compute with, by the same paths. Raises InputError where it is not whole, or tells no classes
    apart."""
    if read.unknown:
        raise InputError(read.unknown)
    stack, weights = list(read.network.layers), dict(read.weights)
    if stack and stack[-1] == layers.Flatten() and shapes.records(read.network)[-1].input[1:] == (1, 1):
        stack.pop()  # put back below: shares may have been made of maps of one pixel
    notes: tuple[str, ...] = ()
    if read.log_softmax:
        notes = (LOG_SOFTMAX,)
    last = stack[-1] if stack else None
    if last == layers.Activation("softmax"):
        stack, notes = stack[:-1], (SOFTMAX,)
    elif last == layers.Activation("sigmoid"):
        stack, notes = stack[:-1], (SEVERAL_YES,)
        if stack and isinstance(stack[-1], layers.Dense) and stack[-1].units == 1:
            notes = (ONE_YES,)
            _doubled(stack, weights)
    network = replace(read.network, layers=tuple(stack))
    shape = shapes.records(network)[-1].output if stack else network.input
    if len(shape) == 3 and shape[1:] == (1, 1):
        network = replace(network, layers=(*stack, layers.Flatten()))
    elif len(shape) != 1:
        raise InputError(
            f"This model gives maps, {' × '.join(map(str, shape))}, not classes. It can be drawn in the Builder; "
            "what is looked into here tells classes apart."
        )
    if shape[0] < 2:
        raise InputError("This model gives one number, and classes are at least two. It can be drawn in the Builder.")
    return network, weights, notes


def _doubled(stack: list[layers.Layer], weights: dict[str, np.ndarray]) -> None:
    """One unit before a sigmoid as two before a softmax: the first is always 0."""
    path, last = str(len(stack) - 1), stack[-1]
    assert isinstance(last, layers.Dense)
    stack[-1] = layers.Dense(2, last.bias)
    for name in ("weight", "bias")[: 1 + last.bias]:
        one = weights[f"{path}.{name}"]
        weights[f"{path}.{name}"] = np.concatenate([np.zeros_like(one), one])
