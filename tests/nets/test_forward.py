"""cnnviz.nets.forward against the torch module of the same network."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from cnnviz.nets import build, forward, layers, networks
from cnnviz.nets.networks import Network
from cnnviz.ops import sliding
from tests.nets import drawn, forward_cases, kinds


def agrees(network: Network, seed: int = 0) -> None:
    """Holds every layer's output to torch's."""
    module, images = forward_cases.module(network, seed), forward_cases.pictures(network, seed=seed)
    expected = build.outputs(module, torch.from_numpy(images))
    found = forward.outputs(network, forward_cases.weights(module), images)
    assert set(found) == set(expected)
    for path, output in found.items():
        assert output.dtype == np.float32, path
        np.testing.assert_allclose(output, expected[path].numpy(), rtol=1e-4, atol=1e-5, err_msg=path)


@pytest.mark.parametrize("name", forward_cases.NETWORKS)
def test_every_layer_is_what_torch_computes(name: str) -> None:
    agrees(forward_cases.NETWORKS[name])


@settings(max_examples=150, deadline=None)
@given(drawn.possible())
def test_every_layer_of_any_network_is_what_torch_computes(network: Network) -> None:
    agrees(network)


@pytest.mark.parametrize("side", [2, 3, 5, 9])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("dilation", [1, 2])
def test_a_convolution_keeps_its_size_as_torch_does(side: int, stride: int, dilation: int) -> None:
    layer = layers.Conv(4, (side, 3), (stride, 1), (1, dilation), "same", groups=2)
    agrees(Network("one", (2, 11, 10), (layer,)))


@pytest.mark.parametrize("kind", layers.POOLINGS)
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("size", [8, 9, 10, 11])
def test_a_window_over_the_edge_is_pooled_as_torch_does(kind: str, ceil: bool, count: bool, size: int) -> None:
    agrees(Network("one", (2, size, 9), (layers.Pool(kind, (3, 2), (2, 3), ((1, 0), (1, 1)), ceil, count),)))


@pytest.mark.parametrize("kind", layers.POOLINGS)
@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("padding", ["valid", ((1, 1), (0, 0)), ((0, 1), (1, 0))])
def test_a_map_smaller_than_the_window_is_pooled_as_torch_does(kind: str, count: bool, padding: layers.Padding) -> None:
    agrees(Network("one", (2, 2, 3), (layers.Pool(kind, (4, 5), (3, 3), padding, True, count),)))


def test_a_large_convolution_is_laid_out_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network("one", (3, 12, 13), (layers.Conv(4, (3, 5), (2, 1)),))
    monkeypatch.setattr(sliding, "COLUMNS_BLOCK", 3 * 3 * 5 * 9 * 2 + 1)
    agrees(network)
    monkeypatch.setattr(sliding, "COLUMNS_BLOCK", 1)
    agrees(network)


def test_every_layer_can_be_computed() -> None:
    assert kinds.known(forward.applied) == kinds.LEAVES
    assert kinds.known(forward.joined) == kinds.CONTAINERS - {networks.Auxiliary}


@pytest.mark.parametrize("name", forward_cases.NETWORKS)
def test_what_is_kept_alone_is_what_it_is_among_all(name: str) -> None:
    network = forward_cases.NETWORKS[name]
    weights, images = _weights(network), forward_cases.pictures(network)
    given, whole = images.copy(), forward.outputs(network, weights, images)
    for path in whole:
        alone = forward.outputs(network, weights, images, {path})
        assert list(alone) == [path]
        assert np.array_equal(alone[path], whole[path]), path
    assert np.array_equal(images, given)


def test_half_precision_weights_are_computed_with_as_float32() -> None:
    """Snapshots hold float16."""
    network = forward_cases.NETWORKS["reference"]
    weights = {name: array.astype(np.float16) for name, array in _weights(network).items()}
    images = forward_cases.pictures(network, 1)
    exact = forward.outputs(network, {name: array.astype(np.float32) for name, array in weights.items()}, images)
    assert all(np.array_equal(exact[path], out) for path, out in forward.outputs(network, weights, images).items())


def test_a_diverged_network_gives_nan_and_no_warning() -> None:
    network = forward_cases.MIXED
    weights = {name: np.full(array.shape, np.nan, np.float32) for name, array in _weights(network).items()}
    assert np.isnan(forward.outputs(network, weights, forward_cases.pictures(network))["16"]).all()


def test_images_of_another_size_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="not the network's"):
        forward.outputs(Network("one", (1, 8, 8), ()), {}, np.zeros((1, 1, 8, 9), np.float32))


def _weights(network: Network) -> dict[str, np.ndarray]:
    return forward_cases.weights(forward_cases.module(network))
