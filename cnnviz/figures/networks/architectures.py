"""Networks compared: where parameters and work sit, how much each sees, and all of them against their accuracy."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.figures.networks import diagrams
from cnnviz.nets import shapes, zoo

# What a spreadsheet takes for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# The chart of all networks, in pixels: its height, what is above and below the axes, the room of the names at its right
# edge, and of one name's line.
HEIGHT, ABOVE, BELOW, NAMES, LINE = 600, 80, 50, 175, 17
# Percent of accuracy above and below, and tenfolds of work left and right of, the outermost networks: a circle, at
# most so many pixels across, reaches neither axis nor names, on a telephone either.
AIR, LEFT, RIGHT, LARGEST = 2.0, 0.2, 0.4, 36

# The story in short: the network that stands for each step of it.
STORY = ("lenet-5", "alexnet", "vgg-d", "googlenet", "bn-inception", "inception-v3", "resnet-50", "inception-resnet-v2")

Records = Sequence[shapes.Record]
Row = dict[str, Any]


def rows(records: Records) -> list[Row]:
    """One row a layer, those inside containers too: numbers as numbers, so that a table can sort them."""
    return [
        {
            "no.": record.number,
            "layer": plain(record.layer.title),
            "output": numbers.size(record.output),
            "parameters": record.parameters,
            "arithmetic": plain(record.arithmetic),
            "multiply-adds": record.macs,
            "memory, kB": round(record.memory / 1000, 1),
            "receptive field": record.after.rows.size,
        }
        for record in records
    ]


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"’{text}" if text.startswith(FORMULA) else text


def as_csv(table: Sequence[Row]) -> str:
    """The rows as CSV, their names first."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(table[0]) if table else [])
    writer.writeheader()
    writer.writerows(table)
    return stream.getvalue()


def top(records: Records) -> list[shapes.Record]:
    """The layers that no other holds."""
    return [record for record in records if "." not in record.path]


def sentence(records: Records) -> str:
    """What a network comes to, in numbers."""
    total = shapes.totals(records)
    other = f" and {total.other:,} statistics that are not trained" if total.other else ""
    return (
        f"**{total.parameters:,} parameters**{other}, **{total.macs:,} multiply-adds** an image, "
        f"{diagrams.memory(total.memory)} of numbers kept for one image (32-bit)."
    )


def bars(records: Records) -> plots.Figure:
    """Each top layer's share of the parameters and of the multiply-adds, in percent; layers with neither left out."""
    total = shapes.totals(records)
    counted = [(place, one) for place, one in enumerate(top(records), start=1) if one.parameters or one.macs]
    names, shown = [f"{place} · {one.layer.title}" for place, one in counted], [one for _, one in counted]
    figure = plots.Figure()
    for name, colour, values, whole in (
        ("parameters", theme.BLUE, [record.parameters for record in shown], total.parameters),
        ("multiply-adds", theme.VERMILION, [record.macs for record in shown], total.macs),
    ):
        share = [100 * value / (whole or 1) for value in values]
        figure.add_bar(
            y=names, x=share, name=name, orientation="h", marker={"color": colour}, customdata=values,
            hovertemplate="%{customdata:,} " + name + " (%{x:.1f} %)<extra>%{y}</extra>",
        )  # fmt: skip
    figure.update_layout(**theme.frame(80 + 34 * len(shown), left=10), barmode="group")
    figure.update_xaxes("share of the whole network, percent")
    figure.update_yaxes(autorange="reversed", automargin=True)
    return figure


def chart(known: Mapping[str, shapes.Totals]) -> plots.Figure:
    """The networks of the zoo with a published accuracy: work across, top-1 upwards, parameters as area.

    Circles lie side by side, so the names stand in a column, as far apart as lines of text, each joined to its own.
    """
    shown = sorted((key for key in known if _charted(key)), key=lambda key: -(_top1(zoo.ENTRIES[key]) or 0))
    entries = [zoo.ENTRIES[key] for key in shown]
    work, reached = [known[key].macs / 1e9 for key in shown], [_top1(entry) or 0.0 for entry in entries]
    ends = min(reached, default=0) - AIR, max(reached, default=0) + AIR
    edge = 10**RIGHT * max(work, default=1)
    places = spread(np.array(reached), LINE * (ends[1] - ends[0]) / (HEIGHT - ABOVE - BELOW))
    figure = plots.Figure()
    figure.add_scatter(
        x=[x for one in work for x in (one, edge, None)],
        y=[y for pair in zip(reached, places, strict=True) for y in (*pair, None)],
        mode="lines", line={"color": theme.GREY, "width": 1}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=[edge] * len(shown), y=places, text=[entry.title for entry in entries], mode="text",
        textposition="middle right", cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(**_circles(known, shown, work, reached))
    figure.update_layout(height=HEIGHT, margin={"l": 60, "r": NAMES, "t": ABOVE, "b": BELOW}, showlegend=False)
    figure.update_xaxes(
        title="thousand million multiply-adds an image",
        type="log",
        tickvals=[0.5, 1, 2, 5, 10, 20],
        range=[np.log10(min(work, default=1)) - LEFT, np.log10(edge)],
    )
    figure.update_yaxes(title="ImageNet top-1 accuracy, percent", range=ends)
    return figure


def spread(places: np.ndarray, gap: float) -> np.ndarray:
    """Places (n) in falling order, moved as little as possible (least squares) to lie at least `gap` apart."""
    steps = gap * np.arange(len(places))
    return scipy.optimize.isotonic_regression(places + steps, increasing=False).x - steps if len(places) else places


def _circles(
    known: Mapping[str, shapes.Totals], shown: list[str], work: list[float], reached: list[float]
) -> dict[str, Any]:
    """A circle a network, as the keywords of a scatter: parameters as area, the year as colour."""
    most = max((known[key].parameters for key in shown), default=1)
    entries = [zoo.ENTRIES[key] for key in shown]
    years = [entry.year for entry in entries]
    return {
        "x": work,
        "y": reached,
        "text": [entry.title for entry in entries],
        "customdata": [
            (known[key].parameters, known[key].macs, entry.year, entry.accuracies[0].source)
            for key, entry in zip(shown, entries, strict=True)
        ],
        "mode": "markers",
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "size": [max(8, LARGEST * (known[key].parameters / most) ** 0.5) for key in shown],
            "color": years,
            "colorscale": "Cividis",
            "colorbar": {
                "title": {"text": "year", "side": "top"},
                "tickvals": [min(years, default=0), max(years, default=0)], "tickformat": "d", "thickness": 10,
                "orientation": "h", "y": 1, "yanchor": "bottom",
            },
            "line": {"color": theme.GREY, "width": 1.5},
        },
        "hovertemplate": "%{text} (%{customdata[2]}): %{customdata[0]:,} parameters, %{customdata[1]:,} multiply-adds, "
        "top-1 %{y:.1f} %<br>%{customdata[3]}<extra></extra>",
    }  # fmt: skip


def _charted(key: str) -> bool:
    """Of variants that differ in what is only trained with, one stands for all."""
    return _top1(zoo.ENTRIES[key]) is not None and not key.endswith(("-heads", "-head", "-lrn"))


def _top1(entry: zoo.Entry) -> float | None:
    return entry.accuracies[0].top1 if entry.accuracies else None


def compared(known: Mapping[str, shapes.Totals]) -> list[Row]:
    """All networks of the zoo side by side, as a table that can be sorted."""
    return [
        {
            "network": zoo.ENTRIES[key].title,
            "year": str(zoo.ENTRIES[key].year),
            "parameters": totals.parameters,
            "multiply-adds": totals.macs,
            "top-1, %": _percent(_top1(zoo.ENTRIES[key])),
            "top-5, %": _percent(zoo.ENTRIES[key].accuracies[0].top5 if zoo.ENTRIES[key].accuracies else None),
            "source": zoo.ENTRIES[key].accuracies[0].source if zoo.ENTRIES[key].accuracies else "",
        }
        for key, totals in known.items()
    ]


def _percent(accuracy: float | None) -> str:
    return "none published" if accuracy is None else f"{accuracy:g}"


def timeline() -> list[Row]:
    """The story as problems and fixes, a row for each of its networks."""
    return [
        {
            "year": str(zoo.ENTRIES[key].year),
            "network": zoo.ENTRIES[key].title,
            "what it fixed": zoo.ENTRIES[key].fixed,
            "what it cost": zoo.ENTRIES[key].cost,
        }
        for key in STORY
    ]


def story(entry: zoo.Entry) -> tuple[str, ...]:
    """What is told of a network, a paragraph each."""
    paper = entry.paper
    return (
        f"**{entry.title}** ({entry.year}). {paper.authors}: “{paper.title}”, {paper.venue}.",
        entry.idea,
        f"**What it fixed:** {entry.fixed}",
        f"**What it cost:** {entry.cost}",
        f"**Which variant:** {entry.variant} {entry.differences}",
    )
