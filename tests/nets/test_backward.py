"""cnnviz.nets.backward against torch's autograd on the module of the same network."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from cnnviz.nets import backward, forward, layers, networks
from cnnviz.nets.inside import adjoints
from cnnviz.nets.networks import Block, Network, Parallel, Residual
from tests.nets import drawn, forward_cases, kinds

# As the large networks of today are stacked: blocks in blocks, depthwise, SAME padding at stride 2, ReLU6.
NESTED = Network(
    "nested",
    (3, 17, 18),
    (
        Block("stem", (layers.Conv(8, (3, 3), (2, 2), padding="same", bias=False), layers.BatchNorm(eps=1e-3))),
        Block(
            "stage",
            (
                Block("one", (layers.Activation("ReLU6"), layers.Conv(8, (5, 3), (2, 1), padding="same", groups=8))),
                Block("two", (Residual((layers.Conv(8, (1, 1)), layers.Activation("tanh"))), layers.Activation())),
            ),
        ),
        Parallel(((layers.Conv(6, (2, 2), (2, 3)),), (layers.Pool("L2", (2, 3), (2, 3)),))),
        layers.GlobalPool(),
        layers.Dense(5),
        layers.Activation("softmax"),
    ),
)
CASES = {**forward_cases.NETWORKS, "nested": NESTED}


def by_torch(module: nn.Module, images: np.ndarray, until: str, of: np.ndarray) -> dict[str, np.ndarray]:
    """The gradient of Σ of · output at `until`, at every output by its path, and at the images, ""."""
    made: dict[str, torch.Tensor] = {"": torch.from_numpy(images).requires_grad_()}

    def keep(path: str):
        def hook(_: nn.Module, __: object, output: torch.Tensor) -> torch.Tensor:
            # What passes its input on gets a tensor of its own, or several layers would share one gradient.
            made[path] = output.view_as(output)
            made[path].retain_grad()
            return made[path]

        return hook

    for path, part in module.named_modules():
        if path and path.split(".")[-1].isdecimal():
            part.register_forward_hook(keep(path))
    module(made[""])
    (made[until] * torch.from_numpy(of)).sum().backward()
    return {path: np.zeros(one.shape) if one.grad is None else one.grad.numpy() for path, one in made.items()}


def agrees(network: Network, until: str = "", wanted: set[str] | None = None) -> None:
    """Holds the gradients at all outputs that come before `until`, or at those wanted, to torch's."""
    module, images = forward_cases.module(network), forward_cases.pictures(network)
    weights = forward_cases.weights(module)
    outputs = forward.outputs(network, weights, images)
    until = until or str(len(network.layers) - 1)
    if until not in outputs:
        return  # a network without layers
    of = np.random.default_rng(1).normal(size=outputs[until].shape).astype(np.float32)
    expected = by_torch(module, images, until, of)
    if wanted is None:
        wanted = {"", *(path for path in outputs if comes_before(path, until))}
    passed = backward.passed(network, weights, images, wanted, until)
    assert np.array_equal(passed.outputs[until], outputs[until])
    found = passed.gradients({until: of})
    assert set(found) == wanted
    for path, gradient in found.items():
        scale = max(1e-3, float(np.abs(expected[path]).max()))
        assert gradient.dtype == np.float32, path
        np.testing.assert_allclose(gradient, expected[path], rtol=1e-3, atol=2e-5 * scale, err_msg=path)


def comes_before(path: str, until: str) -> bool:
    """Whether a layer has made all of its output when that at `until` is there, and lies outside of other branches."""
    ours, theirs = path.split("."), until.split(".")
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            return one.isdecimal() and int(one) < int(other)
    return len(ours) >= len(theirs)


@pytest.mark.parametrize("name", CASES)
def test_every_gradient_is_what_autograd_finds(name: str) -> None:
    agrees(CASES[name])


@settings(max_examples=60, deadline=None)
@given(drawn.possible())
def test_every_gradient_of_any_network_is_what_autograd_finds(network: Network) -> None:
    agrees(network)


@pytest.mark.parametrize("until", ["0.1", "1", "1.0", "1.1.0.body.1", "2.branch1.0", "3", "5"])
@pytest.mark.parametrize("wanted", [None, {""}])
def test_a_number_of_any_layer_can_be_asked_about(until: str, wanted: set[str] | None) -> None:
    agrees(NESTED, until, wanted)


@pytest.mark.parametrize("side", [2, 3, 5, 9])
@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("dilation", [1, 2, 3])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_a_convolution_goes_back_as_in_torch(side: int, stride: int, dilation: int, groups: int) -> None:
    layer = layers.Conv(8, (side, 3), (stride, 2), (1, dilation), "same", groups)
    agrees(Network("one", (4, 11, 10), (layer,)))


@pytest.mark.parametrize("stride", [1, 2])
def test_a_filter_for_each_of_many_maps_goes_back_as_in_torch(stride: int) -> None:
    layer = layers.Conv(32, (5, 3), (stride, stride), padding="same", groups=32, bias=False)
    agrees(Network("one", (32, 13, 70), (layer,)))


@pytest.mark.parametrize("kind", layers.POOLINGS)
@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("count", [False, True])
@pytest.mark.parametrize("size", [8, 9, 10, 11])
def test_a_pooling_goes_back_as_in_torch(kind: str, ceil: bool, count: bool, size: int) -> None:
    agrees(Network("one", (2, size, 9), (layers.Pool(kind, (3, 2), (2, 3), ((1, 0), (1, 1)), ceil, count),)))


@pytest.mark.parametrize("kind", layers.POOLINGS)
def test_maps_of_zeros_go_back_as_in_torch(kind: str) -> None:
    """After a ReLU whole windows are 0: the first of equal ones wins, a root has no slope."""
    agrees(Network("one", (2, 8, 8), (layers.Conv(4, bias=False), layers.Activation(), layers.Pool(kind))))
    agrees(Network("one", (2, 8, 8), (layers.Conv(4, bias=False), layers.Activation(), layers.GlobalPool(kind))))


@pytest.mark.parametrize("kind", layers.ACTIVATIONS)
def test_every_activation_goes_back_as_in_torch(kind: str) -> None:
    agrees(Network("one", (2, 6, 6), (layers.Conv(4), layers.Activation(kind), layers.BatchNorm(), layers.Flatten())))


def test_every_layer_has_a_way_back() -> None:
    assert kinds.known(adjoints.back) == kinds.LEAVES
    assert kinds.known(adjoints.parted) == kinds.CONTAINERS - {networks.Auxiliary}


def test_what_a_way_back_needs_is_not_written_over() -> None:
    """A second way back finds what the first found, and the images are as they were."""
    weights, images = _weights(NESTED), forward_cases.pictures(NESTED)
    given_ = images.copy()
    passed = backward.passed(NESTED, weights, images, {"", "1"})
    of = {"5": backward.one(passed.outputs["5"], 2)}
    first, second = passed.gradients(of), passed.gradients(of)
    assert all(np.array_equal(first[path], second[path]) for path in first)
    assert np.array_equal(images, given_)


def test_gradients_from_two_layers_add_up() -> None:
    weights, images = _weights(NESTED), forward_cases.pictures(NESTED)
    passed = backward.passed(NESTED, weights, images, {""}, keep={"1"})
    ends = {"5": backward.one(passed.outputs["5"], 2), "1": backward.channel_mean(passed.outputs["1"], 3)}
    apart = [passed.gradients({path: of})[""] for path, of in ends.items()]
    np.testing.assert_allclose(passed.gradients(ends)[""], apart[0] + apart[1], atol=1e-6)


def test_a_channels_mean_is_its_numbers_in_equal_parts() -> None:
    output = np.zeros((2, 3, 4, 5), np.float32)
    gradient = backward.channel_mean(output, 1)
    assert gradient[:, 1].sum() == pytest.approx(2)
    assert not gradient[:, [0, 2]].any()
    assert np.array_equal(backward.one(output, 1, 2, 3).nonzero(), [[0, 1], [1, 1], [2, 2], [3, 3]])


def test_what_is_not_on_the_way_changes_nothing() -> None:
    weights, images = _weights(NESTED), forward_cases.pictures(NESTED)
    passed = backward.passed(NESTED, weights, images, {"2.branch0.0"})
    of = np.zeros_like(passed.outputs["5"])
    assert not passed.gradients({"5": of})["2.branch0.0"].any()


def test_an_output_that_is_not_there_is_a_mistake() -> None:
    weights, images = _weights(NESTED), forward_cases.pictures(NESTED)
    with pytest.raises(ValueError, match="no output at"):
        backward.passed(NESTED, weights, images, {"3"}, "1")
    with pytest.raises(ValueError, match="No output is kept"):
        backward.passed(NESTED, weights, images, {""}).gradients({"1": np.zeros(1)})
    with pytest.raises(ValueError, match="not the network's"):
        backward.passed(NESTED, weights, images[:, :, 1:], {""})


def _weights(network: Network) -> dict[str, np.ndarray]:
    return forward_cases.weights(forward_cases.module(network))
