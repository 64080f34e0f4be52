"""Builder: stack layers like bricks and watch shapes, parameters, work and receptive field follow."""

import streamlit as st

from cnnviz.figures.networks import architectures, diagrams
from cnnviz.nets import zoo
from cnnviz.ui import caching, catalogue, chosen_network, page, words
from cnnviz.ui.components import bricks, diagram
from cnnviz.ui.course import veil
from cnnviz.ui.networks import take_away
from cnnviz.ui.results import tables

NETWORK = chosen_network.ChosenNetwork("net", {key: entry.network for key, entry in zoo.ENTRIES.items()})


@page.part
def build() -> None:
    network = NETWORK.current()
    read = caching.read(network)
    left, right = st.columns([1, 1.5], gap="medium")
    with left:
        NETWORK.menu({key: entry.title for key, entry in zoo.ENTRIES.items()})
        now = {"edition": NETWORK.edition(), "trouble": NETWORK.trouble()}
        # While a lesson asks for them, counts are not read aloud at a change.
        untold = {"words": ""} if veil.is_closed() else {}
        bricks.bricks(read.bricks | untold | now, "bricks", NETWORK.changed)
    with right:
        with st.container(key="net_counts"):
            st.markdown(architectures.sentence(read.walk.records))
        if read.walk.problem:
            words.explain(read.walk.problem, "What comes before it stands.")
        shown = diagrams.without_counts(read.described) if veil.is_closed() else read.described
        diagram.diagram(shown, "diagram")
        said = st.expander("The diagram in words", key="words", on_change="rerun")
        if said.open:
            said.code("\n".join(diagrams.sentences(read.described)), language=None, wrap_lines=True)
    layers = st.expander("Layer by layer, as a table", key="each_layer", on_change="rerun")
    # What draws it is a fifth of a megabyte.
    if layers.open:
        with layers:
            tables.table(read.rows, "network")
    st.header("Take it away", anchor=False)
    take_away.controls(network, NETWORK)


with page.opened(catalogue.BUILDER):
    build()
