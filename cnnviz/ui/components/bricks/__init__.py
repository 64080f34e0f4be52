"""A network to build with: bricks to add, move, double, remove and change, with undo."""

from collections.abc import Mapping
from typing import Any

from cnnviz.ui import components

_bricks = components.declared(__file__)


def bricks(data: Mapping[str, Any], key: str, on_change: components.Use) -> None:
    """Show the network in `data` (see figures/networks/builder.py); `on_change` gets {"edition", "text"}: its JSON."""
    _bricks(
        key=key,
        data=dict(data),
        default={"network": {}},
        on_network_change=components.passed_on(key, "network", on_change),
    )
