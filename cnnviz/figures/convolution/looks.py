"""How maps are drawn, and which of several stages they belong to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How maps are drawn: signed palette, one scale for all maps or one each, the rule that combines pairs, and
    whether each map can stand large above the others and be opened in the explorer."""

    palette: str = "blue-orange"
    shared: bool = False
    combination: str = "magnitude"
    opens: bool = False


@dataclass(frozen=True)
class Place:
    """Stage `number`, from 1, of `count`."""

    number: int
    count: int

    @property
    def prefix(self) -> str:
        """What a title begins with."""
        return f"Stage {self.number} · " if self.count > 1 else ""

    def id(self, kind: str, which: int = 0) -> str:
        """What one of the stage's pictures is called when somebody chooses it: its kind, and which of those from 0."""
        return f"{self.number}/{kind}/{which}"

    @property
    def file(self) -> str:
        """What a file's name begins with."""
        return f"{self.number}-" if self.count > 1 else ""


def opening(look: Look, place: Place, which: int, pool: bool = False) -> str:
    """What a page is told when somebody explores a map: stage, operation and which of its maps it is, from 0; nothing
    where none can be opened."""
    return f"{place.number}/{'pooling' if pool else 'convolution'}/{which}" if look.opens else ""
