"""Architectures: from LeNet-5 to Inception-ResNet, each as the answer to a problem of the one before."""

import streamlit as st

from cnnviz.figures import architectures, diagrams, growth, imagenet
from cnnviz.nets import zoo
from cnnviz.ui import caching, frame, links, tables
from cnnviz.ui.components import diagram

NONE = "none"
TITLES = {entry.title: key for key, entry in zoo.ENTRIES.items()}

notes = frame.begin(frame.ARCHITECTURES)


def one(key: str) -> None:
    entry, records = zoo.ENTRIES[key], caching.records(key)
    for paragraph in architectures.story(entry):
        st.markdown(paragraph)
    st.markdown(architectures.sentence(records))
    diagram.diagram(caching.described(key), f"diagram {key}")
    st.caption("Where its parameters and its work sit:")
    st.plotly_chart(architectures.bars(records), key=f"bars {key}")
    st.caption("How much of the image one unit sees, layer by layer:")
    st.plotly_chart(growth.figure(architectures.top(records)), key=f"growth {key}")
    layers = st.expander("Every layer as a table", key=f"layers {key}", on_change="rerun")
    said = st.expander("The diagram in words", key=f"words {key}", on_change="rerun")
    # Folded away they cost nothing: the largest network has hundreds of layers.
    if layers.open:
        with layers:
            tables.table(architectures.rows(records), key)
    if said.open:
        with said:
            st.code("\n".join(diagrams.sentences(entry.network())), language=None, wrap_lines=True)
    frame.link(frame.BUILDER, "**Open in the builder** →", {"net": key})


def told() -> None:
    if (key := st.session_state["era"]) is not None:
        links.put("first", zoo.ENTRIES[key].title)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    st.pills(
        "The story, from problem to fix",
        architectures.STORY,
        format_func=lambda key: f"{zoo.ENTRIES[key].year} · {zoo.ENTRIES[key].title}",
        **links.passing("era"),
        on_change=told,
    )
    with st.container(horizontal=True):
        first = st.selectbox("Network", list(TITLES), **links.choice("first", TITLES, zoo.ENTRIES["lenet-5"].title))
        second = st.selectbox("Beside it", [NONE, *TITLES], **links.choice("second", [NONE, *TITLES], NONE))
    shown = [first] if second in (NONE, first) else [first, second]
    for column, title in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
        with column:
            one(TITLES[title])
    frame.finish(notes)


story()
st.subheader("The story in one table", anchor=False)
st.table(architectures.timeline(), border="horizontal")
st.subheader("All of them", anchor=False)
known = caching.all_totals()
st.plotly_chart(architectures.chart(known), key="chart")
st.caption("Area of a circle: parameters. Accuracies are published ones; each network's source is in the table.")
tables.table(architectures.compared(known), "networks")
st.subheader("ImageNet, year by year", anchor=False)
st.markdown(imagenet.sentence())
st.plotly_chart(imagenet.figure(), key="imagenet")
st.caption(f"{imagenet.SOURCE} {imagenet.CAUTION}")
steps, uses = st.columns(2, gap="medium")
with steps:
    st.subheader("What they have in common", anchor=False)
    for number, part in enumerate(imagenet.PIPELINE, start=1):
        st.markdown(f"{number}. **{part.title}.** {part.sentence}")
with uses:
    st.subheader("Where they are used", anchor=False)
    for use in imagenet.USES:
        st.markdown(f"- **{use.title}** {use.sentence}")
