"""A kernel that slides along depth, rows and columns of a stack: walked and pointed at in the browser alone."""

from cnnviz.ui import components

_volume = components.declared(__file__)


def volume(data: bytes, key: str) -> None:
    """Show the stack and the kernel packed in `data` (see figures/walk/volumes.py)."""
    _volume(key=key, data=data)
