"""A grey still life of 64 pixels and stages on it, for tests of what is drawn of them."""

from collections.abc import Iterable

from cnnviz.figures.draw import tiles
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline
from tests import gallery

GREY = picture.working(samples.picture("still-life", 64), 64, "grey")
IMAGE = picture.floats(GREY.pixels)


def stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


def results(*stages: pipeline.Stage) -> tuple[pipeline.Result, ...]:
    return pipeline.results(IMAGE, ("grey",), stages)


def sent(*sections: tiles.Section) -> dict[str, dict]:
    return gallery.tiles(tiles.blob(sections, "blue-orange"))


def pictures(sections: Iterable[tiles.Section]) -> dict[str, tiles.Picture]:
    return {tile.title: tile for one in sections for tile in one.tiles if isinstance(tile, tiles.Picture)}
