"""The usual settings for each data set: what a run begins with before anyone touched anything."""

from dataclasses import dataclass

from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import FASHION, MNIST, SHAPES, Choice
from cnnviz.nets import small, variants
from cnnviz.training import config, experiments
from cnnviz.training.config import Config

# In place of the reference model's half: in so few epochs, half is too much.
DROPOUT = 0.1
ALL = 0


@dataclass(frozen=True)
class Recipe:
    """Settings that learn a data set quickly and show it well. `images` is how many pictures, 0 for all."""

    optimiser: str = "Adam"
    rate: float = 0.005
    batch: int = 64
    decay: float = 0.0
    images: int = ALL


def usual(name: str) -> Recipe:
    """The recipe for a data set, by its key."""
    return RECIPES.get(name, Recipe())


def first() -> Config:
    """The run that the page of training offers first, and that comes recorded with the app."""
    recipe = usual(SHAPES)
    data = Choice(SHAPES, recipe.images)
    described = catalogue.described(data)
    network = variants.dropout(small.SMALL["reference"].network(), DROPOUT)
    fitted = config.fitted(network, described.size, len(described.classes))
    return Config(data, fitted, recipe.optimiser, recipe.rate, batch=recipe.batch, decay=recipe.decay)


def pair() -> tuple[Config, Config]:
    """The two runs that the page of comparisons offers first, and that come recorded with the app."""
    experiment = next(iter(experiments.EXPERIMENTS.values()))
    data = Choice(SHAPES, experiment.images)
    described = catalogue.described(data)
    plain = Config(data, epochs=experiment.epochs)
    return experiment.pair(experiments.beginning(experiment, plain, described.size, len(described.classes)))


# Smith's one cycle (2018) brings Fashion-MNIST to 90 % in three epochs. On shapes a strong decay fades what nothing
# pulls on, so that the first filters' noise gives way to edges.
RECIPES: dict[str, Recipe] = {
    SHAPES: Recipe("AdamW", 0.01, 32, 1.0, 6000),
    FASHION: Recipe(),
    MNIST: Recipe(),
}
