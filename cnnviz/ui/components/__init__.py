"""Components: a folder each, with one typed wrapper, one JavaScript module and one style sheet of the same name."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


def declared(wrapper: str) -> ComponentRenderer:
    """The component of the folder that the file `wrapper` stands in; its root element has that name as class."""
    folder = Path(wrapper).parent
    style, script = (folder / f"{folder.name}{ending}" for ending in (".css", ".mjs"))
    return st.components.v2.component(
        f"cnnviz_{folder.name}",
        html=f'<div class="{folder.name}"></div>',
        css=style.read_text(encoding="utf-8"),
        js=script.read_text(encoding="utf-8"),
    )
