"""A picture with one row of it marked, and that row of it and of its maps as curves below, column for column."""

from cnnviz.ui import components

_one_row = components.declared(__file__)


def one_row(data: bytes, key: str, on_row: components.Use) -> None:
    """Show the picture packed in `data` (see figures/convolution/edges.py). `on_row` gets the row that somebody moved
    to: {"row"}, counted from 0."""
    on_change = components.passed_on(key, "row", lambda said: on_row(said) if said else None)
    _one_row(key=key, data=data, default={"row": {}}, on_row_change=on_change)
