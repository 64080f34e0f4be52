"""A stage's results as sections of tiles: input, kernels, padded input, maps, composites, activation, pooling."""

from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.figures.convolution import kernels, looks, together
from cnnviz.figures.draw import directions, palettes, tiles
from cnnviz.ops import activations, pipeline


@dataclass(frozen=True, eq=False)
class Seen:
    """A picture, uint8 (c h w), what it is called, and the map (h w) that a filter makes of it."""

    title: str
    pixels: np.ndarray
    map: np.ndarray


# Maps on a side of the mosaic that stands for many.
MOSAIC = 4


def sections(pixels: np.ndarray, results: tuple[pipeline.Result, ...], look: looks.Look) -> tuple[tiles.Section, ...]:
    """Everything computed, in the order it was computed; `pixels` (c h w) uint8 is the image."""
    drawn: list[tiles.Section] = []
    for number, result in enumerate(results, start=1):
        drawn += _stage(result, look, looks.Place(number, len(results)), pixels if number == 1 else None)
    return tuple(drawn)


def portrait(result: pipeline.Result, combination: str = "magnitude") -> np.ndarray:
    """One picture for the whole result: its composite where it has one, else its first map: uint8 (h w 3)."""
    kind = result.stage.kernels.composite
    if kind == "compass":
        strongest = result.strongest()
        return directions.coloured(directions.degrees(result.names)[strongest.won], strongest.best)
    if kind == "pair":
        combined = result.pairs[0].combined(combination)
        return np.asarray(palettes.GREY[tiles.grey(combined, tiles.limit(combined))])
    first = _mosaic(result.output) if len(result.output) > MOSAIC**2 else result.output[0]
    return np.asarray(palettes.SIGNED["blue-orange"].colours[tiles.signed(first, tiles.limit(first))])


def several(result: pipeline.Result, which: int, seen: list[Seen]) -> tuple[tiles.Section, ...]:
    """The filter of one map of a result, once; then each picture beside what that filter makes of it, all maps on one
    scale."""
    name, weights = result.names[which], result.kernels[which]
    places = sum(one.map.size for one in seen)
    shared = (
        f"{numbers.count(weights.size, 'weight')}, the same at all {places:,} places of these {len(seen)} pictures: a "
        "filter belongs to the network, not to a picture. All maps have one scale, so the same colour is the same "
        "number."
    )
    end = max(tiles.limit(one.map) for one in seen)
    draw = tiles.by_sign(*(one.map for one in seen))
    filters = kernels.kernel_tiles((name.split(" · ")[-1],), weights[:1])
    pairs = [
        tiles.Section(one.title, "", (tiles.image("Picture", one.pixels), draw(f"Map · {name}", one.map, end)), "pair")
        for one in seen
    ]
    return (tiles.Section("One filter", shared, filters, small=True), *pairs)


def _mosaic(maps: np.ndarray) -> np.ndarray:
    """The first maps (k h w) in a square, a line of zeros between them: (h' w')."""
    ruled = np.pad(maps[: MOSAIC**2], ((0, 0), (0, 1), (0, 1)))
    height, width = ruled.shape[1:]
    return ruled.reshape(MOSAIC, MOSAIC, height, width).swapaxes(1, 2).reshape(MOSAIC * height, MOSAIC * width)


def _stage(
    result: pipeline.Result, look: looks.Look, place: looks.Place, pixels: np.ndarray | None
) -> list[tiles.Section]:
    drawn = [] if look.opens else [kernels.section(result, place.prefix, pixels)]
    if result.has_rose:
        strongest = result.strongest()
        drawn.append(together.rose(result, strongest.best, look, place, _size_sentence(result)))
        drawn.append(together.winner(result, strongest, place))
    else:
        title = f"{place.prefix}Feature maps"
        drawn.append(_maps(title, _size_sentence(result), result.maps, result, look, place, "map"))
        if result.stage.kernels.composite == "pair":
            drawn = _joined(drawn, together.pairs(result, look.combination, place))
    activation = result.stage.activation
    if activation != "none":
        known = activations.ACTIVATIONS[activation]
        title, formula = f"{place.prefix}After {known.label}", known.formula
        drawn.append(_maps(title, formula, result.activated, result, look, place, "activated"))
    if result.pooled is not None and result.stage.pool:
        title = f"{place.prefix}After {result.stage.pool.label} pooling"
        drawn.append(_maps(title, _pool_sentence(result), result.pooled, result, look, place, "pooled"))
    return [*drawn, kernels.rest(result, place.prefix)] if look.opens else drawn


def _joined(drawn: list[tiles.Section], pairs: tiles.Section) -> list[tiles.Section]:
    """One pair of maps and what they make together stand in one row; several pairs get a section of their own."""
    maps = drawn[-1]
    if len(maps.tiles) > 2:
        return [*drawn, pairs]
    together = tiles.Section(maps.title, f"{maps.sentence} {pairs.sentence}", (*maps.tiles, *pairs.tiles))
    return [*drawn[:-1], together]


def _maps(
    title: str,
    sentence: str,
    maps: np.ndarray,
    result: pipeline.Result,
    look: looks.Look,
    place: looks.Place,
    file: str,
) -> tiles.Section:
    """Maps (k h w) of a stage; their files' names begin with `file`, which is also their kind."""
    scale, draw = tiles.limit(maps) if look.shared else 0.0, tiles.by_sign(maps)
    pool = maps is result.pooled
    drawn = tuple(
        draw(
            f"Map · {name}",
            one,
            scale,
            file=f"{place.file}{file}-{tiles.slug(name)}.png",
            opens=looks.opening(look, place, which, pool),
            id=place.id(file, which),
        )
        for which, (name, one) in enumerate(zip(result.names, maps, strict=True))
    )
    return tiles.Section(title, sentence, drawn)


def _size_sentence(result: pipeline.Result) -> str:
    channels, height, width = result.image.shape
    return (
        f"{numbers.count(channels, 'channel')} of {height} × {width} → {numbers.count(len(result.maps), 'map')} of "
        f"{numbers.size(result.maps.shape[1:])}. "
        + ("Black is 0." if result.maps.min() >= 0 else "Colours: value, zero in the middle.")
    )


def _pool_sentence(result: pipeline.Result) -> str:
    pool = result.stage.pool
    assert pool is not None
    assert result.pooled is not None
    window = "the whole map" if pool.everywhere else f"a window of {numbers.size(pool.window)}"
    step = "" if pool.everywhere else f" every {numbers.size(pool.stride)} px"
    sizes = f"{numbers.size(result.activated.shape[1:])} → {numbers.size(result.pooled.shape[1:])}"
    return f"One number for {window}{step}: {sizes}. Parameters to learn: 0."
