"""Gives Streamlit's own parts what they lack for those who use no mouse or no eyes; draws nothing."""

from cnnviz.ui import components

_access = components.declared(__file__)


def improve(section: str) -> None:
    """Call it once on every page, with the name of the section of the menu that it is in."""
    _access(key="access", data={"section": section})
