"""What becomes of a picture's answers, and of one map, once a network was operated on."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.inspect import passing
from cnnviz.inspect.operate import again, surgery
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import passage

ENDLESS = (
    "With these edits the numbers grow beyond what 32 bits hold, so that there is nothing to compare. Take one away, "
    "or scale by less."
)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The logits (c) after, and a map (h w), or a number (1 1), before and after."""

    logits: np.ndarray
    maps: tuple[np.ndarray, np.ndarray]

    @property
    def nbytes(self) -> int:
        """What it takes."""
        return self.logits.nbytes + sum(one.nbytes for one in self.maps)


def before(seen: passage.Passage) -> again.Before:
    """A passage as what was made before an operation."""
    return again.Before(seen.network, seen.weights, seen.known)


def last(seen: passage.Passage) -> str:
    """The step that makes the logits."""
    return seen.network.stations[-1].name


def outcome(seen: passage.Passage, edits: Iterable[Edit], name: str, channel: int) -> Outcome:
    """What edits that fit change of the answers, and of one channel of the step `name`. Raises InputError where numbers
    grow beyond what 32 bits hold."""
    whole = before(seen)
    change = surgery.change(seen.network, seen.weights, edits)
    with passing.TURN:
        old = again.made(whole, again.NONE, {name})[name][0, channel]
        new = again.made(whole, change, {name, last(seen)})
    logits, changed = new[last(seen)][0], new[name][0, channel]
    if not all(np.isfinite(one).all() for one in (logits, old, changed)):
        raise InputError(ENDLESS)
    shown = tuple(np.array(one if one.ndim == 2 else one.reshape(1, 1)) for one in (old, changed))
    return Outcome(np.array(logits), (shown[0], shown[1]))
