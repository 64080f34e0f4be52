"""Padding and stride: the explorer on top, and below it every way to invent a border and to skip pixels."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.convolution import borders, strides
from cnnviz.ops.compared import every_stride, libraries, paddings
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import drawing, knobs, sources, stage_explorer
from cnnviz.ui.explorer.variants import stamping

# What stands below the explorer, one at a time.
BELOW = {
    "borders": "Ways to invent a border",
    "amounts": "Valid, same, full",
    "used": "How often pixels are used",
    "strides": "Ways to skip pixels",
    "libraries": "TensorFlow and PyTorch at stride 2",
    "transposed": "Transposed: small to large",
}


@page.part
def step(top: DeltaGenerator, read: Callable[[], sources.Source]) -> None:
    asked = stage_explorer.Asked("padding", knobs.about("padding", "stride", "dilation"))
    result = stage_explorer.explore(top, read(), asked).result
    if veil.is_closed():
        return
    st.markdown("\n".join(f"- {sentence}" for sentence in strides.keeping(result)))
    below = widgets.segments("closer", "Look closer", BELOW, labelled=False)
    if below == "transposed":
        stamping.show()
        return
    if below == "strides":
        sections = strides.sections(result, every_stride.strides(result))
    elif below == "libraries":
        sections = strides.by_library(libraries.libraries(result))
    elif below == "used":
        sections = (borders.coverage(result),)
    else:
        others = paddings.paddings(result)
        sections = borders.modes(result, others) if below == "borders" else (borders.amounts(others),)
    gallery.gallery(sections, drawing.PALETTE, "below")


with page.opened(catalogue.PADDING):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    step(top, sources.menu(top))
