"""cnnviz.nets.onnx.export, run by onnxruntime, against torch."""

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import pytest
import torch
from hypothesis import given, settings

from cnnviz.nets import layers, networks
from cnnviz.nets.networks import Network
from cnnviz.nets.onnx import export, nodes
from tests.nets import drawn, forward_cases, kinds


def ran(model: bytes, pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits and probabilities."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    logits, probabilities = session.run(["logits", "probabilities"], {"pixels": pixels})
    return np.asarray(logits), np.asarray(probabilities)


def agrees(network: Network) -> None:
    module, pixels = forward_cases.module(network), forward_cases.pictures(network, 3)
    mean, deviation = 0.3, [0.5 + 0.1 * channel for channel in range(network.input[0])]
    standard = (pixels - mean) / np.array(deviation, np.float32)[:, None, None]
    with torch.no_grad():
        expected = module(torch.from_numpy(standard))
    logits, probabilities = ran(export.model(network, forward_cases.weights(module), mean, deviation), pixels)
    np.testing.assert_allclose(logits, expected.numpy(), rtol=1e-4, atol=2e-5)
    np.testing.assert_allclose(probabilities, expected.softmax(1).numpy(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", forward_cases.NETWORKS)
def test_the_model_gives_what_torch_gives(name: str) -> None:
    agrees(forward_cases.NETWORKS[name])


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_the_model_of_any_network_gives_what_torch_gives(network: Network) -> None:
    agrees(network)


@pytest.mark.parametrize("kind", layers.POOLINGS)
@pytest.mark.parametrize("count", [False, True])
def test_a_map_smaller_than_the_window_is_pooled_as_in_torch(kind: str, count: bool) -> None:
    agrees(Network("one", (2, 2, 3), (layers.Pool(kind, (4, 5), (3, 3), ((1, 1), (0, 0)), True, count),)))


@pytest.mark.parametrize("kind", layers.POOLINGS[:2])
@pytest.mark.parametrize("size", [(1, 1), (3, 4), (5, 2), (9, 11)])
def test_windows_of_unequal_size_are_pooled_as_in_torch(kind: str, size: tuple[int, int]) -> None:
    agrees(Network("one", (2, 9, 8), (layers.AdaptivePool(size, kind),)))


@pytest.mark.parametrize("kind", layers.POOLINGS)
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("count", [False, True])
def test_windows_over_the_edge_are_pooled_as_in_torch(kind: str, ceil: bool, count: bool) -> None:
    agrees(Network("one", (2, 10, 9), (layers.Pool(kind, (3, 2), (2, 3), ((1, 0), (1, 1)), ceil, count),)))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 9])
def test_neighbouring_maps_are_normalised_as_in_torch(size: int) -> None:
    agrees(Network("one", (5, 4, 4), (layers.LRN(size, 0.5),)))


def test_every_layer_can_be_written() -> None:
    assert kinds.known(nodes.leaf) == kinds.LEAVES
    assert kinds.known(nodes.joined) == kinds.CONTAINERS - {networks.Auxiliary}
    assert set(nodes.ACTIVATIONS) == set(layers.ACTIVATIONS)


def test_nodes_and_weights_keep_the_names_of_the_layers() -> None:
    network = forward_cases.NETWORKS["reference"]
    weights = forward_cases.weights(forward_cases.module(network))
    graph = onnx.load_from_string(export.model(network, weights, 0.0, 1.0)).graph
    assert {node.name for node in graph.node} >= {"0", "1", "2", "3", "8"}
    assert {one.name for one in graph.initializer} >= set(weights)


def test_half_precision_weights_become_float32() -> None:
    """Snapshots hold float16."""
    network = forward_cases.NETWORKS["lenet-5"]
    weights = {
        name: array.astype(np.float16) for name, array in forward_cases.weights(forward_cases.module(network)).items()
    }
    graph = onnx.load_from_string(export.model(network, weights, 0.0, 1.0)).graph
    assert {one.data_type for one in graph.initializer} == {onnx.TensorProto.FLOAT}
