"""Plots that Plotly's own classes made, and checked, as the app's."""

import plotly.graph_objects as go

from cnnviz.figures.draw import plots


def copied(figure: go.Figure) -> plots.Figure:
    """The same as plain values, without the look that all plots have."""
    layout = {name: value for name, value in figure.layout.to_plotly_json().items() if name != "template"}
    return plots.Figure([trace.to_plotly_json() for trace in figure.data], layout)
