"""Batch normalisation seen: maps whose numbers lie far apart, brought to one mean and one deviation (C95)."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from cnnviz.figures import numbers, tiles
from cnnviz.images import picture, samples
from cnnviz.nets import layers, networks, shapes
from cnnviz.ops import correlate, padding

# The batch: pictures whose numbers differ in many ways.
PICTURES = ("still-life", "face", "text", "stripes")
SIDE = 32
# What makes the maps uneven: each random filter's answers are multiplied by the one and moved by the other.
FACTORS, OFFSETS = (0.25, 1.0, 3.0, 0.5), (2.0, 0.0, -1.0, -3.0)
# Okabe and Ito's colours, told apart with any kind of colour vision; the dashes tell the maps apart without any.
STYLES = (("#0072B2", "solid"), ("#D55E00", "dash"), ("#009E73", "dot"), ("#CC79A7", "dashdot"))
EPS = layers.BatchNorm().eps
BINS = 60


def batch(side: int = SIDE) -> np.ndarray:
    """The sample pictures in grey, 0–1: (n 1 side side)."""
    drawn = (picture.CHANNELS["grey"].take(samples.picture(key, side).pixels) for key in PICTURES)
    return np.stack([picture.floats(one) for one in drawn])


def maps(images: np.ndarray, seed: int = 0) -> np.ndarray:
    """Every image's maps under the same random 3 × 3 filters, of uneven scale and offset: (n 1 h w) -> (n k h w)."""
    weights = np.random.default_rng(seed).normal(size=(len(FACTORS), 1, 3, 3)) * np.reshape(FACTORS, (-1, 1, 1, 1))
    framed = (padding.padded(image, (1, 1), (1, 1), "nearest") for image in images)
    return np.stack([correlate.correlate(image, weights, bias=np.array(OFFSETS)) for image in framed])


def statistics(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of each map's numbers, over all images of the batch: (n k h w) -> (k), (k)."""
    return maps.mean(axis=(0, 2, 3), dtype=np.float64), maps.var(axis=(0, 2, 3), dtype=np.float64)


def normalised(
    maps: np.ndarray, scale: float | np.ndarray = 1.0, shift: float | np.ndarray = 0.0, eps: float = EPS
) -> np.ndarray:
    """γ · (x − μ) / √(σ² + ε) + β, with `scale` γ and `shift` β: maps (n k h w) -> float32 (n k h w).

    μ and σ² are each map's own over the batch, γ and β one number or one for each map (k). Ioffe & Szegedy 2015.
    """
    means, variances = (_each(values) for values in statistics(maps))
    return (_each(scale) * (maps - means) / np.sqrt(variances + eps) + _each(shift)).astype(np.float32)


def _each(values: float | np.ndarray) -> np.ndarray:
    """A number for each map, beside maps (n k h w): (k) or () -> (k 1 1) or (1 1 1)."""
    return np.reshape(values, (-1, 1, 1))


def table(before: np.ndarray, after: np.ndarray) -> list[dict[str, Any]]:
    """Mean and deviation of each map, before and after: a row a map, written as everywhere."""
    told = [(mean, np.sqrt(variance)) for mean, variance in (statistics(before), statistics(after))]
    heads = [(f"mean {when}", f"deviation {when}") for when in ("before", "after")]
    return [
        {"map": name(number)}
        | {
            head: numbers.text(values[number])
            for pair, both in zip(heads, told, strict=True)
            for head, values in zip(pair, both, strict=True)
        }
        for number in range(before.shape[1])
    ]


def name(number: int) -> str:
    """What map `number`, from 0, is called: people count from 1."""
    return f"map {number + 1}"


def section(before: np.ndarray, after: np.ndarray, image: int = 0) -> tiles.Section:
    """One image's maps, before and after, side by side: those before on one scale, and those after on another."""
    drawn = []
    for number in range(before.shape[1]):
        for when, values in (("before", before), ("after", after)):
            title = f"{name(number).capitalize()}, {when}"
            drawn.append(tiles.signed_map(title, values[image, number], tiles.limit(values)))
    sentence = (
        "All maps before share one scale, and all maps after share another. A map that was too faint to see, or "
        "far from 0, now shows as much as the others. No map’s pattern has changed: only its scale and its zero."
    )
    return tiles.Section("Each map before and after", sentence, tuple(drawn), "pair")


def histogram(before: np.ndarray, after: np.ndarray) -> go.Figure:
    """How each map's numbers are spread over the batch, before and after, on one axis."""
    figure = make_subplots(rows=2, shared_xaxes=True, vertical_spacing=0.12, subplot_titles=("before", "after"))
    low, high = min(before.min(), after.min()), max(before.max(), after.max())
    edges = np.linspace(low, high, BINS + 1, dtype=np.float64)
    for row, values in ((1, before), (2, after)):
        for number in range(values.shape[1]):
            colour, dash = STYLES[number % len(STYLES)]
            counted, _ = np.histogram(values[:, number], edges)
            figure.add_scatter(
                row=row,
                col=1,
                x=(edges[:-1] + edges[1:]) / 2,
                y=100 * counted / values[:, number].size,
                name=name(number),
                legendgroup=name(number),
                showlegend=row == 1,
                line={"color": colour, "dash": dash, "width": 2, "shape": "hvh"},
                hovertemplate="around %{x:.2f}: %{y:.1f} %",
            )
    figure.update_layout(
        height=460,
        margin={"l": 60, "r": 10, "t": 10, "b": 45},
        legend={"orientation": "h", "y": 1.08, "yanchor": "bottom"},
    )
    figure.update_yaxes(title="share of its numbers, %", rangemode="tozero")
    figure.update_xaxes(title="value in the map", row=2)
    return figure


def sentence(before: np.ndarray, after: np.ndarray) -> str:
    """What the batch's numbers were and what became of them, the rule, and what a layer of it keeps."""
    images, count, rows, columns = before.shape
    (record,) = shapes.records(networks.Network(input=before.shape[1:], layers=(layers.BatchNorm(),)))
    return (
        f"Each map has {images * rows * columns:,} numbers: {rows} × {columns} in each of "
        f"{numbers.count(images, 'picture')}. μ is their mean, σ their deviation. Every number x becomes "
        f"γ · (x − μ) / √(σ² + ε) + β, with ε = {numbers.text(EPS)}, so that nothing is divided by 0. "
        f"{_ranges(before, 'Before')} {_ranges(after, 'After')} γ and β are trained: "
        f"{record.parameters // count} parameters a map, here {record.parameters}. μ and σ² are measured: "
        f"{record.other // count} statistics a map, here {record.other}. The layer keeps a running average of them "
        "for the day when it sees a single picture."
    )


def _ranges(maps: np.ndarray, when: str) -> str:
    means, variances = statistics(maps)
    told = (_range(values) for values in (means, np.sqrt(variances)))
    return "{}, the means are {} and the deviations {}.".format(when, *told)


def _range(values: np.ndarray) -> str:
    """The smallest and the largest, or once what all are, as they are written."""
    low, high = numbers.text(values.min()), numbers.text(values.max())
    return f"all {low}" if low == high else f"{low} to {high}"
