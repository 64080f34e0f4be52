"""A 1 × 1 kernel on a page: one pixel through all channels, or the way to such kernels."""

import streamlit as st

from cnnviz.figures.circles import pixel_net as drawn
from cnnviz.figures.convolution import channels
from cnnviz.ops import pipeline
from cnnviz.ops.templates import alike
from cnnviz.ui import links, widgets
from cnnviz.ui.components import gallery, pixel_net
from cnnviz.ui.explorer import drawing
from cnnviz.ui.stage_settings import parameters
from cnnviz.ui.stage_settings import values as stage_values

BANK = "random"
WHY = "In standard deviations of each map: how far a sum may be from that at the explorer’s place."


def show(result: pipeline.Result, names: tuple[str, ...], cell: tuple[int, int]) -> None:
    """One window through all channels of these names, at that output (row, column), as a small network; where kernels
    are 1 × 1 the matrix that they are; how to make them so, where they are not."""
    tolerance = widgets.slider("alike", "How unlike it may be", 0.1, 3.0, 1.0, step=0.1, help=WHY, width=300)
    net = alike.alike(result, cell, tolerance)
    pixel_net.pixel_net(drawn.blob(result, names, net, cell), "pixel_net")
    st.markdown("\n".join(f"- {sentence}" for sentence in drawn.sentences(result, net, cell)))
    if result.kernels.shape[2:] == (1, 1):
        gallery.gallery((channels.one_by_one(result, *cell),), drawing.PALETTE, "one")
        return
    st.header("1 × 1: one pixel, all channels", anchor=False)
    st.caption("Make the filters 1 × 1: each then sees one pixel through all channels, and no neighbours.")
    st.button("Make the filters 1 × 1", key="pointwise", on_click=_take)


def _take() -> None:
    """Make the kernels random filters of 1 × 1."""
    links.put("kernel1", BANK)
    links.put("mix1", stage_values.usual_mix(1, BANK))
    links.put("size1", 1, parameters.key("size", 1, BANK))
