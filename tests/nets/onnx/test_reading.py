"""Models in ONNX read as networks: against onnxruntime, and back from our own export."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from onnx import TensorProto
from torch import nn

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import forward, layers, networks, shapes, zoo
from cnnviz.nets.networks import Network
from cnnviz.nets.onnx import export, reading
from tests.nets import drawn, forward_cases
from tests.nets.onnx import exported
from tests.nets.onnx.exported import by_torch, node, numbers, of_nodes, run

WEIGHTS = {"w": numbers(4, 3, 3, 3), "b": numbers(4, seed=1)}


def logits(data: bytes, pixels: np.ndarray) -> np.ndarray:
    """What our network makes of pictures (n c h w)."""
    found = reading.read(reading.opened(data), pixels.shape[2])
    assert found.unknown == ""
    if found.entering:
        times, plus = (np.reshape(part, (-1, 1, 1)) for part in found.entering)
        pixels = (pixels * times + plus).astype(np.float32)
    last = str(len(found.network.layers) - 1)
    return forward.outputs(found.network, found.weights, pixels, {last})[last]


def agrees(data: bytes, pixels: np.ndarray, given: np.ndarray | None = None) -> None:
    """As onnxruntime makes of the same, or of them as the file wants them given."""
    expected = run(data, pixels if given is None else given)
    found = logits(data, pixels)
    np.testing.assert_allclose(found, expected.reshape(found.shape), rtol=1e-4, atol=1e-5)


MODULES: dict[str, Callable[[], nn.Module]] = {
    "plain": lambda: exported.Sequential(
        nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 8, (3, 2), 2, dilation=(2, 1)),
        nn.LeakyReLU(), nn.MaxPool2d(3, 2, 1, ceil_mode=True), nn.Flatten(), nn.Linear(8 * 4 * 4, 5),
    ),
    "residual": exported.Residual,
    "branches": exported.Branches,
    "normalised after a pooling": lambda: exported.Sequential(
        nn.AvgPool2d(2, ceil_mode=True), nn.BatchNorm2d(3), nn.Conv2d(3, 4, 5, bias=False), nn.Tanh(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3, bias=False),
    ),
    "asymmetric pads": lambda: exported.Sequential(
        nn.ZeroPad2d((2, 0, 1, 3)), nn.Conv2d(3, 4, (4, 2), 2), nn.ReLU6(), nn.AvgPool2d(3, 2, 1),
        nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Dropout(0.25), nn.Linear(4, 3),
    ),
    "all convolutions": lambda: exported.Sequential(
        nn.Conv2d(3, 9, 3, padding="same", groups=3), nn.Sigmoid(), nn.Conv2d(9, 5, 1), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("opset", [11, 13, 17, 20])
@pytest.mark.parametrize("name", MODULES)
def test_what_torch_exports_gives_the_same_numbers(name: str, opset: int) -> None:
    agrees(by_torch(MODULES[name](), opset=opset), numbers(1, 3, 16, 14, seed=5))


def test_a_size_that_the_file_leaves_open_is_chosen() -> None:
    axes = {"x": {0: "n", 2: "h", 3: "w"}}
    data = by_torch(MODULES["residual"](), input_names=["x"], dynamic_axes=axes)
    given = reading.opened(data).input
    assert given.open
    assert given.size(20) == (3, 20, 20)
    agrees(data, numbers(2, 3, 20, 20))
    agrees(data, numbers(1, 3, 33, 33))


def test_sizes_that_an_export_computes_on_the_way_are_known() -> None:
    nodes = [
        node("Conv", "x w b", "c"),
        node("Shape", "c", "s"), node("Gather", "s zero", "batch", axis=0), node("Unsqueeze", "batch axes", "listed"),
        node("Concat", "listed rest", "target", axis=0), node("Reshape", "c target", "flat"),
        node("MatMul", "flat d", "m"), node("Add", "m e", "y"),
    ]  # fmt: skip
    sizes = {"zero": np.array(0), "axes": np.array([0]), "rest": np.array([-1])}
    dense = {"d": numbers(4 * 10 * 9, 3), "e": numbers(3)}
    agrees(of_nodes(nodes, WEIGHTS | sizes | dense), numbers(1, 3, 12, 11))


CONVOLVED: dict[str, dict[str, Any]] = {
    "same, odd pixel below": {"auto_pad": "SAME_UPPER", "strides": [2, 2]},
    "same, odd pixel above": {"auto_pad": "SAME_LOWER", "strides": [2, 2]},
    "valid": {"auto_pad": "VALID", "dilations": [1, 2]},
    "pads of all sides": {"pads": [2, 0, 1, 3], "strides": [1, 2]},
}


@pytest.mark.parametrize("name", CONVOLVED)
def test_every_way_to_say_padding(name: str) -> None:
    data = of_nodes([node("Conv", "x w b", "y", **CONVOLVED[name])], WEIGHTS)
    agrees(data, numbers(2, 3, 12, 11))
    pooled = [node("MaxPool", "x", "y", kernel_shape=[3, 2], **CONVOLVED["same, odd pixel above"])]
    agrees(of_nodes(pooled, {}), numbers(2, 3, 12, 11))


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("pads", [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0]])
def test_averages_count_padding_or_not(count: int, pads: list[int]) -> None:
    data = of_nodes(
        [node("AveragePool", "x", "y", kernel_shape=[3, 2], strides=[2, 1], pads=pads, count_include_pad=count)], {}
    )
    agrees(data, numbers(2, 3, 12, 11))


def test_a_model_that_keeps_channels_last_gives_the_same() -> None:
    """As tf2onnx writes Keras's models: turned round at the start, and back before it is flattened."""
    nodes = [
        node("Transpose", "x", "first", perm=[0, 3, 1, 2]),
        node("Conv", "first w", "c", auto_pad="SAME_UPPER", strides=[2, 2]),
        node("Transpose", "c", "last", perm=[0, 2, 3, 1]),
        node("Add", "last b", "biased"), node("Relu", "biased", "r"),
        node("Transpose", "r", "again", perm=[0, 3, 1, 2]),
        node("MaxPool", "again", "m", kernel_shape=[2, 2], strides=[2, 2]),
        node("Transpose", "m", "turned", perm=[0, 2, 3, 1]),
        node("Reshape", "turned target", "flat"),
        node("MatMul", "flat d", "dense"), node("Add", "dense e", "sum"), node("Softmax", "sum", "y"),
    ]  # fmt: skip
    constants = WEIGHTS | {"target": np.array([-1, 3 * 3 * 4]), "d": numbers(36, 5), "e": numbers(5)}
    data = of_nodes(nodes, constants, ["n", 12, 11, 3])
    assert reading.opened(data).input.size(0) == (3, 12, 11)
    pixels = numbers(2, 3, 12, 11)
    agrees(data, pixels, np.ascontiguousarray(np.moveaxis(pixels, 1, 3)))


@pytest.mark.parametrize("allowed", [0, 1])
def test_a_shape_may_say_that_its_zeros_are_meant(allowed: int) -> None:
    """As torch's newer exporter does everywhere."""
    nodes = [node("Reshape", "x target", "flat", allowzero=allowed), node("Gemm", "flat d", "y", transB=1)]
    agrees(of_nodes(nodes, {"target": np.array([-1, 396]), "d": numbers(4, 396)}), numbers(2, 3, 12, 11))


def test_a_grey_picture_is_only_reshaped() -> None:
    nodes = [
        node("Reshape", "x target", "first"),
        node("Conv", "first w", "c"),
        node("ReduceMean", "c", "y", axes=[2, 3], keepdims=0),
    ]
    data = of_nodes(nodes, {"target": np.array([-1, 1, 9, 8]), "w": numbers(4, 1, 3, 3)}, ["n", 9, 8, 1])
    pixels = numbers(2, 1, 9, 8)
    agrees(data, pixels, pixels.reshape(2, 9, 8, 1))


def test_what_is_done_to_pixels_first_is_no_layer() -> None:
    mean = np.array([0.4, 0.5, 0.6], np.float32).reshape(1, 3, 1, 1)
    nodes = [node("Sub", "x mean", "s"), node("Div", "s mean", "d"), node("Mul", "d two", "m")]
    nodes.append(node("Conv", "m w b", "y"))
    data = of_nodes(nodes, WEIGHTS | {"mean": mean, "two": np.array(2, np.float32)})
    assert [type(layer) for layer in reading.read(reading.opened(data)).network.layers] == [layers.Conv]
    agrees(data, numbers(2, 3, 12, 11))


def test_a_picture_that_is_read_twice_is_normalised_by_a_layer() -> None:
    nodes = [node("Mul", "x two", "m"), node("Add", "m x", "y")]
    agrees(of_nodes(nodes, {"two": np.array(2, np.float32)}), numbers(2, 3, 12, 11))


def test_factors_and_sums_of_each_channel_are_normalisations() -> None:
    each = {"f": numbers(4, 1, 1), "g": numbers(1, 4, 1, 1), "half": np.array(0.5, np.float32)}
    nodes = [node("Conv", "x w b", "c"), node("Relu", "c", "r"), node("Mul", "r f", "m"), node("Add", "m g", "a"),
             node("Mul", "a half", "h"), node("Add", "h a", "y")]  # fmt: skip
    data = of_nodes(nodes, WEIGHTS | each)
    agrees(data, numbers(2, 3, 12, 11))
    last = reading.read(reading.opened(data)).network.layers[-1]
    assert isinstance(last, networks.Residual)
    assert last.scale == 0.5


@pytest.mark.parametrize("kind", [TensorProto.FLOAT16, TensorProto.DOUBLE])
def test_other_widths_of_numbers_become_float32(kind: int) -> None:
    wide = np.float16 if kind == TensorProto.FLOAT16 else np.float64
    nodes = [node("Cast", "x", "cast", to=kind), node("Conv", "cast w b", "c"), node("Cast", "c", "y", to=1)]
    data = of_nodes(nodes, {name: array.astype(wide) for name, array in WEIGHTS.items()})
    found = reading.read(reading.opened(data))
    assert {array.dtype for array in found.weights.values()} == {np.dtype(np.float32)}
    exact = of_nodes([node("Conv", "x w b", "y")], {n: a.astype(wide).astype(np.float32) for n, a in WEIGHTS.items()})
    pixels = numbers(2, 3, 12, 11)
    np.testing.assert_allclose(logits(data, pixels), run(exact, pixels), rtol=1e-4, atol=1e-5)


def test_the_logarithm_of_softmax_at_the_end_is_left_out() -> None:
    module = nn.Sequential(nn.Flatten(), nn.Linear(48, 4), nn.LogSoftmax(1))
    data = by_torch(module, (1, 3, 4, 4))
    pixels = numbers(1, 3, 4, 4)
    found = logits(data, pixels)[0].astype(float)
    expected = run(data, pixels)[0]
    np.testing.assert_allclose(found - np.log(np.exp(found).sum()), expected, rtol=1e-4, atol=1e-5)
    assert reading.read(reading.opened(data)).log_softmax


# Back from our own export.


def tensors(network: Network) -> dict[str, np.ndarray]:
    """Weights of every shape that the network's layers have, each layer's other than the next one's."""
    found: dict[str, np.ndarray] = {}
    for at, record in enumerate(shapes.records(network), 1):
        layer, channels = record.layer, record.input[0]
        sizes: dict[str, tuple[int, ...]] = {}
        if isinstance(layer, layers.Conv):
            sizes = {"weight": (layer.filters, channels // layer.groups, *layer.size), "bias": (layer.filters,)}
        elif isinstance(layer, layers.Dense):
            sizes = {"weight": (layer.units, channels), "bias": (layer.units,)}
        elif isinstance(layer, layers.BatchNorm):
            sizes = dict.fromkeys(("weight", "bias", "running_mean", "running_var"), (channels,))
        if not getattr(layer, "bias", True):
            del sizes["bias"]
        found |= {f"{record.path}.{name}": np.full(size, at / 64, np.float32) for name, size in sizes.items()}
    return found


def leaves(network: Network, weights: forward.Weights) -> list[tuple[object, ...]]:
    """Every layer as a file can say it: without names, dropout and side heads, padding in pixels; and its tensors."""
    found: list[tuple[object, ...]] = []
    for record in shapes.records(network):
        layer: Any = record.layer
        if isinstance(layer, networks.Container | layers.Dropout) or ".head." in record.path:
            continue
        if record.axes:
            sides = [(axis.before, axis.output, axis.stride, axis.size) for axis in record.axes]
            layer = (type(layer).__name__, getattr(layer, "kind", ""), getattr(layer, "groups", 1), *sides)
        elif isinstance(layer, layers.AdaptivePool) and not any(np.mod(record.input[1:], layer.size)):
            layer = layers.Pool(layer.kind, tuple(np.floor_divide(record.input[1:], layer.size)))
        held = {name: array for name, array in weights.items() if name.rpartition(".")[0] == record.path}
        found.append(
            (layer, record.output, *sorted((name.rpartition(".")[2], a.shape, a.flat[0]) for name, a in held.items()))
        )
    return found


SMALL = [key for key, entry in zoo.ENTRIES.items() if shapes.totals(shapes.records(entry.network())).parameters < 1.2e7]


@pytest.mark.parametrize("key", SMALL)
def test_a_network_of_the_zoo_comes_back_from_its_own_export(key: str) -> None:
    network = zoo.ENTRIES[key].network()
    weights = tensors(network)
    found = reading.read(reading.opened(export.model(network, weights, 0.3, 2.0)))
    assert found.unknown == ""
    assert found.network.name == network.name
    assert leaves(found.network, found.weights) == leaves(network, weights)
    assert (
        shapes.totals(shapes.records(found.network)).macs
        == shapes.totals(
            [
                one
                for one in shapes.records(network)
                if ".head" not in one.path and not isinstance(one.layer, networks.Auxiliary)
            ]
        ).macs
    )


@pytest.mark.parametrize("name", sorted(set(forward_cases.NETWORKS) - {"mixed"}))
def test_what_comes_back_gives_the_same_numbers(name: str) -> None:
    network = forward_cases.NETWORKS[name]
    data = export.model(network, forward_cases.weights(forward_cases.module(network)), 0.3, 0.7)
    agrees(data, forward_cases.pictures(network, 2))


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_any_network_of_the_builder_comes_back_or_says_which_layer_does_not(network: Network) -> None:
    data = export.model(network, forward_cases.weights(forward_cases.module(network)), 0.3, 0.7)
    if network.input[0] not in (1, 3):
        with pytest.raises(InputError, match="1 or 3 channels"):
            reading.opened(data)
        return
    found = reading.read(reading.opened(data))
    if not found.unknown:
        agrees(data, forward_cases.pictures(network, 1))
        return
    kinds = {type(record.layer) for record in shapes.records(network)}
    assert kinds & {layers.LRN, layers.AdaptivePool, layers.Flatten, layers.Activation}, found.unknown


def test_the_names_of_classes_go_along() -> None:
    network = forward_cases.NETWORKS["lenet-5"]
    names = [f"word {at}" for at in range(10)]
    data = export.model(network, tensors(network), 0.0, 1.0, classes=names)
    assert reading.read(reading.opened(data)).classes == '["' + '", "'.join(names) + '"]'


def test_files_of_many_layers_are_within_the_cap() -> None:
    network = zoo.ENTRIES["efficientnet-lite0"].network()
    found = reading.opened(export.model(network, tensors(network), 0.0, 1.0))
    assert len(found.said.nodes) < limits.NET_LAYERS / 10
