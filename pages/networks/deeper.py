"""Deeper: what happens to a gradient on its way through many layers, and what normalising and shortcuts do to it."""

import streamlit as st

from cnnviz.figures.networks import depth, normalisation
from cnnviz.images import samples
from cnnviz.nets.inside import gradients
from cnnviz.ui import caching, catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.results import charts, tables
from cnnviz.ui.told import facts

PALETTE = "blue-orange"


@page.part
def story() -> None:
    st.markdown(
        "Training changes each layer by what comes back to it from the loss: the gradient. Layers far from the loss "
        "get what all layers between have passed on. Here it is measured, from the last layer back to the first."
    )
    left, right = st.columns([2, 1], gap="medium")
    with left:
        count = widgets.slider("depth_layers", "Layers", 5, gradients.MOST, 30, step=5, width=420)
        measured = caching.gradient_lengths(count)
        reached = {name: float(values[0]) for name, values in measured.items()}
        named = {name: name for name in reached}
        label = "the kind of stack whose first layer gets the largest gradient"
        facts.tell("reached", label, reached, named, ("gradients_drawn", "gradients_told"))
        facts.tell("depth", "the number of layers", count)
        with st.container(key="gradients_drawn"):
            charts.chart(depth.figure(measured), "gradients", "The gradients")
    with right, st.container(key="gradients_told"):
        st.markdown(depth.sentence(measured))
        with st.expander("What the lines are"):
            st.markdown("\n".join(f"- **{name}**: {kind.sentence}" for name, kind in gradients.KINDS.items()))
    with st.container(key="depth_how"):
        st.caption(depth.how(len(samples.VARIED)))


with page.opened(catalogue.DEEPER):
    with st.container(key="depth"):
        story()
    st.header("Batch normalisation, seen", anchor=False)
    seen = caching.normalised()
    spread, maps = st.columns([1.25, 1], gap="medium")
    with spread:
        with st.container(key="normalised_told"):
            st.markdown(normalisation.sentence(seen))
        with st.container(key="normalised_drawn"):
            charts.chart(normalisation.histogram(seen), "histogram", "How the numbers are spread")
            tables.plain(normalisation.table(seen))
    with maps:
        gallery.gallery((normalisation.section(seen),), PALETTE, "normalised")
