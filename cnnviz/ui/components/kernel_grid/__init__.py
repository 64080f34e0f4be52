"""An editable grid of kernel weights that speaks the kernel's text form (see ops/kernel_text.py)."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from cnnviz import limits

_HERE = Path(__file__).parent
_grid = st.components.v2.component(
    "cnnviz_kernel_grid",
    html='<div class="editor"></div>',
    css=(_HERE / "kernel_grid.css").read_text(encoding="utf-8"),
    js=(_HERE / "kernel_grid.mjs").read_text(encoding="utf-8"),
)


def kernel_grid(text: str, key: str, on_edit: Callable[[str], None]) -> None:
    """Show the kernel `text` for editing; `on_edit` is called with the text of every kernel made with it."""

    def edited() -> None:
        on_edit(str(st.session_state[key]["text"]))

    _grid(key=key, data={"text": text, "largest": limits.KERNEL_SIDE}, default={"text": text}, on_text_change=edited)
