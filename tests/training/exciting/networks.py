"""Small networks whose units are excited, and their weights."""

from typing import Any

import numpy as np

from cnnviz.nets import layers, networks, twin
from cnnviz.training.exciting.wanted import How, Source, Wanted

# Two convolutions, a pooling between, a dense layer at the end.
BODY = (
    layers.conv(4, 3),
    layers.Activation("ReLU"),
    layers.Pool(),
    layers.conv(6, 3),
    layers.BatchNorm(),
    layers.Activation("ReLU6"),
    layers.GlobalPool(),
    layers.Dense(3),
)
GREY = networks.Network("grey", (1, 20, 20), BODY)
COLOUR = networks.Network("colour", (3, 20, 20), BODY)
CLASSES = ("ape", "bee", "cat")


def wanted(network: networks.Network = GREY, path: str = "3", channel: int = 1, **how: Any) -> Wanted:
    return Wanted(network, Source("none.safetensors"), path, channel, (127.0,), (64.0,), CLASSES, how=How(**how))


def weights(network: networks.Network = GREY, seed: int = 1) -> dict[str, np.ndarray]:
    return twin.weights(network, seed)
