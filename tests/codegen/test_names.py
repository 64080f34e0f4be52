"""One name for each tensor of a network: in the app, the PyTorch source, files of weights and the ONNX model."""

import io
from collections.abc import Iterator, Mapping

import numpy as np
import onnx
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load as safetensors_read
from safetensors.torch import load as safetensors_of

from cnnviz.codegen.network import pytorch
from cnnviz.codegen.run import files
from cnnviz.nets import build, layers, networks, shapes, small, variants, zoo
from cnnviz.nets.networks import Network
from cnnviz.nets.onnx import export, nodes
from tests.codegen.network import network_cases as cases
from tests.nets import drawn, forward_cases

ZOO = {key: entry.network() for key, entry in zoo.ENTRIES.items()}
SMALL = {key: entry.network() for key, entry in small.SMALL.items()}
UNEVEN = layers.Conv(6, (4, 2), (2, 1), padding="same")
# Layers that plain torch needs several modules for, each with weights before, inside and after it.
SEVERAL = {
    "padding on one side only": (UNEVEN, layers.BatchNorm(), layers.Conv(3, (1, 1))),
    "a padded pooling": (layers.Pool("L2", (3, 3), (1, 1), "same"), UNEVEN),
    "a maximum over one side's padding": (layers.Pool("max", padding=((1, 0), (0, 1))), layers.Conv(3, (1, 1))),
    "an average that counts what counts": (
        layers.Pool("average", (3, 3), (2, 2), ((1, 0), (0, 1)), True, False),
        UNEVEN,
    ),
    "a global pool": (UNEVEN, layers.GlobalPool("L2"), layers.Dense(4), layers.BatchNorm(), layers.Dense(3)),
    "a body of one layer": (networks.Residual((layers.Conv(4, padding="same"),)), UNEVEN),
    "branches of one layer": (networks.Parallel(((UNEVEN,), (UNEVEN,)), "add"), layers.Conv(2)),
    "a block of one layer": (networks.Block("one", (UNEVEN,)), layers.Conv(2)),
    "a head of one layer": (networks.Auxiliary((UNEVEN,)), UNEVEN),
    "empty containers": (networks.Block("none", ()), networks.Residual(), networks.Parallel(), UNEVEN),
}
CASES = {
    **SMALL,
    **cases.VECTORS,
    **cases.WHOLE,
    **cases.RANDOM,
    **{name: Network("several", (4, 9, 8), stack) for name, stack in SEVERAL.items()},
}


def exported(network: Network, device: str = "cpu") -> torch.nn.Module:
    """The model that the source makes."""
    variables: dict[str, object] = {"__name__": "model"}
    with torch.random.fork_rng(devices=[]), torch.device(device):
        exec(compile(pytorch.source(network), "source", "exec"), variables)
    model = variables["model"]
    assert isinstance(model, torch.nn.Module)
    return model.eval()


def of_onnx(network: Network, names: list[str]) -> list[str]:
    """Those that a model in use needs: no heads, and no count of batches."""
    heads = [f"{one.path}." for one in shapes.records(network) if isinstance(one.layer, networks.Auxiliary)]
    return [name for name in names if not name.endswith("_tracked") and not name.startswith(tuple(heads))]


def written(network: Network, tensors: Mapping[str, np.ndarray]) -> onnx.GraphProto:
    return onnx.load_from_string(export.model(network, tensors, 0.25, 0.5)).graph


def check(network: Network) -> None:
    """Names in every file, and that all of them load and answer alike."""
    module = forward_cases.module(network)
    tensors, names = forward_cases.weights(module), list(module.state_dict())
    assert list(exported(network).state_dict()) == names

    file = files.weights(tensors, network.name, 1)
    assert sorted(safetensors_read(file)) == sorted(names)
    assert [one.name for one in written(network, tensors).initializer if not one.name.endswith(".constant")] == of_onnx(
        network, names
    )
    npz = io.BytesIO()
    np.savez(npz, allow_pickle=False, **tensors)
    npz.seek(0)
    theirs, images = exported(network), torch.from_numpy(forward_cases.pictures(network))
    with torch.no_grad():
        expected = module(images)
        theirs.load_state_dict(safetensors_of(file), strict=True)
        torch.testing.assert_close(theirs(images), expected, rtol=1e-4, atol=1e-5, equal_nan=True)
    with np.load(npz, allow_pickle=False) as arrays:
        theirs.load_state_dict({name: torch.from_numpy(arrays[name]) for name in arrays.files}, strict=True)


@pytest.mark.parametrize("name", CASES)
def test_weights_load_into_the_exported_source_and_answer_alike(name: str) -> None:
    check(CASES[name])


@settings(max_examples=60)
@given(drawn.possible())
def test_weights_of_any_network_load_into_its_exported_source(network: Network) -> None:
    check(network)


@settings(max_examples=15)
@given(st.sampled_from(sorted(SMALL)), st.booleans(), st.sampled_from([0.0, 0.3]))
def test_variants_of_networks_to_train_keep_their_names(key: str, normalised: bool, rate: float) -> None:
    check(variants.dropout(variants.batch_norm(SMALL[key], normalised), rate))


@pytest.mark.parametrize("name", ZOO)
def test_every_network_of_the_story_has_one_set_of_names_and_shapes(name: str) -> None:
    network = ZOO[name]
    ours, theirs = (made.state_dict() for made in (build.build(network, "meta"), exported(network, "meta")))
    assert [(key, one.shape) for key, one in ours.items()] == [(key, one.shape) for key, one in theirs.items()]
    inputs = {record.path: record.input for record in shapes.records(network)}
    graph = nodes.Graph({key: np.zeros(1) for key in ours}, inputs)
    nodes.sequence(graph, network.layers, "", "pixels")
    assert [key for key in graph.constants if not key.endswith(".constant")] == of_onnx(network, list(ours))


def values(graph: onnx.GraphProto) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """The shape of each value between nodes."""
    for one in graph.value_info:
        yield one.name, tuple(side.dim_param or side.dim_value for side in one.type.tensor_type.shape.dim)


@pytest.mark.parametrize("name", [*CASES, *cases.SINGLE])
def test_the_model_says_the_shape_of_every_value_between_its_nodes(name: str) -> None:
    network = CASES.get(name) or cases.SINGLE[name]
    graph = written(network, forward_cases.weights(forward_cases.module(network)))
    told = dict(values(graph))
    assert set(told) == {node.output[0] for node in graph.node} - {"logits", "probabilities"}
    outputs = {record.path: record.output for record in shapes.records(network)}
    assert {path: told[path] for path in told if path in outputs} == {
        path: ("n", *outputs[path]) for path in told if path in outputs
    }
