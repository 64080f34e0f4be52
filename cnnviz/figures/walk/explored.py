"""One step of a stage as the explorer component reads it: settings, input, kernel and the numbers it must reach.

The browser computes the step itself, so that it can follow a finger; the numbers sent beside it are the reference.
"""

from collections.abc import Mapping

import numpy as np

from cnnviz import packing
from cnnviz.figures.draw import palettes, tiles
from cnnviz.figures.walk import walks
from cnnviz.ops import correlate


def blob(
    walk: walks.Walk, channels: tuple[str, ...], header: Mapping[str, object], pixels: np.ndarray | None = None
) -> bytes:
    """The message of the component explorer: the palette (256 3) as uint8, the planes (c h w) as uint8 or float32,
    the kernel (c i j), the output (h' w') and, where an activation made it of other numbers, the sums (h' w'), as
    float32.

    `channels` names the channels of the result's image; `pixels` is that image as uint8 (c h w) where every number of
    it is one of 256, which makes the message four times smaller. `header` goes into the message as it is: see
    ui/explorer/drawing.py.
    """
    result, which = walk.result, walk.which
    weights = result.kernels[which]
    # As it was given, not flipped.
    kernel = correlate.flipped(weights) if result.stage.kernels.flip else weights
    arrays: dict[str, np.ndarray] = {
        "palette": palettes.SIGNED[walk.palette].colours,
        "planes": _planes(walk, pixels),
        "kernel": kernel[: 1 if walk.pooling else None].astype(np.float32),
        "output": walk.output,
    }
    if not walk.pooling and result.stage.activation != "none":
        arrays["sums"] = result.maps[which]
    about = {
        "operation": "pool" if walk.pooling else "correlate",
        "name": result.names[which],
        "channels": [result.names[which]] if walk.pooling else channels[walk.channels],
        # Only a kernel that is the same for every channel can be typed.
        "uniform": bool((kernel == kernel[:1]).all()),
        "shared": tiles.limit(np.asarray(result.pooled if walk.pooling else result.activated)),
    }
    return packing.packed({**about, **header}, arrays)


def _planes(walk: walks.Walk, pixels: np.ndarray | None) -> np.ndarray:
    """What the windows slide over, without what is invented: (c h w), uint8 or float32."""
    if walk.pooling:
        return walk.result.activated[walk.which : walk.which + 1]
    return (walk.result.image if pixels is None else pixels)[walk.channels]
