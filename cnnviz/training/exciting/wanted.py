"""What somebody wants a picture of, as one frozen value: same value on the same processor, same picture.

Such a job is a row of the table of runs whose config is of another kind, and no table of its own: queue, turns, caps,
signs of life, memory, commands, events, ages and shares of the store are those of runs, and hold for both together, so
that nobody gets more of the machine by asking for pictures. What differs is what a worker does (`worker.work`).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import checks, effects, layers, networks, shapes, text

# By which the config of such a job begins to differ from that of a run.
WORK, VERSION = "exciting", 1
BROKEN = "This description of a picture cannot be read. Start it again."
# What is climbed: the mean of a map, or the unit in its middle.
MAP, UNIT = "map", "unit"
AIMS = (MAP, UNIT)
# The side of the picture where a network that reads larger ones takes any: many steps in seconds.
SIDE = 128
# What makes each channel of the same one alone, and lets a rise through.
ALIKE = (layers.Pool, layers.GlobalPool, layers.AdaptivePool, layers.Dropout)
LEAST_STEPS, MOST_STEPS = 16, 512


@dataclass(frozen=True)
class Source:
    """Where a worker finds the weights: a file of the folder of models, an event of a run (its view id), or a model in
    ONNX that somebody brought, by its key in the store: read for pictures of `side` where it leaves that open."""

    file: str = ""
    run: str = ""
    kind: str = ""
    step: int = 0
    onnx: str = ""
    side: int = 0


@dataclass(frozen=True)
class How:
    """How the picture is made. Each regulariser can be off: `smooth`, steps in waves instead of single pixels, and in
    colours that photos have; `jitter`, a small shift, turn and scaling before every look. `twin`: with random weights.
    """

    aim: str = MAP
    seed: int = 0
    steps: int = 160
    smooth: bool = True
    jitter: bool = True
    twin: bool = False

    def __post_init__(self) -> None:
        checks.one_of(self.aim, AIMS, "aim")
        checks.whole(self.seed, 0, 2**31 - 1, "seed")
        checks.whole(self.steps, LEAST_STEPS, MOST_STEPS, "number of steps")
        for name in ("smooth", "jitter", "twin"):
            checks.flag(getattr(self, name), name)


@dataclass(frozen=True)
class Wanted:
    """A picture of `network.input` that excites channel `channel`, from 0, of the layer at `path`; pixels of 0 to 255
    are read less `mean`, over `deviation`, one for all channels or one for each, in the order that `permuted` is the
    seed of (None: as they stand). `classes` names what the network's last layer tells apart. Raises InputError."""

    network: networks.Network
    source: Source
    path: str
    channel: int
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    classes: tuple[str, ...]
    permuted: int | None = None
    how: How = How()

    def __post_init__(self) -> None:
        record = next((one for one in shapes.records(self.network) if one.path == self.path), None)
        if record is None:
            raise InputError("This network has no such layer. Choose another one.")
        checks.whole(self.channel, 0, record.output[0] - 1, "channel")
        if not all(map(math.isfinite, (*self.mean, *self.deviation))):
            raise InputError("What this network does to pixels first makes no finite numbers of them.")

    @property
    def summed(self) -> tuple[str, bool]:
        """The layer whose number is wanted, and whether it is an activation, so that the number before it counts."""
        held = {record.path: record.layer for record in shapes.records(self.network)}
        path = _last(self.path, held)
        return path, isinstance(held[path], layers.Activation)

    @property
    def climbed(self) -> tuple[str, bool]:
        """The layer that is climbed, and whether it is what that one reads.

        That is the number before an activation, also where a pooling stands between: where an activation is flat, as
        ReLU is below 0, no step would show the way up.
        """
        held = {record.path: record.layer for record in shapes.records(self.network)}
        path = begun = _last(self.path, held)
        while isinstance(held[path], ALIKE):
            before, _, index = path.rpartition(".")
            if index == "0":
                break
            path = _last(f"{before}.{int(index) - 1}".lstrip("."), held)
        flat = isinstance(held[path], layers.Activation)
        return (path, True) if flat else (begun, False)


def _last(path: str, held: Mapping[str, layers.Layer]) -> str:
    """The layer that makes what a block makes."""
    while isinstance(layer := held[path], networks.Block):
        path = f"{path}.{len(layer.body) - 1}"
    return path


def require_affordable(wanted: Wanted) -> None:
    """Raises InputError for a network that is too large to climb in."""
    totals = shapes.totals(shapes.records(wanted.network))
    if totals.macs > limits.EXCITE_MACS or totals.memory > limits.EXCITE_BYTES:
        raise InputError(
            f"On {effects.size(wanted.network.input)} this network takes {totals.macs:,} multiply-adds, and "
            f"{totals.memory / 2**20:,.0f} MB for its maps. For such a picture {limits.EXCITE_MACS:,} and "
            f"{limits.EXCITE_BYTES / 2**20:,.0f} MB are the most. Choose a smaller network."
        )


def to_json(wanted: Wanted) -> str:
    """The value as JSON; `from_json` gives it back."""
    described = {one.name: getattr(wanted, one.name) for one in fields(wanted)}
    described |= {
        "network": json.loads(text.to_json(wanted.network)),
        "source": asdict(wanted.source),
        "how": asdict(wanted.how),
    }
    return json.dumps({"work": WORK, "version": VERSION, **described}, ensure_ascii=False, allow_nan=False)


def is_one(config: str) -> bool:
    """Whether the config of a job in the store asks for a picture, and not for a run."""
    return config.startswith(f'{{"work": "{WORK}"')


def from_json(described: str) -> Wanted:
    """The value described. Raises InputError for anything else."""
    try:
        said: dict[str, Any] = json.loads(described)
        if said.pop("work") != WORK or said.pop("version") != VERSION:
            raise InputError(BROKEN)
        said["network"] = text.from_json(json.dumps(said["network"]))
        said |= {name: tuple(said[name]) for name in ("mean", "deviation", "classes")}
        return Wanted(**said | {"source": Source(**said["source"]), "how": How(**said["how"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(BROKEN) from None
