"""A run in words: what it learns from, with which network, and how. Everything is read from its own config."""

from dataclasses import fields

from cnnviz.datasets import catalogue, choice
from cnnviz.datasets.choice import Choice
from cnnviz.errors import InputError
from cnnviz.nets import networks, shapes, small, zoo
from cnnviz.training import config as configs
from cnnviz.training.config import Augmentation, Config

_MADE = (
    *(entry.network() for entry in zoo.ENTRIES.values()),
    *(entry.network() for entry in small.SMALL.values()),
)
KNOWN = {made.name: made for made in _MADE}
# Layers named of what was changed in a known network; of more, only how many parameters it has.
NAMED = 4


def run(config: Config) -> str:
    """The whole run in a line: data, network, settings, seed."""
    return " · ".join((data(config.data), network(config.network), settings(config), f"seed {config.seed}"))


def data(chosen: Choice) -> str:
    """The data set, how much of it, and every knob that is not as usual."""
    usual, title = Choice(), catalogue.DATASETS[chosen.name].title
    if chosen.name == choice.OWN:
        return f"{title} (kept as {chosen.own[:6]})"
    count = f"{chosen.images:,} training pictures" if chosen.images else "all training pictures"
    parts = [f"{name} {getattr(chosen, name):g}" for name in KNOBS if getattr(chosen, name) != getattr(usual, name)]
    shapes_only = ["in colour"] * chosen.colour + parts if chosen.name == choice.SHAPES else []
    drawn = [f"data seed {chosen.seed}"] if chosen.seed else []
    return ", ".join((title, count, *shapes_only, *drawn))


def network(made: networks.Network) -> str:
    """The network's name, and what differs from the known one of that name."""
    known = KNOWN.get(made.name)
    parameters = f"{shapes.totals(shapes.records(made)).parameters:,} parameters"
    if known is None:
        return f"{made.name}, {parameters}"
    try:
        classes = shapes.records(configs.trained(made))[-1].output[0]
        changed, count = changes(configs.fitted(known, made.input, classes), made)
    except InputError:
        changed, count = "", NAMED + 1
    if count > NAMED:
        return f"{made.name}, changed to {parameters}"
    return f"{made.name} ({changed})" if changed else made.name


def settings(config: Config) -> str:
    """How it learns: what every run has, and of the rest what is set."""
    parts = [
        configs.OPTIMISERS[config.optimiser],
        f"learning rate {config.rate:g}",
        configs.SCHEDULES[config.schedule],
        f"batch {config.batch}",
        f"{config.epochs} epoch{'s' if config.epochs > 1 else ''}",
    ]
    if config.decay:
        parts.append(f"L2 penalty {config.decay:g}")
    if config.smoothing:
        parts.append(f"label smoothing {config.smoothing:g}")
    if config.augmentation != Augmentation():
        parts.append(f"augmentation {shown(config.augmentation)}")
    if config.permuted:
        parts.append("pixels permuted")
    if config.fixed:
        parts.append(f"first filters {configs.FIXED[config.fixed]}")
    return ", ".join(parts)


def shown(value: object) -> str:
    """A setting's value."""
    if isinstance(value, Choice):
        return data(value)
    if isinstance(value, Augmentation):
        parts = [
            f"{setting.name} {shown(getattr(value, setting.name))}"
            for setting in fields(value)
            if getattr(value, setting.name)
        ]
        return ", ".join(parts) or "none"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if value not in ("", None) else "none"


def changes(before: networks.Network, after: networks.Network) -> tuple[str, int]:
    """Which layers went and came, and how many kinds of them: "Dropout 0.5 → Dropout 0.1"; "" for none."""
    these, those = ([record.layer.title for record in shapes.records(made)] for made in (before, after))
    gone, new = _left(these, those), _left(those, these)
    if len(gone) == len(new) == 1:
        return f"{gone[0]} → {new[0]}", 1
    parts = (("without", gone), ("with", new))
    sentence = " and ".join(f"{word} {', '.join(titles)}" for word, titles in parts if titles)
    return sentence, len(gone) + len(new)


def _left(these: list[str], those: list[str]) -> list[str]:
    """Titles that stand more often in the one list than in the other, with how much more often."""
    more = {title: these.count(title) - those.count(title) for title in dict.fromkeys(these)}
    return [title if count == 1 else f"{count} × {title}" for title, count in more.items() if count > 0]


KNOBS = ("position", "scale", "turn", "noise")
