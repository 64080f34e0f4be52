"""Two runs on the same data, from the same seed, in which exactly one thing differs (C29, C45, C67, C68, C85, C102).

Adding an experiment is one entry in EXPERIMENTS.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, fields, replace

from cnnviz.datasets import data
from cnnviz.errors import InputError
from cnnviz.nets import networks, shapes, small, variants
from cnnviz.training import config, described
from cnnviz.training.config import Augmentation, Config

Change = Callable[[Config], Config]

# Weights of a dense network's hidden layer beside a convolutional one.
HIDDEN = 128
# Kinds of layers listed where one network stands in the place of another.
LISTED = 12


@dataclass(frozen=True)
class Experiment:
    """A question, and the two settings that answer it: each side's name and how it is made from a common config.

    `images` is how many training pictures show the difference best (0: as many as are usual), `epochs` for how long, at
    which learning `rate`.
    """

    title: str
    question: str
    names: tuple[str, str]
    changes: tuple[Change, Change]
    network: str = "reference"
    images: int = 0
    epochs: int = 3
    rate: float = 0.005

    def pair(self, common: Config) -> tuple[Config, Config]:
        """Both configs; raises InputError where the change cannot be made."""
        first, second = (_fitted(change(common), common) for change in self.changes)
        return first, second


def differences(first: Config, second: Config) -> tuple[str, ...]:
    """What differs, setting by setting: "learning rate: 0.005 → 0.05"."""
    changed = [
        f"{LABELS[setting.name]}: {_value(first, setting.name)} → {_value(second, setting.name)}"
        for setting in fields(Config)
        if setting.name != "network" and getattr(first, setting.name) != getattr(second, setting.name)
    ]
    return (*changed, *_networks(first.network, second.network))


def _networks(first: networks.Network, second: networks.Network) -> tuple[str, ...]:
    if first.layers == second.layers:
        return ()
    one, other = (shapes.totals(shapes.records(network)) for network in (first, second))
    changed, count = described.changes(first, second)
    if not changed:
        changed = "the same layers, set differently"
    if first.name != second.name:
        changed = f"{first.name} → {second.name}{f', {changed}' if count <= LISTED else ''}"
    cost = f"{_count(one.parameters, other.parameters, 'parameters')}, {_count(one.macs, other.macs, 'multiply-adds')}"
    return (f"network: {changed} ({cost})",)


def _count(before: int, after: int, unit: str) -> str:
    return f"{before:,} {unit} in both" if before == after else f"{before:,} → {after:,} {unit}"


def _value(run: Config, name: str) -> str:
    value = getattr(run, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return config.CHOICES[name][value] if name in config.CHOICES else described.shown(value)


def _fitted(changed: Config, common: Config) -> Config:
    classes = shapes.records(config.trained(common.network))[-1].output[0]
    return replace(changed, network=config.fitted(changed.network, common.network.input, classes))


def _network(change: Callable[[networks.Network], networks.Network]) -> Change:
    return lambda common: replace(common, network=change(common.network))


def _as_it_is(common: Config) -> Config:
    return common


def recognised(first: Config, second: Config) -> tuple[str, Config] | None:
    """Which experiment two runs are, and the settings they have in common; None where they are none of these."""
    for key, experiment in EXPERIMENTS.items():
        # Either side may be the one that is left as it is.
        for side in (first, second):
            with suppress(InputError):
                classes = shapes.records(config.trained(side.network))[-1].output[0]
                common = beginning(experiment, side, side.network.input, classes)
                if experiment.pair(common) == (first, second):
                    return key, common
    return None


def beginning(experiment: Experiment, common: Config, size: data.Size, classes: int) -> Config:
    """The common config with the network that the experiment is about, for pictures of that size."""
    return replace(common, network=config.fitted(small.SMALL[experiment.network].network(), size, classes))


def _permuted(on: bool) -> Change:
    return lambda common: replace(common, network=variants.without_dropout(common.network), permuted=on)


PERMUTED = (_permuted(False), _permuted(True))

LABELS = {
    "data": "data",
    "optimiser": "optimiser",
    "rate": "learning rate",
    "schedule": "schedule",
    "batch": "batch",
    "epochs": "epochs",
    "decay": "L2 penalty",
    "smoothing": "label smoothing",
    "augmentation": "augmentation",
    "permuted": "pixels permuted",
    "fixed": "first filters",
    "seed": "seed",
    "device": "device",
    "branch": "branch",
}

EXPERIMENTS: dict[str, Experiment] = {
    "dropout": Experiment(
        "Dropout",
        "With few pictures a network can learn them by heart. Does silencing half of what its dense layer reads, at "
        "random while it trains, keep the validation loss from rising?",
        ("no dropout", "dropout 0.5"),
        (_network(lambda net: variants.dropout(net, 0.0)), _network(lambda net: variants.dropout(net, 0.5))),
        images=600,
        epochs=20,
    ),
    "l2": Experiment(
        "L2 penalty",
        "Large weights cost extra. Do smaller weights serve pictures better that were never trained on?",
        ("no penalty", "L2 0.002"),
        (lambda common: replace(common, decay=0.0), lambda common: replace(common, decay=0.002)),
        images=600,
        epochs=20,
    ),
    "augmentation": Experiment(
        "Augmentation",
        "Every picture is shifted and turned a little, differently each time. Is that as good as more pictures?",
        ("as they are", "shifted, turned"),
        (
            lambda common: replace(common, augmentation=Augmentation()),
            lambda common: replace(common, augmentation=Augmentation(shift=3, turn=12)),
        ),
        images=600,
        epochs=20,
    ),
    "batch-norm": Experiment(
        "Batch normalisation",
        "Each map is brought to mean 0 and deviation 1 over the batch. Does the network learn faster?",
        ("without batch norm", "with batch norm"),
        (
            _network(lambda net: variants.batch_norm(net, False)),
            _network(lambda net: variants.batch_norm(net, True)),
        ),
    ),
    # Normalised, ten layers learn either way; many steps at a low rate show what shortcuts alone do.
    "residual": Experiment(
        "Shortcuts",
        "Nine convolutions in a row and nothing that normalises their maps, the same layers twice: once with a way "
        "around every two of them. What reaches the first one?",
        ("plain", "with shortcuts"),
        (
            _network(lambda net: variants.without_shortcuts(variants.batch_norm(net, False))),
            _network(lambda net: variants.batch_norm(net, False)),
        ),
        network="residual",
        images=4000,
        epochs=10,
        rate=0.002,
    ),
    "rate": Experiment(
        "Learning rate",
        "Ten times the learning rate: faster, or over the edge?",
        ("as set", "ten times"),
        (_as_it_is, lambda common: replace(common, rate=common.rate * 10)),
    ),
    "fixed": Experiment(
        "Hand-made filters",
        "Kirsch's eight compass kernels, over and over, stand fixed in the first layer; everything after it learns. "
        "Are learned filters worth it?",
        ("learned", "Kirsch, fixed"),
        (lambda common: replace(common, fixed=""), lambda common: replace(common, fixed="kirsch")),
    ),
    "pooling": Experiment(
        "Pooling or stride",
        "Both halve the maps. Pooling looks everywhere and keeps the strongest; a stride never looks at three "
        "places of four, and costs a quarter.",
        ("pooling", "stride 2"),
        (_as_it_is, _network(variants.strided)),
    ),
    "dense": Experiment(
        "Dense or convolutional",
        "A dense network has a weight for every pixel and unit. Does it need its many parameters, or shared ones? "
        "Neither side drops units.",
        ("convolutional", "dense"),
        (_network(variants.without_dropout), _network(lambda net: variants.dense(net, HIDDEN))),
    ),
    "permuted-dense": Experiment(
        "Permuted pixels, dense net",
        "All pixels change places, in the same way in every picture. To the eye that leaves noise. Does it matter to a "
        "dense network, which joins every pixel to every unit?",
        ("in place", "permuted"),
        PERMUTED,
        network="dense",
    ),
    "permuted-cnn": Experiment(
        "Permuted pixels, CNN",
        "The same pixels, each in another place, the same one in every picture. A filter looks at neighbours. What is "
        "it worth where neighbours have nothing to do with each other? Neither side drops units.",
        ("in place", "permuted"),
        PERMUTED,
    ),
    "optimiser": Experiment(
        "SGD or Adam",
        "Adam divides each weight's step by how large its gradients have been. What does that change?",
        ("SGD", "Adam"),
        (lambda common: replace(common, optimiser="SGD"), lambda common: replace(common, optimiser="Adam")),
        epochs=6,
        rate=0.01,
    ),
}
