"""The same idea in a sentence of text, on a page: three lines, and a word to move."""

import streamlit as st

from cnnviz.figures.why import in_text
from cnnviz.ops.compared import sentence
from cnnviz.ui import page, widgets
from cnnviz.ui.results import tables

# The word, the place that the weights know, and the one where it stands when the page opens.
WORD, FIRST, LATER = "great", 1, 4


@page.part
def show() -> None:
    """A word early or late, and what a filter and weights for each place answer."""
    st.markdown(in_text.LINES[0])
    place = widgets.place("word_place", f"Where “{WORD}” stands", len(sentence.WORDS) + 1, LATER, width=300)
    found = sentence.found(WORD, place, FIRST)
    tables.plain(in_text.strip(found))
    st.markdown(in_text.said(found, FIRST))
    for line in in_text.LINES[1:]:
        st.markdown(line)
