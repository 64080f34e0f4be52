"""Gives Streamlit's own parts what they lack for those who use no mouse or no eyes, and brings pages back to a server
that was away; draws nothing."""

from cnnviz.ui import components

_access = components.declared(__file__)


def improve(section: str) -> None:
    """Call it once on every page, with the name of the section of the menu that it is in. A page that has its server
    again runs anew, and so tells it what its browser keeps."""
    _access(key="access", data={"section": section}, on_back_change=lambda: None)
