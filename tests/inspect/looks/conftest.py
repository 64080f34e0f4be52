"""A small network with all that units may see through, and pictures for it, for all tests of this folder."""

import numpy as np
import pytest

from cnnviz.datasets import data
from cnnviz.inspect import preparation
from cnnviz.inspect.looks import sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph
from cnnviz.nets import layers, networks, twin

SIZE = (1, 14, 12)
NETWORK = networks.Network(
    "small",
    SIZE,
    (
        networks.Block(
            "first", (layers.conv(4, 3, 2, padding=1, bias=False), layers.BatchNorm(), layers.Activation("ReLU6"))
        ),
        networks.Residual((layers.conv(4, 3, padding=1), layers.Activation("ReLU"))),
        networks.Parallel(((layers.conv(2, 1),), (layers.conv(3, 3, padding=1),))),
        layers.pool("max", 2),
        layers.Activation("tanh"),
        layers.Flatten(),
        layers.Dense(3),
    ),
)


@pytest.fixture
def model() -> Model:
    normal = preparation.Normalisation("Centred", "", (127.0,), (64.0,))
    return Model(
        "small", "small", NETWORK, twin.weights(NETWORK), ("a", "b", "c"), preparation.Preparation(SIZE, 1.0, normal)
    )


@pytest.fixture
def pictures() -> sets.Pictures:
    random = np.random.default_rng(4)
    images = data.Images(random.integers(0, 256, (30, *SIZE), np.uint8), random.integers(0, 3, 30).astype(np.uint8))
    return sets.Pictures("thirty", images, ("a", "b", "c"), "Noise")


def steps(model: Model) -> list[graph.Step]:
    return list(graph.graph(model.network).steps.values())
