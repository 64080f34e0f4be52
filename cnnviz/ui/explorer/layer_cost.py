"""What a layer is made of on a page, and what it costs."""

import streamlit as st

from cnnviz.figures.circles import layer_net as drawn
from cnnviz.figures.convolution import channels
from cnnviz.ui.components import layer_net
from cnnviz.ui.explorer import stage_explorer
from cnnviz.ui.results import tables


def show(explored: stage_explorer.Explored, named: tuple[str, ...]) -> None:
    """The layer as circles and arrows, its weights and shapes, and what it costs to keep the channels of those names
    apart."""
    result = explored.result
    layer_net.layer_net(drawn.blob(result, named, explored.cell, explored.which), "layer_net")
    st.markdown("\n".join(f"- {sentence}" for sentence in channels.arithmetic(result)))
    st.markdown(channels.shapes((result,)))
    tables.plain(channels.layer_table((result,)))
    st.caption(channels.ORDER)
    st.header("What it costs to keep channels apart", anchor=False)
    filters, _, size, _ = result.kernels.shape
    tables.plain(channels.depthwise_compare(len(named), filters, size))
