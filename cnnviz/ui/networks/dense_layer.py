"""A convolution as the dense layer that it is, on a page: its matrix, and its maps as one vector."""

import numpy as np
import streamlit as st

from cnnviz.figures.networks import acting, dense, flattening
from cnnviz.images import picture
from cnnviz.ops import catalogue, matrices
from cnnviz.ui import page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.results import tables

PALETTE = "blue-orange"


@page.part
def matrix(pixels: picture.Pixels) -> None:
    """The matrix of a small convolution at work on a picture (1 h w); then untied and filled up."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bank = widgets.choice("tied_kernel", "Kernel", catalogue.edges(), "sobel-x", width=220)
        side = widgets.slider("tied_side", "Pixels on a side of the image", 4, 8, 5, width=240)
        padding = widgets.slider("tied_padding", "Padding", 0, 2, 0, width=160)
        stride = widgets.slider("tied_stride", "Stride", 1, 3, 1, width=160)
        place = st.container(width=240)
        kernel = np.asarray(catalogue.weights(bank, {})[1][0, 0])
    with page.explained():
        freed = matrices.freed(side, kernel, padding, stride)
        count = len(freed.tied.weights)
        with place:
            output = widgets.place("tied_output", "Number of the map", count, count // 2, width=240)
        gallery.gallery(
            acting.product(matrices.product(freed, picture.square(pixels, side)), output, PALETTE), PALETTE, "acting"
        )
        gallery.gallery(dense.sections(freed, output, PALETTE), PALETTE, "matrix")
        st.caption(dense.legend(PALETTE))


@page.part
def patch(pixels: picture.Pixels, image: int) -> None:
    """A patch that grows from a pixel to the whole of a picture (1 h w) of `image` pixels a side."""
    side = widgets.slider("patch", "Pixels on a side of the patch", 1, image, 5, width=420)
    gallery.gallery(acting.patch(matrices.slid(picture.square(pixels, image), side)), PALETTE, "patched")
    st.markdown(dense.patch_sentence(matrices.patch(side, image)))
    with st.expander("Every size of patch"):
        tables.plain(dense.patch_table(matrices.patches(image)))


@page.part
def vector(maps: tuple[int, int, int]) -> None:
    """Which place of the vector one number of that many maps, rows and columns comes to."""
    with st.container(horizontal=True):
        number, row, column = (
            widgets.place(f"flat_{name}", name.capitalize(), most, 1)
            for name, most in zip(("map", "row", "column"), maps, strict=True)
        )
    gallery.gallery(flattening.sections(maps, (number, row, column)), PALETTE, "flat")
    tables.plain(flattening.table(maps))
