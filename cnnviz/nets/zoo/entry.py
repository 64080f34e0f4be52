"""What is told of a network of the zoo."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.nets.networks import Network

TORCHVISION = "torchvision, weights IMAGENET1K_V1, one centre crop"
CADENE = "Cadene, pretrained-models.pytorch, one centre crop"


@dataclass(frozen=True)
class Paper:
    """Where it was published."""

    authors: str
    title: str
    venue: str


@dataclass(frozen=True)
class Accuracy:
    """Percent of ImageNet's 50,000 validation images whose class is the first guess, or among the first five."""

    source: str
    top1: float | None
    top5: float | None


@dataclass(frozen=True)
class Entry:
    """A network with its story; `variant` says exactly which one, `differences` how it departs from the paper's.

    `parameters` (trained) and `macs` are what it must come to. The first of `accuracies` is that of this variant.
    """

    title: str
    year: int
    network: Callable[[], Network]
    variant: str
    differences: str
    paper: Paper
    idea: str
    fixed: str
    cost: str
    parameters: int
    macs: int
    accuracies: tuple[Accuracy, ...] = ()
