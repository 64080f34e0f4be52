"""Sentences that hold somebody else's words, shown as they are."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from cnnviz.errors import InputError

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>$~:&])")
# At the start of a line: a numbered list, a list with dashes, a line under a heading.
_LINE = re.compile(r"^([ \t]*\d*)(\.|[-=])", re.MULTILINE)


def plain(text: str) -> str:
    """The text with nothing in it that Markdown would read as formatting, maths, a list, an icon or a link."""
    return _LINE.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", text))


def explain(error: Exception | str, more: str = "") -> None:
    """Show why something the learner gave cannot be used."""
    st.error(plain(f"{error} {more}".strip()))


@contextmanager
def explained() -> Iterator[None]:
    """Shows an InputError as its sentence; everything else is a bug and surfaces."""
    try:
        yield
    except InputError as error:
        explain(error)
