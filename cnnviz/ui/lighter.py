"""What Streamlit works out anew whenever a page is drawn, although it comes out the same: once, or only what is asked.

A class that changes something once a second has pages drawn by the dozen each second, one after the other. A tenth of
what that takes was spent on Streamlit's colours and fonts, which are told each time, and as much on pages with many
controls on the values of all of them, which each control had read to know one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.state.safe_session_state import SafeSessionState

Fill = Callable[[CustomThemeConfig, str], None]
_ALL: Callable[[SafeSessionState], dict[str, Any]] = SafeSessionState.filtered_state.fget  # type: ignore[attr-defined]


def lighten() -> None:
    """For this process, from here on; call it before the first visitor."""
    app_session._populate_theme_msg = Looks(app_session._populate_theme_msg)  # type: ignore[assignment]
    SafeSessionState.filtered_state = property(Values)  # type: ignore[assignment]


class Looks:
    """Fills a message with a section of the settings of Streamlit's look, which stay as they were at the first one."""

    def __init__(self, fill: Fill) -> None:
        self._fill = fill
        self._known: dict[str, CustomThemeConfig] = {}

    def __call__(self, message: CustomThemeConfig, section: str = "theme") -> None:
        known = self._known.get(section)
        if known is None:
            self._fill(known := CustomThemeConfig(), section)
            self._known[section] = known
        # Of a section that says nothing, nothing is sent.
        if known.ByteSize():
            message.MergeFrom(known)


class Values(Mapping[str, Any]):
    """The values of a session by the keys of its widgets and of what else it holds, each read when it is asked for."""

    def __init__(self, state: SafeSessionState) -> None:
        self._safe = state

    def __getitem__(self, key: str) -> Any:
        with self._safe._lock:
            return self._safe._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_ALL(self._safe))

    def __len__(self) -> int:
        return len(_ALL(self._safe))
