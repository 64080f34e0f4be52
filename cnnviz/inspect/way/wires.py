"""How much a unit of one station hangs on a map of an earlier one: what its sum loses when that map is silenced.

Silenced is set to 0, all of it; everything between the two is computed again in the window of the unit. An answer that
is exact, where the product of weights on the way would only be a guess. It is the sum before the unit's own activation:
a unit at ReLU6's ceiling would lose nothing while its sum still lies above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.way import graph, local, strongest


@dataclass(frozen=True)
class Wire:
    """From a map of a step (its name and channel) to a unit: what the unit's sum loses when the map is silenced."""

    source: str
    channel: int
    unit: strongest.Unit
    loss: float


def wires(
    network: graph.Graph,
    weights: local.Weights,
    known: Mapping[str, np.ndarray],
    source: tuple[str, Sequence[int]],
    units: Sequence[strongest.Unit],
) -> tuple[Wire, ...]:
    """One wire from each of these maps of `source` to each of the units, which are of one step. `known` holds what the
    source made, and whatever else the step between them reads, but nothing between."""
    name, channels = source
    silent = local.Local(network, weights, known, (name, tuple(channels)))
    found: list[Wire] = []
    versions: dict[tuple[int, int], np.ndarray] = {}
    for unit in units:
        place = (unit.row, unit.column)
        if place not in versions:
            window = local.Window(unit.row, unit.column, unit.row, unit.column)
            versions[place] = silent.values(unit.name, window, activated=False)
        made = versions[place].reshape(*versions[place].shape[:2], -1)[:, unit.channel, 0]
        losses = made[0] - made[1:] if len(made) > 1 else np.zeros(len(channels))
        found += [Wire(name, one, unit, float(loss)) for one, loss in zip(channels, losses, strict=True)]
    return tuple(found)
