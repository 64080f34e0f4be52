"""Where else images are matrices and weights are images (C28, C31, C33)."""

import streamlit as st

from cnnviz.nets import small
from cnnviz.ui import catalogue, links, page


def show() -> None:
    """A line for each, and the page that shows it."""
    st.header("From here", anchor=False)
    st.markdown(
        "An image is a matrix of numbers: that is what b and x are. A colour picture is three of them, one on the "
        "other, and a neuron that sees colour has three templates."
    )
    along = links.query_of(("image",))
    page.link(catalogue.STEPS, "**Your picture as a matrix**, number by number →", {"input": "picture", **along})
    page.link(catalogue.CHANNELS, "**Red, green and blue** as three stacked matrices →", {"colour": "rgb", **along})
    st.markdown(
        "Nobody has to draw templates: a network without a hidden layer has one for each class, and learns it. With a "
        "hidden layer, the first weights are still images; the second mix what those found, and no eye reads them."
    )
    page.link(
        catalogue.TRAIN,
        f"**{small.SMALL['logistic'].network().name}**: a template a class →",
        {"network": "logistic"},
    )
    page.link(catalogue.TRAIN, f"**{small.SMALL['dense'].network().name}** →", {"network": "dense"})
