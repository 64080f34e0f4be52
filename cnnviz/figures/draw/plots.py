"""A plot as plain values: what Plotly's script in the browser reads, its traces and its layout.

Plotly's own classes make the same, and look up and check each name on the way: twenty times the work, for every change
of every visitor. The tests have them check every plot once.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

# Pixels of the letters of a plot's title.
HEADING = 16


class Values(dict[str, Any]):
    """Values by name, which are attributes too: `trace.line.color`; None where there is none."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


def _values(given: Any) -> Any:
    """The same with all mappings in it as Values."""
    if isinstance(given, Mapping):
        return Values({name: _values(value) for name, value in given.items()})
    return [_values(one) for one in given] if isinstance(given, list | tuple) else given


class Figure:
    """Traces, in the order in which they are drawn, and a layout."""

    def __init__(
        self, data: Sequence[Mapping[str, Any]] = (), layout: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self.data: list[Values] = _values(data)
        self.layout: Values = _values(layout)

    def add_scatter(self, **trace: Any) -> None:
        """Add a line, or single marks."""
        self.data.append(_values({"type": "scatter", **trace}))

    def add_bar(self, **trace: Any) -> None:
        """Add bars."""
        self.data.append(_values({"type": "bar", **trace}))

    def add_hline(self, y: float, text: str, **shape: Any) -> None:
        """Add a line across at height `y`, its name written at its right end."""
        self._add("shapes", type="line", x0=0, x1=1, xref="x domain", y0=y, y1=y, yref="y", **shape)
        place = {"x": 1, "xanchor": "right", "xref": "x domain", "y": y, "yanchor": "bottom", "yref": "y"}
        self._add("annotations", showarrow=False, text=text, **place)

    def add_vline(self, x: float, **shape: Any) -> None:
        """Add a line upwards at `x`."""
        self._add("shapes", type="line", x0=x, x1=x, xref="x", y0=0, y1=1, yref="y domain", **shape)

    def add_vrect(self, x0: float, x1: float, **shape: Any) -> None:
        """Add a band from `x0` to `x1`, as high as the plot."""
        self._add("shapes", type="rect", x0=x0, x1=x1, xref="x", y0=0, y1=1, yref="y domain", **shape)

    def add_heading(self, text: str, y: float) -> None:
        """Add the title of one of several plots above each other, in the middle above it: it ends at the height `y`, a
        share of all."""
        place = {"x": 0.5, "xanchor": "center", "xref": "paper", "y": y, "yanchor": "bottom", "yref": "paper"}
        self._add("annotations", showarrow=False, text=text, font={"size": HEADING}, **place)

    def _add(self, kind: str, **one: Any) -> None:
        self.layout.setdefault(kind, []).append(_values(one))

    def update_layout(self, **layout: Any) -> None:
        """Add to the layout; of what is there already, only what is named changes."""
        _merge(self.layout, _values(layout))

    def update_xaxes(self, title: str = "", **axis: Any) -> None:
        """Add to the axis across, and name it."""
        self.update_layout(xaxis={**_named(title), **axis})

    def update_yaxes(self, title: str = "", **axis: Any) -> None:
        """Add to the axis upwards, and name it."""
        self.update_layout(yaxis={**_named(title), **axis})


def _named(title: str) -> dict[str, Any]:
    return {"title": {"text": title}} if title else {}


def _merge(kept: Values, more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, Values) and isinstance(kept.get(name), Values):
            _merge(kept[name], value)
        else:
            kept[name] = value
