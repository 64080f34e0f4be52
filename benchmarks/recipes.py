"""Every network and every experiment on every data set, at the settings that the pages offer first:
`python -m benchmarks.recipes [WORDS]`, only rows that have all the words.

Large data sets are cut to IMAGES training pictures; data that are not on this machine are left out, and said.
"""

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import FASHION, MNIST, MNIST_5K, SHAPES, Choice
from cnnviz.datasets.data import Dataset
from cnnviz.errors import InputError
from cnnviz.nets import forward, layers, shapes, small
from cnnviz.training import config as configs
from cnnviz.training import events, experiments, recipes, weights
from cnnviz.training.events import EventKind

IMAGES = 20_000
WINDOW = 20  # steps whose mean loss counts as one, so that no single hard batch looks like a spike
LOOKED = 200  # validation pictures in which a unit that is not dead must have answered at least once


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What became of a run: percent of the validation pictures known, how far the loss rose above what it had been
    before, percent of all ReLUs that answer no picture, seconds, and why it ended."""

    accuracy: float
    spike: float
    dead: float
    seconds: float
    why: str


def outcome(config: configs.Config) -> Outcome:
    """Of the run with that config, in one thread."""
    from cnnviz.training.learning import control, loop  # noqa: PLC0415

    dataset = catalogue.load(config.data)
    losses, accuracy, kept, done = [], 0.0, None, events.Event(EventKind.DONE, 0, {"seconds": 0.0, "why": ""})
    begun: Mapping[str, Any] = {}
    for event in loop.train(config, dataset, control.Nobody(), threads=1):
        if event.kind == EventKind.SCALARS:
            losses.append(event.arrays["loss"])
        elif event.kind == EventKind.BEGUN:
            begun = event.header
        elif event.kind == EventKind.EVALUATION and event.header["part"] == "validation":
            accuracy = event.header["accuracy"]
        elif event.kind == EventKind.CHECKPOINT:
            kept = event
        elif event.kind == EventKind.DONE:
            done = event
    silent = dead(config, dataset, weights.tensors(kept), begun) if kept else float("nan")
    return Outcome(
        100 * accuracy, spike(np.concatenate(losses)), 100 * silent, done.header["seconds"], done.header["why"]
    )


def spike(losses: np.ndarray) -> float:
    """How far the loss, over WINDOW steps, ever rose above the lowest it had been until then."""
    width = min(WINDOW, len(losses))
    smooth = np.convolve(losses, np.ones(width) / width, "valid")
    return float((smooth - np.minimum.accumulate(smooth)).max())


def dead(config: configs.Config, dataset: Dataset, tensors: forward.Weights, begun: Mapping[str, Any]) -> float:
    """The share of ReLUs, maps or units, that are 0 for all of LOOKED pictures."""
    network = configs.trained(config.network)
    made = forward.outputs(network, tensors, weights.standardised(dataset.validation.pictures[:LOOKED], dict(begun)))
    counted = [
        ~made[one.path].any(axis=tuple(axis for axis in range(made[one.path].ndim) if axis != 1))
        for one in shapes.records(network)
        if one.layer == layers.Activation("ReLU") and one.path in made
    ]
    return float(np.concatenate(counted).mean()) if counted else 0.0


def data() -> Iterator[tuple[str, Choice]]:
    """Every data set that is here, and shapes in colour."""
    for name in (SHAPES, MNIST_5K, FASHION, MNIST):
        usual = Choice(name, recipes.images(name))
        if why_not := catalogue.DATASETS[name].why_not(usual):
            print(f"{name}: not measured. {why_not}", flush=True)
            continue
        yield name, dataclasses.replace(usual, images=IMAGES) if catalogue.described(usual).train > IMAGES else usual
        if name == SHAPES:
            yield f"{name}, colour", dataclasses.replace(usual, colour=True)


def runs() -> Iterator[tuple[str, configs.Config]]:
    """Every run that a page offers first, by what is chosen there."""
    for name, chosen in data():
        described = catalogue.described(chosen)
        for key, one in small.SMALL.items():
            yield f"{key}, {name}", recipes.offered(chosen, one.network(), described)
        for key, experiment in experiments.EXPERIMENTS.items():
            cut = dataclasses.replace(chosen, images=experiment.images) if experiment.images else chosen
            for side, config in zip("ab", recipes.compared(experiment, cut, described), strict=True):
                yield f"{key} {side}, {name}", config


def main(words: list[str]) -> None:
    """Prints the table as it grows."""
    print("\nRecipes: loss over", WINDOW, "steps; large data cut to", f"{IMAGES:,} training pictures; one thread")
    print(f"{'':34}{'validation %':>13}{'worst spike':>13}{'dead ReLUs %':>14}{'seconds':>9}")
    for label, config in runs():
        if not all(word in label for word in words):
            continue
        try:
            one = outcome(config)
        except InputError as why:
            print(f"{label:34}  {why}", flush=True)
            continue
        ended = "" if one.why == "finished" else f"  {one.why}"
        numbers = f"{one.accuracy:13.1f}{one.spike:13.2f}{one.dead:14.1f}{one.seconds:9.1f}"
        print(f"{label:34}{numbers}{ended}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
