"""Small filters stacked against one large filter, and the 1 × 1 bottleneck: the same view for fewer weights (C75, C87).

Every number is read off a real network of the library, without biases.
"""

from cnnviz import numbers
from cnnviz.nets.inside import stacks


def stack_table(compared: stacks.Compared) -> list[dict[str, str]]:
    """Small convolutions one after the other, and one that sees as much, all from as many maps to as many."""
    small, large, single = stacks.SMALL, compared.single.sees, compared.single
    rows = []
    for title, one in (
        (f"{len(compared.several.records)} of {small} × {small}", compared.several),
        (f"1 of {large} × {large}", single),
    ):
        added = " + ".join(record.arithmetic.split(" = ")[0] for record in one.records)
        rows.append(
            {
                "filters": title,
                "sees": f"{one.sees} × {one.sees}",
                "weights": f"{added} = {one.weights:,}",
                "for C maps": f"{one.weights // one.maps**2}C²",
                "share": f"{one.weights / single.weights:.0%}",
            }
        )
    return rows


def stack_sentence(compared: stacks.Compared) -> str:
    """What stacking saves, in words."""
    stacked, single = compared.several, compared.single
    few, many, channels = stacked.weights, single.weights, single.maps
    count, small = len(stacked.records), stacks.SMALL
    return (
        f"{count} convolutions of {small} × {small}, one after the other, see {stacked.sees} × {stacked.sees} "
        f"pixels, as one of {single.sees} × {single.sees} does. With {numbers.count(channels, 'map')} in and out "
        f"they have {few:,} weights instead of {many:,}: {few // channels**2}C² against {many // channels**2}C², "
        f"{1 - few / many:.0%} fewer. And there is room for {numbers.count(count, 'activation')} instead of 1."
    )


def bottleneck_table(compared: stacks.Compared) -> list[dict[str, str]]:
    """A row per layer of a plain convolution and of the bottleneck, with the totals of each."""
    rows = []
    for title, one in (("plain", compared.single), ("bottleneck", compared.several)):
        rows += [
            {
                "way": title,
                "layer": record.layer.title,
                "maps": f"{record.input[0]:,} → {record.output[0]:,}",
                "weights": record.arithmetic,
            }
            for record in one.records
        ]
        through = f"{one.maps:,} → {one.maps:,}"
        rows.append({"way": title, "layer": "together", "maps": through, "weights": f"{one.weights:,}"})
    return rows


def bottleneck_sentence(compared: stacks.Compared) -> str:
    """What squeezing through fewer maps costs or saves, in words."""
    plain, squeezed, small = compared.single.weights, compared.several.weights, stacks.SMALL
    wide, narrow = compared.single.maps, compared.several.records[0].output[0]
    saved = f"{plain / squeezed:.1f}× fewer" if squeezed < plain else f"{squeezed / plain:.1f}× as many: no saving"
    return (
        f"A {small} × {small} convolution from {wide:,} maps to {wide:,} has {plain:,} weights. Squeezed by 1 × 1 to "
        f"{narrow:,} maps, convolved there, and spread by 1 × 1 to {wide:,} again it has {squeezed:,}, {saved}. "
        f"Each unit still sees {compared.single.sees} × {compared.several.sees}: a 1 × 1 filter has no "
        "neighbours, it only mixes the maps of one pixel."
    )
