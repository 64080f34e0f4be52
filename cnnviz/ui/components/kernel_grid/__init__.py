"""An editable grid of kernel weights that speaks the kernel's text form (see ops/kernel_text.py)."""

from collections.abc import Callable

import streamlit as st

from cnnviz import limits
from cnnviz.ui import components

_grid = components.declared(__file__)


def kernel_grid(text: str, key: str, on_edit: Callable[[str], None]) -> None:
    """Show the kernel `text` for editing; `on_edit` is called with the text of every kernel made with it."""

    def edited() -> None:
        on_edit(str(st.session_state[key]["text"]))

    _grid(key=key, data={"text": text, "largest": limits.KERNEL_SIDE}, default={"text": text}, on_text_change=edited)
