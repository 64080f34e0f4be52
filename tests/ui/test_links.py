"""cnnviz.ui.links on small pages of its own: what is in the address, what stays with a page, what goes along."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui import links
from tests import addresses

TRACKED = (
    "fbclid gclid dclid gbraid wbraid msclkid yclid ysclid ttclid twclid igshid igsh li_fat_id mc_cid mc_eid "
    "utm_source UTM_Campaign utm_id mtm_kwd pk_campaign _ga _gl _hsenc _hsmi __hstc hsCtaTracking mkt_tok vero_id "
    "sc_cid ns_source icid cjevent mibextid wprov trkInfo _bta_tid hss_channel __s "
    "oly_enc_id ref ref_src srsltid gad_source gclsrc epik s_cid wt_mc xtor spm si trk fb_source cvid"
)


def page() -> None:
    """Two pages that share the names of two widgets; `path` in the session says which is shown."""
    # Only this function's own text is run.
    import streamlit as st  # noqa: PLC0415

    from cnnviz.ui import links  # noqa: PLC0415

    links.arrive(st.session_state.get("path", "one"))
    st.button("over", key="over", on_click=links.start_over)
    picture = ["face", "text", "mine"]
    st.selectbox("Picture", picture, **links.choice("picture", picture, along="mine"))
    st.slider("Stride", 1, 8, **links.number("stride", 1, 8, 1))
    st.radio("Guess", ["a", "b"], index=None, **links.passing("guess"))
    st.session_state["lost"] = links.write()
    st.session_state["kept"] = links.kept()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


def to(app: AppTest, path: str, **query: str) -> AppTest:
    """To that page, by the menu unless the link names settings."""
    app.session_state["path"] = path
    app.query_params.clear()
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def set_to(app: AppTest, **values: Any) -> AppTest:
    for name, value in values.items():
        app.session_state[name] = value
    return app.run()


def test_a_setting_of_one_page_is_not_one_of_another(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    assert addresses.written(app) == {"picture": "text", "stride": "3"}
    assert addresses.written(to(app, "two")) == {}
    assert app.session_state["kept"] == {}


def test_a_page_comes_back_as_it_was_left_and_says_so_until_that_is_changed(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    to(to(app, "two"), "one")
    assert addresses.written(app) == app.session_state["kept"] == {"picture": "text", "stride": "3"}
    assert set_to(app, stride=4).session_state["kept"] == {"picture": "text"}


def test_a_link_describes_a_page_whole(app: AppTest) -> None:
    set_to(app, stride=3, picture="text")
    to(to(app, "two"), "one", picture="face")
    assert addresses.written(app) == {}
    assert app.session_state["kept"] == {}


def test_what_goes_along_is_on_every_page_until_something_else_is_taken(app: AppTest) -> None:
    set_to(app, picture="mine", stride=3)
    assert addresses.written(to(app, "two")) == {"picture": "mine"}
    assert app.session_state["kept"] == {"picture": "mine"}
    set_to(app, picture="face")
    assert addresses.written(to(app, "one")) == {"picture": "mine", "stride": "3"}
    set_to(app, picture="text")
    assert addresses.written(to(app, "three")) == {}


def test_a_link_that_shows_something_else_leaves_what_goes_along_for_the_next_page(app: AppTest) -> None:
    set_to(app, picture="mine")
    assert addresses.written(to(app, "two", picture="text")) == {"picture": "text"}
    assert addresses.written(to(app, "three")) == {"picture": "mine"}


def test_starting_over_leaves_a_page_as_it_opens_with_what_goes_along(app: AppTest) -> None:
    set_to(app, picture="mine", stride=3, guess="b")
    app.button(key="over").click().run()
    assert addresses.written(app) == {"picture": "mine"}
    assert app.radio(key="guess").value is None
    assert app.slider(key="stride").value == 1
    set_to(app, picture="text").button(key="over").click().run()
    assert addresses.written(app) == {}


def test_a_link_loses_by_name_everything_that_cannot_be(app: AppTest) -> None:
    to(app, "two", stride="99", picture="nobody", foo="1", bar="")
    assert app.session_state["lost"] == {"stride": "99", "picture": "nobody", "foo": "1", "bar": ""}


@pytest.mark.parametrize("name", TRACKED.split())
def test_what_others_hang_onto_a_link_is_passed_over(app: AppTest, name: str) -> None:
    to(app, "two", **{name: "x", "stride": "2"})
    assert app.session_state["lost"] == {}
    assert addresses.written(app) == {"stride": "2"}


@pytest.mark.parametrize("name", ["stride1", "kernel1", "own", "map", "row", "run", "side", "wide", "grid", "pool1"])
def test_no_setting_is_taken_for_a_tracker(name: str) -> None:
    assert not links.TRACKERS.fullmatch(name)


def test_a_link_inside_the_app_names_what_goes_along_unless_it_says_other(app: AppTest) -> None:
    """As the Start page's cards do; a page without such a widget passes it over."""

    def cards() -> None:
        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import links  # noqa: PLC0415

        links.arrive("cards")
        links.put("picture", "mine", along=True)
        st.session_state["query"] = [links.with_along({"stride": "2"}), links.with_along({"picture": "text"})]
        links.arrive("two")
        st.session_state["lost"] = links.write()

    other = AppTest.from_function(cards)
    other.query_params["picture"] = "mine"
    other.run()
    assert not other.exception
    assert other.session_state["query"] == [{"picture": "mine", "stride": "2"}, {"picture": "text"}]
    assert other.session_state["lost"] == {}


def test_what_a_link_did_not_get_is_said_until_a_setting_changes(app: AppTest) -> None:
    """A browser that told what it keeps had the page drawn again, and the sentence was gone unread."""
    to(app, "two", stride="99", picture="nobody", foo="1")
    lost = {"stride": "99", "picture": "nobody", "foo": "1"}
    assert app.session_state["lost"] == lost
    assert app.run().session_state["lost"] == lost
    assert set_to(app, stride=2).session_state["lost"] == {}
    assert to(app, "one").session_state["lost"] == {}
