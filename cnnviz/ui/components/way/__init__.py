"""A picture's way through a network: stations with wires, all maps of a layer, one unit and its sum."""

from cnnviz.ui import components

_way = components.declared(__file__)


def way(data: bytes, key: str, on_go: components.Use) -> None:
    """Show the view packed in `data` (see figures/way).

    `on_go` gets where somebody wants to go: {"at": a layer's path, "map": counted from 1, 0 for none, "row", "column":
    of a unit, from 1, 0 for the largest}.
    """
    _way(key=key, data=data, on_go_change=components.passed_on(key, "go", on_go))
