"""The board of a class: its code, who is here, what is answered, and what a teacher does with it."""

from collections.abc import Mapping
from typing import Any

from cnnviz.ui import components

_board = components.declared(__file__)


def board(data: Mapping[str, Any], key: str) -> None:
    """`data`: {"secret": the teacher's, "join": the address to join by, as it is read out, "qr": the modules of its QR
    code as a path, "side": how many there are in a row, "pages": [[path, title]]}. What it shows it asks the route
    itself, so nothing crosses to the app."""
    _board(key=key, data=dict(data))
