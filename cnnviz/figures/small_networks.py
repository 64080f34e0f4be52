"""Small stacks of convolutions and poolings to look through, and the unit of them that is looked at."""

from collections.abc import Callable

from cnnviz.figures import fields
from cnnviz.nets.layers import Activation, Conv, Layer, Pool
from cnnviz.nets.networks import Network

# Kinds of layer that can be looked through.
KINDS = ("Conv", "Pool", "Activation")
RELU = Activation("ReLU")


def unit(records: fields.Records, asked: tuple[int, int, int]) -> tuple[int, int, int]:
    """The layer (counted from 1), row and column asked for, as far as there is such a unit; below 0 the last layer,
    and the unit in the middle."""
    layer = min(asked[0], len(records)) if asked[0] > 0 else len(records)
    size = records[layer - 1].output[1:]
    row, column = (min(at, side - 1) if at >= 0 else side // 2 for at, side in zip(asked[1:], size, strict=True))
    return layer, row, column


def _made(name: str, *layers: Layer) -> Callable[[], Network]:
    return lambda: Network(name, (1, 32, 32), layers)


_ROUND = (Conv(8), RELU, Pool())
_TIGHT = Conv(8)

NETWORKS: dict[str, Callable[[], Network]] = {
    "Convolve, pool, twice": _made("Convolve, pool, twice", *_ROUND, *_ROUND),
    "Two 3×3": _made("Two 3×3", _TIGHT, RELU, _TIGHT),
    "Three 3×3": _made("Three 3×3", _TIGHT, RELU, _TIGHT, RELU, _TIGHT),
    "One 7×7": _made("One 7×7", Conv(8, (7, 7))),
    "Stride 2, three times": _made("Stride 2, three times", *(Conv(8, stride=(2, 2)),) * 3),
    "Dilation 1, 2, 4": _made("Dilation 1, 2, 4", *(Conv(8, dilation=(step, step)) for step in (1, 2, 4))),
    "Padded": _made("Padded", *(Conv(8, padding="same"),) * 4),
}
