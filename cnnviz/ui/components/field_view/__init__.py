"""What one unit sees: point at one in any layer, and its window is marked on each map before it and on the image."""

from cnnviz.ui import components

_field_view = components.declared(__file__)


def field_view(data: bytes, key: str, on_unit: components.Use) -> None:
    """Show the maps packed in `data` (see figures/networks/receptive_fields.py).

    `on_unit` gets the unit that somebody pinned: {"layer", "row", "column"}, layers counted from 1.
    """

    on_change = components.passed_on(key, "unit", lambda unit: on_unit(unit) if unit else None)
    _field_view(key=key, data=data, default={"unit": {}}, on_unit_change=on_change)
