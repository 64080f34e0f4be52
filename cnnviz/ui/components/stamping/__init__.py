"""A transposed convolution, stamp by stamp: a view that is walked and pointed at in the browser alone."""

from cnnviz.ui import components

_stamping = components.declared(__file__)


def stamping(data: bytes, key: str) -> None:
    """Show the numbers packed in `data` (see figures/walk/stamping.py)."""
    _stamping(key=key, data=data)
