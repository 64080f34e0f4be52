"""Deeper is harder, measured: how much of a gradient reaches the first of many layers (C96, C97)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz.figures.draw import plots, theme
from cnnviz.nets.inside import gradients

# A colour for each scale of the weights.
COLOURS = {"Glorot": theme.GREY, "small": theme.BLUE, "He": theme.GREEN, "large": theme.VERMILION}
# What is built around the convolution: (normalised, shortcut) -> dash of the line.
DASHES = {(False, False): "solid", (True, False): "dot", (False, True): "dash", (True, True): "dashdot"}


def figure(measured: Mapping[str, np.ndarray]) -> plots.Figure:
    """The lengths by layer, a line a kind, on a logarithmic axis; where nothing arrives (0), none."""
    drawn = plots.Figure()
    for name, values in measured.items():
        kind = gradients.KINDS[name]
        drawn.add_scatter(
            x=np.arange(1, len(values) + 1),
            y=np.where(values > 0, values, np.nan),
            name=name,
            mode="lines",
            line={"color": COLOURS[kind.weights], "dash": DASHES[kind.normalised, kind.shortcut], "width": 2.5},
            hovertemplate="layer %{x}: %{y:.2e}",
        )
    drawn.update_layout(**theme.frame(440, left=70, bottom=45))
    drawn.update_xaxes("layer, the first on the left")
    drawn.update_yaxes(
        "length of the gradient (1 at the last layer), logarithmic",
        type="log",
        **_marks(measured),
    )
    return drawn


def _marks(measured: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Powers of ten to mark on the axis, some eight of them, in letters as large as the others: Plotly's own exponents
    are too small to read."""
    found = np.concatenate(list(measured.values()))
    powers = np.log10(found[found > 0])
    apart = max(1, round(float(np.ptp(powers)) / 8))
    marked = range(apart * int(powers.min() // apart), int(powers.max()) + apart + 1, apart)
    return {"tickvals": [10.0**power for power in marked], "ticktext": [_power(power) for power in marked]}


def _power(power: int) -> str:
    """A power of ten as it is written."""
    return "1" if not power else f"10{str(power).translate(RAISED)}"


def sentence(measured: Mapping[str, np.ndarray]) -> str:
    """How the gradient at layer 1 compares with that at the last layer, in numbers: a line a kind, in Markdown."""
    depth = len(next(iter(measured.values())))
    lines = "\n".join(f"- **{name}**: {compared(values)}" for name, values in measured.items())
    return f"The gradient at layer 1, beside the one at layer {depth}:\n\n{lines}"


def how(pictures: int) -> str:
    """What was measured, on a batch of so many pictures."""
    side, maps = gradients.KERNEL, gradients.MAPS
    return (
        f"Each layer is a {side} × {side} convolution from {maps} maps to {maps} maps. All stacks see the same "
        f"{pictures} pictures and draw the same random weights; only the scale of the weights differs. "
        "The loss is a random sum of the last maps. A line shows how much the loss feels a small change of each "
        "layer’s maps: the length of the gradient there, 1 at the last layer. Nothing is trained yet. Steps that are "
        "far too small or far too large make training hard, and this is where it starts."
    )


def compared(values: np.ndarray) -> str:
    """The first of the lengths beside the last: smaller or larger, and how many times, as it is written."""
    if not values[0]:
        return "nothing arrives"
    share = float(values[0] / values[-1])
    factor = _factor(max(share, 1 / share))
    if factor == _factor(1.0):
        return "as large"
    return f"{factor} times {'smaller' if share < 1 else 'larger'}"


def _factor(value: float) -> str:
    """Two digits: what comes after them, the rounding of 32-bit numbers can change in a deep stack."""
    digits, power = f"{value:.1e}".split("e")
    if int(power) < 6:
        return f"{float(f'{digits}e{power}'):,.{max(0, 1 - int(power))}f}"
    return f"{digits} · 10{str(int(power)).translate(RAISED)}"


RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
