"""Words: one meaning each, used the same way on every page."""

import streamlit as st

from cnnviz.figures.convolution import glossary, kernels
from cnnviz.ops import kernels as known
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.results import tables


@page.part
def look_up() -> None:
    labels = {id: table.label for id, table in glossary.TABLES.items()}
    chosen = glossary.TABLES[widgets.segments("table", "Look up", labels)]
    st.markdown(chosen.sentence)
    tables.plain(chosen.rows())


with page.opened(catalogue.WORDS):
    with st.container(key="words"):
        st.markdown("\n\n".join(f"**{title}**: {meaning}" for title, meaning in glossary.WORDS.items()))
    look_up()
    st.header("Kirsch: why eight masks", anchor=False)
    gallery.gallery(kernels.turns(known.kirsch_turns()), "blue-orange", "turns")
