"""What was done, one state after the other: undone, done again, forgotten once something else is done."""

import dataclasses
from dataclasses import dataclass

# States that can be gone back to.
MOST = 100


@dataclass(frozen=True)
class History:
    """The state now, those before it and those that were undone, nearest last in both."""

    now: str
    before: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    def to(self, state: str) -> "History":
        """Another state; the same changes nothing."""
        return self if state == self.now else History(state, (*self.before, self.now)[-MOST:])

    def undo(self) -> "History":
        """The state before this one; the first has none."""
        if not self.before:
            return self
        return dataclasses.replace(self, now=self.before[-1], before=self.before[:-1], undone=(*self.undone, self.now))

    def redo(self) -> "History":
        """What was undone last."""
        if not self.undone:
            return self
        return dataclasses.replace(self, now=self.undone[-1], before=(*self.before, self.now), undone=self.undone[:-1])
