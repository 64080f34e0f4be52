"""Words: one meaning each, used the same way on every page."""

import streamlit as st

from cnnviz.figures.convolution import glossary, kernels
from cnnviz.ops import kernels as known
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.results import tables
from cnnviz.ui.told import facts


@page.part
def look_up() -> None:
    labels = {id: table.label for id, table in glossary.TABLES.items()}
    chosen = glossary.TABLES[widgets.segments("table", "Look up", labels)]
    st.markdown(chosen.sentence)
    tables.plain(chosen.rows())
    facts.tell("rows", f"the number of rows of the table “{chosen.label}”", len(chosen.rows()))


with page.opened(catalogue.WORDS):
    for title, words in glossary.GROUPS.items():
        panel = st.expander(title, expanded=words is glossary.CONVOLUTION)
        with panel.container(key=f"glossary_{title.split()[0].lower()}"):
            for id, word in words.items():
                with st.container(key=f"word_{id}"):
                    st.markdown(f"**{word.title}**: {word.meaning}")
    look_up()
    st.header("Kirsch: why eight masks", anchor=False)
    gallery.gallery(kernels.turns(known.kirsch_turns()), "blue-orange", "turns")
