"""Sections of pictures and number tables, drawn in the browser from one message."""

from collections.abc import Callable

import streamlit as st

from cnnviz.figures import tiles
from cnnviz.ui import components

_gallery = components.declared(__file__)


def gallery(
    sections: tuple[tiles.Section, ...], palette: str, key: str, on_open: Callable[[str], None] | None = None
) -> None:
    """Draw the sections; `palette` (of palettes.SIGNED) colours the signed maps. `on_open` is told what somebody wants
    to explore."""

    def opened() -> None:
        if on_open is not None:
            on_open(str(st.session_state[key]["open"]))

    _gallery(key=key, data=tiles.blob(sections, palette), on_open_change=opened)
