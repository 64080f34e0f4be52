"""A patch that covers a part of a picture: dragged over it, from place to place, with what a network says of each."""

from cnnviz.ui import components

_cover = components.declared(__file__)


def cover(data: bytes, key: str) -> None:
    """Show the picture and the places packed in `data` (see figures/where/covering.py)."""
    _cover(key=key, data=data)
