"""A small network with every kind of join, and random weights for any."""

import numpy as np

from cnnviz.nets import forward, layers, networks, shapes
from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, GlobalPool, Pool

SIX = Activation("ReLU6")


def widened(channels: int, stride: int = 1) -> layers.Layers:
    """1 × 1, depthwise 5 × 5, 1 × 1, as EfficientNet's blocks."""
    wide = 2 * channels
    return (
        Conv(wide, (1, 1), padding="same", bias=False),
        BatchNorm(eps=1e-3),
        SIX,
        Conv(wide, (5, 5), (stride, stride), padding="same", groups=wide, bias=False),
        BatchNorm(eps=1e-3),
        SIX,
        Conv(channels, (1, 1), padding="same", bias=False),
        BatchNorm(eps=1e-3),
    )


MANY = networks.Network(
    "many",
    (3, 23, 20),
    (
        networks.Block("stem", (Conv(8, (3, 3), (2, 2), padding="same", bias=False), BatchNorm(eps=1e-3), SIX)),
        networks.Block(
            "stage", (networks.Block("narrow", widened(8, 2)), networks.Block("kept", (networks.Residual(widened(8)),)))
        ),
        networks.Residual((Conv(8, (3, 3), padding="same"),), (Conv(8, (1, 1)),), 0.5),
        Activation("ReLU"),
        networks.Parallel(((Conv(4, (1, 1)), Activation("ReLU")), (Conv(6, (3, 3), dilation=(2, 2), padding="same"),))),
        networks.Parallel((((), (Conv(10, (1, 1)),))), "add"),
        Pool("max", (3, 3), (1, 1), ((1, 1), (1, 1))),
        Pool("average", (2, 2), (2, 2)),
        layers.LRN(),
        Conv(12, (2, 2), groups=2),
        Dropout(0.2),
        GlobalPool(),
        Dropout(0.2),
        Dense(7),
    ),
)
FLAT = networks.Network(
    "flat", (1, 12, 12), (Conv(5), Activation("ReLU"), Pool(), Flatten(), Dense(9), Activation("ReLU"), Dense(4))
)


def weights(network: networks.Network, seed: int = 0) -> dict[str, np.ndarray]:
    """Random ones, so that no number of the network is 0 by them alone."""
    random, made = np.random.default_rng(seed), {}
    for record in shapes.records(network):
        layer, path, channels = record.layer, record.path, record.input[0]
        if isinstance(layer, Conv):
            shape = (layer.filters, channels // layer.groups, *layer.size)
            made[f"{path}.weight"] = random.normal(0, np.prod(shape[1:]) ** -0.5, shape)
        if isinstance(layer, Dense):
            made[f"{path}.weight"] = random.normal(0, channels**-0.5, (layer.units, channels))
        if isinstance(layer, Conv | Dense) and layer.bias:
            made[f"{path}.bias"] = random.normal(0, 0.2, record.output[0])
        if isinstance(layer, BatchNorm):
            for name in ("weight", "running_var"):
                made[f"{path}.{name}"] = random.uniform(0.5, 2, channels)
            for name in ("bias", "running_mean"):
                made[f"{path}.{name}"] = random.normal(0, 0.3, channels)
    return {name: values.astype(np.float32) for name, values in made.items()}


def image(network: networks.Network, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=network.input).astype(np.float32)


def outputs(network: networks.Network) -> dict[str, np.ndarray]:
    """What every layer makes of that image, computed as a whole, and the image."""
    made = forward.outputs(network, weights(network), image(network)[None])
    return {"": image(network), **{path: values[0] for path, values in made.items()}}
