"""Networks with weights of every kind set at random, and what torch makes of pictures with them."""

import numpy as np
import torch
from torch import nn

from cnnviz.nets import build, layers, networks, zoo
from cnnviz.nets.layers import conv, pool
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual

RELU, NORM = layers.Activation(), layers.BatchNorm()

# One of everything that a small modern network holds.
MIXED = Network(
    "mixed",
    (3, 20, 22),
    (
        conv(8, 3, 1, 1, bias=False),
        NORM,
        RELU,
        Residual((conv(8, 3, 1, 1), NORM, RELU, conv(8, 3, 1, 1)), scale=0.5),
        Residual((conv(12, 3, 2, 1), RELU), (conv(12, 1, 2), NORM)),
        layers.LRN(4, 0.3),
        Parallel(((conv(4, 1),), (conv(3, 1), conv(6, 5, 1, 2)), (pool("max", 3, 1, 1), conv(2, 1)), ())),
        Auxiliary((layers.Flatten(), layers.Dense(3))),
        Parallel(((layers.Activation("tanh"),), (layers.Activation("sigmoid"),)), "add"),
        Block("end", (pool("average", 3, 2, 1, ceil=True, count=False), layers.Conv(24, padding="same", groups=4))),
        layers.AdaptivePool((3, 4), "max"),
        layers.Dropout(),
        layers.Flatten(),
        layers.Dense(16),
        layers.BatchNorm(),
        layers.Activation("leaky ReLU"),
        layers.Dense(7),
    ),
)

NETWORKS = {
    "mixed": MIXED,
    "reference": zoo.ENTRIES["reference"].network(),
    "lenet-5": zoo.ENTRIES["lenet-5"].network(),
}


def module(network: Network, seed: int = 0) -> nn.Sequential:
    """In eval mode; statistics and scales are no longer at their beginnings."""
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        made = build.build(network)
    for name, tensor in made.state_dict().items():
        if name.endswith("running_var"):
            tensor.uniform_(0.1, 2, generator=generator)
        elif name.endswith("running_mean") or tensor.ndim == 1:
            tensor.normal_(0, 0.5, generator=generator)
    return made.eval()


def weights(of: nn.Sequential) -> dict[str, np.ndarray]:
    return {name: tensor.numpy() for name, tensor in of.state_dict().items()}


def pictures(network: networks.Network, count: int = 2, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random((count, *network.input), np.float32)
