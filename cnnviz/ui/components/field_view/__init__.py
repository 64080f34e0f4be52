"""What one unit sees: point at one in any layer, and its window is marked on each map before it and on the image."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from cnnviz.ui import components

_field_view = components.declared(__file__)


def field_view(data: bytes, key: str, on_unit: Callable[[Mapping[str, Any]], None]) -> None:
    """Show the maps packed in `data` (see figures/fields.py).

    `on_unit` gets the unit that somebody pinned: {"layer", "row", "column"}, layers counted from 1.
    """

    def told() -> None:
        said = st.session_state[key]["unit"]
        if isinstance(said, Mapping) and said:
            on_unit(said)

    _field_view(key=key, data=data, default={"unit": {}}, on_unit_change=told)
