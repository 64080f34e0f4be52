"""Batch normalisation seen: maps whose numbers lie far apart, brought to one mean and one deviation (C95)."""

from typing import Any

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme, tiles
from cnnviz.nets.inside import batch_norm

# Colours and dashes of the maps.
STYLES = ((theme.BLUE, "solid"), (theme.VERMILION, "dash"), (theme.GREEN, "dot"), (theme.PINK, "dashdot"))
BINS = 60
# Where the two plots stand, in shares of the height of both.
UPPER, LOWER = (0.56, 1.0), (0.0, 0.44)


def table(seen: batch_norm.Comparison) -> list[dict[str, Any]]:
    """Mean and deviation of each map, before and after: a row a map, written as everywhere."""
    columns = {
        "mean before": seen.before.means,
        "deviation before": seen.before.deviations,
        "mean after": seen.after.means,
        "deviation after": seen.after.deviations,
    }
    return [
        {"map": name(number)} | {head: numbers.text(values[number]) for head, values in columns.items()}
        for number in range(len(seen.before.means))
    ]


def name(number: int) -> str:
    """What map `number`, from 0, is called: people count from 1."""
    return f"map {number + 1}"


def section(seen: batch_norm.Comparison, image: int = 0) -> tiles.Section:
    """One image's maps, before and after, side by side: those before on one scale, and those after on another."""
    drawn = []
    for number in range(len(seen.before.means)):
        for when, values in (("before", seen.before.maps), ("after", seen.after.maps)):
            title = f"{name(number).capitalize()}, {when}"
            drawn.append(tiles.signed_map(title, values[image, number], tiles.limit(values)))
    sentence = (
        "All maps before share one scale, and all maps after share another. A map that was too faint to see, or "
        "far from 0, now shows as much as the others. No map’s pattern has changed: only its scale and its zero."
    )
    return tiles.Section("Each map before and after", sentence, tuple(drawn), "pair")


def histogram(seen: batch_norm.Comparison) -> plots.Figure:
    """How each map's numbers are spread over the batch, before and after, on one axis."""
    figure = plots.Figure()
    before, after = seen.before.maps, seen.after.maps
    low, high = min(before.min(), after.min()), max(before.max(), after.max())
    edges = np.linspace(low, high, BINS + 1, dtype=np.float64)
    for row, values in (("", before), ("2", after)):
        for number in range(values.shape[1]):
            colour, dash = STYLES[number % len(STYLES)]
            counted, _ = np.histogram(values[:, number], edges)
            figure.add_scatter(
                xaxis=f"x{row}",
                yaxis=f"y{row}",
                x=(edges[:-1] + edges[1:]) / 2,
                y=100 * counted / values[:, number].size,
                name=name(number),
                legendgroup=name(number),
                showlegend=not row,
                line={"color": colour, "dash": dash, "width": 2, "shape": "hvh"},
                hovertemplate="around %{x:.2f}: %{y:.1f} %",
            )
    figure.update_layout(**theme.frame(460, left=60, bottom=45, legend=1.08))
    share = {"title": {"text": "share of its numbers, %"}, "rangemode": "tozero"}
    for row, title, (low, high) in (("", "before", UPPER), ("2", "after", LOWER)):
        figure.update_layout(**{f"yaxis{row}": {"anchor": f"x{row}", "domain": (low, high), **share}})
        figure.add_heading(title, high)
    figure.update_xaxes(anchor="y", matches="x2", showticklabels=False)
    figure.update_layout(xaxis2={"anchor": "y2", "title": {"text": "value in the map"}})
    return figure


def sentence(seen: batch_norm.Comparison) -> str:
    """What the batch's numbers were and what became of them, the rule, and what a layer of it keeps."""
    images, count, rows, columns = seen.before.maps.shape
    record = seen.layer
    return (
        f"Each map has {images * rows * columns:,} numbers: {rows} × {columns} in each of "
        f"{numbers.count(images, 'picture')}. μ is their mean, σ their deviation. Every number x becomes "
        f"γ · (x − μ) / √(σ² + ε) + β, with ε = {numbers.text(batch_norm.EPS)}, so that nothing is divided by 0. "
        f"{_ranges(seen.before, 'Before')} {_ranges(seen.after, 'After')} γ and β are trained: "
        f"{record.parameters // count} parameters a map, here {record.parameters}. μ and σ² are measured: "
        f"{record.other // count} statistics a map, here {record.other}. The layer keeps a running average of them "
        "for the day when it sees a single picture."
    )


def _ranges(measured: batch_norm.Measured, when: str) -> str:
    return f"{when}, the means are {_range(measured.means)} and the deviations {_range(measured.deviations)}."


def _range(values: np.ndarray) -> str:
    """The smallest and the largest, or once what all are, as they are written."""
    low, high = numbers.text(values.min()), numbers.text(values.max())
    return f"all {low}" if low == high else f"{low} to {high}"
