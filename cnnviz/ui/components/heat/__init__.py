"""Heat over pictures: what is not negative, drawn as the strength of a colour over the picture that it belongs to."""

from cnnviz.ui import components

_heat = components.declared(__file__)


def heat(data: bytes, key: str) -> None:
    """Show the pictures packed in `data` (see figures/why/listening.py)."""
    _heat(key=key, data=data)
