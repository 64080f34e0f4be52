"""The usual settings for each data set and kind of network: what a run begins with before anyone touched anything."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import FASHION, OWN, SHAPES, Choice
from cnnviz.datasets.data import Described
from cnnviz.nets import layers, shapes, small, variants
from cnnviz.nets.networks import Network
from cnnviz.training import config, experiments
from cnnviz.training.config import Config
from cnnviz.training.experiments import Experiment

# In place of the reference model's half: in so few epochs, half is too much.
DROPOUT = 0.1
ALL = 0
# Training pictures of a data set that has no end of them.
IMAGES = {SHAPES: 6000}
# Of those that pixels are permuted in, which a minute is enough for; and the experiments that do it.
FEWER = 20_000
PERMUTED = ("permuted-dense", "permuted-cnn")
# Steps that a run on one's own pictures should have at least.
OWN_STEPS = 120
# Layers with weights from which on a network learns steadily only if it is normalised, or slowly.
DEEP_FROM = 6
# Kinds of networks: of one layer with weights, without a convolution, with none that ReLU follows, deep and not
# normalised, and the others.
LINEAR, PIXELS, SMOOTH, DEEP, FILTERS = "linear", "pixels", "smooth", "deep", "filters"


@dataclass(frozen=True)
class Recipe:
    """Settings that learn quickly and show it well; `decay` is the L2 penalty's weight."""

    optimiser: str = "Adam"
    rate: float = 0.005
    batch: int = 64
    decay: float = 0.0
    epochs: int = 3


def usual(name: str, network: Network) -> Recipe:
    """The recipe for a data set, by its key, and a network."""
    which = kind(network)
    return RECIPES.get((which, name)) or RECIPES.get((which, ANY), Recipe())


def images(name: str) -> int:
    """How many training pictures of a data set are usual, 0 for all."""
    return IMAGES.get(name, ALL)


def kind(network: Network) -> str:
    """Which of the kinds above the network is."""
    inside = [record.layer for record in shapes.walk(network).records]
    if not any(isinstance(layer, layers.Conv) for layer in inside):
        return LINEAR if sum(isinstance(layer, layers.Dense) for layer in inside) == 1 else PIXELS
    if layers.Activation("ReLU") not in inside:
        return SMOOTH
    deep = sum(isinstance(layer, layers.Conv | layers.Dense) for layer in inside) >= DEEP_FROM
    return DEEP if deep and not any(isinstance(layer, layers.BatchNorm) for layer in inside) else FILTERS


def epochs(data: Choice, described: Described | None, recipe: Recipe) -> int:
    """Few pictures of one's own (described, if they are here) are seen more often, so that there is a run to watch."""
    if data.name != OWN or described is None:
        return recipe.epochs
    steps = math.ceil(described.train / recipe.batch)
    return min(limits.TRAIN_EPOCHS, max(recipe.epochs, math.ceil(OWN_STEPS / steps)))


def settings(data: Choice, network: Network, described: Described | None) -> Config:
    """What a run with that kind of network on these data begins with; its own network is still to be put in."""
    recipe = usual(data.name, network)
    count = epochs(data, described, recipe)
    return Config(
        data, optimiser=recipe.optimiser, rate=recipe.rate, batch=recipe.batch, epochs=count, decay=recipe.decay
    )


def offered(data: Choice, network: Network, described: Described) -> Config:
    """The run that the page of training offers for these data and this network, before anything is touched.

    Raises InputError where the network cannot learn such pictures.
    """
    begin = settings(data, network, described)
    if variants.has_dropout(network):
        network = variants.dropout(network, DROPOUT)
    return replace(begin, network=config.fitted(network, described.size, len(described.classes)))


def compared(experiment: Experiment, data: Choice, described: Described) -> tuple[Config, Config]:
    """The two runs that the page of comparisons offers for an experiment on these data."""
    plain = Config(data, rate=experiment.rate, epochs=experiment.epochs)
    return experiment.pair(experiments.beginning(experiment, plain, described.size, len(described.classes)))


def first() -> Config:
    """The run that the page of training offers first, and that comes recorded with the app."""
    data = Choice(SHAPES, images(SHAPES))
    return offered(data, small.SMALL["reference"].network(), catalogue.described(data))


def permuted(key: str) -> tuple[Config, Config]:
    """The two runs of that experiment with permuted pixels which come recorded with the app."""
    data = Choice(FASHION, FEWER)
    return compared(experiments.EXPERIMENTS[key], data, catalogue.described(data))


def pair() -> tuple[Config, Config]:
    """The two runs that the page of comparisons offers first."""
    return on_shapes(next(iter(experiments.EXPERIMENTS)))


def on_shapes(key: str) -> tuple[Config, Config]:
    """The two runs that the page of comparisons offers for an experiment on shapes."""
    experiment = experiments.EXPERIMENTS[key]
    data = Choice(SHAPES, experiment.images or images(SHAPES))
    return compared(experiment, data, catalogue.described(data))


# The two runs each of what comes recorded with the app: what the page of comparisons offers first, permuted pixels, and
# filters made by hand.
PAIRS: tuple[Callable[[], tuple[Config, Config]], ...] = (
    pair,
    *(partial(permuted, key) for key in PERMUTED),
    partial(on_shapes, "fixed"),
)

# Measured by `python -m benchmarks.recipes`. Smith's one cycle (2018) brings Fashion-MNIST to 90 % in three epochs. On
# shapes a strong decay fades what nothing pulls on, so that the first filters' noise gives way to edges; weights of
# single pixels, and units that saturate, it fades too.
ANY = ""
RECIPES: dict[tuple[str, str], Recipe] = {
    (FILTERS, SHAPES): Recipe("AdamW", 0.01, 32, 1.0),
    (SMOOTH, SHAPES): Recipe(rate=0.002, batch=32, epochs=10),
    # Each class has a picture of weights: the penalty costs no accuracy, and takes the noise out of it.
    (LINEAR, SHAPES): Recipe(decay=0.1, epochs=10),
    (LINEAR, ANY): Recipe(decay=0.1),
    (PIXELS, SHAPES): Recipe(rate=0.001, epochs=10),
    (PIXELS, ANY): Recipe(rate=0.002),
    (DEEP, ANY): Recipe(rate=0.002, batch=32),
}
