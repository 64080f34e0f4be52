"""cnnviz.ui.alone.elements.charts: charts leave with their numbers, in the app's colours, and with what draws them."""

import base64
import json
import re
import zlib
from pathlib import Path

import pytest
import streamlit
from streamlit import config

from cnnviz.ui.alone.elements import charts
from tests import alone


def test_a_chart_leaves_as_it_is_sent_but_for_the_look_that_all_share() -> None:
    spec = {"data": [{"type": "bar", "y": [1, 2]}], "layout": {"height": 200, "template": {"layout": {}}}}
    told = json.loads(charts.sent(json.dumps(spec), '{"displaylogo": false}'))
    assert told == {"data": spec["data"], "layout": {"height": 200}, "config": {"displaylogo": False}}


@pytest.mark.parametrize("which", ["light", "dark"])
def test_charts_have_the_colours_of_the_page(which: str) -> None:
    layout = charts.look(which)["layout"]
    assert layout["paper_bgcolor"] == config.get_option(f"theme.{which}.backgroundColor")
    assert layout["font"]["color"] == config.get_option(f"theme.{which}.textColor")


def test_what_draws_charts_is_in_a_file_only_where_one_is_and_its_terms_with_it() -> None:
    with_chart, without = alone.view("one-step"), alone.view("step-by-step")
    library = alone.told(with_chart)["charts"]["library"]
    assert zlib.decompress(base64.b64decode(library)) == charts.SCRIPT.read_bytes()
    assert "Permission is hereby granted" in with_chart.decode()
    assert alone.told(without)["charts"] is None
    assert "Permission is hereby granted" not in without.decode()


def test_plotly_is_of_the_line_that_the_app_draws_with() -> None:
    """Streamlit's own bundle says which it is."""
    [bundle] = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")
    [theirs] = re.findall(r"src/version\.js.{0,30}?`(\d+)\.", bundle.read_text(encoding="utf-8"))
    [own] = re.findall(r"plotly\.js \(basic - minified\) v(\d+)\.", charts.SCRIPT.read_text(encoding="utf-8"))
    assert own == theirs
