"""A network drawn for reading: slabs along the flow, branches side by side, shortcuts as arcs, blocks that fold."""

from collections.abc import Callable
from typing import Any

from cnnviz.ui import components

_diagram = components.declared(__file__)


def diagram(
    network_description: dict[str, Any], key: str, on_pick: Callable[[str], None] | None = None, picked: str = ""
) -> None:
    """Draw a network described by figures.networks.diagrams; the layer of path `picked` is outlined.

    `on_pick` gets the path of a layer that somebody clicks: 4.branch2.0, or "input". Without it nothing is sent.
    """

    def pick() -> None:
        path = components.sent(key, "pick")
        if on_pick is not None and isinstance(path, str):
            on_pick(path)

    data = {"network": network_description, "picked": picked, "pickable": on_pick is not None}
    _diagram(key=key, data=data, on_pick_change=pick)
