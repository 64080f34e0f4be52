"""What a stage's maps say together: eight as a compass rose and the direction that won, two combined by a rule."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.convolution import looks
from cnnviz.figures.draw import directions, tiles
from cnnviz.ops import composites, pipeline

# Where the strongest answer is below this share of the largest, no direction has won.
FLAT = 1e-4
# The rose's places, reading order; the strongest answer stands in the middle.
ROSE = ("NW", "N", "NE", "W", "", "E", "SW", "S", "SE")


def rose(
    result: pipeline.Result, strongest: np.ndarray, look: looks.Look, place: looks.Place, sentence: str
) -> tiles.Section:
    """Eight maps where they point to, and `strongest` (h w) in the middle."""
    by_name = dict(zip(result.names, result.maps, strict=True))
    scale, draw = tiles.limit(result.maps) if look.shared else 0.0, tiles.by_sign(result.maps)

    def drawn(name: str) -> tiles.Picture:
        if not name:
            more = {"file": f"{place.file}maximum.png", "id": place.id("maximum")}
            return tiles.by_sign(strongest)("Maximum of all eight", strongest, scale, **more)
        which, file = result.names.index(name), f"{place.file}map-{name.lower()}.png"
        opens = looks.opening(look, place, which)
        return draw(f"Map · {name}", by_name[name], scale, file=file, opens=opens, id=place.id("map", which))

    title = f"{place.prefix}Feature maps as a compass rose"
    return tiles.Section(title, sentence, tuple(drawn(name) for name in ROSE), "rose")


def winner(result: pipeline.Result, strongest: composites.Strongest, place: looks.Place) -> tiles.Section:
    """Which of eight directions each pixel answered to most strongly, with its legend."""
    # A bias lifts all eight maps alike: it says nothing about direction.
    strength = strongest.best - np.float32(result.stage.bias)
    edge = strength > FLAT * tiles.limit(strength)
    picture = tiles.Picture(
        "Winning direction",
        directions.coloured(directions.degrees(result.names)[strongest.won], strength),
        facts=_counted(strongest.won, edge, result.names),
        file=f"{place.file}winner.png",
        id=place.id("winner"),
    )
    return tiles.Section(
        "Which direction won",
        f"Colour: where it gets {_towards(result)}. Strength of the colour: how strongly, against the largest answer. "
        f"{_tied(result, int((strongest.tied & edge).sum()), int(edge.sum()))}",
        (picture, directions.legend(steps=8)),
        "beside",
    )


def pairs(result: pipeline.Result, combination: str, place: looks.Place) -> tiles.Section:
    """Each pair of maps combined by a rule; of x and y the direction too, with its legend."""
    drawn: list[tiles.Picture] = []
    rule = composites.COMBINATIONS[combination]
    named = zip(result.names[::2], result.names[1::2], strict=True)
    for which, (names, pair) in enumerate(zip(named, result.pairs, strict=True)):
        owner = f" · {names[0].split(' · ')[0]}" if len(result.maps) > 2 else ""
        combined, name = pair.combined(combination), f"{rule.label}{owner}"
        file = f"{place.file}{tiles.slug(name)}.png"
        draw = tiles.by_sign(combined)
        drawn.append(draw(name.capitalize(), combined, file=file, id=place.id("combined", which)))
        if names[0].endswith("x"):
            drawn.append(_direction(result, pair, owner, place, which))
    if result.names[0].endswith("x"):
        drawn.append(directions.legend())
    return tiles.Section(f"{place.prefix}The two maps together", rule.sentence, tuple(drawn))


def _direction(
    result: pipeline.Result, pair: composites.Pair, owner: str, place: looks.Place, which: int
) -> tiles.Picture:
    towards = f"colour: where it gets {_towards(result)}; dull: hardly any change"
    facts = (f"{numbers.size(pair.first.shape)} px", towards)
    colours, file = directions.coloured(pair.direction, pair.strength), f"{place.file}direction{tiles.slug(owner)}.png"
    return tiles.Picture(f"Direction{owner}", colours, facts=facts, file=file, id=place.id("direction", which))


def _towards(result: pipeline.Result) -> str:
    """What a direction points to: a flipped kernel answers where the plain one says the opposite."""
    return "darker (the kernels are flipped)" if result.stage.kernels.flip else "brighter"


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
