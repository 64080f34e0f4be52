"""Runs whose pixels are permuted: a dense network learns as before, its weights in other places (C29, C45)."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cnnviz.datasets import data, permutation
from cnnviz.nets import layers, networks
from cnnviz.training import config as configs
from cnnviz.training.events import Event, EventKind
from cnnviz.training.learning import batches, state
from tests.training.learning import runs
from tests.training.learning.runs import RELU

DENSE = runs.network(layers.Flatten(), layers.Dense(16), RELU, layers.Dense(3))
ORDER = permutation.order(144, 0)


def permuted(dataset: data.Dataset, seed: int) -> data.Dataset:
    """All parts of the data set, permuted beforehand."""
    train, validation, test = (
        data.Images(permutation.permuted(part.pictures, seed), part.labels)
        for part in (dataset.train, dataset.validation, dataset.test)
    )
    return replace(dataset, train=train, validation=validation, test=test)


def beginning(config: configs.Config) -> dict[str, np.ndarray]:
    """The weights that the seed gives."""
    tensors = state.State(config, runs.dataset()).module.body.state_dict()
    return {name: tensor.numpy().copy() for name, tensor in tensors.items()}


@pytest.mark.parametrize("network", [DENSE, runs.network()], ids=["dense", "convolutional"])
@pytest.mark.parametrize("seed", [0, 5])
def test_training_validation_and_test_pictures_change_places_alike(network: networks.Network, seed: int) -> None:
    config = runs.config(network=network, seed=seed, epochs=2)
    ours = runs.history(replace(config, permuted=True))
    expected = runs.history(config, permuted(runs.dataset(), seed))
    assert (runs.losses(ours) == runs.losses(expected)).all()
    assert runs.same(runs.weights(ours), runs.weights(expected))
    looked = [runs.of(EventKind.EVALUATION, history) for history in (ours, expected)]
    ends = [{one.header["part"]: one.arrays["given"] for one in history} for history in looked]
    assert set(ends[0]) == {"validation", "test"}
    assert all((ends[0][part] == ends[1][part]).all() for part in ends[0])


@pytest.mark.parametrize("optimiser", configs.OPTIMISERS)
def test_a_dense_network_learns_the_same_where_its_first_weights_are_permuted_too(optimiser: str) -> None:
    config = runs.config(network=DENSE, optimiser=optimiser, decay=0.01, epochs=3)
    weights = beginning(config)
    moved = weights | {"1.weight": weights["1.weight"][:, ORDER]}
    plain, other = (
        runs.history(replace(config, permuted=on), start=Event(EventKind.SNAPSHOT, 0, {}, begin))
        for on, begin in ((False, weights), (True, moved))
    )
    np.testing.assert_allclose(runs.losses(plain), runs.losses(other), rtol=2e-4)
    ended, ended_other = runs.weights(plain), runs.weights(other)
    (first,) = [name for name in ended if name.endswith("1.weight") and ended[name].shape == (16, 144)]
    np.testing.assert_allclose(ended[first][:, ORDER], ended_other[first], atol=2e-3)


def test_a_convolutional_network_has_no_weights_to_permute_and_learns_something_else() -> None:
    config = runs.config(epochs=3)
    plain, other = (runs.history(replace(config, permuted=on)) for on in (False, True))
    assert np.abs(runs.losses(plain) - runs.losses(other)).max() > 0.01


def test_pictures_are_shifted_before_their_pixels_are_permuted() -> None:
    dataset, shifted = runs.dataset(), runs.config(augmentation=configs.Augmentation(shift=2))
    plain, other = (
        batches.Batches(replace(shifted, permuted=on), dataset, torch.device("cpu")) for on in (False, True)
    )
    for step in (0, 3):
        (images, labels), (placed, same) = plain.at(step), other.at(step)
        assert (labels == same).all()
        assert (images.flatten(2)[..., ORDER] == placed.flatten(2)).all()
    assert (plain.mean, plain.deviation) == (other.mean, other.deviation)
