"""What survives when things move a little: a shifted image, and a face whose parts move, before and after pooling."""

import math
from collections.abc import Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme, tiles
from cnnviz.ops.compared import shifted

# Colours and marks of the curves.
STYLES = (
    (theme.GREY, "circle"),
    (theme.VERMILION, "x"),
    (theme.OCHRE, "square"),
    (theme.BLUE, "diamond"),
    (theme.GREEN, "triangle-up"),
    (theme.PINK, "star"),
)


# Two maps a and b of one length that are never both strong in one place differ by ‖a − b‖ = √2 ‖a‖.
HOW = (
    "Change: the length of the difference, as a share of the map’s own length. 0% is the same map; two equally strong "
    f"maps that answer in different places altogether differ by {math.sqrt(2):.0%}. Where the image moves away, its "
    "left border pixels are repeated."
)


def curve(measured: Mapping[str, np.ndarray]) -> plots.Figure:
    """The changes by shift, a line each; where there is nothing to compare (NaN), none."""
    figure = plots.Figure()
    for number, (name, values) in enumerate(measured.items()):
        colour, mark = STYLES[number % len(STYLES)]
        figure.add_scatter(
            x=np.arange(len(values)),
            y=100 * values,
            name=name,
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={"symbol": mark, "size": 9},
            hovertemplate="%{x} px: %{y:.1f} %",
        )
    figure.update_layout(**theme.frame(340, left=60, bottom=45))
    figure.update_xaxes("shift of the image to the right, pixels", dtick=1)
    figure.update_yaxes("change of the map, % of its length", rangemode="tozero")
    return figure


def sentence(measured: Mapping[str, np.ndarray]) -> str:
    """What the changes (of a shift of 1 px or more) say, in numbers: at 1 px, and at the largest shift."""
    plain = measured[shifted.PLAIN]
    if not np.isfinite(plain).all():
        return "This map is 0 everywhere, so there is nothing to compare. Choose another image or activation."
    others = {name: values for name, values in measured.items() if name != shifted.PLAIN and np.isfinite(values).all()}
    shifts = sorted({1, len(plain) - 1})
    sentences = (_at(shift, plain, others) for shift in shifts)
    # Compared as they are written: what differs further down is rounding.
    less = (
        sum(f"{one[shift]:.1%}" != f"{plain[shift]:.1%}" and one[shift] < plain[shift] for one in others.values())
        for shift in shifts
    )
    counted = " and ".join(
        f"{count} of {len(others)} at {numbers.count(shift, 'pixel')}"
        for count, shift in zip(less, shifts, strict=True)
    )
    return " ".join(sentences) + (f" Less than the map itself: {counted}." if others else "")


def _at(shift: int, plain: np.ndarray, others: Mapping[str, np.ndarray]) -> str:
    sentences = ", ".join(f"{values[shift]:.1%} with {name}" for name, values in others.items())
    listed = f"; by {sentences}" if sentences else ""
    return f"Shifted by {numbers.count(shift, 'pixel')}, the map changes by {plain[shift]:.1%}{listed}."


def faces(pixels: tuple[np.ndarray, np.ndarray], moved: shifted.Moved, amount: int) -> tuple[tiles.Section, ...]:
    """A face, and the same face with its eyes `amount` px to the right and its mouth as far to the left: the
    pictures, uint8 (1 h w), their edges, and these after max pooling."""
    names = ("The face", f"Eyes and mouth moved by {amount} px")
    before, after = pixels
    differ = numbers.count(int((before != after).sum()), "pixel")
    pooled, edges = moved.pooled[0].size, moved.edges[0].size
    return (
        tiles.Section(
            "A face whose parts move a little",
            f"The eyes go {numbers.count(amount, 'pixel')} to the right, the mouth as far to the left. It is still "
            f"the same face; {differ} of {before.size:,} differ.",
            tuple(tiles.image(*named) for named in zip(names, pixels, strict=True)),
            "pair",
        ),
        _compared("Its edges: Sobel x, ReLU", names, moved.edges, f"The map changes by {moved.change:.1%}."),
        _compared(
            f"After max pooling, {moved.window} × {moved.window}",
            names,
            moved.pooled,
            _verdict(moved.change, moved.pooled_change, pooled, edges),
        ),
    )


def _compared(title: str, names: tuple[str, ...], pair: tuple[np.ndarray, np.ndarray], sentence: str) -> tiles.Section:
    """Two maps (1 h w) on one scale."""
    end = tiles.limit(np.stack(pair))
    slug = tiles.slug(title)
    drawn = (
        tiles.signed_map(name, one[0], end, file=f"{slug}-{number}.png")
        for number, (name, one) in enumerate(zip(names, pair, strict=True), start=1)
    )
    return tiles.Section(title, sentence, tuple(drawn), "pair")


def _verdict(before: float, after: float, cells: int, pixels: int) -> str:
    # Compared as they are written: what differs further down is rounding.
    same = f"{after:.1%}" == f"{before:.1%}"
    word = "as much as" if same else "less than" if after < before else "more than"
    return (
        f"The pooled map changes by {after:.1%}, {word} the map before pooling ({before:.1%}). What it costs: "
        f"{cells:,} numbers are left of {pixels:,}, and where exactly in its window an edge stood is lost."
    )
