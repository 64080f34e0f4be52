"""Dense and convolutional: a convolution as its sparse, tied matrix, untied and filled up step by step."""

import numpy as np
import streamlit as st

from cnnviz.figures import flattening, matrices
from cnnviz.ops import catalogue
from cnnviz.ui import frame, links, places
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"
# Kernels small enough for a matrix that can be read.
BANKS = tuple(name for name, bank in catalogue.BANKS.items() if bank.group == catalogue.EDGES and not bank.parameters)
SIDE, FILTERS, SIZE = 28, 32, 3
MAPS = (4, 5, 5)

notes = frame.begin(frame.DENSE)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    st.markdown("Every output is a weighted sum of pixels. Written as a matrix, with a row for each output:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bank = st.selectbox("Kernel", BANKS, **links.choice("tied_kernel", BANKS, "Sobel x"), width=220)
        side = st.slider("Pixels on a side of the image", 4, 8, **links.number("tied_side", 4, 8, 5), width=240)
        padding = st.slider("Padding", 0, 2, **links.number("tied_padding", 0, 2, 0), width=160)
        stride = st.slider("Stride", 1, 3, **links.number("tied_stride", 1, 3, 1), width=160)
    with frame.explained():
        kernel = np.asarray(catalogue.weights(bank, {})[1][0, 0])
        steps = matrices.steps(side, kernel, padding, stride)
        output = len(steps[0].weights) // 2
        gallery.gallery(matrices.sections(kernel, steps, output, PALETTE), PALETTE, "matrix")
        st.caption(matrices.legend(PALETTE))
    st.subheader(f"{FILTERS} filters of {SIZE} × {SIZE} on {SIDE} × {SIDE}", anchor=False)
    st.table(matrices.counts(FILTERS, SIZE, 1, SIDE), border="horizontal")
    st.subheader("Grow the patch until it is the image", anchor=False)
    patch = st.slider("Pixels on a side of the patch", 1, SIDE, **links.number("patch", 1, SIDE, 5), width=420)
    st.markdown(matrices.patch(patch, SIDE).sentence)
    with st.expander("Every size of patch"):
        st.table(matrices.patch_table(SIDE), border="horizontal")
    st.subheader("From maps to a vector", anchor=False)
    with st.container(horizontal=True):
        number, row, column = (
            places.place(name.capitalize(), f"flat_{name}", most, 1)
            for name, most in zip(("map", "row", "column"), MAPS, strict=True)
        )
    gallery.gallery(flattening.sections(MAPS, (number, row, column)), PALETTE, "flat")
    st.table(flattening.table(MAPS), border="horizontal")
    frame.finish(notes)


story()
