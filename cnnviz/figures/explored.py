"""One step of a stage as the explorer component reads it: settings, input, kernel and the numbers it must reach.

The browser computes the step itself, so that it can follow a finger; the numbers sent beside it are the reference.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import palettes, tiles
from cnnviz.ops import correlate, pipeline, pooling


@dataclass(frozen=True, eq=False)
class Subject:
    """What is explored: map `which` of a result, by its convolution or, if `pool`, by its pooling.

    `channels` names the channels of the result's image; `pixels` is that image as uint8 (c h w) where every number
    of it is one of 256, which makes the message four times smaller. Raises InputError where there is no such step.
    """

    result: pipeline.Result
    channels: tuple[str, ...]
    which: int = 0
    pool: bool = False
    pixels: np.ndarray | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.which < len(self.result.maps):
            raise InputError(f"There is no map {self.which + 1}: this stage has {len(self.result.maps)}.")
        if self.pool and self.result.pooled is None:
            raise InputError("This stage has no pooling. Choose one to explore it.")

    @property
    def seen(self) -> slice:
        """The channels that this map's filter looks at."""
        depth = self.result.kernels.shape[1]
        first = self.which * self.result.groups // len(self.result.maps) * depth
        return slice(first, first + depth)

    @property
    def outputs(self) -> tuple[int, int]:
        """Rows and columns of what is walked over."""
        rows, columns = self._output().shape
        return rows, columns

    def _output(self) -> np.ndarray:
        chosen = self.result.pooled if self.pool else self.result.activated
        assert chosen is not None  # checked on construction
        return np.asarray(chosen[self.which])

    def _planes(self) -> np.ndarray:
        """What the windows slide over: (c h w), uint8 or float32."""
        if self.pool:
            return self.result.activated[self.which : self.which + 1]
        return (self.result.image if self.pixels is None else self.pixels)[self.seen]

    def _kernel(self) -> np.ndarray:
        """The weights as they were given, not flipped: (c i j)."""
        weights = self.result.kernels[self.which]
        given = correlate.flipped(weights) if self.result.stage.kernels.flip else weights
        return given[:1] if self.pool else given


def blob(subject: Subject, palette: str, more: Mapping[str, object]) -> bytes:
    """The message: 4 bytes of header length, JSON header, then palette, input, kernel, sums and, where an activation
    makes others of them, outputs.

    `more` goes into the header as it is.
    """
    result, planes, kernel = subject.result, subject._planes(), subject._kernel()
    output = subject._output()
    arrays = [palettes.SIGNED[palette], planes, np.float32(kernel)]
    activated = not subject.pool and result.stage.activation != "none"
    arrays += [result.maps[subject.which], output] if activated else [output]
    header = {
        "operation": "pool" if subject.pool else "correlate",
        "name": result.names[subject.which],
        "size": planes.shape[1:],
        "channels": [result.names[subject.which]] if subject.pool else subject.channels[subject.seen],
        "bytes": planes.dtype == np.uint8,
        "window": kernel.shape[1:],
        # Only a kernel that is the same for every channel can be typed.
        "uniform": bool((kernel == kernel[:1]).all()),
        "outputs": subject.outputs,
        "activated": activated,
        "shared": tiles.limit(np.asarray(result.pooled if subject.pool else result.activated)),
        "values": values(result.stage),
        **more,
    }
    head = json.dumps(header, ensure_ascii=False).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *(np.ascontiguousarray(one).tobytes() for one in arrays)])


def values(stage: pipeline.Stage) -> dict[str, object]:
    """A stage's settings by the names of the widgets that make them (ui/settings.py), without the stage's number."""
    border, pool = stage.border, stage.pool or pooling.Pool()
    return {
        "padding": border.amount,
        "mode": border.mode,
        "value": border.value,
        "top": border.top,
        "bottom": border.bottom,
        "left": border.left,
        "right": border.right,
        **_pair("stride", stage.stride),
        **_pair("dilation", stage.dilation),
        "flip": stage.kernels.flip,
        "bias": stage.bias,
        "activation": stage.activation,
        "pool": pool.kind if stage.pool else "none",
        "global": pool.everywhere,
        **_pair("window", pool.window),
        **_pair("step", pool.stride),
        **_pair("poolpadding", pool.padding),
        "ceil": pool.ceil,
        "counted": pool.count_padding,
        "power": pool.power,
        "poolsigma": pool.sigma,
    }


def _pair(name: str, pair: tuple[int, int]) -> dict[str, object]:
    return {name: pair[0], f"{name}_split": pair[0] != pair[1], f"{name}_across": pair[1]}
