"""A slider over places: counted from 1 where it is read, from 0 in links and code."""

import streamlit as st

from cnnviz.ui import links


def place(label: str, name: str, count: int, usual: int = 0, width: int = 180, why: str | None = None) -> int:
    """One of `count` places, 0 to count − 1, kept in the link under `name`."""
    keyed = links.number(name, 0, count - 1, usual)
    return int(st.select_slider(label, range(count), format_func=_counted, **keyed, width=width, help=why))


def _counted(place: int) -> str:
    return f"{place + 1:,}"
