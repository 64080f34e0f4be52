"""What draws charts in a file: plotly.js, which comes with this app, and the look that Streamlit gives its charts."""

import base64
import functools
import json
import zlib
from pathlib import Path
from typing import Any

from streamlit import config

# Plotly's bundle of scatter and bar traces, all that charts here have (figures/draw/plots), and what it may be used by.
SCRIPT = Path(__file__).parents[1] / "vendored" / "plotly-basic.min.js"
CREDIT = "Charts are drawn by plotly.js (MIT licence)"
# Pixels of letters, those beside an axis, and between an axis's title and its numbers.
SMALL, NAMED, APART = 12, 14, (20, 24)
_FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@functools.cache
def library() -> str:
    """Plotly's script, packed (zlib) and written in base64."""
    return base64.b64encode(zlib.compress(SCRIPT.read_bytes(), 9)).decode()


def licence() -> str:
    """The terms under which Plotly's script may be passed on: with them."""
    return SCRIPT.with_name("plotly-basic.LICENSE").read_text(encoding="utf-8")


def sent(spec: str, tools: str) -> str:
    """A chart as a page has sent it, without the look that a file holds once."""
    figure = json.loads(spec)
    layout = {name: value for name, value in figure["layout"].items() if name != "template"}
    told = {"data": figure["data"], "layout": layout, "config": json.loads(tools or "{}")}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def look(which: str) -> dict[str, Any]:
    """Plotly's template as Streamlit fits it to a theme, light or dark: its places and sizes, in the page's colours."""
    text, ground, line = (
        config.get_option(f"theme.{which}.{name}") for name in ("textColor", "backgroundColor", "borderColor")
    )
    font = {"color": text, "family": _FAMILY, "size": SMALL}
    axes = {
        name: {
            "automargin": True,
            "gridcolor": line,
            "zerolinecolor": line,
            "tickcolor": line,
            "tickfont": {"color": text, "size": SMALL},
            "title": {"font": {"color": text, "size": NAMED}, "standoff": apart},
        }
        for name, apart in zip(("xaxis", "yaxis"), APART, strict=True)
    }
    axes["xaxis"] |= {"showgrid": False, "zeroline": False}
    layout = {
        "font": font,
        "colorway": config.get_option("theme.chartCategoricalColors"),
        "paper_bgcolor": ground,
        "plot_bgcolor": ground,
        "hoverlabel": {"bgcolor": ground, "bordercolor": line, "font": font},
        "legend": {"borderwidth": 0, "font": font, "valign": "top"},
        "margin": {"l": 0, "r": 0, "pad": 8},
        **axes,
    }
    return {"data": {"scatter": [{"type": "scatter", "marker": {"line": {"width": 0}}}]}, "layout": layout}
