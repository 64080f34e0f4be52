"""A layer in depth as the component filter_block reads it: the planes, and the filters that go through them.

The browser makes the maps of them, so that it can follow a hand; tests hold them to ops' own.
"""

from collections.abc import Sequence

import numpy as np

from cnnviz import packing
from cnnviz.figures.draw import palettes
from cnnviz.images import picture
from cnnviz.ops import pipeline


def blob(
    result: pipeline.Result, channels: Sequence[str], which: int, cell: tuple[int, int], palette: str = "blue-orange"
) -> bytes:
    """The message: the palette (256 3) as uint8; the planes with their padding (c h w), as uint8 where every number is
    a pixel of 0 to 255, as float32 elsewhere; the filters (o c/groups i j) as float32.

    `channels` names the planes; the block begins as filter `which` at a cell (row, column) of its map, counted from 0.
    """
    stage, (rows, columns) = result.stage, result.axes
    header = {
        "channels": list(channels),
        "filters": list(result.names),
        "groups": result.groups,
        "stride": stage.stride,
        "dilation": stage.dilation,
        "frame": [rows.before, rows.after, columns.before, columns.after],
        "bias": stage.bias,
        "activation": stage.activation,
        "cell": cell,
        "filter": which,
    }
    arrays: dict[str, np.ndarray] = {
        "palette": palettes.SIGNED[palette].colours,
        "planes": _planes(result.padded.astype(np.float32, copy=False)),
        "kernels": result.kernels.astype(np.float32),
    }
    return packing.packed(header, arrays)


def _planes(padded: np.ndarray) -> np.ndarray:
    """The same numbers in a quarter of the room, where they can be."""
    pixels = np.round(np.clip(padded, 0, 1) * 255).astype(np.uint8)
    return pixels if np.array_equal(picture.floats(pixels), padded) else padded
