"""cnnviz.ui.widgets: each is a widget and its place in the link, and shows labels for ids."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests import addresses


def page() -> None:
    """A page with a widget of each kind; their values stand in the session as `said`."""
    # Only this function's own text is run.
    import streamlit as st  # noqa: PLC0415

    from cnnviz.ui import links, widgets  # noqa: PLC0415

    links.arrive("one")
    colours = {"r": "Red", "g": "Green", "b": "Blue"}
    high = st.session_state.get("high", 9)
    st.session_state["said"] = {
        "slider": widgets.slider("slider", "Slider", 1, high, 2),
        "number": widgets.number("number", "Number", 0.0, 1.0, 0.5, step=0.1),
        "place": widgets.place("place", "Place", 4, 1),
        "choice": widgets.choice("choice", "Choice", colours),
        "segments": widgets.segments("segments", "Segments", colours, "g"),
        "radio": widgets.radio("radio", "Radio", colours, help="why"),
        "ordered": widgets.select_slider("ordered", "Ordered", {1: "one", 2: "two"}, 2),
        "switch": widgets.switch("switch", "Switch"),
        "text": widgets.text("text", "Text", "a"),
        "area": widgets.text_area("area", "Area", "b", height=80),
        "guess": widgets.guess("guess", "Guess", ["a", "b"]),
        "counter": widgets.hidden_number("counter", 0, 9, 0),
        "folded": widgets.hidden_choice("folded", ("off", "on"), "on"),
        "token": widgets.hidden_text("token", ""),
    }
    st.session_state["lost"] = links.write()


USUAL = {
    "slider": 2,
    "number": 0.5,
    "place": 1,
    "choice": "r",
    "segments": "g",
    "radio": "r",
    "ordered": 2,
    "switch": False,
    "text": "a",
    "area": "b",
    "guess": None,
    "counter": 0,
    "folded": "on",
    "token": "",
}
# Name -> another value, and how a link says it.
OTHER: dict[str, tuple[Any, str]] = {
    "slider": (3, "3"),
    "number": (0.25, "0.25"),
    "place": (0, "0"),
    "choice": ("b", "b"),
    "segments": ("r", "r"),
    "radio": ("g", "g"),
    "ordered": (1, "1"),
    "switch": (True, "true"),
    "text": ("", ""),
    "area": ("x\ny", "x\ny"),
    "counter": (7, "7"),
    "folded": ("off", "off"),
    "token": ("t", "t"),
}


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_every_widget_begins_with_what_is_usual_and_leaves_the_address_empty() -> None:
    app = opened()
    assert app.session_state["said"] == USUAL
    assert addresses.written(app) == {}


@pytest.mark.parametrize("name", OTHER)
def test_a_link_sets_it_and_names_it_again(name: str) -> None:
    value, text = OTHER[name]
    app = opened(**{name: text})
    assert app.session_state["said"] == USUAL | {name: value}
    assert addresses.written(app) == {name: text}
    assert app.session_state["lost"] == {}


def test_menus_show_labels_and_hold_ids() -> None:
    app = opened()
    assert app.selectbox(key="choice").options == ["Red", "Green", "Blue"]
    assert app.radio(key="radio").options == ["Red", "Green", "Blue"]
    app.selectbox(key="choice").select("b").run()
    assert addresses.written(app) == {"choice": "b"}


def test_places_count_from_1_where_they_are_read_and_from_0_in_the_link() -> None:
    app = opened(place="3")
    assert app.select_slider(key="place").options == ["1", "2", "3", "4"]
    assert app.session_state["said"]["place"] == 3


def test_a_slider_follows_when_its_range_shrinks() -> None:
    app = opened(slider="9")
    app.session_state["high"] = 4
    app.run()
    assert not app.exception
    assert app.session_state["said"]["slider"] == 4
    assert addresses.written(app) == {"slider": "4"}


# Name -> what kind of element it is, and the default that its browser is told when its value is the one of OTHER.
DEFAULTS: dict[str, tuple[str, Any]] = {
    "slider": ("slider", [3]),
    "number": ("number_input", 0.25),
    "place": ("select_slider", [0]),
    "choice": ("selectbox", 2),
    "segments": ("button_group", [0]),
    "radio": ("radio", 1),
    "ordered": ("select_slider", [0]),
    "switch": ("toggle", True),
    "text": ("text_input", ""),
    "area": ("text_area", "x\ny"),
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_browser_that_draws_the_widget_late_gets_its_value_as_the_default(name: str) -> None:
    kind, default = DEFAULTS[name]
    # Of the first run, which sets the value, such a browser sees nothing.
    app = opened(**{name: OTHER[name][1]}).run()
    (proto,) = (element.proto for element in app.get(kind) if element.key == name)
    assert proto.default == default
    assert not proto.set_value


def test_a_browser_that_draws_a_question_late_gets_the_answer_as_the_default() -> None:
    app = opened()
    app.radio(key="guess").set_value("b").run()
    assert app.radio(key="guess").proto.default == 1


@pytest.mark.parametrize(("name", "text"), [("slider", "10"), ("number", "0,5"), ("choice", "x"), ("switch", "yes")])
def test_what_it_cannot_be_is_lost_and_told(name: str, text: str) -> None:
    app = opened(**{name: text})
    assert app.session_state["said"] == USUAL
    assert app.session_state["lost"] == {name: text}
