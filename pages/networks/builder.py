"""Builder: stack layers like bricks and watch shapes, parameters, work and receptive field follow."""

import streamlit as st

from cnnviz.codegen import networks as code
from cnnviz.figures import architectures, bricks, diagrams
from cnnviz.nets import shapes, text, zoo
from cnnviz.ui import frame, links, network_source, run_network, segments, tables, words
from cnnviz.ui.components import bricks as builder
from cnnviz.ui.components import diagram

SOURCE = network_source.Source("net", {key: entry.network for key, entry in zoo.ENTRIES.items()})

notes = frame.begin(frame.BUILDER)


@st.fragment
def build() -> None:
    links.begin(links.EXPERIMENT)
    network = SOURCE.current()
    walk = shapes.walk(network)
    left, right = st.columns([1, 1.35], gap="medium")
    with left:
        SOURCE.menu({key: entry.title for key, entry in zoo.ENTRIES.items()})
        builder.bricks(bricks.data(network, walk, SOURCE.edition(), SOURCE.trouble()), "bricks", SOURCE.changed)
    with right:
        st.markdown(architectures.sentence(walk.records))
        if walk.problem:
            words.explain(walk.problem, "What comes before it stands.")
        diagram.diagram(diagrams.describe(network), "diagram")
        tables.table(architectures.rows(walk.records), "network")
        said = st.expander("The diagram in words", key="words", on_change="rerun")
        if said.open:
            said.code("\n".join(diagrams.sentences(network)), language=None, wrap_lines=True)
    st.subheader("Take it away", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Train this", type="primary"):
            frame.go(frame.TRAIN, run_network.training(network))
        described = text.to_json(network, indent=1)
        st.download_button("Network (JSON)", described, "network.json", "application/json", on_click="ignore")
        SOURCE.uploader()
    language = segments.segments("Copy as code", "network_language", code.LANGUAGES)
    st.caption(code.LANGUAGES[language].sentence)
    with frame.explained():
        st.code(code.LANGUAGES[language].source(network), language="python", height=360)
    frame.finish(notes)


build()
