"""A stage's results as sections of tiles: input, kernels, padded input, maps, composites, activation, pooling."""

import functools
import re
from dataclasses import dataclass

import numpy as np

from cnnviz.figures import numbers, palettes, tiles
from cnnviz.ops import activations, composites, kernels, pipeline

# Kernels drawn before the rest are only counted.
KERNELS = 9
# Pixels of the image shown beside the invented ones where the padded corner is enlarged.
CORNER = 12

# Where the strongest answer is below this share of the largest, no direction has won.
FLAT = 1e-4

# Maps on a side of the mosaic that stands for many.
MOSAIC = 4

# The rose's places, reading order; the strongest answer stands in the middle.
ROSE = ("NW", "N", "NE", "W", "", "E", "SW", "S", "SE")


@dataclass(frozen=True)
class Look:
    """How maps are drawn: signed palette, one scale for all maps or one each, the rule that combines pairs, and
    whether each map can be opened in the explorer (see `opening`)."""

    palette: str = "Blue–orange"
    shared: bool = False
    combination: str = "magnitude"
    opens: bool = False


def sections(pixels: np.ndarray, results: tuple[pipeline.Result, ...], look: Look) -> tuple[tiles.Section, ...]:
    """Everything computed, in the order it was computed; `pixels` (c h w) uint8 is the image."""
    drawn: list[tiles.Section] = []
    for number, result in enumerate(results, start=1):
        stage = f"Stage {number} · " if len(results) > 1 else ""
        file = f"{number}-" if len(results) > 1 else ""
        drawn += _stage(result, look, number, stage, file, pixels if number == 1 else None)
    return tuple(drawn)


def opening(number: int, name: str, pool: bool) -> str:
    """What a page is told when somebody explores a map: stage, operation and the map's name."""
    return f"{number}/{'pooling' if pool else 'convolution'}/{name}"


def portrait(result: pipeline.Result, combination: str = "magnitude") -> np.ndarray:
    """One picture for the whole result: its composite where it has one, else its first map: uint8 (h w 3)."""
    kind = result.stage.kernels.composite
    if kind == "compass":
        strongest = result.strongest()
        return _directed(_degrees(result.names)[strongest.won], strongest.best)
    if kind == "pair":
        together = composites.COMBINATIONS[combination].function(result.maps[0], result.maps[1])
        return palettes.GREY[tiles.grey(together, tiles.limit(together))]
    first = _mosaic(result.output) if len(result.output) > MOSAIC**2 else result.output[0]
    return palettes.SIGNED["Blue–orange"][tiles.signed(first, tiles.limit(first))]


def _mosaic(maps: np.ndarray) -> np.ndarray:
    """The first maps (k h w) in a square, a line of zeros between them: (h' w')."""
    ruled = np.pad(maps[: MOSAIC**2], ((0, 0), (0, 1), (0, 1)))
    height, width = ruled.shape[1:]
    return ruled.reshape(MOSAIC, MOSAIC, height, width).swapaxes(1, 2).reshape(MOSAIC * height, MOSAIC * width)


def _stage(
    result: pipeline.Result, look: Look, number: int, prefix: str, file: str, pixels: np.ndarray | None
) -> list[tiles.Section]:
    drawn = [_start(result, prefix, pixels)]
    if result.stage.kernels.composite == "compass" and len(result.maps) == len(kernels.COMPASS):
        strongest = result.strongest()
        drawn += [_rose(result, strongest.best, look, number, prefix, file), _winner(result, strongest, file)]
    else:
        sentence = _size_sentence(result)
        drawn.append(_maps(f"{prefix}Feature maps", sentence, result.maps, result, look, f"{file}map", number))
        if result.stage.kernels.composite == "pair":
            drawn = _joined(drawn, _pairs(result, look, prefix, file))
    activation = result.stage.activation
    if activation != "none":
        formula = activations.ACTIVATIONS[activation].formula
        title = f"{prefix}After {activation}"
        drawn.append(_maps(title, formula, result.activated, result, look, f"{file}activated", number))
    if result.pooled is not None and result.stage.pool:
        title = f"{prefix}After {result.stage.pool.kind} pooling"
        drawn.append(_maps(title, _pool_sentence(result), result.pooled, result, look, f"{file}pooled", number))
    return drawn


def composites_of(result: pipeline.Result, combination: str) -> dict[str, np.ndarray]:
    """What a stage's maps make together, by name: composite and direction of pairs; of eight their maximum, the number
    (from 0) of the winner, and where others tied with it."""
    kind = result.stage.kernels.composite
    if kind == "compass" and len(result.maps) == len(kernels.COMPASS):
        return dict(zip(("maximum", "winner", "tied"), result.strongest(), strict=True))
    if kind != "pair":
        return {}
    first, second = result.maps[::2] - np.float32(result.stage.bias), result.maps[1::2] - np.float32(result.stage.bias)
    together = {"composite": composites.COMBINATIONS[combination].function(result.maps[::2], result.maps[1::2])}
    return together | ({"direction": composites.direction(first, second)} if result.names[0].endswith("x") else {})


def _joined(drawn: list[tiles.Section], pairs: tiles.Section) -> list[tiles.Section]:
    """One pair of maps and what they make together stand in one row; several pairs get a section of their own."""
    maps = drawn[-1]
    if len(maps.tiles) > 2:
        return [*drawn, pairs]
    together = tiles.Section(maps.title, f"{maps.sentence} {pairs.sentence}", (*maps.tiles, *pairs.tiles))
    return [*drawn[:-1], together]


def slug(name: str) -> str:
    """A name as part of a file name: letters, digits and dashes."""
    return re.sub(r"[^0-9A-Za-z]+", "-", name.replace("−", "minus ")).strip("-").lower() or "map"


def kernel_tiles(names: tuple[str, ...], weights: np.ndarray) -> tuple[tiles.Matrix | tiles.Picture, ...]:
    """Kernels (k i j), their numbers where there is room for them."""
    drawn: list[tiles.Matrix | tiles.Picture] = []
    for name, one in list(zip(names, weights, strict=True))[:KERNELS]:
        facts = (f"{numbers.size(one.shape)} · sum {numbers.text(one.sum())}",)
        title = f"Kernel · {name}"
        if max(one.shape) <= tiles.NUMBERED:
            drawn.append(tiles.Matrix(title, one, "signed", tiles.limit(one), facts))
        else:
            end = tiles.limit(one)
            drawn.append(tiles.Picture(title, tiles.signed(one, end), "signed", -end, end, facts))
    return tuple(drawn)


def _start(result: pipeline.Result, prefix: str, pixels: np.ndarray | None) -> tiles.Section:
    shown = (tiles.image("Image", pixels, file="image.png"),) if pixels is not None else ()
    channels = result.kernels.shape[1]
    kinds = len(result.names) // result.groups
    names = tuple(name.split(" · ")[-1] for name in result.names[:kinds])
    tail = f" The first {KERNELS} of {kinds} kernels are drawn." if kinds > KERNELS else ""
    deep = f" Each kernel has {channels} slices, one per channel; the first is drawn." if channels > 1 else ""
    turned = " Turned by 180°: true convolution." if result.stage.kernels.flip else ""
    return tiles.Section(
        f"{prefix}Image, kernel, padding" if pixels is not None else f"{prefix}Kernel and padding",
        f"{_padding_sentence(result)}{deep}{turned}{tail}",
        (*shown, *padded_tiles(result), *kernel_tiles(names, result.kernels[:kinds, 0])),
        small=True,
    )


def padded_tiles(result: pipeline.Result) -> tuple[tiles.Picture, ...]:
    """The padded input, invented pixels hatched, and its top left corner enlarged; nothing where none is added."""
    rows, columns = result.axes
    frame = (rows.before, rows.after, columns.before, columns.after)
    if not any(frame):
        return ()
    first = result.padded[0]
    facts = (
        *tiles.facts(first),
        "+{} ↑ +{} ↓ +{} ← +{} → px".format(*frame),
    )
    channels = len(result.padded)
    title = "Padded input" if channels == 1 else f"Padded input, channel 1 of {channels}"
    whole = picture(title, first, facts, frame)
    corner = first[: frame[0] + CORNER, : frame[2] + CORNER]
    if not (frame[0] or frame[2]):
        return (whole,)
    invented = (frame[0], 0, frame[2], 0)
    return whole, picture("Its top left corner", corner, (f"{numbers.size(corner.shape)} px, enlarged",), invented)


def picture(
    title: str, values: np.ndarray, facts: tuple[str, ...], frame: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> tiles.Picture:
    """An image or map (h w): grey from 0 to 1 where it holds nothing else, on a signed scale otherwise."""
    if values.min() >= 0 and values.max() <= 1:
        return tiles.Picture(title, tiles.grey(values), "grey", 0.0, 1.0, facts, frame)
    end = tiles.limit(values)
    return tiles.Picture(title, tiles.signed(values, end), "signed", -end, end, facts, frame)


def _maps(
    title: str, sentence: str, maps: np.ndarray, result: pipeline.Result, look: Look, file: str, number: int
) -> tiles.Section:
    scale = tiles.limit(maps) if look.shared else 0.0
    pool = maps is result.pooled
    drawn = tuple(
        tiles.signed_map(
            f"Map · {name}", one, scale, f"{file}-{slug(name)}.png", opening(number, name, pool) if look.opens else ""
        )
        for name, one in zip(result.names, maps, strict=True)
    )
    return tiles.Section(title, sentence, drawn)


def _rose(
    result: pipeline.Result, strongest: np.ndarray, look: Look, number: int, prefix: str, file: str
) -> tiles.Section:
    by_name = dict(zip(result.names, result.maps, strict=True))
    scale = tiles.limit(result.maps) if look.shared else 0.0
    drawn = tuple(
        tiles.signed_map(
            f"Map · {name}",
            by_name[name],
            scale,
            f"{file}map-{name.lower()}.png",
            opening(number, name, False) if look.opens else "",
        )
        if name
        else tiles.signed_map("Maximum of all eight", strongest, scale, f"{file}maximum.png")
        for name in ROSE
    )
    return tiles.Section(f"{prefix}Feature maps as a compass rose", _size_sentence(result), drawn, "rose")


def _winner(result: pipeline.Result, strongest: composites.Strongest, file: str) -> tiles.Section:
    # A bias lifts all eight maps alike: it says nothing about direction.
    strength = strongest.best - np.float32(result.stage.bias)
    edge = strength > FLAT * tiles.limit(strength)
    picture = tiles.Picture(
        "Winning direction",
        _directed(_degrees(result.names)[strongest.won], strength),
        facts=_counted(strongest.won, edge, result.names),
        file=f"{file}winner.png",
    )
    return tiles.Section(
        "Which direction won",
        f"Colour: where it gets {_towards(result)}. Strength of the colour: how strongly, against the largest answer. "
        f"{_tied(result, int((strongest.tied & edge).sum()), int(edge.sum()))}",
        (
            picture,
            tiles.Picture("Wheel", _wheel(steps=8), facts=("The colour of a direction, as seen on the picture",)),
        ),
        "beside",
    )


def _towards(result: pipeline.Result) -> str:
    """What a direction points to: a flipped kernel answers where the plain one says the opposite."""
    return "darker (the kernels are flipped)" if result.stage.kernels.flip else "brighter"


def _degrees(names: tuple[str, ...]) -> np.ndarray:
    """Compass directions as degrees, 0 right and 90 down."""
    return np.array([COMPASS_DEGREES[name] for name in names], np.float32)


def _tied(result: pipeline.Result, tied: int, edges: int) -> str:
    """How many of the pixels that are not flat two or more directions answered to equally."""
    equal = "exactly" if result.exact else "as far as rounding can tell"
    if not tied:
        return f"No two directions answer equally strongly, {equal}." if edges else ""
    return (
        f"{tied:,} of {edges:,} pixels that are not flat ({tied / edges:.0%}) are ties, {equal}: two or more "
        f"directions answer equally strongly, and the first of {', '.join(result.names)} wins."
    )


def _counted(won: np.ndarray, edge: np.ndarray, names: tuple[str, ...]) -> tuple[str, ...]:
    counts = np.bincount(won[edge], minlength=len(names))
    shares = (f"{name} {count / max(1, edge.sum()):.0%}" for name, count in zip(names, counts, strict=True))
    return (f"{numbers.size(won.shape)} px, {1 - edge.mean():.0%} flat", "the rest won by " + ", ".join(shares))


def _pairs(result: pipeline.Result, look: Look, prefix: str, file: str) -> tiles.Section:
    rule = composites.COMBINATIONS[look.combination]
    drawn: list[tiles.Picture] = []
    for start in range(0, len(result.maps), 2):
        first, second = result.maps[start : start + 2] - np.float32(result.stage.bias)
        owner = f" · {result.names[start].split(' · ')[0]}" if len(result.maps) > 2 else ""
        together = rule.function(result.maps[start], result.maps[start + 1])
        draw = tiles.signed_map if together.min() < 0 else tiles.grey_map
        name = f"{look.combination}{owner}"
        drawn.append(draw(name.capitalize(), together, file=f"{file}{slug(name)}.png"))
        if result.names[start].endswith("x"):
            colours = _directed(composites.direction(first, second), np.hypot(first, second))
            facts = (
                f"{numbers.size(first.shape)} px",
                f"colour: where it gets {_towards(result)}; dull: hardly any change",
            )
            drawn.append(
                tiles.Picture(f"Direction{owner}", colours, facts=facts, file=f"{file}direction{slug(owner)}.png")
            )
    if result.names[0].endswith("x"):
        drawn.append(tiles.Picture("Wheel", _wheel(), facts=("The colour of a direction, as seen on the picture",)))
    return tiles.Section(f"{prefix}The two maps together", rule.sentence, tuple(drawn))


def _directed(degrees: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Direction as colour, fading to mid grey where the strength (h w) is small or negative: uint8 (h w 3)."""
    return palettes.compass(degrees, np.clip(strength * (1 / (strength.max() or 1)), 0, 1))


@functools.cache
def _wheel(side: int = 96, steps: int = 0) -> np.ndarray:
    """The legend of directions, as a disc, in `steps` sectors if given: uint8 (side side 3)."""
    offsets = np.arange(side) - (side - 1) / 2
    degrees = composites.direction(np.broadcast_to(offsets, (side, side)), offsets[:, None])
    if steps:
        degrees = np.round(degrees / (360 / steps)) * (360 / steps)
    inside = np.hypot(offsets, offsets[:, None]) <= side / 2
    return palettes.compass(degrees, inside.astype(float))


def _padding_sentence(result: pipeline.Result) -> str:
    border = result.stage.border
    added = sum(axis.before + axis.after for axis in result.axes)
    if not added:
        return f"Padding {border.amount}: nothing is invented."
    value = f" {numbers.text(border.value)}" if border.mode == "constant" else ""
    return f"Padding {border.amount}: hatched pixels are invented (mode {border.mode}{value})."


def _size_sentence(result: pipeline.Result) -> str:
    channels, height, width = result.image.shape
    return (
        f"{numbers.count(channels, 'channel')} of {height} × {width} → {numbers.count(len(result.maps), 'map')} of "
        f"{numbers.size(result.maps.shape[1:])}. Colours: value, zero in the middle."
    )


def _pool_sentence(result: pipeline.Result) -> str:
    pool = result.stage.pool
    assert pool is not None
    assert result.pooled is not None
    window = "the whole map" if pool.everywhere else f"a window of {numbers.size(pool.window)}"
    step = "" if pool.everywhere else f" every {numbers.size(pool.stride)} px"
    sizes = f"{numbers.size(result.activated.shape[1:])} → {numbers.size(result.pooled.shape[1:])}"
    return f"One number for {window}{step}: {sizes}. Parameters to learn: 0."


COMPASS_DEGREES = {"E": 0, "SE": 45, "S": 90, "SW": 135, "W": 180, "NW": 225, "N": 270, "NE": 315}
