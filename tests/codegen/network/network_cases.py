"""Networks whose sources are run: every kind of layer with every setting, stacks of the story, and random ones."""

import itertools

import numpy as np

from cnnviz.nets import layers, shapes, zoo
from cnnviz.nets.layers import (
    LRN,
    Activation,
    AdaptivePool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    Layer,
    Layers,
    Padding,
    Pool,
)
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual

INPUT = (4, 9, 8)
RELU = Activation("ReLU")

PADDINGS: tuple[Padding, ...] = ("valid", "same", ((1, 1), (0, 0)), ((2, 0), (1, 3)), ((1, 1), (1, 1)))
CONVS = [
    Conv(4, size, stride, dilation, padding, groups, bias)
    for size, (stride, dilation), padding, (groups, bias) in itertools.product(
        ((1, 1), (2, 3), (3, 3)),
        (((1, 1), (1, 1)), ((2, 1), (1, 1)), ((3, 3), (1, 1)), ((1, 1), (2, 1)), ((2, 3), (2, 2))),
        PADDINGS,
        ((1, True), (2, False), (4, True)),
    )
]
WINDOWS = (((2, 2), (2, 2)), ((3, 3), (2, 2)), ((3, 2), (1, 3)), ((4, 5), (3, 3)), ((2, 2), (5, 5)))
POOL_PADDINGS: tuple[Padding, ...] = ("valid", "same", ((1, 1), (1, 1)), ((1, 0), (0, 1)), ((0, 0), (1, 1)))
POOLS = [
    Pool(kind, size, stride, padding, ceil, count)
    for kind, (size, stride), padding, ceil, count in itertools.product(
        layers.POOLINGS, WINDOWS, POOL_PADDINGS, (False, True), (False, True)
    )
]
# Windows larger than the maps, which ceil mode lets hang over.
LARGE_PADDINGS: tuple[Padding, ...] = ("valid", ((0, 0), (2, 1)))
POOLS += [
    Pool(kind, (10, 11), (3, 4), padding, True, count)
    for kind, padding, count in itertools.product(layers.POOLINGS, LARGE_PADDINGS, (False, True))
]
OTHERS: list[Layer] = [
    *map(GlobalPool, layers.POOLINGS),
    *(AdaptivePool(size, kind) for size in ((1, 1), (3, 4), (6, 5), (12, 8)) for kind in layers.POOLINGS[:2]),
    *(BatchNorm(affine, eps) for affine in (True, False) for eps in (1e-5, 1e-3, 1)),
    *(LRN(size, 0.3, beta, k) for size in (1, 2, 5, 9) for beta, k in ((0.75, 2.0), (1, 0.5))),
    *map(Activation, layers.ACTIVATIONS),
    Dropout(0),
    Dropout(0.3),
]


def alone(layer: Layer) -> Network:
    """A network of one layer."""
    return Network("alone", INPUT, (layer,))


OTHER = len(CONVS) + len(POOLS)  # the place of the first of the others
SINGLE = {f"{number}: {layer.title}": alone(layer) for number, layer in enumerate([*CONVS, *POOLS, *OTHERS])}

VECTORS = {
    "a vector through every layer that takes one": Network(
        "vector",
        (2, 4, 3),
        (
            Flatten(),
            Flatten(),
            Dense(7, bias=False),
            BatchNorm(),
            *map(Activation, layers.ACTIVATIONS),
            Residual((Dense(7),), scale=0.5),
            Parallel(((Dense(3),), ())),
        ),
    )
}


def _bottleneck(filters: int, channels: int, stride: int) -> Block:
    body = (
        Conv(filters, (1, 1), bias=False),
        BatchNorm(),
        RELU,
        Conv(filters, (3, 3), (stride, stride), padding="same", bias=False),
        BatchNorm(),
        RELU,
        Conv(channels, (1, 1), bias=False),
        BatchNorm(),
    )
    projected = (Conv(channels, (1, 1), (stride, stride), bias=False), BatchNorm())
    return Block(f"{stride}", (Residual(body, projected if stride > 1 else (), 0.5), RELU))


def _inception(filters: int) -> Block:
    branches = (
        (Conv(filters, (1, 1)), RELU),
        (Conv(filters, (1, 1)), RELU, Conv(filters, (1, 3), padding="same"), Conv(filters, (3, 1), padding="same")),
        (Pool("max", (3, 3), (1, 1), "same"), Conv(filters, (1, 1))),
        (),
    )
    return Block("inception", (Parallel(branches),))


HEAD = Auxiliary((Pool("average"), Conv(3, (1, 1)), Flatten(), Dense(5)))
SAME3 = Conv(6, (3, 3), padding="same")
WHOLE = {
    "nothing": Network("nothing", INPUT, ()),
    "reference": zoo.ENTRIES["reference"].network(),
    "LeNet": zoo.ENTRIES["lenet-5"].network(),
    "VGG": Network(
        "small VGG",
        (3, 16, 16),
        (SAME3, RELU, SAME3, RELU, Pool(), SAME3, RELU, Pool(), Flatten(), Dense(8), RELU, Dropout(), Dense(5)),
    ),
    "residual": Network(
        "small ResNet",
        (3, 11, 10),
        (
            Conv(8, (3, 3)),
            BatchNorm(),
            RELU,
            *(_bottleneck(2, 8, 1) for _ in range(3)),
            _bottleneck(4, 16, 2),
            GlobalPool(),
            Dense(5),
        ),
    ),
    "inception": Network(
        "small Inception",
        (3, 8, 8),
        (
            _inception(2),
            HEAD,
            Block("twice", (_inception(3), BatchNorm())),
            Parallel(((Conv(4, (1, 1)),), (Pool("L2", (3, 3), (1, 1), "same"), Conv(4, (1, 1)))), "add"),
            Auxiliary((GlobalPool("L2"),)),
            Parallel(((RELU,),)),
            Parallel(((),), "add"),
            Residual((), ()),
            Block("empty", ()),
            Auxiliary(()),
            GlobalPool("max"),
            Dense(4),
            Activation("softmax"),
        ),
    ),
    "repeated": Network(
        "repeated",
        (4, 8, 8),
        (
            *(Block(f"b{number}", (Residual((SAME3, Conv(4, (1, 1)))), RELU)) for number in range(4)),
            Parallel((tuple(Residual((Conv(4, (1, 1)),)) for _ in range(3)), ())),
            Auxiliary((GlobalPool(), Dense(2))),
            Auxiliary((GlobalPool(), Dense(2))),
            Pool(),
            *(Residual((Conv(8, (1, 1)),)) for _ in range(2)),
        ),
    ),
}


def _random_layer(random: np.random.Generator, depth: int) -> Layer:
    """Any layer that keeps maps maps; containers hold what keeps their size."""
    keeping: Layers = (
        Conv(4, (3, 3), dilation=(1, 2), padding="same", groups=int(random.choice([1, 2]))),
        Pool(str(random.choice(layers.POOLINGS)), (3, 2), (1, 1), "same", count_padding=bool(random.integers(2))),
        LRN(3, 0.1),
        Activation(str(random.choice(layers.ACTIVATIONS))),
    )
    body: Layers = (*(keeping[at] for at in random.integers(len(keeping), size=2)), Conv(4, (1, 1)))
    if depth < 2 and random.random() < 0.5:
        body = (*body, _random_layer(random, depth + 1))
    containers = (
        Block("block", body),
        Residual(body, (Conv(4, (1, 1)),), float(random.choice([1, 0.25]))),
        Parallel((body, (Conv(4, (1, 1)),)), "add"),
    )
    leaves = (CONVS, POOLS, OTHERS[3:])[int(random.integers(3))]
    return (
        containers[int(random.integers(3))] if depth or random.random() < 0.4 else leaves[random.integers(len(leaves))]
    )


def random_network(seed: int) -> Network:
    """Eight layers that fit one after the other, then a vector."""
    random, network = np.random.default_rng(seed), Network("random", (4, 14, 13), (Conv(4, (3, 3)),))
    for _ in range(20):
        grown = Network("random", network.input, (*network.layers, _random_layer(random, 0)))
        if len(grown.layers) <= 8 and not shapes.walk(grown).problem:
            network = grown
    return Network("random", network.input, (*network.layers, Flatten(), Dense(6), Activation("sigmoid")))


RANDOM = {f"random {seed}": random_network(seed) for seed in range(12)}
SMALL = {**SINGLE, **VECTORS, **WHOLE, **RANDOM}
