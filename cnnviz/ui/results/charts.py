"""Charts: each drawn by Plotly, and told in words below it for whoever does not see it, or not yet what it says."""

import base64
import functools
from typing import Any

import numpy as np
import plotly.io
import streamlit as st
from plotly.basedatatypes import BaseFigure

from cnnviz.figures.draw import in_words, plots
from cnnviz.ui import words

# What of Plotly's tools a chart has: its picture to save. They stand upright in a margin of their own.
TOOLS = {"displaylogo": False, "modeBarButtons": [["toImage"]]}
MARGIN = 36
# Pixels of the smallest letters.
LETTERS = 12
# What the words of a chart are unfolded under, behind what the chart is about.
WORDS = ", in words"


class _Sent(BaseFigure):  # type: ignore[misc]  # Plotly has no types
    """A figure as Streamlit takes it: one of Plotly's own is not checked name by name before it is sent."""

    def __init__(self, figure: plots.Figure) -> None:
        look = {"template": _look(), **figure.layout}
        object.__setattr__(self, "sent", {"data": [_light(trace) for trace in figure.data], "layout": look})

    def to_dict(self) -> dict[str, Any]:
        return self.sent


def chart(figure: plots.Figure, key: str, about: str) -> None:
    """Draw the figure, as wide as its place and as high as its layout says, and what it shows in words; `about` says
    of what they are where several charts stand on a page."""
    margin = max(MARGIN, figure.layout.get("margin", {}).get("r", 0))
    # Numbers on bars do not shrink until nobody can read them.
    figure.update_layout(
        modebar={"orientation": "v"}, margin={"r": margin}, uniformtext={"minsize": LETTERS, "mode": "show"}
    )
    st.plotly_chart(_Sent(figure), key=key, config=TOOLS)
    with st.expander(about + WORDS):
        st.markdown(in_markdown(figure))


def in_markdown(figure: plots.Figure) -> str:
    """What the figure shows, a line for each sentence."""
    return "\n".join(f"- {words.plain(sentence)}" for sentence in in_words.sentences(figure))


@functools.cache
def _look() -> dict[str, Any]:
    """Streamlit's look of charts, which its script in the browser fits to the page's colours."""
    look: dict[str, Any] = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    return look


def _light(trace: plots.Values) -> dict[str, Any]:
    """A trace with its rows of numbers as the bytes that Plotly's script reads, half as long as written ones."""
    return {name: _bytes(value) if isinstance(value, np.ndarray) else value for name, value in trace.items()}


def _bytes(row: np.ndarray) -> Any:
    if row.dtype.kind != "f":
        return row.tolist()
    return {"dtype": f"f{row.itemsize}", "bdata": base64.b64encode(row.tobytes()).decode()}
