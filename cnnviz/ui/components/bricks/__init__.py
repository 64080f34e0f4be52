"""A network to build with: bricks to add, move, double, remove and change, with undo."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from cnnviz.ui import components

_bricks = components.declared(__file__)


def bricks(data: Mapping[str, Any], key: str, on_change: Callable[[Mapping[str, Any]], None]) -> None:
    """Show the network packed in `data` (see figures/bricks.py); `on_change` gets {"edition", "text"}: its JSON."""

    def changed() -> None:
        said = st.session_state[key]["network"]
        if isinstance(said, Mapping):
            on_change(said)

    _bricks(key=key, data=dict(data), default={"network": {}}, on_network_change=changed)
