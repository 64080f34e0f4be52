"""cnnviz.inspect.alike.spatial: which kernels a network has, what they are called, and which are dead."""

import numpy as np

from cnnviz.inspect.alike import spatial
from cnnviz.nets import networks
from cnnviz.nets.layers import Activation, Conv, Dense, Flatten

SEPARATE = networks.Block("block 2.1", (Conv(8, (1, 1)), Conv(8, (5, 5), groups=8), Conv(6, (1, 1))))
NETWORK = networks.Network("Mine", (3, 20, 20), (Conv(4), Activation(), SEPARATE, Conv(5), Flatten(), Dense(3)))
SHAPES = {"0": (4, 3, 3, 3), "2.0": (8, 4, 1, 1), "2.1": (8, 1, 5, 5), "2.2": (6, 8, 1, 1), "3": (5, 6, 3, 3)}
WEIGHTS = {f"{path}.weight": np.random.default_rng(len(path)).normal(size=shape) for path, shape in SHAPES.items()}


def test_every_convolution_larger_than_a_pixel_is_there_in_order() -> None:
    found = spatial.spatial_layers(NETWORK, WEIGHTS)
    assert [(one.path, one.label, one.depthwise) for one in found] == [
        ("0", "First layer", False),
        ("2.1", "Block 2.1", True),
        ("3", "Layer 4", False),
    ]
    assert [len(one.kernels) for one in found] == [4 * 3, 8, 5 * 6]
    np.testing.assert_array_equal(found[2].kernels[6 * 3 + 2], WEIGHTS["3.weight"][3, 2])


def test_a_kernel_is_named_by_where_it_sits_counted_from_one() -> None:
    first, deep, last = spatial.spatial_layers(NETWORK, WEIGHTS)
    assert first.named(7) == "First layer, filter 3, green"
    assert deep.named(7) == "Block 2.1, channel 8"
    assert last.named(6 * 3 + 2) == "Layer 4, filter 4, channel 3"
    grey = spatial.SpatialLayer("0", "First layer", np.ones((4, 1, 3, 3)))
    assert grey.named(3) == "First layer, filter 4"


def test_what_is_next_to_nothing_beside_its_layer_is_dead() -> None:
    weights = np.random.default_rng(1).normal(size=(9, 2, 3, 3))
    weights[2] = 0
    weights[5, 1] *= 1e-6
    layer = spatial.SpatialLayer("0", "First layer", weights)
    assert np.flatnonzero(~layer.alive).tolist() == [4, 5, 11]
    assert np.flatnonzero(~layer.filters_alive).tolist() == [2]
    small = spatial.SpatialLayer("0", "First layer", weights * 1e-9)
    np.testing.assert_array_equal(small.alive, layer.alive)


def test_only_the_layer_that_reads_the_pixels_is_the_first_and_names_colours() -> None:
    network = networks.Network("Three", (1, 9, 9), (Conv(3, (1, 1)), Conv(4)))
    weights = {"0.weight": np.ones((3, 1, 1, 1)), "1.weight": np.ones((4, 3, 3, 3))}
    (found,) = spatial.spatial_layers(network, weights)
    assert not found.reads_pixels
    assert found.named(4) == "Layer 2, filter 2, channel 2"
