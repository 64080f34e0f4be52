"""Edits of a network as values: a filter or channel and what is done to it, in words that a link can hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from cnnviz import limits, numbers
from cnnviz.errors import InputError
from cnnviz.inspect.alike import candidates

# As many at once, and the factors that a channel may be multiplied with.
MOST = 40
SMALLEST, LARGEST = -4.0, 4.0
SILENCE, SCALE, EMPTY, SWAP, TURN, FLIP, GREY = "silence", "scale", "empty", "swap", "turn", "flip", "grey"
# What acts on what a channel makes; everything else changes the weights of its filter.
ON_MAPS = (SILENCE, SCALE)
QUARTERS = ("90", "180", "270")
SIDES = ("columns", "rows")
KERNELS = candidates.candidates()


@dataclass(frozen=True)
class Edit:
    """What is done (`kind`) to channel number `channel`, from 0, of the step whose main layer has this path; `how`
    says the factor, the kernel, the degrees or what is flipped, where there is a choice.

    Raises InputError where it is none.
    """

    path: str
    channel: int
    kind: str
    how: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError(f"“{self.kind[:40]}” is nothing that can be done to a filter.")
        if not 0 <= self.channel < limits.NET_UNITS:
            raise InputError("Channels are counted from 1.")
        if self.kind == SCALE:
            _factor(self.how)
        elif (known := CHOICES.get(self.kind, ("",))) and self.how not in known:
            raise InputError(f"“{self.how[:40]}” cannot be chosen for “{KINDS[self.kind]}”.")

    @property
    def factor(self) -> float:
        """What the channel is multiplied with."""
        return {SILENCE: 0.0, SCALE: _factor(self.how) if self.kind == SCALE else 1.0}.get(self.kind, 1.0)

    @property
    def text(self) -> str:
        """As a link has it: the channel from 1."""
        return ":".join((self.path, str(self.channel + 1), self.kind, *((self.how,) if self.how else ())))


def _factor(said: str) -> float:
    try:
        factor = float(said)
    except ValueError:
        factor = float("nan")
    if not SMALLEST <= factor <= LARGEST:
        raise InputError(f"A factor lies between {numbers.text(SMALLEST)} and {numbers.text(LARGEST)}.")
    return factor


def text(edits: Iterable[Edit]) -> str:
    """Edits as a link has them."""
    return ",".join(edit.text for edit in edits)


def from_text(said: str) -> tuple[tuple[Edit, ...], int]:
    """The edits that a link names, and how many of what it names are none."""
    found, lost = [], 0
    for part in filter(None, said.split(",")):
        try:
            found.append(_edit(part))
        except (InputError, ValueError):
            lost += 1
    return tuple(found[:MOST]), lost + len(found[MOST:])


def _edit(part: str) -> Edit:
    path, channel, kind, *how = part.split(":")
    if len(how) > 1 or not channel.isdecimal():
        raise InputError("An edit is a path, a channel, what is done, and how.")
    return Edit(path, int(channel) - 1, kind, *how)


# What can be done, by its id.
KINDS = {
    SILENCE: "Silence",
    SCALE: "Scale",
    EMPTY: "Empty",
    SWAP: "Swap",
    TURN: "Turn",
    FLIP: "Flip",
    GREY: "Grey",
}
CHOICES = {SWAP: tuple(KERNELS), TURN: QUARTERS, FLIP: SIDES}
