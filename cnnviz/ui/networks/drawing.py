"""A network drawn on a page: what it comes to, its diagram, and the diagram in words."""

import streamlit as st

from cnnviz.figures.networks import architectures, diagrams
from cnnviz.ui import words
from cnnviz.ui.components import diagram
from cnnviz.ui.course import veil
from cnnviz.ui.results import reading


def show(read: reading.Reading) -> None:
    """All of it; its counts are not told while a lesson asks."""
    with st.container(key="net_counts"):
        st.markdown(architectures.sentence(read.walk.records))
    if read.walk.problem:
        words.explain(read.walk.problem, "What comes before it stands.")
    diagram.diagram(diagrams.without_counts(read.described) if veil.is_closed() else read.described, "diagram")
    said = st.expander("The diagram in words", key="words", on_change="rerun")
    if said.open:
        said.code("\n".join(diagrams.sentences(read.described)), language=None, wrap_lines=True)
