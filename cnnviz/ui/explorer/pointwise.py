"""A 1 × 1 kernel on a page: one pixel through all channels, or the way to such kernels."""

import streamlit as st

from cnnviz.figures.convolution import channels
from cnnviz.ops import pipeline
from cnnviz.ui import links
from cnnviz.ui.components import gallery
from cnnviz.ui.explorer import drawing
from cnnviz.ui.stage_settings import parameters
from cnnviz.ui.stage_settings import values as stage_values

BANK = "random"


def show(result: pipeline.Result, cell: tuple[int, int]) -> None:
    """The sum at that output (row, column), where kernels are 1 × 1; how to make them so, where they are not."""
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
