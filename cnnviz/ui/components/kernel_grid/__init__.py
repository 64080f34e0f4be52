"""An editable grid of kernel weights that speaks the kernel's text form (see ops/kernel_text)."""

from collections.abc import Callable

import streamlit as st

from cnnviz import limits
from cnnviz.ui import components

_grid = components.declared(__file__)

Told = Callable[[str], None]


def kernel_grid(text: str, key: str, on_edit: Told, on_paste: Told, refused: str = "") -> None:
    """Show the kernel `text` for editing. `on_edit` is called with the text of every kernel made with it, `on_paste`
    with a block pasted into it, in whatever notation; `refused` says why the last one was not taken."""

    def told(name: str, use: Told) -> Callable[[], None]:
        return lambda: use(str(st.session_state[key][name]))

    _grid(
        key=key,
        data={"text": text, "largest": limits.KERNEL_SIDE, "refused": refused},
        default={"text": text},
        on_text_change=told("text", on_edit),
        on_pasted_change=told("pasted", on_paste),
    )
