"""Filters as small pictures, of which one is chosen; with a bar over each where something was measured of it."""

from collections.abc import Callable

from cnnviz.ui import components

_choice = components.declared(__file__)


def filter_choice(data: bytes, key: str, on_choose: Callable[[int], None]) -> None:
    """Show the filters packed in `data` (see figures/operate/filters.py); `on_choose` gets the channel, from 0, of the
    one that is chosen."""

    def told() -> None:
        if type(channel := components.sent(key, "chosen")) is int and channel >= 0:
            on_choose(channel)

    _choice(key=key, data=data, on_chosen_change=told)
