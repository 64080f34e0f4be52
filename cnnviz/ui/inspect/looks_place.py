"""Which channel of which layer is looked at, and on which pictures: the link holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnnviz import limits
from cnnviz.inspect import models, pretrained
from cnnviz.inspect.way import graph
from cnnviz.nets import layers
from cnnviz.ui import catalogue, links, page, widgets
from cnnviz.ui.networks import own_model

# In the link: the path of a layer or block, as in the address of a picture's way, and a channel counted from 1.
AT, MAP = "look_at", "look_map"
# What says which network it is, on every page.
MODEL = ("way_model", "run", "moment", *own_model.SETTINGS)
# A unit that sees at most such a share of the picture: what the page opens with.
SHARE = 1 / 3
# Of one network, the layer and the map, from 1, that the page opens with: small bright things in the dark, of seven of
# the samples.
BEGINS = {pretrained.ID: ("3.1.0.body.0", 34)}


@dataclass(frozen=True)
class Place:
    """A step of a network and a channel of it, from 0; `names` are the classes, where the step gives answers."""

    step: graph.Step
    channel: int
    names: tuple[str, ...]

    @property
    def word(self) -> str:
        """What one channel is called."""
        return word(self.step, bool(self.names))


def word(step: graph.Step, answers: bool = False) -> str:
    """What one channel of a step is called."""
    return "class" if answers else "number" if len(step.output) == 1 else "map"


def controls(model: models.Model) -> Place:
    """The layer from its menu, and the channel that the component leads to."""
    network = graph.graph(model.network)
    steps = {step.main.path: step for step in network.steps.values() if not _copies(step)}
    usual, begins = BEGINS.get(model.id, (_usual(network, model).main.path, 1))
    at = widgets.choice(
        AT,
        "Layer",
        {path: label(network, step) for path, step in steps.items()},
        usual,
        former_names=_others(network, steps),
        help="Early layers see a few pixels, late ones the whole picture; the last gives the answers.",
        width=330,
    )
    step = steps[at]
    channel = widgets.hidden_number(MAP, 1, limits.NET_UNITS, begins if at == usual else 1)
    last = step is network.stations[-1].steps[-1]
    names = model.classes if last and len(model.classes) == step.output[0] else ()
    return Place(step, min(channel, step.output[0]) - 1, names)


def go(said: Mapping[str, Any]) -> None:
    """Show another channel; for callbacks."""
    channel = said.get("channel")
    if type(channel) is int and 1 <= channel <= limits.NET_UNITS:
        links.put(MAP, channel)


def same_model() -> dict[str, str]:
    """The network that is looked into, as links name it."""
    return links.query_of(MODEL)


def link(step: graph.Step, channel: int, answer: bool) -> None:
    """A link to what excites this channel, from 0, of this step."""
    if not _copies(step):
        said = f"What does {word(step, answer)} {channel + 1:,} look for? The patches that excite it most"
        page.link(catalogue.LOOKS, said, {**same_model(), AT: step.main.path, MAP: str(channel + 1)})


def label(network: graph.Graph, step: graph.Step) -> str:
    """What a layer is called in the menu: its station, and it."""
    station = network.station_of(step.main.path)
    title = step.main.layer.title
    return title if station is None or station.title == title else f"{station.title}: {title}"


def _copies(step: graph.Step) -> bool:
    """Whether its numbers are those of the step before, in another order."""
    return isinstance(step.main.layer, layers.Flatten | layers.Dropout)


def _others(network: graph.Graph, steps: Mapping[str, graph.Step]) -> dict[str, str]:
    """The paths of all other layers and blocks, each with that of the step that it belongs to."""
    found = {one.path: path for path, step in steps.items() for one in step.records if one.path != path}
    ends = {station.path: station.steps[-1].main.path for station in network.stations if station.path not in steps}
    return {path: end for path, end in {**found, **ends}.items() if end in steps}


def _usual(network: graph.Graph, model: models.Model) -> graph.Step:
    """The last layer whose units see parts of a picture only."""
    most = SHARE * model.preparation.size[1]
    steps = [step for step in network.steps.values() if not _copies(step)]
    local = [step for step in steps if len(step.output) == 3 and step.records[-1].after.rows.size <= most]
    return (local or steps)[-1]
