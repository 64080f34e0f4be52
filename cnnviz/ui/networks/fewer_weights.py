"""The same receptive field for fewer weights, on a page: small filters stacked, and the 1 × 1 bottleneck."""

import streamlit as st

from cnnviz.figures.networks import stacking
from cnnviz.nets.inside import stacks
from cnnviz.ui import page, widgets
from cnnviz.ui.results import tables

CHANNELS = (16, 64, 256)


@page.part
def show() -> None:
    """Both, compared with the layer that sees as much."""
    st.header("Small filters, stacked", anchor=False)
    channels = widgets.select_slider("channels", "Maps in and out, C", CHANNELS, 64, width=320)
    for count, column in zip((2, 3), st.container(key="stacked").columns(2, gap="medium"), strict=True):
        with column:
            compared = stacks.stacked(count, channels)
            st.markdown(stacking.stack_sentence(compared))
            tables.plain(stacking.stack_table(compared))
    st.header("Through fewer maps: the 1 × 1 bottleneck", anchor=False)
    bottleneck = stacks.bottleneck()
    st.markdown(stacking.bottleneck_sentence(bottleneck))
    tables.plain(stacking.bottleneck_table(bottleneck))
