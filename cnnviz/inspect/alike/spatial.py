"""The spatial kernels of a network: every slice of every filter that is larger than one pixel, layer after layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz.nets import layers, networks, shapes

# A kernel is dead when its length is below this share of its layer's median: nothing it could be looked at for.
# In EfficientNet-Lite0 the dead ones are shorter than 0.00001 of it, the living ones longer than a tenth.
DEAD = 1e-3
# What the layer is called that reads the pixels.
FIRST = "First layer"


@dataclass(frozen=True, eq=False)
class SpatialLayer:
    """A convolution's weights (o c i j), float64, the `path` of the layer and what people call it."""

    path: str
    label: str
    weights: np.ndarray
    depthwise: bool = False

    @property
    def reads_pixels(self) -> bool:
        """Whether it reads the picture, not what another convolution made of it."""
        return self.label == FIRST

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of its kernels."""
        return self.weights.shape[2], self.weights.shape[3]

    @property
    def kernels(self) -> np.ndarray:
        """Every slice of every filter, filter by filter: (o·c i j)."""
        return self.weights.reshape(-1, *self.size)

    @cached_property
    def alive(self) -> np.ndarray:
        """Which of the kernels are not dead: bool (o·c)."""
        return _alive(self.kernels)

    @cached_property
    def filters_alive(self) -> np.ndarray:
        """Which of the filters, all slices together, are not dead: bool (o)."""
        return _alive(self.weights)

    def place(self, which: int) -> tuple[int, int]:
        """The filter, and the slice of it, that kernel number `which` is: both from 0."""
        return divmod(which, self.weights.shape[1])

    def named(self, which: int) -> str:
        """Where kernel number `which` sits, counted from 1: a depthwise kernel belongs to one channel."""
        row, slice_ = self.place(which)
        if self.depthwise:
            return f"{self.label}, channel {row + 1:,}"
        if self.weights.shape[1] == 1:
            return f"{self.label}, filter {row + 1:,}"
        colours = ("red", "green", "blue")
        coloured = self.reads_pixels and self.weights.shape[1] == len(colours)
        read = colours[slice_] if coloured else f"channel {slice_ + 1:,}"
        return f"{self.label}, filter {row + 1:,}, {read}"


def spatial_layers(network: networks.Network, weights: Mapping[str, np.ndarray]) -> tuple[SpatialLayer, ...]:
    """The convolutions of a network, in order, whose kernels are larger than 1 × 1; `weights` are called as in torch's
    state_dict."""
    found: list[SpatialLayer] = []
    blocks: dict[str, str] = {}
    convolutions = 0
    for record in shapes.records(network):
        layer = record.layer
        if isinstance(layer, networks.Block):
            blocks[record.path] = layer.name
        convolutions += isinstance(layer, layers.Conv)
        if not isinstance(layer, layers.Conv) or max(layer.size) == 1:
            continue
        depthwise = layer.groups > 1 and layer.groups == record.input[0] == layer.filters
        label = FIRST if convolutions == 1 else _label(record, blocks, depthwise)
        values = np.asarray(weights[f"{record.path}.weight"], np.float64)
        found.append(SpatialLayer(record.path, label, values, depthwise))
    return tuple(found)


def _label(record: shapes.Record, blocks: Mapping[str, str], depthwise: bool) -> str:
    """What a layer is called: where it is the one of its block that looks around, by the block's name."""
    holding = [path for path in blocks if record.path.startswith(f"{path}.")]
    return blocks[max(holding, key=len)].capitalize() if depthwise and holding else f"Layer {record.number}"


def _alive(values: np.ndarray) -> np.ndarray:
    """Which of the first axis are not next to zero beside the median of them."""
    lengths = np.linalg.norm(values.reshape(len(values), -1), axis=1)
    return np.asarray(lengths > DEAD * np.median(lengths))
