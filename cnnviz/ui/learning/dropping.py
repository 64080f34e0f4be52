"""Dropout on a page: a mask over activations, and the means over many masks."""

import numpy as np
import streamlit as st

from cnnviz.figures.training import dropout
from cnnviz.nets.inside import dropout as inside
from cnnviz.ui import links, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.results import charts, tables

PALETTE = "blue-orange"
MODES = ("training", "test")
SEEDS = 10_000


@page.part
def out(maps: np.ndarray) -> None:
    """What is dropped of a map (h w), and what that does to its mean."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = "Dropout works only while training."
        training = widgets.segments("mode_dropout", "Mode", MODES, help=why) == "training"
        rate = widgets.slider("rate_dropout", "Rate p", 0.0, 0.9, 0.5, step=0.05, width=180)
        seed = widgets.number("seed_dropout", "Seed", 0, SEEDS - 1, 0, width=130)
        st.button("Another mask", on_click=links.put, args=("seed_dropout", (seed + 1) % SEEDS))
    dropped = inside.drawn(inside.units(np.maximum(maps, 0)), rate, seed)
    gallery.gallery((dropout.section(dropped, training),), PALETTE, "dropout")
    with st.container(key="dropout_told"):
        left, right = st.columns([1.6, 1], gap="medium")
        with left:
            charts.chart(dropout.figure(dropped), "means", "Means over the masks")
        with right:
            st.markdown(dropout.sentence(dropped))
            tables.plain(dropout.table(rate, inside.parameters(rate)))
