"""What a unit sees of the input: receptive field, jump, start and effective padding, along one axis (C75, C76).

Le, Borji 2017, “What are the Receptive, Effective Receptive, and Projective Fields”; Araujo et al., Distill 2019.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.ops import geometry


@dataclass(frozen=True)
class Field:
    """Unit i of `count` sees input pixels i · jump − padding to i · jump − padding + size − 1; outside is zeros.

    Where `even` is false (adaptive windows of unequal size, branches that step differently), size is the
    largest unit's and jump an average.
    """

    count: int
    size: int = 1
    jump: float = 1
    padding: int = 0
    even: bool = True

    @property
    def start(self) -> int:
        """The first unit's first pixel; negative in the effective padding."""
        return -self.padding

    @property
    def centre(self) -> float:
        """The middle of what the first unit sees, in pixels."""
        return (self.size - 1) / 2 - self.padding

    def window(self, index: int) -> tuple[int, int]:
        """First and last pixel seen by unit `index`, not clipped to the input."""
        first = math.floor(index * self.jump) - self.padding
        return first, first + self.size - 1

    def through(self, axis: geometry.Axis) -> "Field":
        """After windows along `axis`: size grows by (span − 1) · jump, jump by the stride."""
        size = math.ceil(self.size + (axis.span - 1) * self.jump)
        padding = math.ceil(self.padding + axis.before * self.jump)
        return Field(axis.output, size, self.jump * axis.stride, padding, self.even)

    def whole(self) -> "Field":
        """One unit that sees all that these see."""
        size = math.ceil(self.size + (self.count - 1) * self.jump)
        return Field(1, size, self.count * self.jump, self.padding, self.even)

    def spread(self, windows: int) -> "Field":
        """After `windows` of PyTorch's adaptive ones: ⌊i n / m⌋ to ⌈(i + 1) n / m⌉."""
        n, m = self.count, windows
        widest = max(-(-(i + 1) * n // m) - i * n // m for i in range(m))
        size = math.ceil(self.size + (widest - 1) * self.jump)
        jump = self.jump * (n // m) if n % m == 0 else self.jump * n / m
        return Field(m, size, jump, self.padding, self.even and n % m == 0)


def union(fields: Sequence[Field]) -> Field:
    """What units see that read all of these, in practice the largest: branches joined (C93).

    Where branches step differently, the largest alone.
    """
    if len({field.jump for field in fields}) > 1:
        widest = max(fields, key=lambda field: field.size)
        return Field(widest.count, widest.size, widest.jump, widest.padding, even=False)
    start = min(field.start for field in fields)
    end = max(field.start + field.size for field in fields)
    return Field(fields[0].count, end - start, fields[0].jump, -start, all(field.even for field in fields))
