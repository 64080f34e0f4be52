"""A layer as a net: a circle for each channel, an arrow for each slice of a filter; what is pointed at is computed."""

from cnnviz.ui import components

_layer_net = components.declared(__file__)


def layer_net(data: bytes, key: str) -> None:
    """Show the layer packed in `data` (see figures/circles/layer_net.py)."""
    _layer_net(key=key, data=data)
