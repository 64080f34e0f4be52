"""Answers before and after an operation, class by class."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz.ops import softmax

# Answers that are shown, and the change of a share that is none.
MOST, STILL = 5, 5e-4


@dataclass(frozen=True, eq=False)
class Compared:
    """The logits (c) before and after."""

    before: np.ndarray
    after: np.ndarray

    @cached_property
    def _shares(self) -> tuple[np.ndarray, np.ndarray]:
        return shares(self.before), shares(self.after)

    @property
    def best_before(self) -> tuple[int, ...]:
        """The classes with the largest logits, largest first."""
        return _best(self.before)

    @property
    def best_after(self) -> tuple[int, ...]:
        """Those after."""
        return _best(self.after)

    def share(self, at: int) -> float:
        """What softmax makes of a class, 0 to 1."""
        return float(self._shares[0][at])

    def share_after(self, at: int) -> float:
        """What it makes of it after."""
        return float(self._shares[1][at])

    def moved(self, at: int) -> float:
        """How much share a class gains."""
        return self.share_after(at) - self.share(at)

    @property
    def gains(self) -> int:
        """The class that gains most."""
        return int(np.argmax(self._shares[1] - self._shares[0]))

    @property
    def loses(self) -> int:
        """The class that loses most."""
        return int(np.argmin(self._shares[1] - self._shares[0]))

    @property
    def still(self) -> bool:
        """Whether next to nothing changes."""
        return float(np.abs(self._shares[1] - self._shares[0]).max()) < STILL


def shares(logits: np.ndarray) -> np.ndarray:
    """What softmax makes of logits (c), in double precision."""
    return softmax.softmax(logits.astype(np.float64))


def _best(logits: np.ndarray) -> tuple[int, ...]:
    return tuple(int(one) for one in np.argsort(-logits, kind="stable")[:MOST])
