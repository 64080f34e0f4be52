"""cnnviz.ui.links.arrival on small pages: by a link, by Back, from the menu, and starting over."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui.links import arrival
from tests import addresses
from tests.ui.links.small_pages import call, opened, set_to, to


@pytest.fixture
def app() -> AppTest:
    return opened()


def test_a_setting_of_one_page_is_not_one_of_another(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    assert addresses.written(app) == {"picture": "text", "stride": "3"}
    assert addresses.written(to(app, "two")) == {}
    assert app.session_state["unchanged"] == {}


def test_a_page_comes_back_as_it_was_left_and_says_so_until_that_is_changed(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    to(to(app, "two"), "one")
    assert addresses.written(app) == app.session_state["unchanged"] == {"picture": "text", "stride": "3"}
    assert set_to(app, stride=4).session_state["unchanged"] == {"picture": "text"}


def test_a_link_describes_a_page_whole(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    to(to(app, "two"), "one", picture="face")
    assert addresses.written(app) == {}
    assert app.session_state["unchanged"] == {}


def test_back_shows_a_page_as_its_address_says_and_not_as_it_was_left(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_to(app, stride=3, flip=True)
    monkeypatch.setattr(arrival, "get_script_run_ctx", lambda: SimpleNamespace(is_history_navigation=True))
    assert addresses.written(to(app, "one", stride="2")) == {"stride": "2"}
    assert addresses.written(to(app, "one")) == {}
    assert app.session_state["unchanged"] == {}


def test_on_the_page_itself_an_older_address_changes_nothing(app: AppTest) -> None:
    set_to(app, stride=3)
    assert addresses.written(to(app, "one", stride="2", picture="text")) == {"stride": "3"}


def test_starting_over_leaves_a_page_as_it_opens_with_what_goes_along(app: AppTest) -> None:
    set_to(app, picture="mine", stride=3, guess="b")
    app.button(key="over").click().run()
    assert addresses.written(app) == {"picture": "mine"}
    assert app.radio(key="guess").value is None
    assert app.slider(key="stride").value == 1
    set_to(app, picture="text").button(key="over").click().run()
    assert addresses.written(app) == {}


def test_starting_over_one_page_leaves_the_others(app: AppTest) -> None:
    set_to(app, stride=3)
    set_to(to(app, "two"), stride=4)
    app.button(key="over").click().run()
    assert addresses.written(app) == {}
    assert addresses.written(to(app, "one")) == {"stride": "3"}


def test_a_part_that_is_drawn_anew_has_only_what_is_named_from_then_on(app: AppTest) -> None:
    def parts() -> None:
        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import links  # noqa: PLC0415

        links.arrive("parts")
        links.number("stride", 1, 8, 1)
        for name in ("bias", "pool"):
            with links.part(links.inner("experiment")):
                links.number(name, 0, 8, 0)
                with links.part(links.inner("inside")):
                    links.number(f"{name} inside", 0, 8, 0)
        links.number("dilation", 1, 8, 1)
        st.session_state["lost"] = links.write()

    other = AppTest.from_function(parts)
    for name in ("stride", "bias", "bias inside", "pool", "pool inside", "dilation"):
        other.query_params[name] = "2"
    assert not other.run().exception
    assert addresses.written(other) == dict.fromkeys(("stride", "dilation", "pool", "pool inside"), "2")


def test_what_an_earlier_session_left_gives_way_to_a_link(app: AppTest) -> None:
    set_to(app, stride=3, flip=True)
    left = call(app, "snapshot")
    fresh = opened()
    call(fresh, "restore", left)
    assert addresses.written(to(to(fresh, "two"), "one", stride="2")) == {"stride": "2"}
