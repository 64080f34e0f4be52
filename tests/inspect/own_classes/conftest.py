"""Photos that differ, and a small model without a download."""

from collections.abc import Callable

import numpy as np
import pytest

from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album
from cnnviz.nets import layers, networks, shapes

Paint = Callable[..., album.Photo]


@pytest.fixture
def paint() -> Paint:
    """A photo by its seed."""

    def painted(seed: int, name: str = "") -> album.Photo:
        pixels = np.random.default_rng(seed).integers(0, 256, (40, 50, 3), np.uint8)
        return album.photo(pixels, name or f"{seed}.png")

    return painted


def model(*stack: layers.Layer, size: tuple[int, int, int] = (3, 12, 12), **weights: np.ndarray) -> Model:
    """A model of these layers, its weights random unless given; all biases are 0."""
    network = networks.Network("Small", size, stack)
    rng = np.random.default_rng(0)
    found: dict[str, np.ndarray] = {}
    for record in shapes.records(network):
        shape, layer = record.input, record.layer
        if isinstance(layer, layers.Conv):
            sides: tuple[int, ...] = (layer.filters, shape[0] // layer.groups, *layer.size)
        elif isinstance(layer, layers.Dense):
            sides = (layer.units, shape[0])
        else:
            continue
        found[f"{record.path}.weight"] = rng.normal(size=sides).astype(np.float32)
        found[f"{record.path}.bias"] = np.zeros(sides[0], np.float32)
    count = shapes.records(network)[-1].output[0]
    read = preparation.Preparation(size, 1.0, preparation.NORMALISATIONS["unit"])
    return Model("small", "Small", network, {**found, **weights}, tuple(f"c{at}" for at in range(count)), read)
