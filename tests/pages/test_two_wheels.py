"""The page of two wheels without a browser: its controls, its link, what its components are given."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.nets.inside import reaching
from cnnviz.ui import catalogue
from cnnviz.ui.components import wheels
from cnnviz.ui.why import wheel_settings
from tests import addresses
from tests.pages.conftest import Open

Say = Callable[[AppTest, str, Mapping[str, Any]], AppTest]


def given(app: AppTest, name: str) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What a component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(f"cnnviz_{name}")]
    return packing.unpacked(found.proto.bytes)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says to the page what the component would."""
    listening: dict[str, Callable[[Mapping[str, Any]], None]] = {}
    saying: list[tuple[str, Mapping[str, Any]]] = []
    draw = wheels.wheels

    def told() -> None:
        what, said = saying[-1]
        listening[what](said)

    def heard(data: bytes, key: str, on_points: Any, on_stack: Any) -> None:
        listening.update(points=on_points, stack=on_stack)
        draw(data, key, on_points, on_stack)
        st.button("say", key="say", on_click=told)

    monkeypatch.setattr(wheels, "wheels", heard)

    def said(app: AppTest, what: str, message: Mapping[str, Any]) -> AppTest:
        saying.append((what, message))
        return app.button(key="say").click().run()

    return said


def test_the_page_opens_with_a_car_whose_wheels_one_unit_sees(opened: Open) -> None:
    """C70, C76."""
    app = opened(catalogue.WHEELS)
    assert not app.exception
    header, _ = given(app, "wheels")
    assert header["car"]
    first, second = header["points"]
    records = reaching.network(tuple(header["stack"]), (64, 64), 16)
    assert len(records.layers) == len(header["layers"])
    distance = second[1] - first[1]
    assert any(f"Ways to see {distance + 1} pixels" in one.value for one in app.header)
    assert any("18C² weights" in one.value and "25C²" in one.value for one in app.markdown)
    assert any("effective receptive field" in one.value and "Luo" in one.value for one in app.markdown)
    (table,) = app.table
    assert "268,435,456" in str(table.value.to_numpy())
    figures = given(app, "heat")[0]["figures"]
    assert len(figures) == 3
    assert all("of the gradient in its central half" in figure["facts"][0] for figure in figures)


def test_twice_the_pixels_are_twice_the_distance(opened: Open) -> None:
    apart = []
    for side in ("48", "96"):
        first, second = given(opened(catalogue.WHEELS, car_side=side), "wheels")[0]["points"]
        apart.append(second[1] - first[1])
    assert abs(apart[1] - 2 * apart[0]) <= 1


def test_points_that_were_dragged_are_in_the_link_and_come_back_as_they_were(opened: Open, say: Say) -> None:
    app = opened(catalogue.WHEELS, wheels_on="picture", image="steps")
    for places in ([[0, 0], [95, 95]], [[17, 3], [60, 44]]):
        app = say(app, "points", {"places": places})
        assert given(app, "wheels")[0]["points"] == places
    query = addresses.written(app)
    again = opened(catalogue.WHEELS, **query)
    assert given(again, "wheels")[0]["points"] == [[17, 3], [60, 44]]
    assert "image" in given(again, "wheels")[1]


def test_a_stack_that_was_made_is_in_the_link(opened: Open, say: Say) -> None:
    app = say(opened(catalogue.WHEELS), "stack", {"steps": ["7x7", "dil4"], "edition": 1})
    assert given(app, "wheels")[0]["stack"] == ["7x7", "dil4"]
    assert given(opened(catalogue.WHEELS, **addresses.written(app)), "wheels")[0]["stack"] == ["7x7", "dil4"]
    app = say(app, "stack", {"steps": [], "edition": 2})
    assert not app.exception
    assert given(app, "wheels")[0]["layers"] == []
    assert len(given(app, "heat")[0]["figures"]) == 2


def test_a_way_takes_as_many_layers_as_the_points_need_where_they_are_said_to_be(opened: Open, say: Say) -> None:
    app = opened(catalogue.WHEELS)
    row = given(app, "wheels")[0]["points"][0][0]
    app = say(app, "stack", {"way": "small", "places": [[row, 12], [row, 42]], "edition": 1})
    header = given(app, "wheels")[0]
    assert header["points"] == [[row, 12], [row, 42]]
    assert header["stack"] == ["3x3"] * 15


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("stack", {"steps": ["nonsense"]}),
        ("stack", {"steps": "3x3"}),
        ("stack", {"steps": ["3x3"] * 99}),
        ("points", {"places": [[0, 0]]}),
        ("points", {"places": [[-1, 0], [999, 5]]}),
        ("points", {"places": [["a", 0], [1, 5, 6]]}),
        ("points", {}),
        ("stack", {"way": "nonsense", "places": [[1, 1], [2, 2]]}),
        ("stack", {"way": ["small"], "places": [[1, 1], [2, 2]]}),
        ("stack", {"way": "small", "places": "here"}),
    ],
)
def test_what_no_component_of_ours_says_changes_nothing(
    opened: Open, say: Say, what: str, said: Mapping[str, Any]
) -> None:
    before = given(opened(catalogue.WHEELS), "wheels")[0]
    app = say(opened(catalogue.WHEELS), what, said)
    assert not app.exception
    after = given(app, "wheels")[0]
    assert after["stack"] == before["stack"]
    assert all(0 <= at < 64 for point in after["points"] for at in point)


def test_a_stack_of_a_link_that_cannot_be_is_explained(opened: Open) -> None:
    app = opened(catalogue.WHEELS, wheel_layers="3x3-9x9")
    assert any("no layer “9x9”" in one.value for one in app.error)
    assert given(app, "wheels")[0]["stack"] == wheel_settings.STACK.split("-")


def test_a_stack_too_large_to_be_measured_is_explained(opened: Open) -> None:
    app = opened(catalogue.WHEELS, wheel_layers="-".join(["31x31"] * 64), car_side="96", second_column="950")
    assert not app.exception
    assert len(given(app, "wheels")[0]["layers"]) == 64
