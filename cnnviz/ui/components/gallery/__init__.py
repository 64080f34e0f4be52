"""Sections of pictures and number tables, drawn in the browser from one message."""

from pathlib import Path

import streamlit as st

from cnnviz.figures import tiles

_HERE = Path(__file__).parent
_gallery = st.components.v2.component(
    "cnnviz_gallery",
    html='<div class="gallery"></div>',
    css=(_HERE / "gallery.css").read_text(encoding="utf-8"),
    js=(_HERE / "gallery.mjs").read_text(encoding="utf-8"),
)


def gallery(sections: tuple[tiles.Section, ...], palette: str, key: str) -> None:
    """Draw the sections; `palette` (of palettes.SIGNED) colours the signed maps."""
    _gallery(key=key, data=tiles.blob(sections, palette))
