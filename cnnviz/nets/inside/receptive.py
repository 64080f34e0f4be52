"""What one unit sees: its window on every map before it and on the image (C75, C76).

Layers are counted from 1; layer 0 is the image. Rows and columns are counted from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cnnviz import limits, numbers
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes
from cnnviz.ops import geometry

Records = Sequence[shapes.Record]
Sides = tuple[int, int, int, int]  # top, bottom, left, right

# Layers whose maps can be looked through: windows slide over them, or each number stands alone.
SEEN_THROUGH = (layers.Conv, layers.Pool, layers.Activation)
# Of a map's side the largest share drawn as invented zeros on each of its sides.
FRAME = 1 / 4


class Box(NamedTuple):
    """A window's first and last row and column, both within it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Window:
    """What a unit sees of one map: `box` by the arithmetic, padding and all; `rows` and `columns` of the map itself
    that it depends on, which have gaps under dilation and are none where it sees only padding."""

    box: Box
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def inside(self) -> Box | None:
        """The box around what is seen of the map itself."""
        if not self.rows or not self.columns:
            return None
        return Box(self.rows[0], self.columns[0], self.rows[-1], self.columns[-1])


def records(network: networks.Network) -> tuple[shapes.Record, ...]:
    """The network's layers read. Raises InputError on one that cannot be looked through here."""
    found = shapes.records(network)
    if not found:
        raise InputError("This network has no layers. Add one to see what its units see.")
    if len(found) > limits.FIELD_LAYERS:
        raise InputError(
            f"This network has {len(found):,} layers; {limits.FIELD_LAYERS} at most can be looked through. Remove some."
        )
    for number, record in enumerate(found, start=1):
        _require_seen_through(number, record.layer)
    return found


def windows(records: Records, layer: int, row: int, column: int) -> tuple[Window, ...]:
    """What unit (row, column) of `layer` sees of the image, of layer 1, …, and of its own map: layer + 1 windows.

    Its box on the image is the receptive field of shapes.Record; what it depends on may be less, where strides leave
    pixels out or padding lies between. Raises InputError outside the map.
    """
    if not 1 <= layer <= len(records):
        raise InputError(f"There is no layer {layer}: this network has {len(records)}.")
    size = records[layer - 1].output[1:]
    if not (0 <= row < size[0] and 0 <= column < size[1]):
        raise InputError(
            f"Layer {layer} has no unit in row {row + 1}, column {column + 1}: it has {numbers.size(size)}."
        )
    slid = [record.axes for record in records[:layer]]
    down = _back([pair and pair[0] for pair in slid], row)
    across = _back([pair and pair[1] for pair in slid], column)
    return tuple(
        Window(Box(first, left, last, right), rows, columns)
        for (first, last, rows), (left, right, columns) in zip(down, across, strict=True)
    )


def frames(records: Records) -> list[Sides]:
    """By how much later units' windows pass each map's top, bottom, left and right, as far as there is room."""
    sizes = [records[0].input[1:], *(record.output[1:] for record in records)]
    frames = [(0, 0, 0, 0)] * len(sizes)
    for layer, (rows, columns) in list(enumerate(sizes))[1:]:
        corners = windows(records, layer, 0, 0), windows(records, layer, rows - 1, columns - 1)
        for number, (first, last) in enumerate(zip(*corners, strict=True)):
            frames[number] = _wider(frames[number], first.box, last.box, sizes[number])
    return frames


def _wider(frame: Sides, first: Box, last: Box, size: Sequence[int]) -> Sides:
    most = (int(size[0] * FRAME), int(size[1] * FRAME))
    top, bottom, left, right = frame
    return (
        min(most[0], max(top, -first.top)),
        min(most[0], max(bottom, last.bottom - size[0] + 1)),
        min(most[1], max(left, -first.left)),
        min(most[1], max(right, last.right - size[1] + 1)),
    )


def _back(slid: Sequence[geometry.Axis | None], index: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """From a unit back to the image, along one axis: first, last and real places on every map, the image's first."""
    first, last = index, index
    real: tuple[int, ...] = (index,)
    places = [(first, last, real)]
    for axis in reversed(slid):
        if axis is not None:
            first, last = int(axis.cells(first)[0]), int(axis.cells(last)[-1])
            met = {int(cell) for unit in real for cell in axis.cells(unit)}
            real = tuple(sorted(cell for cell in met if 0 <= cell < axis.size))
        places.append((first, last, real))
    return places[::-1]


def _require_seen_through(number: int, layer: layers.Layer) -> None:
    if not isinstance(layer, SEEN_THROUGH) or layer == layers.Activation("softmax"):
        raise InputError(
            f"Layer {number}, {layer.title}, cannot be looked through here, where windows slide over maps. "
            "Keep to convolutions, poolings and activations of single numbers."
        )
