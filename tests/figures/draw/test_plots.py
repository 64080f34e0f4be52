"""cnnviz.figures.draw.plots: plots as plain values, beside what Plotly's own classes make."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from cnnviz.figures.draw import plots
from tests.figures.draw import checked

LINE = {"color": "#777777", "dash": "dot"}


def test_lines_bands_and_traces_are_those_of_plotly() -> None:
    plain, plotlys = plots.Figure(), go.Figure()
    plain.add_hline(0.5, "half", line=LINE)
    plotlys.add_hline(0.5, line=LINE, annotation={"text": "half"})
    for figure in (plain, plotlys):
        figure.add_scatter(x=[1, 2], y=[3, 4], name="a", marker={"symbol": ["x", "circle"]})
        figure.add_bar(x=["a"], y=[1], marker={"pattern": {"shape": "/"}})
        figure.add_vline(x=2.0, line=LINE, name="here", showlegend=True)
        figure.add_vrect(x0=-1, x1=1, opacity=0.2, line={"width": 0})
        figure.update_xaxes(title="across", dtick=1)
        figure.update_yaxes(title="up", range=[0, 1])
        figure.update_layout(height=300, margin={"l": 5})
        figure.update_layout(margin={"r": 6})
    copied = checked.copied(plotlys)
    assert plain.layout == copied.layout
    assert plain.data == copied.data


def test_headings_are_those_of_plots_above_each_other() -> None:
    plain = plots.Figure()
    plain.add_heading("before", 1.0)
    plain.add_heading("after", 0.44)
    above = make_subplots(rows=2, vertical_spacing=0.12, subplot_titles=("before", "after"))
    assert plain.layout.annotations == checked.copied(above).layout.annotations


def test_values_are_attributes_and_what_there_is_not_is_none() -> None:
    figure = plots.Figure()
    figure.add_scatter(y=np.arange(3), line=LINE, marker={"size": (1, 2)})
    (trace,) = figure.data
    assert (trace.line.color, trace.name, trace.marker.size) == ("#777777", None, [1, 2])
    assert trace.y.tolist() == [0, 1, 2]


def test_without_a_title_an_axis_keeps_its_own() -> None:
    figure = plots.Figure()
    figure.update_xaxes("step")
    figure.update_xaxes(type="log")
    assert figure.layout.xaxis == {"title": {"text": "step"}, "type": "log"}
