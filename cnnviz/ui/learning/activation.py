"""An activation on a page: its curve, and what it makes of a map."""

import numpy as np
import streamlit as st

from cnnviz.figures.training import activation_curves
from cnnviz.figures.training import softmax as figures
from cnnviz.images import picture
from cnnviz.ops import activations, catalogue, pipeline
from cnnviz.ops import softmax as shares
from cnnviz.ui import page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.picture import image_input
from cnnviz.ui.results import charts, tables
from cnnviz.ui.told import facts

PALETTE = "blue-orange"
MOST_SIDE = 128
# What shows the function's value at x.
COVERS = ("curve_told", "curve_drawn")


def function() -> str:
    """The name of the function chosen."""
    labels = {id: activations.ACTIVATIONS[id].label for id in activation_curves.SLOPES}
    return widgets.segments("curve", "Function", labels, help="One function, for every number.")


@page.part
def curve(name: str) -> None:
    """The function of that name, drawn with one of its values."""
    known, reach = activations.ACTIVATIONS[name], activations.REACH
    left, right = st.columns([1, 1.6], gap="medium")
    with left:
        st.markdown(f"**{known.formula}**. {known.sentence}")
        x = widgets.slider("curve_x", "x", -reach, reach, 1.5, step=0.1)
        drawn = activations.curve(name, x)
        facts.tell("value", f"the value of {known.label} at x", drawn.value, covers=COVERS)
        facts.tell("slope", f"the slope of {known.label} at x", drawn.slope, covers=COVERS)
        with st.container(key="curve_told"):
            st.markdown(activation_curves.SLOPES[name])
            st.markdown(activation_curves.sentence(drawn))
    with right, st.container(key="curve_drawn"):
        charts.chart(activation_curves.figure(drawn), "curve_figure", "Value and slope")


def maps(name: str) -> np.ndarray:
    """A map (h w) of a picture, drawn before and after the function of that name; the one before is returned."""
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    chosen = image_input.controls(top, menu, colour=False, most=MOST_SIDE)
    with top:
        bank = widgets.choice("curve_kernel", "Kernel", catalogue.edges(), "sobel-x", width=165)
        why = "The map times this. Large sums reach the flat ends of sigmoid and tanh."
        gain = widgets.slider("gain", "Gain", 0.5, 10.0, 4.0, step=0.5, width=165, help=why)
    stage = pipeline.Stage(pipeline.Kernels(bank))
    result = pipeline.result(picture.floats(chosen.working.pixels), chosen.channels, stage)
    scaled: np.ndarray = gain * result.maps[0]
    after = {one: activations.ACTIVATIONS[one].function(scaled) for one in activation_curves.SLOPES}
    slopes = activations.ACTIVATIONS[name].slope(scaled)
    gallery.gallery((activation_curves.section(scaled, name, slopes, after[name]),), PALETTE, "curve_maps")
    every = st.expander("The same map after each function", key="each_function", on_change="rerun")
    if every.open:
        with every:
            gallery.gallery((activation_curves.each(after),), PALETTE, "each_map")
    return scaled


@page.part
def softmax(usual: tuple[float, ...]) -> None:
    """Logits, which begin with the usual ones, as probabilities."""
    with st.container(horizontal=True):
        logits = np.array(
            [
                widgets.slider(f"logit_{name.lower()}", f"Logit of {name}", -5.0, 5.0, logit, step=0.1, width=140)
                for name, logit in zip(figures.NAMES, usual, strict=True)
            ]
        )
        why = "Logits are divided by it."
        heat = widgets.slider("temperature", "Temperature T", 0.1, 10.0, 1.0, step=0.1, width=160, help=why)
    heated = shares.heated(logits, heat)
    with st.container(key="softmax_told"):
        left, right = st.columns(2, gap="medium")
        with left:
            tables.plain(figures.table(heated))
        with right:
            charts.chart(figures.bars(heated), "softmax_figure", "The probabilities")
        st.markdown(figures.sentence(heated))
