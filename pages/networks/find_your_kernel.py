"""Find your kernel: which of the kernels that a network learned look like one from the Kernel Lab."""

import streamlit as st

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import kernel_search, kernel_sources, pretrained_state
from cnnviz.ui.picture import image_input

MOST_SIDE = 256


@page.part
def find() -> None:
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, most=MOST_SIDE, sample="coffee")
    with top:
        kind = kernel_sources.menu()
    with top.popover("How they are compared", key="alike_menu"):
        alike = kernel_search.rule()
    missing = kind == kernel_sources.REAL and not pretrained_state.ready()
    source = kernel_sources.chosen(kernel_sources.RECORDED if missing else kind)
    kernel_search.search(alike, source, shown.working.pixels, kernel_sources.MEANWHILE if missing else "")
    st.header("How many look like one of the Lab's", anchor=False)
    kernel_search.shares(alike, source)
    if source.layers[0].reads_pixels:
        st.header("The filters that read the pixels", anchor=False)
        kernel_search.first_layer(alike, source)
    if source.key == kernel_sources.REAL:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.FIND):
    find()
