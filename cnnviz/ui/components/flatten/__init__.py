"""Maps and the vector that Flatten makes of them: a cell of one lights its place in the other, and its weights."""

from cnnviz.ui import components

_flatten = components.declared(__file__)


def flatten(data: bytes, key: str, on_unit: components.Use) -> None:
    """Show the maps packed in `data` (see figures/networks/flattening.py). `on_unit` gets the unit that somebody chose:
    {"unit"}, counted from 0."""
    on_change = components.passed_on(key, "unit", lambda said: on_unit(said) if said else None)
    _flatten(key=key, data=data, default={"unit": {}}, on_unit_change=on_change)
