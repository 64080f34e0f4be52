from dataclasses import replace

import numpy as np
import pytest
import torch

from cnnviz.nets import build, forward, layers, networks, shapes, small, twin, zoo

LITE = zoo.ENTRIES["efficientnet-lite0"].network()
NETWORKS = [LITE, *(entry.network() for entry in small.SMALL.values())]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_the_twin_has_every_tensor_of_the_module_in_its_shape(network: networks.Network) -> None:
    state = build.build(network, "meta").state_dict()
    wanted = {name: tuple(tensor.shape) for name, tensor in state.items() if not name.endswith("num_batches_tracked")}
    assert {name: tensor.shape for name, tensor in twin.weights(network).items()} == wanted


def test_the_seed_decides_the_twin_and_the_pictures_size_does_not() -> None:
    one, same = twin.weights(LITE, 3), twin.weights(replace(LITE, input=(3, 128, 128)), 3)
    assert all(np.array_equal(one[name], same[name]) for name in one)
    assert not np.array_equal(one["0.0.weight"], twin.weights(LITE, 4)["0.0.weight"])


def test_normalisation_is_set_to_what_its_pictures_give_it() -> None:
    body = (layers.conv(4, 3), layers.BatchNorm(), layers.Activation("ReLU"), layers.GlobalPool(), layers.Dense(3))
    network = networks.Network("normalised", (1, 16, 16), body)
    held = twin.weights(network)
    random = np.random.default_rng((0, twin.USE))
    for name in ("0.weight", "4.weight"):
        random.standard_normal(held[name].shape, np.float32)
    pictures = np.kron(random.normal(size=(twin.PICTURES, 1, 2, 2)), np.ones((1, 1, 8, 8))).astype(np.float32)
    made = torch.nn.functional.conv2d(torch.from_numpy(pictures), torch.from_numpy(held["0.weight"]))
    np.testing.assert_allclose(held["1.running_mean"], made.mean((0, 2, 3)).numpy(), atol=1e-5)
    np.testing.assert_allclose(held["1.running_var"], made.var((0, 2, 3), correction=0).numpy(), rtol=1e-4)


def test_signals_neither_die_out_nor_explode_on_their_way_through_a_deep_twin() -> None:
    network = twin.smaller(LITE, twin.SIDE)
    assert network.input == (3, twin.SIDE, twin.SIDE)
    picture = np.random.default_rng(0).normal(size=(1, *network.input)).astype(np.float32)
    logits = forward.outputs(network, twin.weights(LITE), picture, {shapes.records(network)[-1].path})
    assert 0.1 < float(np.std(next(iter(logits.values())))) < 10


def test_a_network_that_a_dense_layer_holds_to_its_size_stays_as_it_is() -> None:
    body = (layers.Pool(), layers.Flatten(), layers.Dense(3))
    held = networks.Network("held", (1, 200, 200), body)
    assert twin.smaller(held, 64) is held
