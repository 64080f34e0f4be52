"""What a plot shows, in words: read off the values that it draws, for whoever does not see it.

Lines are told by their way and their extremes, and beside each other; bars by their order; single marks one by one.
What a plot draws only to guide the eye (it answers no pointing, or has no name) is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots

# So many bars, or single marks, are named one by one; of more the first and the last of their order.
MOST_NAMED = 8
# So many lines are compared in pairs.
MOST_PAIRED = 3
# A line that changes by a smaller share of its largest value is level.
LEVEL = 1e-3
# An axis with a longer name is not named again with each place.
LONG = 30
# Smaller numbers are written with a power of ten: on a logarithmic axis they are no zeros.
SMALL = 1e-5
# From this rank correlation on, single marks are said to tend upwards.
TENDS = 0.3


@dataclass(frozen=True)
class Series:
    """One trace: its name, along (n) as numbers or names, values (n), NaN where nothing is drawn, and what the axes
    are; whether a line joins them; how high rank and place go together, −1 to 1, where single marks have a place."""

    name: str
    along: np.ndarray
    values: np.ndarray
    across: str
    upwards: str
    joined: bool = False
    together: float = 0.0

    def at(self, place: int) -> str:
        """The place in words: a name as it is, a number after the axis's name."""
        where = self.along[place]
        if not _numeric(self.along):
            return f"at “{where}”"
        axis = re.split(r"[,(]", self.across)[0].strip()
        return f"at {axis} {value(where)}" if axis and len(axis) < LONG else f"at {value(where)}"

    @property
    def drawn(self) -> np.ndarray:
        """The places with a value, in their order."""
        return np.flatnonzero(np.isfinite(self.values))


def sentences(figure: plots.Figure) -> tuple[str, ...]:
    """The axes, each trace, and how traces of a kind compare: at least one sentence."""
    told = [_axes(figure)]
    lines = list(_series(figure, "scatter"))
    bars = list(_series(figure, "bar"))
    told += [_line(one) for one in lines]
    told += _side_by_side([one for one in lines if len(one.drawn) > 1])
    told += [_bars(one) for one in bars]
    told += _apart(bars)
    return tuple(one for one in told if one)


def value(number: float) -> str:
    """A number as everywhere, but for one too small for that."""
    return f"{number:.1e}".replace("-", "−") if 0 < abs(number) < SMALL else numbers.text(number)


def _axes(figure: plots.Figure) -> str:
    """What stands along the axes, where they say so; of plots above each other, the first that does."""
    named = []
    for way, axes in (("across:", "xaxis"), ("upwards:", "yaxis")):
        titles = [_title(figure, name) for name in sorted(figure.layout) if name.startswith(axes)]
        named += [f"{way} {title}" for title in titles if title][:1]
    sentence = "; ".join(named)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


def _title(figure: plots.Figure, name: str) -> str:
    """The title of the axis that the layout calls so."""
    axis = figure.layout.get(name, {})
    return plain(axis.get("title", {}).get("text") or "")


def plain(text: str) -> str:
    """A text without the tags and escapes that Plotly reads."""
    without = re.sub(r"<[^>]*>", " ", text)
    return without.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _series(figure: plots.Figure, kind: str) -> Iterator[Series]:
    """The traces of a kind that stand for something, lying bars turned upright."""
    apart = len({trace.yaxis or "y" for trace in figure.data}) > 1
    for trace in figure.data:
        if trace.type != kind or trace.hoverinfo == "skip" or trace.y is None:
            continue
        number = (trace.yaxis or "y")[1:]
        lying = kind == "bar" and trace.orientation == "h"
        x, y = (_title(figure, name) for name in (f"xaxis{(trace.xaxis or 'x')[1:]}", f"yaxis{number}"))
        along, values = (trace.y, trace.x) if lying else (trace.x, trace.y)
        together = 0.0
        if kind == "scatter" and trace.mode == "markers" and trace.text is not None:
            together, along = _together(trace.x, trace.y), trace.text
        names = (y, x) if lying else (x, y)
        name = plain(trace.name or "") or names[1]
        # Plots above each other are told apart by their titles.
        if apart:
            name = f"{name}, {_heading(figure, number)}"
        joined = kind == "scatter" and "lines" in (trace.mode or "lines")
        yield Series(name, _along(along, len(values)), np.asarray(values, float), *names, joined, together)


def _together(x: Sequence[float], y: Sequence[float]) -> float:
    """Spearman's rank correlation of two rows of numbers; 0 where there are too few, or all are equal."""
    if len(x) < 4 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    return float(np.corrcoef([_ranks(one) for one in (x, y)])[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray:
    """Which each number is, counted from the least; equal ones share the middle. (SciPy's rankdata without the 77 MB
    that come with it.)"""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (counts.cumsum() - (counts - 1) / 2)[which]


def _heading(figure: plots.Figure, number: str) -> str:
    """The title of the plot whose axis has this number."""
    titles = [plain(one.text) for one in figure.layout.annotations or () if one.xref == "paper"]
    place = int(number or 1) - 1
    return titles[place] if place < len(titles) else f"plot {place + 1}"


def _along(along: Iterable[Any] | None, count: int) -> np.ndarray:
    """Places along the axis, as numbers where all are."""
    found = np.arange(count) if along is None else np.array(list(along), object)
    try:
        return found.astype(float)
    except (TypeError, ValueError):
        return np.array([plain(str(one)) for one in found], object)


def _numeric(along: np.ndarray) -> bool:
    return along.dtype != object


def _line(one: Series) -> str:
    """How one line runs, from its first value to its last."""
    drawn = one.drawn
    if not len(drawn):
        return f"{one.name}: nothing can be drawn."
    values = one.values[drawn]
    if not one.joined or len(drawn) <= 2:
        return _bars(one)
    first, last = (f"{value(one.values[place])} {one.at(place)}" for place in drawn[[0, -1]])
    turns = np.diff(values)
    if np.ptp(values) <= LEVEL * np.abs(values).max():
        return f"{one.name}: level, {first} and {last}."
    if (turns >= 0).all() or (turns <= 0).all():
        way = "rises and never falls" if (turns >= 0).all() else "falls and never rises"
        return f"{one.name}: {way}, from {first} to {last}."
    low, high = (drawn[place] for place in (values.argmin(), values.argmax()))
    extremes = " and ".join(
        f"{word} {value(one.values[place])} {one.at(place)}"
        for word, place in (("smallest", low), ("largest", high))
        if place not in (drawn[0], drawn[-1])
    )
    middle = f", {extremes}" if extremes else ", with ups and downs between"
    change = values[-1] - values[0]
    way = "ends higher than it begins" if change > 0 else "ends lower than it begins" if change < 0 else "ends level"
    return f"{one.name}: {way}, from {first} to {last}{middle}."


def _side_by_side(lines: Sequence[Series]) -> list[str]:
    """How lines over the same places compare: which lies above at the end, and where two of them cross."""
    told: list[str] = []
    for group in _alike(lines):
        order = sorted(group, key=lambda one: -one.values[-1])
        ends = ", ".join(f"{one.name} ({value(one.values[-1])})" for one in order[:MOST_NAMED])
        told.append(f"At the right end, from the top: {ends}.")
        if len(group) <= MOST_PAIRED:
            told += [_crossing(a, b) for number, a in enumerate(group) for b in group[number + 1 :]]
    return told


def _alike(series: Sequence[Series]) -> list[list[Series]]:
    """Those of two or more that stand over the same places, with a value at the last of them."""
    groups: dict[tuple[Any, ...], list[Series]] = {}
    for one in series:
        if np.isfinite(one.values[-1]):
            groups.setdefault((*one.along, one.upwards), []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _crossing(a: Series, b: Series) -> str:
    """Where one of two lines lies above the other, in shares of the places that both have."""
    both = np.isfinite(a.values) & np.isfinite(b.values)
    over = float(np.mean(a.values[both] > b.values[both]))
    under = float(np.mean(a.values[both] < b.values[both]))
    if over == under == 0:
        return f"{a.name} and {b.name} are the same everywhere."
    higher, lower, share = (a, b, over) if over >= under else (b, a, under)
    where = "everywhere" if share == 1 else f"at {share:.0%} of the places drawn"
    return f"{higher.name} lies above {lower.name} {where}."


def _bars(one: Series) -> str:
    """Bars, or single marks, from the largest to the smallest."""
    drawn = one.drawn
    if not len(drawn):
        return f"{one.name}: nothing can be drawn."
    order = drawn[np.argsort(-one.values[drawn], kind="stable")]
    named = [f"{value(one.values[place])} {one.at(place)}" for place in order]
    if len(order) <= MOST_NAMED:
        return f"{one.name}: {', '.join(named)}."
    tends = "up" if one.together > TENDS else "down" if one.together < -TENDS else ""
    trend = f" Further to the right, values tend to go {tends}." if tends else ""
    return f"{one.name}: largest {', '.join(named[:3])}; smallest {named[-1]}; {len(order)} in all.{trend}"


def _apart(bars: Sequence[Series]) -> list[str]:
    """Of two bars that stand side by side: where they differ most."""
    told = []
    for group in _alike(bars):
        if len(group) == 2:
            a, b = group
            place = int(np.nanargmax(np.abs(a.values - b.values)))
            pair = f"{value(a.values[place])} against {value(b.values[place])}"
            told.append(f"{a.name} and {b.name} differ most {a.at(place)}: {pair}.")
    return told
