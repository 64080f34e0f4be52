"""Networks compared: where parameters and work sit, how much each sees, and all of them against their accuracy."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from cnnviz.figures import diagrams, numbers
from cnnviz.nets import shapes, zoo

# Okabe and Ito's colours, told apart with any kind of colour vision.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#8b93a1"
# What a spreadsheet takes for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Where a network's name stands beside its circle, if not above: some circles lie side by side.
SIDES = {
    "vgg-c": "middle left",
    "vgg-d": "bottom center",
    "resnet-34": "bottom center",
    "resnet-101": "bottom center",
    "resnet-152": "bottom right",
    "inception-v3": "middle left",
    "inception-v4": "middle left",
    "inception-resnet-v2": "middle right",
    "resnet-18": "bottom center",
    "vgg-b": "bottom center",
}

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


def bars(records: Records) -> go.Figure:
    """Each top layer's share of the parameters and of the multiply-adds, in percent; layers with neither left out."""
    total = shapes.totals(records)
    counted = [(place, one) for place, one in enumerate(top(records), start=1) if one.parameters or one.macs]
    names, shown = [f"{place} · {one.layer.title}" for place, one in counted], [one for _, one in counted]
    figure = go.Figure()
    for name, colour, values, whole in (
        ("parameters", BLUE, [record.parameters for record in shown], total.parameters),
        ("multiply-adds", ORANGE, [record.macs for record in shown], total.macs),
    ):
        share = [100 * value / (whole or 1) for value in values]
        figure.add_bar(
            y=names, x=share, name=name, orientation="h", marker={"color": colour}, customdata=values,
            hovertemplate="%{customdata:,} " + name + " (%{x:.1f} %)<extra>%{y}</extra>",
        )  # fmt: skip
    figure.update_layout(
        height=80 + 34 * len(shown),
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
        xaxis_title="share of the whole network, percent",
        yaxis={"autorange": "reversed", "automargin": True},
        legend={"orientation": "h", "y": 1.05, "yanchor": "bottom"},
        barmode="group",
    )
    return figure


def chart(known: Mapping[str, shapes.Totals]) -> go.Figure:
    """The networks of the zoo with a published accuracy: work across, top-1 upwards, parameters as area."""
    shown = sorted((key for key in known if _charted(key)), key=lambda key: known[key].macs)
    most = max((known[key].parameters for key in shown), default=1)
    entries = [zoo.ENTRIES[key] for key in shown]
    figure = go.Figure()
    figure.add_scatter(
        x=[known[key].macs / 1e9 for key in shown],
        y=[_top1(entry) for entry in entries],
        text=[entry.title for entry in entries],
        customdata=[
            (known[key].parameters, known[key].macs, entry.year, entry.accuracies[0].source)
            for key, entry in zip(shown, entries, strict=True)
        ],
        mode="markers+text",
        textposition=[SIDES.get(key, "top center") for key in shown],
        cliponaxis=False,
        marker={
            "size": [max(8, 56 * (known[key].parameters / most) ** 0.5) for key in shown],
            "color": [entry.year for entry in entries],
            "colorscale": "Cividis",
            "colorbar": {"title": "year", "dtick": 1},
            "line": {"color": "#999", "width": 1.5},
        },
        hovertemplate="%{text} (%{customdata[2]}): %{customdata[0]:,} parameters, %{customdata[1]:,} multiply-adds, "
        "top-1 %{y:.1f} %<br>%{customdata[3]}<extra></extra>",
    )
    figure.update_layout(
        height=560,
        margin={"l": 60, "r": 10, "t": 20, "b": 50},
        xaxis={
            "title": "multiply-adds an image, thousand millions (logarithmic)",
            "type": "log",
            "tickvals": [0.5, 1, 2, 5, 10, 20],
            "range": [-0.35, 1.5],
        },
        yaxis_title="ImageNet top-1 accuracy, percent",
    )
    return figure


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
            "top-1, %": _top1(zoo.ENTRIES[key]),
            "top-5, %": zoo.ENTRIES[key].accuracies[0].top5 if zoo.ENTRIES[key].accuracies else None,
            "source": zoo.ENTRIES[key].accuracies[0].source if zoo.ENTRIES[key].accuracies else "",
        }
        for key, totals in known.items()
    ]


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
        f"**{entry.title}** ({entry.year}). {paper.authors}: *{paper.title}*, {paper.venue}.",
        entry.idea,
        f"**What it fixed:** {entry.fixed}",
        f"**What it cost:** {entry.cost}",
        f"**Which variant:** {entry.variant} {entry.differences}",
    )
