"""Step by step: every product behind every number, on a small matrix, a picture or a stack of slices, in 2-D or 3-D."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.ui import catalogue, page
from cnnviz.ui.explorer import knobs, sources, stage_explorer
from cnnviz.ui.explorer.variants import volumes


@page.part
def step(top: DeltaGenerator, read: Callable[[], sources.Source]) -> None:
    settings = (*knobs.about("stride", "padding", "dilation", "flip", "bias", "activation"), knobs.SHARED)
    stage_explorer.explore(top, read(), stage_explorer.Asked("steps", settings))


with page.opened(catalogue.STEPS):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    kind = sources.kind(top, {sources.VOLUME: "3-D stack"})
    if kind == sources.VOLUME:
        volumes.show(top)
    else:
        step(top, sources.reader(top, kind))
        st.caption(
            "What deep learning calls convolution is cross-correlation: the kernel is laid on the image as it is. The "
            "convolution of mathematics turns it by 180° first: that is the switch Flip. Either way every number of "
            "the map is the dot product that one neuron computes, with the same weights at every window."
        )
