"""The patches that a channel answers to, in groups, and the way from channel to channel."""

from collections.abc import Mapping
from typing import Any

from cnnviz.ui import components

_patches = components.declared(__file__)


def patches(data: Mapping[str, Any], key: str, on_go: components.Use, on_open: components.Use) -> None:
    """Show them (see figures/looks/groups): `data` holds "channel" of "count", both from 1, what one is called
    ("word"), "names" where those are classes, and "groups".

    `on_go` gets {"channel": from 1}, `on_open` {"image": a sample, "unit": row and column from 1, 0 for none}.
    """
    _patches(
        key=key,
        data=dict(data),
        on_channel_change=components.passed_on(key, "channel", on_go),
        on_open_change=components.passed_on(key, "open", on_open),
    )
