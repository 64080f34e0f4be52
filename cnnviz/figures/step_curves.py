"""One step of learning as curves: the loss, every class's probability and gradient, and the loss step by step (C83)."""

import numpy as np
import plotly.graph_objects as go

from cnnviz.figures import edges, numbers
from cnnviz.training import by_hand

# The probabilities along the curve of the loss.
CURVE = np.linspace(0.005, 1, 200)


def loss_curve(step: by_hand.Step, true: int) -> go.Figure:
    """−log p over all probabilities of the true class, and where this step begins and ends."""
    figure = go.Figure()
    figure.add_scatter(x=CURVE, y=-np.log(CURVE), name="−log p", line={"color": edges.GREY, "width": 2})
    for name, done, colour, symbol in (
        ("before the step", step.forward, edges.ORANGE, "circle"),
        ("after it", step.again, edges.BLUE, "diamond"),
    ):
        marker = {"color": colour, "size": 12, "symbol": symbol}
        figure.add_scatter(x=[done.probabilities[true]], y=[done.loss(true)], name=name, mode="markers", marker=marker)
    return _laid(figure, "probability of the true class", "loss")


def losses_curve(losses: tuple[float, ...]) -> go.Figure:
    """The loss before the first step, after each taken one, and after the one shown."""
    figure = go.Figure()
    steps, taken = np.arange(len(losses)), len(losses) - 1
    figure.add_scatter(
        x=steps[:taken], y=losses[:taken], name="taken", mode="lines+markers", line={"color": edges.ORANGE, "width": 2}
    )
    figure.add_scatter(
        x=steps[taken - 1 :],
        y=losses[taken - 1 :],
        name="the step shown",
        mode="lines+markers",
        line={"color": edges.BLUE, "dash": "dot"},
        marker={"symbol": ["circle", "diamond"], "size": [0, 12], "opacity": 1},
    )
    figure.update_yaxes(rangemode="tozero")
    figure.update_xaxes(dtick=max(1, taken // 10))
    return _laid(figure, "steps taken", "loss")


def bars(step: by_hand.Step) -> go.Figure:
    """Probability and gradient of every class side by side."""
    figure = go.Figure()
    for name, values, colour, shape in (
        ("p", step.forward.probabilities, edges.BLUE, ""),
        ("p − y", step.backward.logits, edges.ORANGE, "/"),
    ):
        figure.add_bar(
            x=by_hand.CLASSES,
            y=values,
            name=name,
            marker={"color": colour, "pattern": {"shape": shape}},
            text=[numbers.text(value) for value in values],
            textposition="outside",
            textangle=0,
        )
    figure.update_yaxes(range=[-1.25, 1.25])
    return _laid(figure, "", "")


def _laid(figure: go.Figure, across: str, up: str) -> go.Figure:
    figure.update_layout(
        height=260,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        xaxis_title=across,
        yaxis_title=up,
        legend={"orientation": "h", "y": 1.18},
    )
    return figure
