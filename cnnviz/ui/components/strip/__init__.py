"""On every page of a class's teacher but the board: what is done to all pages from there, and the way to the board."""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.ui import components

_strip = components.declared(__file__)


def strip(
    data: Mapping[str, Any], key: str, on_follow: Callable[[Mapping[str, Any]], None], on_board: Callable[[], None]
) -> None:
    """`data`: {"secret": the teacher's}. `on_follow` is called with {"on": whether all are to follow from now on},
    `on_board` when the board is to be shown. All else it tells the route itself."""
    _strip(
        key=key,
        data=dict(data),
        on_follow_change=components.passed_on(key, "follow", on_follow),
        on_board_change=components.passed_on(key, "board", lambda _: on_board()),
    )
