"""Sections of pictures and number tables, drawn in the browser from one message."""

from cnnviz.figures import tiles
from cnnviz.ui import components

_gallery = components.declared(__file__)


def gallery(sections: tuple[tiles.Section, ...], palette: str, key: str) -> None:
    """Draw the sections; `palette` (of palettes.SIGNED) colours the signed maps."""
    _gallery(key=key, data=tiles.blob(sections, palette))
