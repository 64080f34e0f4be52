"""Sentences that hold somebody else's words, shown as they are."""

import re

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>$~:])")


def plain(text: str) -> str:
    """The text with nothing in it that Markdown would read as formatting, maths, an icon or a link."""
    return _MARKDOWN.sub(r"\\\1", text)


def explain(error: Exception | str, more: str = "") -> None:
    """Show why something the learner gave cannot be used."""
    st.error(plain(f"{error} {more}".strip()))
