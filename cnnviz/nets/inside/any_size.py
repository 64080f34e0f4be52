"""One network on pictures of every size: its weights stay those of one size (C69, T6)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import effects, forward, layers, networks, shapes

LEARNED = 28
FILTERS = 8
ENDS = {
    "flatten": (layers.Flatten(), layers.Dense(FILTERS)),
    "global": (layers.GlobalPool("max"),),
}


def network(end: str) -> networks.Network:
    """A convolution, ReLU, and one of ENDS, for pictures of LEARNED pixels on a side."""
    return networks.Network(end, (1, LEARNED, LEARNED), (layers.Conv(FILTERS), layers.Activation("ReLU"), *ENDS[end]))


def weights(end: str, kernels: np.ndarray, seed: int = 0) -> dict[str, np.ndarray]:
    """Kernels (o 1 i j) for the convolution, and, where there is one, a dense layer drawn at random."""
    made = {"0.weight": kernels.astype(np.float32), "0.bias": np.zeros(len(kernels), np.float32)}
    for record in shapes.records(network(end)):
        if isinstance(record.layer, layers.Dense):
            shape = (record.layer.units, record.input[0])
            drawn = np.random.default_rng(seed).normal(0, record.input[0] ** -0.5, shape)
            made |= {
                f"{record.path}.weight": drawn.astype(np.float32),
                f"{record.path}.bias": np.zeros(shape[0], np.float32),
            }
    return made


def answer(end: str, tensors: Mapping[str, np.ndarray], image: np.ndarray) -> np.ndarray:
    """What the network answers to a picture (1 h w) of any size: float32 (FILTERS). Raises InputError where a layer
    that is there has no weight for a value."""
    resized = replace(network(end), input=image.shape)
    records = shapes.records(resized)
    for record in records:
        if isinstance(record.layer, layers.Dense):
            _require_weights(record, tensors[f"{record.path}.weight"].shape[1])
    return np.asarray(forward.outputs(resized, tensors, image[None])[records[-1].path][0])


def _require_weights(record: shapes.Record, known: int) -> None:
    """Raises InputError as shapes does where a dense layer is given another number of values than it learned."""
    if record.input != (known,):
        raise InputError(
            f"Layer {record.number}, {record.layer.title}, cannot read {effects.size(record.input)}. It has {known:,} "
            f"weights for each unit, one for each value of a picture of {LEARNED} × {LEARNED}. Give it such a picture, "
            "or put a global pool in the place of Flatten."
        )
