"""cnnviz.nets.inside.random_maps: each layer's map is what its layer makes of the one before."""

import numpy as np
import pytest
from scipy import signal

from cnnviz.errors import InputError
from cnnviz.nets import layers
from cnnviz.nets.inside import random_maps, receptive
from tests.nets.inside.slid import NETWORKS, RELU, image, network


@pytest.mark.parametrize("name", NETWORKS)
def test_maps_have_the_sizes_of_their_layers_and_the_seed_alone_decides(name: str) -> None:
    drawn = random_maps.maps(NETWORKS[name], image(), 3)
    assert [one.shape for one in drawn] == [record.output[1:] for record in receptive.records(NETWORKS[name])]
    assert {one.dtype for one in drawn} == {np.dtype(np.float32)}
    for one, again in zip(drawn, random_maps.maps(NETWORKS[name], image(), 3), strict=True):
        np.testing.assert_array_equal(one, again)
    assert any(
        (one != other).any() for one, other in zip(drawn, random_maps.maps(NETWORKS[name], image(), 4), strict=True)
    )


def test_a_layer_added_leaves_the_maps_before_it_as_they_were() -> None:
    sequence = NETWORKS["deep"].layers
    long, short = (random_maps.maps(network(*one), image()) for one in (sequence, sequence[:3]))
    for one, other in zip(short, long, strict=False):
        np.testing.assert_array_equal(one, other)


def test_the_first_map_is_a_correlation_and_poolings_and_activations_do_what_they_say() -> None:
    net = network(layers.Conv(1), RELU, layers.Pool(), layers.Pool("average"), layers.Activation("tanh"))
    first, positive, largest, mean, squeezed = random_maps.maps(net, image(), 7)
    weights = np.random.default_rng((7, 0)).normal(0, np.sqrt(2 / 9), (3, 3))
    expected = signal.correlate(image()[0] - image().mean(), weights, "valid")
    np.testing.assert_allclose(first, expected, atol=1e-5)
    np.testing.assert_array_equal(positive, np.maximum(first, 0))
    blocks = positive[:14].reshape(7, 2, 6, 2)
    np.testing.assert_array_equal(largest, blocks.max(axis=(1, 3)))
    np.testing.assert_allclose(mean, largest[:6].reshape(3, 2, 3, 2).mean(axis=(1, 3)), rtol=1e-6)
    np.testing.assert_allclose(squeezed, np.tanh(mean), rtol=1e-6)


def test_of_many_filters_the_map_that_varies_most_is_shown() -> None:
    (shown,) = random_maps.maps(network(layers.Conv(32)), image(), 5)
    weights = np.random.default_rng((5, 0)).normal(0, np.sqrt(2 / 9), (random_maps.CARRIED, 3, 3))
    made = [signal.correlate(image()[0] - image().mean(), one, "valid") for one in weights]
    best = max(made, key=lambda one: float(np.maximum(one, 0).var()))
    np.testing.assert_allclose(shown, best, atol=1e-5)


def test_an_image_of_another_size_is_an_error() -> None:
    with pytest.raises(InputError, match="1 × 14 × 17 and the network reads one of 1 × 17 × 14"):
        random_maps.maps(NETWORKS["deep"], image(14, 17))
