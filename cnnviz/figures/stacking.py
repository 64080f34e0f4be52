"""Small filters stacked against one large filter, and the 1 × 1 bottleneck: the same view for fewer weights (C75, C87).

Every number is read off a real network of the library, without biases.
"""

from cnnviz.figures import numbers
from cnnviz.nets import layers, networks, shapes

# Filters of this size are stacked.
SMALL = 3
# Maps in the example of the course.
WIDE, NARROW = 256, 64


def stack_table(count: int, channels: int) -> list[dict[str, str]]:
    """`count` convolutions of SMALL × SMALL, and one that sees as much, all from `channels` maps to as many."""
    stacked, single = _stacked(count, channels), _single(count, channels)
    rows = []
    for title, records in (
        (f"{count} of {SMALL} × {SMALL}", stacked),
        (f"1 of {_sees(single)} × {_sees(single)}", single),
    ):
        weights = shapes.totals(records).parameters
        rows.append(
            {
                "filters": title,
                "sees": f"{_sees(records)} × {_sees(records)}",
                "weights": " + ".join(record.arithmetic.split(" = ")[0] for record in records) + f" = {weights:,}",
                "for C maps": f"{weights // channels**2}C²",
                "share": f"{weights / shapes.totals(single).parameters:.0%}",
            }
        )
    return rows


def stack_sentence(count: int, channels: int) -> str:
    """What stacking saves, in words."""
    stacked, single = _stacked(count, channels), _single(count, channels)
    few, many = (shapes.totals(records).parameters for records in (stacked, single))
    return (
        f"{count} convolutions of {SMALL} × {SMALL}, one after the other, see {_sees(stacked)} × {_sees(stacked)} "
        f"pixels, as one of {_sees(single)} × {_sees(single)} does. With {numbers.count(channels, 'map')} in and out "
        f"they have {few:,} weights instead of {many:,}: {few // channels**2}C² against {many // channels**2}C², "
        f"{1 - few / many:.0%} fewer. And there is room for {numbers.count(count, 'activation')} instead of 1."
    )


def bottleneck_table(wide: int = WIDE, narrow: int = NARROW) -> list[dict[str, str]]:
    """A row per layer of a plain convolution and of the bottleneck, with the totals of each."""
    rows = []
    for title, records in (("plain", _plain(wide)), ("bottleneck", _bottleneck(wide, narrow))):
        rows += [
            {
                "way": title,
                "layer": record.layer.title,
                "maps": f"{record.input[0]:,} → {record.output[0]:,}",
                "weights": record.arithmetic,
            }
            for record in records
        ]
        total = f"{shapes.totals(records).parameters:,}"
        rows.append({"way": title, "layer": "together", "maps": f"{wide:,} → {wide:,}", "weights": total})
    return rows


def bottleneck_sentence(wide: int = WIDE, narrow: int = NARROW) -> str:
    """What squeezing through fewer maps costs or saves, in words."""
    plain, squeezed = (shapes.totals(records).parameters for records in (_plain(wide), _bottleneck(wide, narrow)))
    compared = f"{plain / squeezed:.1f}× fewer" if squeezed < plain else f"{squeezed / plain:.1f}× as many: no saving"
    return (
        f"A {SMALL} × {SMALL} convolution from {wide:,} maps to {wide:,} has {plain:,} weights. Squeezed by 1 × 1 to "
        f"{narrow:,} maps, convolved there, and spread by 1 × 1 to {wide:,} again it has {squeezed:,}, {compared}. "
        f"Each unit still sees {_sees(_plain(wide))} × {_sees(_bottleneck(wide, narrow))}: a 1 × 1 filter has no "
        "neighbours, it only mixes the maps of one pixel."
    )


def _stacked(count: int, channels: int) -> tuple[shapes.Record, ...]:
    return _records(channels, (layers.conv(channels, SMALL, bias=False),) * count)


def _single(count: int, channels: int) -> tuple[shapes.Record, ...]:
    """One convolution with a filter as large as what `count` small ones see."""
    return _records(channels, (layers.conv(channels, _sees(_stacked(count, channels)), bias=False),))


def _plain(wide: int) -> tuple[shapes.Record, ...]:
    return _records(wide, (layers.conv(wide, SMALL, bias=False),))


def _bottleneck(wide: int, narrow: int) -> tuple[shapes.Record, ...]:
    return _records(
        wide,
        (
            layers.conv(narrow, 1, bias=False),
            layers.conv(narrow, SMALL, bias=False),
            layers.conv(wide, 1, bias=False),
        ),
    )


def _records(channels: int, sequence: layers.Layers) -> tuple[shapes.Record, ...]:
    """On an image that has room for all windows."""
    side = 1 + sum(max(layer.size) - 1 for layer in sequence if isinstance(layer, layers.Conv))
    return shapes.records(networks.Network("compared", (channels, side, side), sequence))


def _sees(records: tuple[shapes.Record, ...]) -> int:
    return records[-1].after.rows.size
