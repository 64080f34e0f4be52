"""A filter as the block it is: turned by hand and slid through all planes of its input, one number at a time."""

from cnnviz.ui import components

_filter_block = components.declared(__file__)


def filter_block(data: bytes, key: str, on_place: components.Use) -> None:
    """Show the layer packed in `data` (see figures/walk/filter_blocks.py).

    `on_place` gets where the block came to rest, and as which filter: {"row", "column", "filter"}, counted from 0.
    """
    on_change = components.passed_on(key, "place", lambda place: on_place(place) if place else None)
    _filter_block(key=key, data=data, default={"place": {}}, on_place_change=on_change)
