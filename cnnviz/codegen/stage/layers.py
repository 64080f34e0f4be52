"""A stage with everything worked out that a script writes down as a number."""

from dataclasses import dataclass

import numpy as np

from cnnviz.ops import geometry, padding, pipeline, pooling

Axes = tuple[geometry.Axis, geometry.Axis]
Sides = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Pooling:
    """A pooling and the rows and columns it runs over."""

    pool: pooling.Pool
    axes: Axes

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns of a window; of the whole map with `everywhere`."""
        return self.axes[0].window, self.axes[1].window

    @property
    def sides(self) -> Sides:
        """Pixels of padding before and after, per axis."""
        return _sides(self.axes)

    @property
    def overhangs(self) -> Sides:
        """Pixels by which the last window passes the padding, which only ceil mode lets it do."""
        return (0, self.axes[0].overhang), (0, self.axes[1].overhang)

    @property
    def frame(self) -> Sides:
        """All that the windows reach over, padding and overhang together."""
        (top, bottom), (left, right) = self.sides
        return (top, bottom + self.axes[0].overhang), (left, right + self.axes[1].overhang)

    @property
    def holes(self) -> bool:
        """Some cells of a window do not count in a mean."""
        return any_side(self.overhangs) or (any_side(self.sides) and not self.pool.count_padding)

    @property
    def words(self) -> str:
        """The pooling in a few words."""
        reach = "over the whole map" if self.pool.everywhere else f"{self.window[0]} × {self.window[1]}"
        kind = self.pool.kind[0].upper() + self.pool.kind[1:]
        return f"{kind} pooling, {reach}"


@dataclass(frozen=True, eq=False)
class Layer:
    """One stage of a script: `source` is the variable it reads, with `channels` channels; `number` is 0 where the
    stage is the only one. `weights` are (k i j) where every channel gets the same ones, (k c i j) where not."""

    stage: pipeline.Stage
    number: int
    source: str
    channels: int
    names: tuple[str, ...]
    weights: np.ndarray
    axes: Axes
    pooling: Pooling | None

    @property
    def depthwise(self) -> bool:
        """Every channel is filtered on its own."""
        return self.stage.mix == "each" and self.channels > 1

    @property
    def depth(self) -> int:
        """How many maps come out."""
        return len(self.names) * (self.channels if self.depthwise else 1)

    @property
    def sides(self) -> Sides:
        """Pixels of padding before and after, per axis."""
        return _sides(self.axes)

    @property
    def mode(self) -> padding.Mode:
        """How the input is padded."""
        return padding.MODES[self.stage.border.mode]

    @property
    def steps(self) -> tuple[str, ...]:
        """What the stage computes, in order: maps, then activated and pooled where it has such a step."""
        activated = ("activated",) if self.stage.activation != "none" else ()
        return ("maps", *activated, *(("pooled",) if self.pooling else ()))

    def name(self, step: str) -> str:
        """The variable of a step: numbered where there are several stages."""
        return f"{step}_{self.number}" if self.number else step

    @property
    def seen(self) -> str:
        """The variable the kernels slide over."""
        return self.name("padded") if any_side(self.sides) else self.source

    @property
    def featured(self) -> str:
        """The variable that is pooled."""
        return self.name("activated" if "activated" in self.steps else "maps")

    @property
    def output(self) -> str:
        """The variable the next stage reads."""
        return self.name(self.steps[-1])


def layers(stages: tuple[pipeline.Stage, ...], channels: tuple[str, ...], shape: tuple[int, int]) -> tuple[Layer, ...]:
    """The stages on an image of `shape` (rows, columns) with these channels. Raises InputError where one cannot be."""
    done: list[Layer] = []
    source, depth = "image", len(channels)
    for number, stage in enumerate(stages, start=1):
        layer = _layer(stage, number if len(stages) > 1 else 0, source, depth, shape)
        rows, columns = layer.pooling.axes if layer.pooling else layer.axes
        source, depth, shape = layer.output, layer.depth, (rows.output, columns.output)
        done.append(layer)
    return tuple(done)


def any_side(around: Sides) -> bool:
    """At least one pixel is added somewhere."""
    return any(map(any, around))


def _layer(stage: pipeline.Stage, number: int, source: str, channels: int, shape: tuple[int, int]) -> Layer:
    names, weights = stage.kernels.weights(channels if stage.mix == "sum" else 1)
    if (weights == weights[:, :1]).all():
        weights = weights[:, 0]
    height, width = weights.shape[-2:]
    axes = stage.border.axes(shape, (height, width), stage.stride, stage.dilation)
    pool = Pooling(stage.pool, stage.pool.axes((axes[0].output, axes[1].output))) if stage.pool else None
    return Layer(stage, number, source, channels, names, weights, axes, pool)


def _sides(axes: Axes) -> Sides:
    return (axes[0].before, axes[0].after), (axes[1].before, axes[1].after)
