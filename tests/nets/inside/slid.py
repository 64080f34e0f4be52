"""Networks whose windows slide in every way there is, and units of them, for tests."""

import itertools

import numpy as np

from cnnviz.nets import layers, networks
from cnnviz.nets.inside import receptive

RELU = layers.Activation("ReLU")


def network(*sequence: layers.Layer, height: int = 17, width: int = 14) -> networks.Network:
    return networks.Network("tried", (1, height, width), sequence)


NETWORKS = {
    "same, ReLU, pool, dilated": network(
        layers.Conv(3, padding="same"), RELU, layers.Pool(), layers.Conv(2, dilation=(2, 2), padding="same"), RELU
    ),
    "strides that leave pixels out": network(layers.Conv(2, (2, 2), (3, 3)), layers.conv(2, 3, padding=1)),
    "a stride wider than its window": network(layers.Conv(2, (1, 2), (2, 4)), layers.Conv(2, (2, 2))),
    "padding on one side": network(layers.Conv(2, (4, 2), padding=((3, 0), (0, 2))), layers.Pool(padding="same")),
    "padding larger than the window": network(layers.conv(2, 3, padding=5), layers.conv(2, 3, 2)),
    "rows unlike columns": network(
        layers.Conv(2, (3, 1), (2, 1), (2, 1)), layers.Pool("average", (1, 3), (1, 2), ((0, 0), (1, 1)))
    ),
    "windows that hang over": network(layers.Pool("average", (3, 3), (2, 2), ceil=True), layers.Conv(2, (2, 2))),
    "deep": network(*(layers.Conv(2, padding="same"),) * 5, layers.pool("L2", 3, 2, 1), layers.Conv(1)),
}


def some_units(records: receptive.Records) -> list[tuple[int, int, int]]:
    """Of every layer the corners and one unit in between."""
    found = []
    for layer, record in enumerate(records, start=1):
        rows, columns = record.output[1:]
        at = itertools.product({0, rows // 2, rows - 1}, {0, columns // 3, columns - 1})
        found += [(layer, row, column) for row, column in sorted(at)]
    return found


def image(height: int = 17, width: int = 14) -> np.ndarray:
    return np.random.default_rng(1).random((1, height, width), np.float32)
