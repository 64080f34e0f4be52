"""One network of the story on a page: what it fixed, its diagram, where its parameters sit, its layers."""

import streamlit as st

from cnnviz.figures.networks import architectures, diagrams, growth
from cnnviz.nets import zoo
from cnnviz.ui import caching, catalogue, links, page
from cnnviz.ui.components import diagram
from cnnviz.ui.course import veil
from cnnviz.ui.results import charts, tables

# The key of the story's menu.
_ERA = "era"


def story(name: str) -> None:
    """The networks in the order of their years: one that is taken becomes the choice called `name`."""

    def taken() -> None:
        if (key := st.session_state[_ERA]) is not None:
            links.put(name, key)

    st.pills(
        "The story, from problem to fix",
        architectures.STORY,
        # In one line on a desk: what a name is also called stands with its network.
        format_func=lambda key: f"{zoo.ENTRIES[key].year} · {zoo.ENTRIES[key].title.partition(' (')[0]}",
        **links.unlinked(_ERA),
        on_change=taken,
    )


def show(key: str, place: str) -> None:
    """Everything about the network of this key; the keys of its parts end with the `place` where it stands."""
    entry, described = zoo.ENTRIES[key], caching.described(key)
    with st.container(key=f"counts_{place}"):
        st.markdown(f"**{entry.title}**: {architectures.sentence(caching.records(key))}")
    diagram.diagram(diagrams.without_counts(described) if veil.is_closed() else described, f"diagram {key}")
    with st.container(key=f"about_{place}"):
        for paragraph in architectures.story(entry):
            st.markdown(paragraph)
    with st.container(key=f"layers_{place}"):
        _layers(key)
    page.link(catalogue.BUILDER, "**Open in the builder** →", {"net": key})


def _layers(key: str) -> None:
    """Where parameters and work sit, and every layer."""
    records = caching.records(key)
    st.caption("Where its parameters and its work sit:")
    charts.chart(architectures.bars(records), f"bars {key}", "Shares of each layer")
    sees = st.expander("How much of the image one unit sees", key=f"sees {key}", on_change="rerun")
    layers = st.expander("Every layer as a table", key=f"layers {key}", on_change="rerun")
    sentences = st.expander("The diagram in words", key=f"words {key}", on_change="rerun")
    # Folded away they cost nothing: the largest network has hundreds of layers.
    if sees.open:
        with sees:
            charts.chart(growth.figure(architectures.top(records)), f"growth {key}", "The growing receptive field")
    if layers.open:
        with layers:
            tables.table(architectures.rows(records), key)
    if sentences.open:
        with sentences:
            st.code("\n".join(diagrams.sentences(caching.described(key))), language=None, wrap_lines=True)
