"""cnnviz.ui.page on small pages of its own: opened, explained and finished by one construct."""

import functools
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz.ui import catalogue, page, places
from cnnviz.ui.components import access
from tests import addresses


def controls() -> None:
    """A page with a slider in its part, a sentence behind it, and trouble as the session says."""
    # Only this function's own text is run.
    import streamlit as st  # noqa: PLC0415

    from cnnviz.errors import InputError  # noqa: PLC0415
    from cnnviz.ui import catalogue, page, widgets  # noqa: PLC0415

    @page.part
    def part(most: int) -> None:
        value = widgets.slider("moved", "Pixels", 1, most, 2)
        if value == most:
            raise InputError(f"{value} is too many.")
        if value == 3:
            raise ZeroDivisionError
        st.caption(f"{value} pixels")

    with page.opened(catalogue.POOLING):
        if st.session_state.get("bad"):
            raise InputError("This picture is none.")
        part(4)
        st.caption("after it")


def sentences(app: AppTest) -> list[str]:
    return [one.value for one in app.caption]


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(controls)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_page_has_its_heading_its_part_and_its_settings_in_the_address() -> None:
    app = opened()
    assert not app.exception
    assert [one.value for one in app.title] == ["Pooling"]
    assert sentences(app) == ["2 pixels", "after it"]
    app.slider(key="moved").set_value(1).run()
    assert addresses.written(app) == {"moved": "1"}
    app.button(key="start_over").click().run()
    assert addresses.written(app) == {}


def test_an_error_in_a_part_is_a_sentence_and_the_rest_of_the_page_stands() -> None:
    app = opened(moved="4")
    assert not app.exception
    assert [one.value for one in app.error] == ["4 is too many."]
    assert sentences(app) == ["after it"]
    assert addresses.written(app) == {"moved": "4"}


def test_an_error_before_the_part_is_a_sentence_and_the_page_is_finished_without_it() -> None:
    app = opened(moved="1")
    app.session_state["bad"] = True
    app.run()
    assert not app.exception
    assert "This picture is none" in app.error[0].value
    assert addresses.written(app) == {}


def test_a_bug_surfaces() -> None:
    app = opened(moved="3")
    assert [one.value for one in app.exception]
    assert not app.error


def test_a_link_that_asks_for_what_is_not_here_is_told_so() -> None:
    app = opened(moved="9", sideways="1")
    (told,) = [one.value for one in app.warning]
    assert "moved = “9”, sideways = “1”" in told


def nested() -> None:
    """A page whose part has another in it, which has trouble as its slider says."""
    from cnnviz.errors import InputError  # noqa: PLC0415
    from cnnviz.ui import catalogue, page, widgets  # noqa: PLC0415

    @page.part
    def inner() -> None:
        if widgets.slider("inner", "Inside", 0, 8, 0) == 8:
            raise InputError("8 is too many.")

    @page.part
    def outer() -> None:
        widgets.slider("outer", "Outside", 0, 8, 0)
        inner()
        widgets.slider("below", "Below", 0, 8, 0)

    with page.opened(catalogue.POOLING):
        outer()


def test_a_part_in_a_part_keeps_its_settings_in_the_link_and_its_errors_to_itself() -> None:
    app = AppTest.from_function(nested)
    asked = {"outer": "1", "inner": "8", "below": "2"}
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert [one.value for one in app.error] == ["8 is too many."]
    assert not app.warning
    assert addresses.written(app) == asked
    app.slider(key="inner").set_value(3).run()
    assert not app.error
    assert addresses.written(app) == asked | {"inner": "3"}
    app.button(key="start_over").click().run()
    assert addresses.written(app) == {}


def test_two_visitors_share_no_page_that_streamlit_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def navigation(pages: dict[str, list[Any]], position: str) -> Any:
        given.append([one for section in pages.values() for one in section])
        return given[-1][0]

    monkeypatch.setattr(places, "known", functools.cache(lambda entry: SimpleNamespace(title=entry.title)))
    monkeypatch.setattr(access, "improve", lambda section: None)
    monkeypatch.setattr(st, "navigation", navigation)
    monkeypatch.setattr(st, "set_page_config", lambda **said: None)
    page.navigation(), page.navigation()
    first, second = given
    assert first == second
    assert [one.title for one in first] == [one.title for entries in catalogue.SECTIONS.values() for one in entries]
    assert not {id(one) for one in first} & {id(one) for one in second}
