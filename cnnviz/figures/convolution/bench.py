"""What stands large in the Kernel Lab: the image, the kernel of one map with its numbers, and that map; below them all
maps, small."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from cnnviz.figures.convolution import kernels, looks, maps
from cnnviz.figures.draw import directions, tiles
from cnnviz.ops import geometry, pipeline

# Pixels on a side of the largest pictures that stand small as they are, and of those that stand for larger ones.
WHOLE, SMALL = 256, 160
# From which pixels of the image a number of a stage's map comes, before its pooling or after.
Reaches = Callable[[int, bool], tuple[geometry.Reach, geometry.Reach]]


def drawn(
    pixels: np.ndarray, results: tuple[pipeline.Result, ...], look: looks.Look, chosen: str, reaches: Reaches
) -> tuple[tuple[tiles.Section, ...], tiles.Bench]:
    """Everything computed from the image, uint8 (c h w), and what of it stands large: the picture with the id `chosen`,
    or the first that the last step made where there is none."""
    sections = maps.sections(pixels, results, look)
    pictures = (tile for section in sections for tile in section.tiles if isinstance(tile, tiles.Picture))
    known = {tile.id: tile for tile in pictures if tile.id}
    large = known.get(chosen) or known[_last(results)]
    stage, kind, which = large.id.split("/")
    number, result = int(stage), results[int(stage) - 1]
    place = looks.Place(number, len(results))
    own = _kernels(result, kind, int(which))
    products = _products(result, int(which)) if (number, kind) == (1, "map") else None
    return tuple(map(_small, sections)), tiles.Bench(
        tiles.image("Image", pixels, file="image.png"),
        tuple(dataclasses.replace(one, first=None) if isinstance(one, tiles.Matrix) else one for one in own),
        _note(result, kind),
        dataclasses.replace(large, title=f"{place.prefix}{large.title}"),
        reaches(number, kind == "pooled"),
        products,
        result.kernels[int(which)] if products else None,
        "" if own else f"{_all(result)}Choose a map below: its kernel stands here.",
    )


def _last(results: tuple[pipeline.Result, ...]) -> str:
    """The id of the first map that the last step made."""
    last = results[-1]
    kind = "pooled" if last.pooled is not None else "activated" if last.stage.activation != "none" else "map"
    return looks.Place(len(results), len(results)).id(kind)


def _small(section: tiles.Section) -> tiles.Section:
    """The same section, of each large picture as many pixels as can be seen of it there."""

    def small(tile: tiles.Picture | tiles.Matrix) -> tiles.Picture | tiles.Matrix:
        if isinstance(tile, tiles.Matrix) or max(tile.pixels.shape[:2]) <= WHOLE:
            return tile
        return tiles.shrunk(tile, SMALL)

    return dataclasses.replace(section, tiles=tuple(map(small, section.tiles)))


def _kernels(result: pipeline.Result, kind: str, which: int) -> tuple[tiles.Matrix | tiles.Picture, ...]:
    """The kernels that made a map, its own or both that were combined; of directions the wheel, their legend."""
    if kind in ("maximum", "winner"):
        return (directions.legend(steps=8),) if kind == "winner" else ()
    numbers = (2 * which, 2 * which + 1) if kind in ("combined", "direction") else (which,)
    names = tuple(result.names[number].split(" · ")[-1] for number in numbers)
    legend = (directions.legend(),) if kind == "direction" else ()
    return (*kernels.kernel_tiles(names, result.kernels[list(numbers), 0]), *legend)


def _note(result: pipeline.Result, kind: str) -> str:
    """What is to be said of the kernels and of the padding."""
    return f"{_all(result) if kind == 'winner' else ''}{kernels.sentence(result)}"


def _all(result: pipeline.Result) -> str:
    return f"All {len(result.maps)} kernels answer, and the largest answer counts. "


def _products(result: pipeline.Result, which: int) -> dict[str, Any]:
    """What of the image is multiplied and added up for a number of this map, and how."""
    stage, (rows, columns) = result.stage, result.axes
    channels = range(len(result.image))
    kinds = len(result.names) // result.groups
    return {
        "channels": [which // kinds] if result.groups > 1 else list(channels),
        "stride": [rows.stride, columns.stride],
        "dilation": [rows.dilation, columns.dilation],
        "before": [rows.before, columns.before],
        "mode": stage.border.mode,
        "value": stage.border.value,
        "bias": stage.bias,
    }
