"""One window through all channels as a small network, at the place that is pointed at."""

from cnnviz.ui import components

_pixel_net = components.declared(__file__)


def pixel_net(data: bytes, key: str) -> None:
    """Show the network packed in `data` (see figures/circles/pixel_net.py)."""
    _pixel_net(key=key, data=data)
