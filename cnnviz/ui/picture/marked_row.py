"""The row of the picture that is marked on it: somebody moved it there, and the link holds it, counted from 1."""

from collections.abc import Mapping
from typing import Any

from cnnviz import limits
from cnnviz.ui import links, widgets

_NAME = "curve_row"


def current(rows: int) -> int:
    """The marked row of so many, from 0: the middle one until somebody moves it, the last where there are fewer."""
    row = widgets.hidden_number(_NAME, 0, limits.MAX_SIDE, 0)
    return min(row, rows) - 1 if row else rows // 2


def move(said: Mapping[str, Any]) -> None:
    """Take over the row that a component says, as far as it can be one; for callbacks."""
    if type(row := said.get("row")) is int and 0 <= row < limits.MAX_SIDE:
        links.put(_NAME, row + 1)
