"""One stage at other strides: what each skips, and how many numbers are left."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import geometry, pipeline
from cnnviz.ops.compared import variations
from cnnviz.ops.compared.variations import Axes

# Strides that stand side by side.
STRIDES = (1, 2, 3, 4)


@dataclass(frozen=True, eq=False)
class Strides:
    """The first map of a stage (h w) by stride, and the axes that its windows slide along; `rows` are how many there
    are at strides 1 and 2, by amount of padding, without amounts that have no map;
    `unused` how many pixels of the image no window sees, by stride;
    `untrusted` the strips of the stage's own map whose windows hold invented pixels."""

    axes: dict[int, Axes]
    maps: dict[int, np.ndarray]
    rows: dict[str, tuple[int, int]]
    unused: dict[int, int]
    untrusted: tuple[int, int, int, int]

    def offsets(self, stride: int) -> tuple[int, int]:
        """The row and column of the stride-1 map that the first window of this stride keeps.

        0 unless the padding before the image depends on the stride, as padding same does.
        """
        rows, columns = (
            dense.before - axis.before for axis, dense in zip(self.axes[stride], self.axes[1], strict=True)
        )
        return rows, columns


def strides(result: pipeline.Result) -> Strides:
    """The stage of a result at strides 1 to 4 along both axes."""
    stages = {stride: dataclasses.replace(result.stage, stride=(stride, stride)) for stride in STRIDES}
    axes = {stride: variations.axes(result, stage) for stride, stage in stages.items()}
    maps = {stride: variations.first_map(result, stage) for stride, stage in stages.items()}
    unused = {stride: int((geometry.coverage(*pair) == 0).sum()) for stride, pair in axes.items()}
    return Strides(axes, maps, _rows(result, stages[1], stages[2]), unused, untrusted(result.axes))


def _rows(result: pipeline.Result, *stages: pipeline.Stage) -> dict[str, tuple[int, int]]:
    found = {}
    for amount in ("valid", "same", "full"):
        border = dataclasses.replace(result.stage.border, amount=amount)
        padded = (dataclasses.replace(stage, border=border) for stage in stages)
        try:
            every, second = (variations.axes(result, stage)[0].output for stage in padded)
        except InputError:
            continue  # a kernel larger than the image has no valid map
        found[amount] = (every, second)
    return found


def untrusted(axes: Axes) -> tuple[int, int, int, int]:
    """Strips of a map, in cells, whose windows hold invented pixels: top, bottom, left, right."""
    rows, columns = (axis.touched() for axis in axes)
    return *_ends(rows), *_ends(columns)


def _ends(touched: np.ndarray) -> tuple[int, int]:
    if touched.all():
        return len(touched), 0
    return int(touched.argmin()), int(touched[::-1].argmin())
