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
from cnnviz.ui.results import tables

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
        f"Both networks begin with the {len(masks)} Kirsch kernels and ReLU, made for {any_size.LEARNED} × "
        f"{any_size.LEARNED} pixels. Which of them still answers at {side} × {side}? One network …"
    )
    image = picture.floats(pixels)[None]
    resized = {title: dataclasses.replace(any_size.network(end), input=image.shape) for end, title in TITLES.items()}
    tables.plain(drawn.layers_table({title: shapes.records(one) for title, one in resized.items()}))
    for end, place in zip(TITLES, st.columns(2, gap="medium"), strict=True):
        with place, page.explained():
            answers = any_size.answer(end, any_size.weights(end, stack), image)
            st.markdown(drawn.said(end, tuple(masks), answers))
