"""The same object at another place: dragged over a field, filtered and pooled at every step, in the browser alone."""

from cnnviz.ui import components

_same_object = components.declared(__file__)


def same_object(data: bytes, key: str, on_place: components.Use) -> None:
    """Show the scene packed in `data` (see figures/why/same_object.py).

    `on_place` gets where it came to rest: {"down", "right"}, in pixels from its first place.
    """

    on_change = components.passed_on(key, "place", lambda place: on_place(place) if place else None)
    _same_object(key=key, data=data, default={"place": {}}, on_place_change=on_change)
