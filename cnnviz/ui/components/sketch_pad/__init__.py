"""A pad to draw on, which also takes a picture pasted anywhere on the page."""

import base64
import binascii
from collections.abc import Callable

import streamlit as st

from cnnviz.images import drawing
from cnnviz.ui import components

_pad = components.declared(__file__)


def sketch_pad(key: str, largest: int, on_draw: Callable[[bytes], None], on_paste: Callable[[bytes], None]) -> None:
    """Show the pad. `on_draw` gets drawing.SIDE² bytes of grey after every stroke, `on_paste` a pasted picture's file
    of at most `largest` bytes."""

    def sent(name: str, use: Callable[[bytes], None]) -> Callable[[], None]:
        def call() -> None:
            try:
                use(base64.b64decode(str(st.session_state[key][name]), validate=True))
            except binascii.Error:
                use(b"")  # what no pad of ours sends is explained like any other file that cannot be read

        return call

    _pad(
        key=key,
        data={"side": drawing.SIDE, "largest": largest},
        default={"drawing": ""},
        on_drawing_change=sent("drawing", on_draw),
        on_pasted_change=sent("pasted", on_paste),
    )
