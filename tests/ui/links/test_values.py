"""cnnviz.ui.links.values on a small page: what widgets are, and how they are set from elsewhere."""

from typing import Any

import pytest

from tests import addresses
from tests.ui.links.small_pages import call, opened, set_to, to


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("picture", "TEXT", "text"), ("stride", "3", 3), ("flip", "true", True), ("own", "", "")],
)
def test_a_link_sets_a_widget_of_every_kind(name: str, text: str, value: Any) -> None:
    app = to(opened(), "two", **{name: text})
    assert app.session_state[name] == value
    assert app.session_state["lost"] == {}


@pytest.mark.parametrize(
    ("name", "text"), [("picture", "nobody"), ("stride", "9"), ("stride", "1.5"), ("stride", "nan"), ("flip", "True")]
)
def test_what_a_widget_cannot_be_is_lost_and_its_default_stands(name: str, text: str) -> None:
    app = to(opened(), "two", **{name: text})
    assert app.session_state["lost"] == {name: text}
    assert addresses.written(app) == {}


def test_a_number_follows_when_its_range_shrinks() -> None:
    app = set_to(opened(), stride=8)
    assert set_to(app, high=5).slider(key="stride").value == 5
    assert addresses.written(app) == {"stride": "5"}


def test_a_choice_that_is_no_longer_offered_is_the_default_again() -> None:
    app = set_to(opened(), picture="mine")
    assert set_to(app, pictures=["face", "text"]).selectbox(key="picture").value == "face"


def test_one_setting_is_put() -> None:
    app = opened()
    call(app, "put", "stride", 4)
    assert app.slider(key="stride").value == 4
    assert addresses.written(app) == {"stride": "4"}


def test_what_is_put_along_is_on_other_pages_too() -> None:
    app = opened()
    call(app, "put", "picture", "mine", "", True)
    assert addresses.written(to(app, "two")) == {"picture": "mine"}


def test_all_settings_are_put_and_the_others_go_back_but_for_what_goes_along() -> None:
    app = set_to(opened(), picture="mine", stride=3, own="2")
    call(app, "put_all", {"flip": True})
    assert addresses.written(app) == {"picture": "mine", "flip": "true"}
    call(app, "put_all", {"picture": "text"})
    assert addresses.written(app) == {"picture": "text"}


def test_forgotten_settings_are_the_usual_ones_again_here_and_along() -> None:
    app = set_to(opened(), picture="mine", stride=3)
    call(app, "forget", ["picture", "stride"])
    assert addresses.written(app) == {}
    assert addresses.written(to(app, "two")) == {}


def test_moved_are_settings_away_from_their_defaults_by_the_beginning_of_their_names() -> None:
    app = set_to(opened(), stride=3)
    assert call(app, "moved", ("str", "flip"))
    assert not call(app, "moved", ("flip",))
    set_to(app, stride=1)
    assert not call(app, "moved", ("str",))


def test_moved_are_settings_that_the_link_asks_for_and_nothing_has_read_yet() -> None:
    app = opened()
    app.session_state["call"] = ("moved", ("flip",))
    assert to(app, "two", flip="true").session_state["returned"]


def test_an_unlinked_choice_is_in_no_link_and_is_kept_from_page_to_page() -> None:
    app = set_to(opened(), guess="b")
    assert addresses.written(app) == {}
    assert "b" in call(app, "snapshot")
    set_to(app, asking=False)
    assert set_to(app, asking=True).radio(key="guess").value == "b"
