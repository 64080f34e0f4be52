"""Scenes as the values of a page's widgets, by their names in a link."""

import functools
from typing import Any

from cnnviz.course.scenes import Grid, Numbers, Photo, Row, Scene
from cnnviz.ops import pipeline
from cnnviz.ui.stage_settings import values as stage_values

Values = dict[str, Any]
# The first stage's kernel: pages begin with different ones, so that a link always names it.
_KERNEL = stage_values.numbered("kernel", 1)


@functools.singledispatch
def values(scene: Scene) -> Values:
    """Name in the link -> value of the widgets of the scene's page."""
    return dict(scene.values)


@values.register
def _(scene: Row) -> Values:
    usual = len(scene.kernel) // 2
    settings = {
        "data": _listed(scene.data),
        "weights": _listed(scene.kernel),
        "centre": usual if scene.centre is None else scene.centre,
        "ends": scene.ends,
        stage_values.numbered("stride", 1): scene.stride,
        stage_values.numbered("flip", 1): scene.flip,
    }
    pinned = {} if scene.at is None else {"row": 0, "column": scene.at}
    return settings | pinned | dict(scene.values)


@values.register
def _(scene: Grid) -> Values:
    rows = ";".join(map(_listed, scene.rows))
    return {"numbers": rows} | _staged((scene.stage,)) | _place(scene.which, scene.at) | dict(scene.values)


@values.register
def _(scene: Photo) -> Values:
    picture = {"image": scene.sample, "side": scene.side, "colour": scene.colour}
    return picture | _staged(scene.stages) | _place(scene.which, scene.at) | dict(scene.values)


def _staged(stages: tuple[pipeline.Stage, ...]) -> Values:
    return {_KERNEL: stages[0].kernels.bank} | stage_values.of_stages(stages)


def _place(which: int, at: tuple[int, int] | None) -> Values:
    place = {} if at is None else {"row": at[0], "column": at[1]}
    return place | ({"map": which} if which else {})


def _listed(row: Numbers) -> str:
    return ",".join(f"{value:g}" for value in row)
