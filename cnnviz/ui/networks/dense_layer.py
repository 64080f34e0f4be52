"""A convolution as the dense layer that it is, on a page: its matrix, and its maps as one vector."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.figures.networks import acting, dense, flattening
from cnnviz.images import picture
from cnnviz.nets.inside import flatten
from cnnviz.ops import catalogue, matrices
from cnnviz.training.recorded import flattened
from cnnviz.ui import links, page, widgets
from cnnviz.ui.components import flatten as component
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.results import tables
from cnnviz.ui.told import facts

PALETTE = "blue-orange"
# What the place of a number is named by in the link, in the order of the maps' axes.
PLACE = ("map", "row", "column")


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
    grown = matrices.patch(side, image)
    facts.tell("patch", "the weights of the patch", grown.weights, covers=("patched", "patch_counts"))
    facts.tell("places", "the number of places of the patch", grown.positions**2, covers=("patched", "patch_counts"))
    gallery.gallery(acting.patch(matrices.slid(picture.square(pixels, image), side)), PALETTE, "patched")
    with st.container(key="patch_counts"):
        st.markdown(dense.patch_sentence(grown))
        with st.expander("Every size of patch"):
            tables.plain(dense.patch_table(matrices.patches(image)))


@page.part
def vector(pixels: picture.Pixels) -> None:
    """A picture (1 h w) through the recorded run: which place of the vector each number of its last maps comes to."""
    image = picture.square(pixels, flattened.side())
    passed = flattened.flattened(image)
    channels, rows, columns = passed.maps.shape
    at = tuple(
        widgets.hidden_number(f"flat_{name}", 0, most - 1, min(1, most - 1))
        for name, most in zip(PLACE, (channels, rows, columns), strict=True)
    )
    st.markdown(flattening.sentence(passed))

    def put(said: Mapping[str, Any]) -> None:
        unit = said.get("unit")
        if type(unit) is int and 0 <= unit < passed.maps.size:
            for name, one in zip(PLACE, flatten.place((channels, rows, columns), unit), strict=True):
                links.put(f"flat_{name}", one)

    data = flattening.blob(passed, image, (at[0], at[1], at[2]), asking=veil.is_closed())
    component.flatten(data, "flat", put)
