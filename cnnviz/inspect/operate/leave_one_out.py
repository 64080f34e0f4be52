"""Each channel of a step silenced in turn: what the answers are without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.inspect import passing
from cnnviz.inspect.operate import again
from cnnviz.ops import softmax

# So many at once, after which others have their turn.
BATCH = 4


@dataclass(frozen=True, eq=False)
class Without:
    """The logits (c) with all channels, and those without each of `channels` (n c)."""

    channels: tuple[int, ...]
    all: np.ndarray
    logits: np.ndarray

    def logit_drops(self, index: int) -> np.ndarray:
        """By how much less a class has without each (n); below 0 where it has more."""
        return self.all[index].astype(np.float64) - self.logits[:, index]

    def share_drops(self, index: int) -> np.ndarray:
        """The same of the share that softmax makes of it, 0 to 1."""
        shares = softmax.softmax(self.logits.astype(np.float64))
        return softmax.softmax(self.all.astype(np.float64))[index] - shares[:, index]

    @property
    def strongest(self) -> int:
        """The channel without which the first answer has the least share."""
        return self.channels[int(np.argmax(self.share_drops(int(self.all.argmax()))))]


def without(
    before: again.Before,
    name: str,
    last: str,
    channels: Sequence[int],
    tell: Callable[[float], object] = lambda share: None,
) -> Without:
    """The logits, which the step `last` makes, without each of some channels of the step `name`, those before it
    computed once. `tell` hears which share of the work is done."""
    with passing.TURN:
        start = again.made(before, again.NONE, {name, last})
    found = []
    for first in range(0, len(channels), BATCH):
        silenced = list(channels[first : first + BATCH])
        versions = np.repeat(start[name], len(silenced), axis=0)
        versions[np.arange(len(silenced)), silenced] = 0
        with passing.TURN:
            found.append(again.made(before, again.Change(given={name: versions}), {last})[last])
        tell(min(1.0, (first + BATCH) / len(channels)))
    return Without(tuple(channels), start[last][0], np.concatenate(found))
