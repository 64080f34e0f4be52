"""The fast module against nets.build's."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnviz.errors import InputError
from cnnviz.nets import build, layers, networks
from cnnviz.training import fixed
from cnnviz.training.learning import module
from tests.training.learning import runs
from tests.training.learning.runs import RELU

POOLS = [
    layers.Pool(),
    layers.Pool("max", (3, 3), (2, 2), ceil=True),
    layers.Pool("max", (3, 2), (1, 2), "same"),
    layers.Pool("max", (2, 2), (2, 2), ((1, 0), (0, 1))),
    layers.Pool("average"),
    layers.Pool("L2"),
]


def plain(network: networks.Network, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    return build.build(network)


@pytest.mark.parametrize("pool", POOLS, ids=str)
@pytest.mark.parametrize("activation", layers.ACTIVATIONS[:4])
def test_outputs_and_gradients_are_those_of_the_layers_in_their_order(pool: layers.Pool, activation: str) -> None:
    network = runs.network(layers.Conv(4), layers.Activation(activation), pool, layers.Flatten(), layers.Dense(3))
    ours, theirs = module.Module(network, 5).body, plain(network, 5)
    images = torch.randn(6, 1, 12, 12, generator=torch.Generator().manual_seed(1))
    outputs = [one(images) for one in (ours, theirs)]
    assert torch.equal(*outputs)
    for output in outputs:
        output.square().sum().backward()
    for (name, one), (called, other) in zip(ours.named_parameters(), theirs.named_parameters(), strict=True):
        assert name == called
        assert one.grad is not None
        assert other.grad is not None
        assert torch.equal(one.grad, other.grad)


def test_pooling_runs_first_and_keeps_its_name() -> None:
    body = module.Module(runs.network(), 0).body
    assert list(dict(body.named_children())) == ["0", "2", "1", "3", "4", "5", "6"]
    assert isinstance(body.get_submodule("2"), build.Pool)


def test_the_weights_depend_on_the_seed_alone() -> None:
    torch.manual_seed(123)
    drawn = torch.rand(1)
    torch.manual_seed(123)
    one = module.Module(runs.network(), 1).body.state_dict()
    assert torch.equal(torch.rand(1), drawn)
    again = module.Module(runs.network(*runs.small(0.5)), 1).body.state_dict()
    assert all(torch.equal(*pair) for pair in zip(one.values(), again.values(), strict=True))
    assert not torch.equal(one["0.weight"], module.Module(runs.network(), 2).body.state_dict()["0.weight"])


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5, 0.9])
def test_dropout_sets_that_share_to_zero_and_keeps_the_mean(rate: float) -> None:
    dropout = module.Dropout(rate)
    dropout.rng = np.random.default_rng(0)
    after = dropout(torch.ones(400, 1000))
    dropped = (after == 0).float().mean().item()
    assert dropped == pytest.approx(rate, abs=0.003)
    assert after.mean().item() == pytest.approx(1, abs=0.01)
    assert after.unique().tolist() == pytest.approx([0, 1 / (1 - rate)], rel=1e-4)


def test_dropout_passes_everything_on_when_it_is_not_training() -> None:
    images = torch.randn(4, 5)
    assert torch.equal(module.Dropout(0.5).eval()(images), images)
    assert torch.equal(module.Dropout(0)(images), images)


def test_dropped_numbers_get_no_gradient() -> None:
    images = torch.ones(50, 50, requires_grad=True)
    after = module.Dropout(0.5)(images)
    after.sum().backward()
    assert images.grad is not None
    assert torch.equal(images.grad, after.detach())


@pytest.mark.parametrize("family", fixed.FAMILIES)
def test_fixed_filters_stand_in_the_middle_one_after_the_other(family: str) -> None:
    kernels = fixed.kernels(family)
    filters = fixed.filters(family, (11, 3, 5, 4))
    for number, one in enumerate(filters):
        kernel = kernels[number % len(kernels)]
        assert np.allclose(one[:, 1:4, 0:3], kernel / np.abs(kernel).sum() / 3)
        assert np.abs(one).sum() == pytest.approx(1)


def test_fixed_filters_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="3 × 3 and do not fit in filters of 2 × 5"):
        fixed.filters("sobel", (4, 1, 2, 5))
    dense = runs.network(layers.Flatten(), layers.Dense(3))
    with pytest.raises(InputError, match="no convolution"):
        module.fix(build.build(dense), dense, "sobel")


def test_a_network_with_relu_before_no_pooling_keeps_its_order() -> None:
    body = module.Module(runs.network(layers.Conv(2), RELU, layers.Flatten(), layers.Dense(3)), 0).body
    assert list(dict(body.named_children())) == ["0", "1", "2", "3"]
