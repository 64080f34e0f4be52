"""The pages as Streamlit knows them, and the ways to them."""

import functools
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from cnnviz.ui import catalogue, links

ROOT = Path(__file__).parents[2]


@functools.cache
def known(entry: catalogue.Entry) -> StreamlitPage:
    """A page as Streamlit knows it, made once: to make one is to look for its file, folder by folder, and a visitor's
    every change needs them all."""
    return st.Page(ROOT / entry.script, title=entry.title, url_path=entry.path, default=entry is catalogue.HOME)


def link(entry: catalogue.Entry, label: str, query: Mapping[str, str] | None = None, alone: bool = False) -> None:
    """A link to a page, with settings if given: then the learner's own picture goes along, unless they name another, or
    the link is to lead to its own settings `alone`."""
    st.page_link(known(entry), label=label, query_params=query if alone else query and links.with_along(query))


def go(entry: catalogue.Entry, query: Mapping[str, str] | None = None, alone: bool = False) -> None:
    """Show another page, with settings if given, as a link to it does; `alone`, with nothing of the learner's."""
    st.switch_page(known(entry), query_params=query if alone else query and links.with_along(query))
