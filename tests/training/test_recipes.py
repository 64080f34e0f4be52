"""What a run begins with, by its data and its network."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import MNIST_5K, NAMES, OWN, Choice
from cnnviz.datasets.data import Described
from cnnviz.nets import layers, networks, small, variants
from cnnviz.nets.networks import Network
from cnnviz.training import config, experiments, recipes
from cnnviz.training.events import EventKind
from cnnviz.training.learning import control, loop

RELU = layers.Activation("ReLU")


def stack(convolutions: int, *between: layers.Layer) -> Network:
    each = (layers.Conv(4, padding="same"), *between)
    return Network("stack", (1, 28, 28), (*each * convolutions, layers.Flatten(), layers.Dense(10)))


@pytest.mark.parametrize(
    ("network", "kind"),
    [
        *((small.SMALL[key].network(), recipes.FILTERS) for key in ("reference", "normalised", "residual")),
        (small.SMALL["lenet-5"].network(), recipes.SMOOTH),
        (small.SMALL["logistic"].network(), recipes.LINEAR),
        (small.SMALL["dense"].network(), recipes.PIXELS),
        (stack(recipes.DEEP_FROM - 2, RELU), recipes.FILTERS),
        (stack(recipes.DEEP_FROM - 1, RELU), recipes.DEEP),
        (stack(recipes.DEEP_FROM - 1, layers.BatchNorm(), RELU), recipes.FILTERS),
        (variants.batch_norm(small.SMALL["residual"].network(), False), recipes.DEEP),
        (Network("in a block", (1, 9, 9), (networks.Block("b", (layers.Conv(2), RELU)),)), recipes.FILTERS),
        (Network("impossible", (1, 2, 2), (layers.Conv(2), RELU)), recipes.PIXELS),
    ],
)
def test_a_network_is_of_the_kind_that_its_layers_make_it(network: Network, kind: str) -> None:
    assert recipes.kind(network) == kind


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", small.SMALL)
def test_every_pair_has_a_recipe_that_is_a_config(name: str, key: str) -> None:
    described = Described("some", (3, 28, 28), ("a", "b", "c"), 500, 50, 50)
    made = recipes.offered(Choice(name, recipes.images(name)), small.SMALL[key].network(), described)
    assert config.from_json(config.to_json(made)) == made
    assert layers.Dense(3) in made.network.layers[-2:]


def test_deep_networks_that_nothing_normalises_learn_slowly_on_any_data() -> None:
    deep = stack(8, RELU)
    assert {recipes.usual(name, deep).rate for name in NAMES} == {0.002}


@pytest.mark.parametrize(("train", "epochs"), [(60, 120), (64, 120), (65, 60), (6400, 3), (1, 100), (2**20, 3)])
def test_few_pictures_of_ones_own_are_seen_more_often(train: int, epochs: int) -> None:
    described = Described("mine", (1, 28, 28), ("a", "b"), train, 1, 1)
    found = recipes.epochs(Choice(OWN), described, recipes.Recipe())
    assert found == min(epochs, limits.TRAIN_EPOCHS)


def test_other_data_are_seen_as_often_as_the_recipe_says() -> None:
    described = Described("Shapes", (1, 28, 28), ("a", "b"), 10, 1, 1)
    assert recipes.epochs(Choice(), described, recipes.Recipe(epochs=10)) == 10
    assert recipes.epochs(Choice(OWN), None, recipes.Recipe(epochs=10)) == 10


@pytest.mark.parametrize("key", experiments.EXPERIMENTS)
def test_both_sides_of_an_experiment_have_its_rate_and_epochs(key: str) -> None:
    experiment = experiments.EXPERIMENTS[key]
    sides = recipes.compared(experiment, Choice(), Described("Shapes", (1, 28, 28), tuple("abcdefgh"), 60, 8, 8))
    assert {one.epochs for one in sides} == {experiment.epochs}
    assert sides[0].rate == experiment.rate


def test_the_pictures_of_classes_are_calm_without_a_loss_of_accuracy() -> None:
    """How much neighbouring weights differ, beside how large they are: half as much as without the penalty."""
    data = Choice(MNIST_5K, recipes.ALL)
    found = {}
    made = recipes.offered(data, small.SMALL["logistic"].network(), catalogue.described(data))
    for decay in (made.decay, 0.0):
        one = replace(made, decay=decay, device="cpu")
        history = list(loop.train(one, catalogue.load(data), control.Nobody(), threads=1))
        accuracy = next(e.header["accuracy"] for e in reversed(history) if e.kind == EventKind.EVALUATION)
        last = next(e for e in reversed(history) if e.kind == EventKind.CHECKPOINT)
        weights = last.arrays["module.1.weight"].reshape(-1, 28, 28)
        rough = np.abs(np.diff(weights, axis=2)).mean() / np.abs(weights).mean()
        found[decay] = (rough, accuracy)
    (calm, right), (noisy, before) = found[made.decay], found[0.0]
    assert calm < 0.75 * noisy
    assert right > before - 0.02
