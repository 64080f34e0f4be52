"""cnnviz.ui.links.address on small pages: what is in the address, what a link loses, what goes along."""

import pytest
from streamlit.testing.v1 import AppTest

from tests import addresses
from tests.ui.links.small_pages import call, opened, set_to, to


@pytest.fixture
def app() -> AppTest:
    return opened()


def test_the_address_names_what_is_away_from_its_default_in_the_order_of_the_page(app: AppTest) -> None:
    assert addresses.written(app) == {}
    set_to(app, own="a&b=c", flip=True, stride=2)
    assert list(addresses.written(app).items()) == [("stride", "2"), ("flip", "true"), ("own", "a&b=c")]


def test_what_goes_along_is_on_every_page_until_something_else_is_taken(app: AppTest) -> None:
    set_to(app, picture="mine", stride=3)
    assert addresses.written(to(app, "two")) == {"picture": "mine"}
    assert app.session_state["unchanged"] == {"picture": "mine"}
    assert call(app, "goes_along", "picture") == "mine"
    set_to(app, picture="face")
    assert call(app, "goes_along", "picture") is None
    assert addresses.written(to(app, "one")) == {"picture": "mine", "stride": "3"}
    set_to(app, picture="text")
    assert addresses.written(to(app, "three")) == {}


def test_a_link_that_shows_something_else_leaves_what_goes_along_for_the_next_page(app: AppTest) -> None:
    set_to(app, picture="mine")
    assert addresses.written(to(app, "two", picture="text")) == {"picture": "text"}
    assert addresses.written(to(app, "three")) == {"picture": "mine"}


def test_a_link_loses_by_name_everything_that_cannot_be(app: AppTest) -> None:
    lost = {"stride": "99", "picture": "nobody", "foo": "1", "bar": ""}
    assert to(app, "two", **lost).session_state["lost"] == lost


def test_what_a_link_did_not_get_is_said_until_a_setting_changes(app: AppTest) -> None:
    """A browser that told what it keeps had the page drawn again, and the sentence was gone unread."""
    lost = {"stride": "99", "picture": "nobody", "foo": "1"}
    assert to(app, "two", **lost).session_state["lost"] == lost
    assert app.run().session_state["lost"] == lost
    assert set_to(app, stride=2).session_state["lost"] == {}
    assert to(app, "one").session_state["lost"] == {}


def test_a_link_inside_the_app_names_what_goes_along_unless_it_says_other(app: AppTest) -> None:
    set_to(app, picture="mine")
    assert call(app, "with_along", {"stride": "2"}) == {"picture": "mine", "stride": "2"}
    assert call(app, "with_along", {"picture": "text"}) == {"picture": "text"}


def test_a_page_without_such_a_widget_passes_over_what_goes_along() -> None:
    def two() -> None:
        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import links  # noqa: PLC0415

        links.arrive("cards")
        links.put("picture", "mine", along=True)
        links.arrive("two")
        st.session_state["lost"] = links.write()

    app = AppTest.from_function(two)
    app.query_params["picture"] = "mine"
    assert not app.run().exception
    assert app.session_state["lost"] == {}


def test_a_query_of_some_widgets_names_those_away_from_their_defaults() -> None:
    def some() -> None:
        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import links  # noqa: PLC0415

        links.arrive("one")
        for name in ("stride", "bias", "pool"):
            links.number(name, 0, 8, 0)
        st.session_state["some"] = links.query_of(("stride", "bias", "none"))
        st.session_state["link"] = links.link()

    app = AppTest.from_function(some)
    app.query_params["stride"], app.query_params["pool"] = "2", "3"
    assert not app.run().exception
    assert app.session_state["some"] == {"stride": "2"}
    assert app.session_state["link"].endswith("?stride=2&pool=3")
