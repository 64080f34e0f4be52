"""What a network makes of a picture once some of it was changed: only what comes after a change is computed anew."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from cnnviz.inspect.way import graph
from cnnviz.nets import forward, networks

Values = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Change:
    """What is other than it was: weights by their names, of the steps that are called so in `reweighed`; the factors
    (c) that what a step makes is multiplied with, channel by channel; what some steps make instead, (n c h w) or
    (n c), by their names."""

    weights: Mapping[str, np.ndarray] = field(default_factory=dict)
    reweighed: frozenset[str] = frozenset()
    factors: Mapping[str, np.ndarray] = field(default_factory=dict)
    given: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def steps(self) -> frozenset[str]:
        """Where it acts."""
        return self.reweighed | self.factors.keys() | self.given.keys()


NONE = Change()


@dataclass(frozen=True, eq=False)
class Before:
    """A network, its weights, and what is `known` of what it made of a picture: (c h w) or (c) by the names of steps,
    "" being the picture. What is not known is computed where it is needed."""

    network: graph.Graph
    weights: forward.Weights
    known: Mapping[str, np.ndarray]


def made(before: Before, change: Change, keep: Collection[str]) -> Values:
    """What the steps `keep` make after a change, (n c h w) or (n c) by their names; n is 1 unless the change gives
    several versions at once."""
    steps = before.network.steps
    weights = {**before.weights, **change.weights}
    ready, order = _plan(before, change, keep)
    values: Values = {name: _ready(before, change, name) for name in ready}
    waiting = Counter(source for name in order for source in steps[name].sources)
    found = {name: values[name] for name in ready if name in keep}
    for name in order:
        step = steps[name]
        values[name] = _scaled(_step(step, [values[source] for source in step.sources], weights), change, name)
        if name in keep:
            found[name] = values[name]
        waiting.subtract(step.sources)
        for done in (name, *step.sources):
            # Nobody reads it any more: the large ones would otherwise all lie in memory together.
            if not waiting[done]:
                values.pop(done, None)
    return found


def _plan(before: Before, change: Change, keep: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is at hand already, and what has to be computed, in that order, for those that are kept."""
    steps = before.network.steps
    after = _after(steps, change.steps)
    ready, computed = [], []
    wanted = set(keep)
    for name in (*reversed(tuple(steps)), ""):
        if name not in wanted:
            continue
        if name in change.given or (name in before.known and name not in after):
            ready.append(name)
        else:
            computed.append(name)
            wanted.update(steps[name].sources)
    return tuple(ready), tuple(reversed(computed))


def _ready(before: Before, change: Change, name: str) -> np.ndarray:
    return change.given[name] if name in change.given else before.known[name][None]


def _after(steps: Mapping[str, graph.Step], changed: Collection[str]) -> set[str]:
    """The steps that make something else than before: those that are changed, and all that read of them."""
    found: set[str] = set()
    for name, step in steps.items():
        if name in changed or found.intersection(step.sources):
            found.add(name)
    return found


def _step(step: graph.Step, given: list[np.ndarray], weights: forward.Weights) -> np.ndarray:
    """What one step makes of what it reads."""
    layer = step.main.layer
    with np.errstate(all="ignore"):
        if isinstance(layer, networks.Container):
            values = forward.joined(layer, _alike(given))
        else:
            values = forward.applied(layer, given[0], forward.Tensors(weights, step.main.path))
        fresh = isinstance(layer, (*forward.MAKING, networks.Residual))
        for record in step.after:
            change = forward.overwritten if fresh else forward.applied
            values = change(record.layer, values, forward.Tensors(weights, record.path))
            fresh = fresh or isinstance(record.layer, forward.MAKING)
    return values


def _alike(ends: list[np.ndarray]) -> list[np.ndarray]:
    """As many versions of each: those in which no change is heard are repeated."""
    count = max(len(end) for end in ends)
    return [np.broadcast_to(end, (count, *end.shape[1:])) for end in ends]


def _scaled(values: np.ndarray, change: Change, name: str) -> np.ndarray:
    """Every channel times its factor."""
    if name not in change.factors:
        return values
    with np.errstate(all="ignore"):
        return values * change.factors[name].astype(np.float32).reshape(-1, *(1,) * (values.ndim - 2))
