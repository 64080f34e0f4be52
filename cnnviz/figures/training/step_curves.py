"""One step of learning as curves: the loss, every class's probability and gradient, and the loss step by step (C83)."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.training import backprop

# The probabilities along the curve of the loss.
CURVE = np.linspace(0.005, 1, 200)


def loss_curve(step: backprop.Step, true: int) -> plots.Figure:
    """−log p over all probabilities of the true class, and where this step begins and ends."""
    figure = plots.Figure()
    figure.add_scatter(x=CURVE, y=-np.log(CURVE), name="−log p", line={"color": theme.GREY, "width": 2})
    for name, done, colour, symbol in (
        ("before the step", step.forward, theme.VERMILION, "circle"),
        ("after it", step.again, theme.BLUE, "diamond"),
    ):
        marker = {"color": colour, "size": 12, "symbol": symbol}
        figure.add_scatter(x=[done.probabilities[true]], y=[done.loss(true)], name=name, mode="markers", marker=marker)
    return _laid(figure, "probability of the true class", "loss")


def losses_curve(losses: tuple[float, ...]) -> plots.Figure:
    """The loss before the first step, after each taken one, and after the one shown."""
    figure = plots.Figure()
    steps, taken = np.arange(len(losses)), len(losses) - 1
    figure.add_scatter(
        x=steps[:taken],
        y=losses[:taken],
        name="taken",
        mode="lines+markers",
        line={"color": theme.VERMILION, "width": 2},
    )
    figure.add_scatter(
        x=steps[taken - 1 :],
        y=losses[taken - 1 :],
        name="the step shown",
        mode="lines+markers",
        line={"color": theme.BLUE, "dash": "dot"},
        marker={"symbol": ["circle", "diamond"], "size": [0, 12], "opacity": 1},
    )
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(dtick=max(1, taken // 10))
    return _laid(figure, "steps taken", "loss")


def bars(step: backprop.Step) -> plots.Figure:
    """Probability and gradient of every class side by side."""
    figure = plots.Figure()
    for name, values, colour, shape in (
        ("p", step.forward.probabilities, theme.BLUE, ""),
        ("p − y", step.backward.logits, theme.VERMILION, "/"),
    ):
        figure.add_bar(
            y=backprop.CLASSES,
            x=values,
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": {"shape": shape}},
            text=[numbers.text(value) for value in values],
            textposition="outside",
        )
    figure.update_xaxes(range=[-1.25, 1.25])
    figure.update_yaxes(autorange="reversed", automargin=True)
    return _laid(figure, "p, from 0 to 1; p − y, from −1 to 1", "", left=10)


def _laid(figure: plots.Figure, across: str, up: str, left: int = 50) -> plots.Figure:
    figure.update_layout(**theme.frame(260, left=left))
    figure.update_xaxes(across)
    figure.update_yaxes(up)
    return figure
