"""cnnviz.ui.lighter: what Streamlit works out once is what it would work out anew."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from cnnviz.ui import lighter

SECTIONS = ("theme", *(f"theme.{one.value}" for one in config.CustomThemeCategories))


@pytest.fixture
def session() -> SafeSessionState:
    held = SafeSessionState(SessionState(), lambda: None)
    held["kernel"], held["nothing"] = "sobel-x", None
    return held


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_of_the_look_is_told_whole_each_time(section: str) -> None:
    own, looks = CustomThemeConfig(), lighter.Looks(app_session._populate_theme_msg)
    app_session._populate_theme_msg(own, section)
    for _ in range(2):
        told = CustomThemeConfig()
        looks(told, section)
        assert told == own


def test_the_look_is_read_once() -> None:
    read = list[str]()

    def fill(message: CustomThemeConfig, section: str) -> None:
        read.append(section)
        message.primary_color = f"#{len(read)}"

    looks, told = lighter.Looks(fill), [CustomThemeConfig() for _ in range(3)]
    for one in told:
        looks(one)
    assert read == ["theme"]
    assert {one.primary_color for one in told} == {"#1"}


def test_a_section_without_settings_is_not_sent() -> None:
    whole = CustomThemeConfig()
    lighter.Looks(lambda message, section: None)(whole.sidebar, "theme.sidebar")
    assert not whole.HasField("sidebar")


def test_the_values_of_a_session_are_those_that_streamlit_tells(session: SafeSessionState) -> None:
    found = lighter.Values(session)
    assert dict(found) == session.filtered_state == {"kernel": "sobel-x", "nothing": None}
    assert ("kernel" in found, "nothing" in found, "stride" in found) == (True, True, False)
    with pytest.raises(KeyError):
        found["stride"]


def test_to_know_one_value_no_other_is_read(session: SafeSessionState, monkeypatch: pytest.MonkeyPatch) -> None:
    read, own = list[str](), SessionState.__getitem__

    def noted(state: SessionState, key: str) -> object:
        read.append(key)
        return own(state, key)

    monkeypatch.setattr(SessionState, "__getitem__", noted)
    assert lighter.Values(session)["kernel"] == "sobel-x"
    assert read == ["kernel"]


def test_the_server_has_both(monkeypatch: pytest.MonkeyPatch, session: SafeSessionState) -> None:
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.setattr(SafeSessionState, "filtered_state", SafeSessionState.filtered_state)
    lighter.lighten()
    assert isinstance(app_session._populate_theme_msg, lighter.Looks)
    assert isinstance(session.filtered_state, lighter.Values)
