"""Learned weights as kernels that can be drawn (C31–C33, C57, C84): of convolutions, of dense layers on maps.

A dense layer behind Flatten has a weight for every pixel of every map: a kernel as large as the maps.
"""

from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes

# Of one layer; and numbers of the first layer, which every snapshot brings along: all filters of 28 × 28.
FILTERS, CHANNELS = 64, 16
FIRST = FILTERS * 28 * 28


@dataclass(frozen=True)
class Kernels:
    """The kernels (o c i j) of the layer at `path`, and how many filters and channels of them are shown."""

    path: str
    shape: tuple[int, int, int, int]
    filters: int
    channels: int

    @property
    def tensor(self) -> str:
        """What the weights are called in torch's state_dict."""
        return f"{self.path}.weight"

    def drawn(self, weights: np.ndarray) -> np.ndarray:
        """What is shown of them: float32 (filters channels i j)."""
        whole = weights.reshape(self.shape)
        return np.ascontiguousarray(whole[: self.filters, : self.channels], np.float32)


def first(network: networks.Network) -> Kernels | None:
    """The kernels that read the pixels; none where the first layer with weights has no kernels to draw."""
    records = shapes.records(network)
    weighted = next((record for record in records if isinstance(record.layer, layers.Conv | layers.Dense)), None)
    shape = _shape(records, weighted) if weighted else None
    if weighted is None or shape is None:
        return None
    channels = min(CHANNELS, shape[1])
    filters = max(1, min(FILTERS, shape[0], FIRST // (channels * shape[2] * shape[3])))
    return Kernels(weighted.path, shape, filters, channels)


def kernels(network: networks.Network, path: str) -> Kernels:
    """The kernels of any layer. Raises InputError where there is no such layer, or it has none."""
    records = shapes.records(network)
    record = next((one for one in records if one.path == path), None)
    shape = _shape(records, record) if record else None
    if shape is None:
        raise InputError(f"Layer {shapes.counted(path[:40])} of “{network.name}” has no kernels. Choose a convolution.")
    return Kernels(path, shape, min(FILTERS, shape[0]), min(CHANNELS, shape[1]))


def linear(network: networks.Network) -> bool:
    """Whether each class's logit is a weighted sum of the pixels: nothing on the way to it changes a number."""
    kept = all(
        isinstance(layer, layers.Flatten | layers.Dropout) or layer == layers.Activation("softmax")
        for layer in network.layers
        if not isinstance(layer, layers.Dense)
    )
    return kept and sum(isinstance(layer, layers.Dense) for layer in network.layers) == 1


def _shape(records: tuple[shapes.Record, ...], record: shapes.Record) -> tuple[int, int, int, int] | None:
    if isinstance(record.layer, layers.Conv):
        return record.layer.filters, record.input[0] // record.layer.groups, *record.layer.size
    if not isinstance(record.layer, layers.Dense):
        return None
    channels, rows, columns = _flattened(records, record)
    return record.layer.units, channels, rows, columns


def _flattened(records: tuple[shapes.Record, ...], record: shapes.Record) -> tuple[int, int, int]:
    """The maps that a dense layer's vector was; a vector that never was maps is that many maps of one pixel.

    Between Flatten and the layer may stand only what moves no number.
    """
    above, _, last = record.path.rpartition(".")
    known = {one.path: one for one in records}
    for index in range(int(last) - 1, -1, -1):
        before = known[f"{above}.{index}" if above else str(index)]
        if isinstance(before.layer, layers.Flatten) and len(before.input) == 3:
            channels, rows, columns = before.input
            return channels, rows, columns
        if not isinstance(before.layer, layers.Dropout | layers.Activation):
            break
    return record.input[0], 1, 1
