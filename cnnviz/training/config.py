"""Everything that decides how a run goes, as one frozen value: same config on the same device, same run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from cnnviz import former, limits
from cnnviz.datasets.choice import Choice
from cnnviz.errors import InputError, shown
from cnnviz.nets import checks, layers, networks, shapes, text, zoo

# What can be chosen, id -> label: configs, links and stores hold ids, menus and sentences show labels.
OPTIMISERS = {"SGD": "SGD", "momentum": "momentum", "Adam": "Adam", "AdamW": "AdamW"}
SCHEDULES = {"constant": "constant", "one cycle": "one cycle", "cosine": "cosine", "step": "step"}
DEVICES = {"auto": "auto", "cpu": "cpu", "cuda": "cuda", "mps": "mps"}
# Families of ops.catalogue whose kernels can stand fixed in the first convolution instead of learned ones.
FIXED = {"": "learned", "prewitt": "Prewitt, fixed", "sobel": "Sobel, fixed", "kirsch": "Kirsch, fixed"}
CHOICES = {"optimiser": OPTIMISERS, "schedule": SCHEDULES, "device": DEVICES, "fixed": FIXED}

# Runs are kept with their config for weeks: what is written now has to be read by what comes later. A setting that is
# added has a default that means what went without saying; any other change is a new version, and both are read.
VERSION = 1


@dataclass(frozen=True)
class Augmentation:
    """What is done to every training picture anew each time: shift up to that many pixels, turn up to that many
    degrees, mirror half of them, add noise of that deviation (pixels are 0 to 1), erase a square of that side."""

    shift: int = 0
    turn: int = 0
    mirror: bool = False
    noise: float = 0.0
    erase: int = 0

    def __post_init__(self) -> None:
        checks.whole(self.shift, 0, 16, "shift in pixels")
        checks.whole(self.turn, 0, 180, "turn in degrees")
        checks.flag(self.mirror, "mirror")
        checks.real(self.noise, 0, 1, "noise")
        checks.whole(self.erase, 0, 32, "erased square's side")


@dataclass(frozen=True)
class Branch:
    """Begin with the weights of a snapshot: of which run (its view id), and which event of it."""

    run: str
    event: int

    def __post_init__(self) -> None:
        if not isinstance(self.run, str) or not self.run.isalnum() or len(self.run) > 64:
            raise InputError("There is no such run to branch from.")
        checks.whole(self.event, 0, 2**40, "snapshot")


@dataclass(frozen=True)
class Config:
    """A run. `decay` is the L2 penalty's weight (AdamW's own kind for AdamW), `smoothing` the share of certainty given
    away to the other classes, `permuted` the same other order for the pixels of all pictures, which the seed decides. A
    softmax at the network's end is left to the loss. Raises InputError out of range."""

    data: Choice = field(default_factory=Choice)
    network: networks.Network = field(default_factory=zoo.ENTRIES["reference"].network)
    optimiser: str = "Adam"
    rate: float = 0.005
    schedule: str = "one cycle"
    batch: int = 64
    epochs: int = 3
    decay: float = 0.0
    smoothing: float = 0.0
    augmentation: Augmentation = Augmentation()
    permuted: bool = False
    fixed: str = ""
    seed: int = 0
    device: str = "auto"
    branch: Branch | None = None

    def __post_init__(self) -> None:
        checks.one_of(self.optimiser, OPTIMISERS, "optimiser")
        checks.real(self.rate, 1e-6, 10, "learning rate")
        checks.one_of(self.schedule, SCHEDULES, "schedule")
        checks.whole(self.batch, 1, limits.TRAIN_BATCH, "batch")
        checks.whole(self.epochs, 1, limits.TRAIN_EPOCHS, "number of epochs")
        checks.real(self.decay, 0, 1, "L2 penalty")
        checks.real(self.smoothing, 0, 0.9, "label smoothing")
        checks.flag(self.permuted, "permuted")
        checks.one_of(self.fixed, FIXED, "family of fixed filters")
        checks.whole(self.seed, 0, 2**31 - 1, "seed")
        checks.one_of(self.device, DEVICES, "device")


def trained(network: networks.Network) -> networks.Network:
    """The network that is trained: without a softmax at its end, because the loss reads logits."""
    body = network.layers
    if body and body[-1] == layers.Activation("softmax"):
        body = body[:-1]
    return networks.Network(network.name, network.input, body)


def fitted(network: networks.Network, size: tuple[int, int, int], classes: int) -> networks.Network:
    """The network for pictures of that size and that many classes: its last dense layer has so many units.

    Raises InputError where it cannot be one: no dense layer at the end, or pictures too small for its windows.
    """
    softmax = network.layers[-1:] == (layers.Activation("softmax"),)
    body = network.layers[: -1 if softmax else None]
    if not body or not isinstance(body[-1], layers.Dense):
        raise InputError(
            f"“{network.name}” does not end in a dense layer, so nothing says how sure it is of each class. "
            f"Add a dense layer of {classes} units at its end."
        )
    last = layers.Dense(classes, bias=body[-1].bias)
    network = networks.Network(network.name, size, (*body[:-1], last, *network.layers[len(body) :]))
    shapes.records(network)
    return network


def to_json(config: Config, indent: int | None = None) -> str:
    """The config as JSON; `from_json` gives it back."""
    described = {setting.name: getattr(config, setting.name) for setting in fields(config)}
    described |= {
        "data": asdict(config.data),
        "network": json.loads(text.to_json(config.network)),
        "augmentation": asdict(config.augmentation),
        "branch": asdict(config.branch) if config.branch else None,
    }
    return json.dumps({"version": VERSION, **described}, indent=indent, ensure_ascii=False, allow_nan=False)


def from_json(described: str) -> Config:
    """The config described. Raises InputError that says what of it cannot be used."""
    if len(described) > limits.NET_JSON_BYTES:
        raise InputError(f"This description of a run is longer than {limits.NET_JSON_BYTES:,} characters.")
    try:
        settings = json.loads(described.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise InputError("This description of a run is no JSON. Export it again.") from None
    if not isinstance(settings, dict):
        settings = {}
    checks.version(settings.pop("version", None), VERSION, "This description of a run")
    if isinstance(settings.get("network"), dict):
        settings["network"] = text.from_json(json.dumps(settings["network"]))
    elif "network" in settings:
        raise InputError("“network” describes no network. Export it again.")
    for name, kind in (("data", Choice), ("augmentation", Augmentation), ("branch", Branch)):
        if name in settings and not (settings[name] is None and name == "branch"):
            settings[name] = _made(kind, settings[name], name)
    for name in CHOICES.keys() & settings.keys():
        if isinstance(settings[name], str):
            settings[name] = former.current(name, settings[name])
    config: Config = _made(Config, settings, "a run")
    return config


def _made(kind: type, settings: object, what: str) -> Any:
    if not isinstance(settings, Mapping):
        raise InputError(f"“{what}” is described by settings in braces. Export it again.")
    known = {setting.name for setting in fields(kind)}
    if unknown := sorted(set(map(str, settings)) - known):
        raise InputError(
            f"“{what}” has no setting {shown(unknown[0])} that this cnnviz knows. Update cnnviz, or export it again."
        )
    try:
        return kind(**settings)
    except TypeError:
        raise InputError(f"Part of “{what}” is missing. Export it again.") from None
