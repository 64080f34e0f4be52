"""Dense and convolutional: a convolution as its sparse, tied matrix, untied and filled up step by step."""

import streamlit as st

from cnnviz.figures.networks import dense
from cnnviz.images import picture
from cnnviz.nets import layers, shapes
from cnnviz.ui import catalogue, page
from cnnviz.ui.networks import dense_layer
from cnnviz.ui.picture import image_input
from cnnviz.ui.results import tables

SIDE, FILTERS, SIZE = 28, 32, 3


@page.part
def story(pixels: picture.Pixels) -> None:
    with st.container(key="as_matrix"):
        st.markdown("Every output is a weighted sum of pixels. Written as a matrix, with a row for each output:")
        dense_layer.matrix(pixels)
    with st.container(key="dense_counts"):
        st.header(f"{FILTERS} filters of {SIZE} × {SIZE} on {SIDE} × {SIDE}", anchor=False)
        tables.plain(dense.counts(shapes.alone(layers.conv(FILTERS, SIZE), (1, SIDE, SIDE))))
    with st.container(key="as_patch"):
        st.header("Grow the patch until it is the image", anchor=False)
        dense_layer.patch(pixels, SIDE)
    with st.container(key="as_vector"):
        st.header("From maps to a vector", anchor=False)
        dense_layer.vector(pixels)


with page.opened(catalogue.DENSE):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    story(image_input.controls(top, menu, colour=False).working.pixels)
