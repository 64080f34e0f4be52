"""Which training pictures moved a filter most, on the page “Watch it learn” without a browser."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.figures.training import movers as figure
from cnnviz.inspect import influence
from cnnviz.training import recorded, runs
from cnnviz.ui import catalogue
from cnnviz.ui.runs import movers
from tests.pages.conftest import Open


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(influence, "MOST", 20)
    monkeypatch.setattr(influence, "SNAPSHOTS", 2)
    movers._measured.clear()


def sections(app: AppTest) -> list[dict]:
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]
    header, _ = packing.unpacked(found.proto.bytes)
    return header["sections"]


def test_the_pictures_that_pushed_a_filter_most_are_those_of_the_numbers(opened: Open) -> None:
    app = opened(catalogue.TRAIN, movers="true", mover="5")
    assert not app.exception
    run = runs.fetch_run(recorded.FIRST)
    asked = influence.asked(run, "0", len(runs.dataset(run).train))
    *_, (_, found) = influence.measured(run, asked)
    assert found
    order = found.most(4, 20)
    most, least = sections(app)
    assert len(most["tiles"]) == figure.SHOWN
    for tile, place in zip(most["tiles"], order, strict=False):
        assert f"no. {asked.places[place] + 1:,}" in json.dumps(tile)
    assert f"no. {asked.places[order[-1]] + 1:,}" in json.dumps(least["tiles"][-1])
    said = " ".join(one.value for one in app.markdown)
    assert "Of 20 training pictures" in said


def test_nothing_is_measured_before_somebody_asks(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(influence, "measured", None)
    app = opened(catalogue.TRAIN)
    assert not app.exception
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]


def test_the_last_layer_is_asked_about_by_class(opened: Open) -> None:
    app = opened(catalogue.TRAIN, movers="true", mover_layer="last", mover_class="3")
    assert not app.exception
    assert len(sections(app)) == 2
    assert [one.label for one in app.selectbox if one.label == "Class"] == ["Class"]
