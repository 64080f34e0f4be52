"""Small stacks of layers: to look through, and several small filters beside one that sees as much (C75, C87)."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz import limits
from cnnviz.nets import shapes
from cnnviz.nets.layers import Activation, Conv, Layer, Pool, conv
from cnnviz.nets.networks import Network

# Kinds of layer that can be looked through.
KINDS = ("Conv", "Pool", "Activation")
RELU = Activation("ReLU")
# Filters of this size are stacked.
SMALL = 3
# Maps in the example of the course.
WIDE, NARROW = 256, 64


def unit(records: Sequence[shapes.Record], asked: tuple[int, int, int]) -> tuple[int, int, int]:
    """The layer (counted from 1), row and column asked for, as far as there is such a unit; below 0 the last layer,
    and the unit in the middle."""
    layer = min(asked[0], len(records)) if asked[0] > 0 else len(records)
    size = records[layer - 1].output[1:]
    row, column = (min(at, side - 1) if at >= 0 else side // 2 for at, side in zip(asked[1:], size, strict=True))
    return layer, row, column


@dataclass(frozen=True)
class Way:
    """One way from some maps to as many: its convolutions read, their weights, and what a unit sees of the maps."""

    records: tuple[shapes.Record, ...]

    @property
    def weights(self) -> int:
        """All weights; there are no biases."""
        return shapes.totals(self.records).parameters

    @property
    def sees(self) -> int:
        """Pixels on a side that a unit of the last layer sees."""
        return self.records[-1].after.rows.size

    @property
    def maps(self) -> int:
        """Maps that come in."""
        return self.records[0].input[0]


@dataclass(frozen=True)
class Compared:
    """Several convolutions beside a single one that sees as much."""

    several: Way
    single: Way


def stacked(count: int, channels: int) -> Compared:
    """`count` convolutions of SMALL × SMALL, and one as large as what they see, from `channels` maps to as many.

    Raises InputError where there are none.
    """
    several = _way(channels, (conv(channels, SMALL, bias=False),) * count)
    return Compared(several, _way(channels, (conv(channels, several.sees, bias=False),)))


def spanning(distance: int, channels: int) -> tuple[Compared, ...]:
    """Two small filters, and as many as see pixels so far apart (where that is more, as far as one filter can be as
    large), each beside one that sees as much."""
    least = -(-distance // (SMALL - 1))
    most = (limits.KERNEL_SIDE - 1) // (SMALL - 1)
    return tuple(stacked(count, channels) for count in dict.fromkeys((2, max(2, min(least, most)))))


def bottleneck(wide: int = WIDE, narrow: int = NARROW) -> Compared:
    """1 × 1 to `narrow` maps, SMALL × SMALL there and 1 × 1 back to `wide`, and SMALL × SMALL at once."""
    through = (conv(narrow, 1, bias=False), conv(narrow, SMALL, bias=False), conv(wide, 1, bias=False))
    return Compared(_way(wide, through), _way(wide, (conv(wide, SMALL, bias=False),)))


def _way(channels: int, sequence: tuple[Conv, ...]) -> Way:
    """On an image that has room for all windows."""
    side = 1 + sum(max(layer.size) - 1 for layer in sequence)
    return Way(shapes.records(Network("compared", (channels, side, side), sequence)))


@dataclass(frozen=True)
class Stack:
    """Layers to look through: what they are called, and the network of them."""

    label: str
    layers: tuple[Layer, ...]

    def network(self) -> Network:
        """The layers on a grey image of 32 × 32."""
        return Network(self.label, (1, 32, 32), self.layers)


_ROUND = (Conv(8), RELU, Pool())
_TIGHT = Conv(8)

NETWORKS: dict[str, Stack] = {
    "convolve-pool": Stack("Convolve, pool, twice", (*_ROUND, *_ROUND)),
    "two-3x3": Stack("Two 3×3", (_TIGHT, RELU, _TIGHT)),
    "three-3x3": Stack("Three 3×3", (_TIGHT, RELU, _TIGHT, RELU, _TIGHT)),
    "one-7x7": Stack("One 7×7", (Conv(8, (7, 7)),)),
    "strided": Stack("Stride 2, three times", (Conv(8, stride=(2, 2)),) * 3),
    "dilated": Stack("Dilation 1, 2, 4", tuple(Conv(8, dilation=(step, step)) for step in (1, 2, 4))),
    "padded": Stack("Padded", (Conv(8, padding="same"),) * 4),
}
