"""A pad to draw on."""

import base64
import binascii
from collections.abc import Callable

from cnnviz.images import drawing
from cnnviz.ui import components

_pad = components.declared(__file__)


def sketch_pad(key: str, on_draw: Callable[[bytes], None]) -> None:
    """Show the pad. `on_draw` gets drawing.SIDE² bytes of grey after every stroke."""

    def drawn() -> None:
        if (drawing_sent := components.sent(key, "drawing")) is None:
            return
        try:
            on_draw(base64.b64decode(str(drawing_sent), validate=True))
        except binascii.Error:
            on_draw(b"")  # what no pad of ours sends is explained like any other drawing that cannot be read

    _pad(key=key, data={"side": drawing.SIDE}, default={"drawing": ""}, on_drawing_change=drawn)
