"""Take along, on the pages themselves: a file is made of what is in sight, and once."""

import functools

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui import catalogue
from cnnviz.ui.alone import composing, taking_along
from cnnviz.ui.course.now import Now
from tests.pages.conftest import Open


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What files were made, one after the other."""
    calls: list[str] = []

    def make(name: str, *_: object) -> bytes:
        calls.append(name)
        return str(calls).encode()

    for name in ("view", "standing", "lesson"):
        monkeypatch.setattr(composing, name, functools.partial(make, name))
    return calls


def unfolded(app: AppTest) -> AppTest:
    app.session_state[taking_along._MENU] = True
    return app.run()


def test_a_file_is_made_once_of_what_is_in_sight_and_anew_when_that_changes(opened: Open, made: list[str]) -> None:
    app = unfolded(opened(catalogue.DEEPER))
    app.run()
    assert made == ["view"]
    app.slider(key="depth_layers").set_value(20).run()
    assert not app.exception
    assert made == ["view", "view"]


@pytest.mark.parametrize(("one", "kind"), [(Now("pooling", 1), "lesson"), (Now("pooling", 8), "standing")])
def test_a_step_is_made_once_however_often_its_page_is_drawn(
    opened: Open, made: list[str], one: Now, kind: str
) -> None:
    app = unfolded(opened(one.entry, **one.query))
    app.run()
    assert made == [kind]


def test_the_menu_of_networks_tells_a_file_which_one_is_chosen(opened: Open) -> None:
    """As every control's, its default is its value."""
    menu = opened(catalogue.TRAIN, network="dense").selectbox(key="chosen network")
    assert menu.proto.options[menu.proto.default] == "One hidden layer, dense"
