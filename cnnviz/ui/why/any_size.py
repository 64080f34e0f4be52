"""Pictures of any size through two networks that differ in their end, on a page."""

import dataclasses

import numpy as np
import streamlit as st

from cnnviz.figures.why import any_size as drawn
from cnnviz.images import picture
from cnnviz.images.samples import scenes
from cnnviz.nets import shapes
from cnnviz.nets.inside import any_size
from cnnviz.ops import kernels
from cnnviz.ui import page, widgets

TITLES = {"global": "… ends in global max pooling", "flatten": "… ends in Flatten and a dense layer"}
SMALLEST, LARGEST = 16, 96


@page.part
def show(seen: scenes.Scene) -> None:
    """A slider for the size of the picture, and what both networks make of it."""
    side = widgets.slider("net_side", "Pixels on a side of the picture", SMALLEST, LARGEST, any_size.LEARNED, width=420)
    masks = kernels.kirsch()
    pixels = scenes.scaled(seen.pixels, side)
    stack = np.stack(list(masks.values()))[:, None]
    st.markdown(
        f"Both networks begin with the {len(masks)} Kirsch kernels and ReLU, and both were made for pictures of "
        f"{any_size.LEARNED} × {any_size.LEARNED}. They get yours at {side} × {side}. "
        "Move the slider: which of them still answers? One network …"
    )
    for (end, title), place in zip(TITLES.items(), st.columns(2, gap="medium"), strict=True):
        with place:
            st.subheader(title, anchor=False)
            _one(end, stack, picture.floats(pixels)[None], tuple(masks))


def _one(end: str, stack: np.ndarray, image: np.ndarray, names: tuple[str, ...]) -> None:
    """A network's layers and its answer, or why there is none."""
    tensors = any_size.weights(end, stack)
    records = shapes.records(dataclasses.replace(any_size.network(end), input=image.shape))
    st.table(drawn.layers_table(records), border="horizontal")
    with page.explained():
        answers = any_size.answer(end, tensors, image)
        st.markdown(drawn.said(end, names, answers))
