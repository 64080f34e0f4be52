"""What stands on a page in a step of a lesson: settings, and what they compute."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cnnviz.figures.convolution import signals
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline

Numbers = tuple[float, ...]


@dataclass(frozen=True)
class Scene:
    """A page, by its path, and the values of its widgets, by their names in a link, as it opens."""

    page: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Row(Scene):
    """A row of numbers and the weights that slide over it, on the page In one dimension. `at` is the output that is
    pinned, from 0; none where the kernel has not come yet."""

    page: str = "one-dimension"
    data: Numbers = (0, 0, 0, 1, 1, 1, 0, 0)
    kernel: Numbers = (-1, 1)
    centre: int | None = None
    ends: bool = True
    stride: int = 1
    flip: bool = False
    at: int | None = 0

    @cached_property
    def stage(self) -> pipeline.Stage:
        """The stage that the page makes of these settings."""
        centre = len(self.kernel) // 2 if self.centre is None else self.centre
        sides = signals.border(len(self.kernel), centre, self.ends)
        left, right = (int(str(sides[name])) for name in ("left", "right"))
        border = padding.Padding("explicit", left=left, right=right)
        kernels = pipeline.Kernels(pipeline.OWN, own=(self.kernel,), flip=self.flip)
        return pipeline.Stage(kernels, "sum", border=border, stride=(self.stride, self.stride))

    @cached_property
    def result(self) -> pipeline.Result:
        """What the page computes."""
        return pipeline.result(np.array([[self.data]], np.float32), ("numbers",), self.stage)


@dataclass(frozen=True)
class Grid(Scene):
    """A small matrix through a stage, on a page with an explorer. `at` is the output that is pinned, from 0."""

    rows: tuple[Numbers, ...] = ()
    stage: pipeline.Stage = field(default_factory=pipeline.Stage)
    which: int = 0
    at: tuple[int, int] | None = None

    @cached_property
    def result(self) -> pipeline.Result:
        """What the page computes."""
        return pipeline.result(np.array([self.rows], np.float32), ("numbers",), self.stage)


@dataclass(frozen=True)
class Photo(Scene):
    """A sample picture through stages. `sample` is a key of SAMPLES, `side` in pixels, `colour` a key of CHANNELS."""

    stages: tuple[pipeline.Stage, ...] = ()
    sample: str = "still-life"
    side: int = 256
    colour: str = "grey"
    which: int = 0
    at: tuple[int, int] | None = None

    @cached_property
    def results(self) -> tuple[pipeline.Result, ...]:
        """What the page computes, stage by stage."""
        working = picture.working(samples.picture(self.sample, self.side), self.side, self.colour)
        return pipeline.results(picture.floats(working.pixels), picture.CHANNELS[self.colour].names, self.stages)

    @property
    def result(self) -> pipeline.Result:
        """Of the last stage."""
        return self.results[-1]


Computed = Row | Grid | Photo


def result(scene: Scene) -> pipeline.Result:
    """What a scene that computes something computes."""
    assert isinstance(scene, Computed)
    return scene.result


def cell(scene: Scene) -> float:
    """The number of the output that is pinned."""
    if isinstance(scene, Row):
        return float(scene.result.output[0, 0, scene.at or 0])
    assert isinstance(scene, Grid | Photo)
    assert scene.at is not None
    return float(scene.result.output[(scene.which, *scene.at)])
