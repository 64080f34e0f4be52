"""Deeper: what happens to a gradient on its way through many layers, and what normalising and shortcuts do to it."""

import streamlit as st

from cnnviz.figures import depth, normalising
from cnnviz.ui import caching, frame, links
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"

notes = frame.begin(frame.DEEPER)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    st.markdown(
        "Training changes each layer by what comes back to it from the loss: the gradient. Layers far from the loss "
        "get what all layers between have passed on. Here it is measured, from the last layer back to the first."
    )
    count = st.slider("Layers", 5, depth.MOST, step=5, **links.number("depth_layers", 5, depth.MOST, 30), width=420)
    measured = caching.gradients(count)
    st.plotly_chart(depth.figure(measured), key="gradients")
    st.markdown(depth.sentence(measured))
    st.caption(depth.HOW)
    with st.expander("What the lines are"):
        st.markdown("\n".join(f"- **{name}**: {kind.sentence}" for name, kind in depth.KINDS.items()))
    frame.finish(notes)


story()
st.subheader("Batch normalisation, seen", anchor=False)
before, after = caching.normalised()
st.markdown(normalising.sentence(before, after))
st.plotly_chart(normalising.histogram(before, after), key="histogram")
gallery.gallery((normalising.section(before, after),), PALETTE, "normalised")
st.table(normalising.table(before, after), border="horizontal")
