"""What a layer is made of on a page, and what it costs."""

import streamlit as st

from cnnviz.figures.convolution import channels
from cnnviz.ops import pipeline
from cnnviz.ui.results import tables


def show(result: pipeline.Result, depth: int) -> None:
    """The layer's weights and shapes, and what it costs to keep its `depth` channels apart."""
    st.markdown("\n".join(f"- {sentence}" for sentence in channels.arithmetic(result)))
    st.markdown(channels.shapes((result,)))
    tables.plain(channels.layer_table((result,)))
    st.caption(channels.ORDER)
    st.header("What it costs to keep channels apart", anchor=False)
    filters, _, size, _ = result.kernels.shape
    tables.plain(channels.depthwise_compare(depth, filters, size))
