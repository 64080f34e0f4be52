import base64
import json
import subprocess
import sys
from collections.abc import Callable, Mapping

import numpy as np
import plotly.graph_objects as go
import pytest
import streamlit as st

from cnnviz import packing
from cnnviz.figures.convolution import glossary
from cnnviz.ui import catalogue
from cnnviz.ui.components import one_row
from cnnviz.ui.results import charts
from tests import addresses
from tests.figures.draw import checked
from tests.pages.conftest import ROOT, Open

ENTRIES = [entry for entries in catalogue.SECTIONS.values() for entry in entries]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_a_page_opens_from_the_menu(opened: Open, entry: catalogue.Entry) -> None:
    app = opened(entry)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_page_of_the_menu_is_a_file_in_a_section_folder(entry: catalogue.Entry) -> None:
    assert (ROOT / entry.script).is_file()
    assert len(entry.script.split("/")) == 3


def test_every_script_under_pages_is_in_the_menu() -> None:
    scripts = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py")}
    assert scripts == {entry.script for entry in ENTRIES}


def test_opening_every_page_leaves_torch_alone() -> None:
    """The server process never loads torch: it would start later, weigh more and crash with a run."""
    code = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from cnnviz.ui import catalogue
app = AppTest.from_file("cnnviz/ui/main.py", default_timeout=60)
app.run()
for entries in catalogue.SECTIONS.values():
    for entry in entries:
        app.switch_page(str(Path("..", "..", entry.script)))
        app.run()
        assert not app.exception, entry
print([name for name in ("torch", "keras", "cv2") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_a_guess_reveals_the_filter(opened: Open) -> None:
    """C13."""
    app = opened(catalogue.EDGES)
    assert "Make a guess" in app.info[0].value
    app.radio(key="guess").set_value("blur").run()
    assert app.info[0].value.startswith("No")


def test_the_marked_row_is_the_one_in_the_link_and_moves_into_it(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """C13."""
    rows: list[int] = []

    def drawn(data: bytes, key: str, on_row: Callable[[Mapping[str, object]], None]) -> None:
        rows.append(packing.unpacked(data)[0]["row"])
        st.button("move", key="move", on_click=lambda: on_row({"row": 3}))

    monkeypatch.setattr(one_row, "one_row", drawn)
    app = opened(catalogue.EDGES, side="64", curve_row="12")
    app.button(key="move").click().run()
    assert rows == [11, 3]
    assert addresses.written(app)["curve_row"] == "4"
    assert not opened(catalogue.EDGES, side="64").exception
    assert rows[-1] == 32


def test_the_words_name_every_padding_mode_of_every_library(opened: Open) -> None:
    """C3, C48, T9."""
    app = opened(catalogue.WORDS)
    (table,) = (one.value for one in app.table)
    assert list(table["here"]) == ["constant", "nearest", "mirror", "reflect", "wrap"]
    assert list(table["NumPy"]) == ["constant", "edge", "reflect", "symmetric", "wrap"]
    assert any("filter" in text.value and "patch" in text.value for text in app.markdown)
    for id, known in glossary.TABLES.items():
        app.segmented_control(key="table").set_value(id).run()
        (table,) = (one.value for one in app.table)
        assert len(table) == len(known.rows())


def as_array(value: dict[str, str]) -> object:
    """An array as Plotly sends it, read again."""
    return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"]) if "bdata" in value else value


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_every_chart_is_told_in_words_of_its_own_numbers(opened: Open, entry: catalogue.Entry) -> None:
    app = opened(entry)
    drawn = [go.Figure(json.loads(chart.proto.spec, object_hook=as_array)) for chart in app.get("plotly_chart")]
    panels = [panel for panel in app.expander if panel.label.endswith(charts.WORDS)]
    assert [panel.markdown[0].value for panel in panels] == [
        charts.in_markdown(checked.copied(figure)) for figure in drawn
    ]
    assert len({panel.label for panel in panels}) == len(panels)
