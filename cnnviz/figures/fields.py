"""What one unit sees: a small network's maps of the learner's image, and each unit's window on them (C75, C76).

Layers are counted from 1; layer 0 is the image. Rows and columns are counted from 0 here, from 1 in what is read.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures import numbers, palettes
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.windows import axes
from cnnviz.ops import activations, correlate, geometry, padding, pooling

Records = Sequence[shapes.Record]
Sides = tuple[int, int, int, int]  # top, bottom, left, right

# Of a layer's maps so many are computed, however many it has; what a unit sees does not depend on it.
CARRIED = 4
# Of a map's side the largest share drawn as invented zeros on each of its sides.
FRAME = 1 / 4
# The pooling of cnnviz.ops that has another name in networks.
POOLINGS = {"L2": "Lp"}


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
        _looked_through(number, record.layer)
    return found


def maps(network: networks.Network, image: np.ndarray, seed: int = 0) -> tuple[np.ndarray, ...]:
    """One map of each layer, float32 (h' w'), of a grey image (1 h w) under random filters (He et al. 2015).

    The network is given the image less its mean, as networks usually are: padding then stands for the mean. Of a
    convolution's filters and the maps before it only CARRIED are computed, without groups, and the map that varies
    most comes first. Raises InputError where image and network do not go together.
    """
    if image.shape != (1, *network.input[1:]):
        raise InputError(
            f"This image is {numbers.size(image.shape)} and the network reads one of "
            f"{numbers.size((1, *network.input[1:]))}. Give the network the image's size."
        )
    state, drawn = image.astype(np.float32) - np.float32(image.mean()), []
    for number, record in enumerate(records(network)):
        state = _STEPS[type(record.layer)](record.layer, state, np.random.default_rng((seed, number)))
        drawn.append(state[0])
    return tuple(drawn)


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
    slid = [slides(record) for record in records[:layer]]
    down = _back([pair and pair[0] for pair in slid], row)
    across = _back([pair and pair[1] for pair in slid], column)
    return tuple(
        Window(Box(first, left, last, right), rows, columns)
        for (first, last, rows), (left, right, columns) in zip(down, across, strict=True)
    )


def blob(
    network: networks.Network,
    image: np.ndarray,
    seed: int = 0,
    unit: tuple[int, int, int] = (1, 0, 0),
    palette: str = "Purple–green",
) -> bytes:
    """The message of the component field_view: 4 bytes of header length, JSON header, then the palette of signed
    maps, the image (1 h w) and each layer's map as float32. `unit` is the layer, row and column pointed at."""
    found = records(network)
    seen = (image[0].astype(np.float32), *maps(network, image, seed))
    places = [_place(found, number, frame) for number, frame in enumerate(_frames(found))]
    header = {"places": places, "unit": unit}
    head = json.dumps(header, ensure_ascii=False).encode()
    arrays = [palettes.SIGNED[palette], *seen]
    return b"".join([len(head).to_bytes(4, "little"), head, *(np.ascontiguousarray(one).tobytes() for one in arrays)])


def _place(records: Records, number: int, frame: Sides) -> dict[str, Any]:
    """A map of the component: its title and size, the windows that made it, what its units see, its frame."""
    state = records[number - 1].after if number else records[0].before
    record = records[number - 1] if number else None
    slid = slides(record) if record else None
    return {
        "title": f"{number} · {record.layer.title}" if record else "Image",
        "channels": state.shape[0],
        "size": state.shape[1:],
        "axes": slid and [vars(axis) for axis in slid],
        "fields": [
            {"size": field.size, "jump": field.jump, "padding": field.padding} for field in (state.rows, state.columns)
        ],
        "frame": frame,
    }


def _frames(records: Records) -> list[Sides]:
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


def slides(record: shapes.Record) -> tuple[geometry.Axis, geometry.Axis] | None:
    """The rows and columns that a layer's windows slide along; none where each number stands alone."""
    layer = record.layer
    return axes(layer, record.input) if isinstance(layer, layers.Conv | layers.Pool) else None


def _looked_through(number: int, layer: layers.Layer) -> None:
    if type(layer) not in _STEPS or layer == layers.Activation("softmax"):
        raise InputError(
            f"Layer {number}, {layer.title}, cannot be looked through here, where windows slide over maps. "
            "Keep to convolutions, poolings and activations of single numbers."
        )


def _conv(layer: layers.Conv, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(c h w) -> (o h' w'), the map with the largest variance after a ReLU first."""
    rows, columns = axes(layer, state.shape)
    filters = (min(layer.filters, CARRIED), len(state), *layer.size)
    weights = random.normal(0, np.sqrt(2 / np.prod(filters[1:])), filters)
    framed = padding.padded(state, (rows.before, rows.after), (columns.before, columns.after))
    made = correlate.correlate(framed, weights, layer.stride, layer.dilation)
    return made[np.argsort(-np.maximum(made, 0).var(axis=(1, 2)), kind="stable")]


def _pool(layer: layers.Pool, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    kind = POOLINGS.get(layer.kind, layer.kind)
    pool = pooling.Pool(kind, layer.size, layer.stride, ceil=layer.ceil, count_padding=layer.count_padding)
    return pooling.POOLINGS[kind].function(state, pool, axes(layer, state.shape))


def _activation(layer: layers.Activation, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return activations.ACTIVATIONS[layer.kind].function(state)


_STEPS: dict[type[layers.Layer], Callable[[Any, np.ndarray, np.random.Generator], np.ndarray]] = {
    layers.Conv: _conv,
    layers.Pool: _pool,
    layers.Activation: _activation,
}
