"""cnnviz.ui.links.sessions on small pages: what one session leaves to the next."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests import addresses
from tests.ui.links.small_pages import call, opened, set_to, to


@pytest.fixture
def left() -> str:
    """What a session leaves with settings on two pages, a picture that goes along, and a guess."""
    app = set_to(opened(), stride=3, guess="b")
    set_to(to(app, "two"), picture="mine", flip=True)
    return str(call(app, "snapshot"))


def restored(left: str, **query: str) -> AppTest:
    """A session that began with nothing, or with a link, after its browser has told that."""
    app = to(opened(), "two", **query)
    call(app, "restore", left)
    return app.run()


def test_nothing_set_leaves_nothing() -> None:
    assert call(opened(), "snapshot") == ""


def test_all_pages_come_back_what_goes_along_and_what_no_link_names(left: str) -> None:
    app = restored(left)
    assert addresses.written(app) == {"picture": "mine", "flip": "true"}
    assert app.radio(key="guess").value == "b"
    assert addresses.written(to(app, "one")) == {"picture": "mine", "stride": "3"}
    assert addresses.written(to(app, "three")) == {"picture": "mine"}


def test_what_comes_back_is_left_again_word_for_word(left: str) -> None:
    app = to(restored(left), "one")
    assert json.loads(str(call(app, "snapshot")))["pages"]["two"] == json.loads(left)["pages"]["two"]
    assert call(restored(left), "snapshot") == left


def test_the_address_that_opened_the_page_has_the_last_word(left: str) -> None:
    app = restored(left, stride="2")
    assert addresses.written(app) == {"stride": "2"}
    assert addresses.written(to(app, "one")) == {"picture": "mine", "stride": "3"}


def test_what_was_set_meanwhile_stays(left: str) -> None:
    app = set_to(to(opened(), "two"), stride=5)
    call(app, "restore", left)
    assert addresses.written(app.run()) == {"picture": "mine", "stride": "5", "flip": "true"}


def test_it_comes_back_once_and_can_be_changed_then(left: str) -> None:
    app = set_to(restored(left), flip=False)
    assert addresses.written(app.run()) == {"picture": "mine"}
    assert addresses.written(to(to(app, "one"), "two")) == {"picture": "mine"}


def test_starting_over_forgets_what_an_earlier_session_left(left: str) -> None:
    app = restored(left)
    app.button(key="over").click().run()
    assert addresses.written(app) == {"picture": "mine"}
    assert app.radio(key="guess").value is None
    assert "chosen" in json.loads(str(call(app, "snapshot")))
    assert "b" not in json.loads(str(call(app, "snapshot")))["chosen"].values()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "null",
        '{"pages": 1, "along": {}}',
        '{"pages": {"two": 3}, "along": {}}',
        '{"pages": {"two": {"stride": 3, "picture": "nobody", "flip": "x"}}, "along": {"picture": 7}}',
        "[" * 5000,
    ],
)
def test_what_is_no_such_text_is_nothing(text: str) -> None:
    app = restored(text)
    assert not app.exception
    assert addresses.written(app) == {}
