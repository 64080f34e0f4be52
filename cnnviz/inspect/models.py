"""A model: a network with its weights, the names of its classes, and how a picture becomes its numbers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz.inspect.preparation import Preparation
from cnnviz.nets import forward, networks, shapes
from cnnviz.ops import softmax


@dataclass(frozen=True, eq=False)
class Model:
    """A network that has learned; it ends in logits, one for each of `classes`. `id` stands in links, `label` in menus.

    Weights are called as in torch's state_dict, float32, read-only.
    """

    id: str
    label: str
    network: networks.Network
    weights: forward.Weights
    classes: tuple[str, ...]
    preparation: Preparation

    @cached_property
    def records(self) -> tuple[shapes.Record, ...]:
        """What its layers make of one picture: read once, as every page asks for it at every click."""
        return shapes.records(self.network)

    @property
    def last(self) -> str:
        """The path of the layer that gives the logits."""
        return str(len(self.network.layers) - 1)


@dataclass(frozen=True)
class Answer:
    """What a model says of a class, counted from 0: its logit, and its share of what softmax makes of all logits."""

    index: int
    name: str
    logit: float
    share: float


def answers(model: Model, logits: np.ndarray, count: int = 5) -> tuple[Answer, ...]:
    """The classes with the largest of the logits (n), the largest first."""
    shares = softmax.softmax(logits.astype(np.float64))
    order = np.argsort(-logits, kind="stable")[:count]
    return tuple(Answer(int(at), model.classes[at], float(logits[at]), float(shares[at])) for at in order)


def blocks(network: networks.Network) -> tuple[shapes.Record, ...]:
    """The named blocks that hold no other named block, in order: of what lies in none, every layer is one."""
    found: list[shapes.Record] = []
    records = shapes.records(network)
    outer = [one.path for one in records if isinstance(one.layer, networks.Block) and _holds_block(one, records)]
    for record in records:
        inside = record.path.rpartition(".")[0]
        if (not inside or inside in outer) and record.path not in outer:
            found.append(record)
    return tuple(found)


def _holds_block(record: shapes.Record, records: tuple[shapes.Record, ...]) -> bool:
    within = f"{record.path}."
    return any(one.path.startswith(within) and isinstance(one.layer, networks.Block) for one in records)
