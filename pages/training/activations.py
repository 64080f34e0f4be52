"""Activations and dropout: what is done to every number between the layers, and which numbers are left out."""

import streamlit as st

from cnnviz.figures.training import dropout
from cnnviz.ui import catalogue, page
from cnnviz.ui.learning import activation, dropping

LOGITS = (2.0, 1.0, 0.0, -1.0)


@page.part
def story() -> None:
    with st.container(key="functions"):
        name = activation.function()
        activation.curve(name)
        maps = activation.maps(name)
    with st.container(key="softmax"):
        st.header("Softmax: from logits to probabilities", anchor=False)
        activation.softmax(LOGITS)
    with st.container(key="dropout_part"):
        st.header("Dropout", anchor=False)
        with st.container(key="dropout_plainly"):
            st.markdown(dropout.PLAINLY)
        dropping.out(maps)


with page.opened(catalogue.ACTIVATIONS):
    story()
