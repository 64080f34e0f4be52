"""Activations and dropout: what is done to every number between the layers, and which numbers are left out."""

import numpy as np
import streamlit as st

from cnnviz.figures import activation_curves, dropping
from cnnviz.images import picture
from cnnviz.ops import activations, catalogue, pipeline
from cnnviz.ui import frame, image_input, links, segments
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"
BANKS = tuple(name for name, bank in catalogue.BANKS.items() if bank.group == catalogue.EDGES and not bank.parameters)
LOGITS = (2.0, 1.0, 0.0, -1.0)
MODES = ("training", "test")

notes = frame.begin(frame.ACTIVATIONS)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    name = segments.segments("Function", "curve", activation_curves.CURVES, help="One function, for every number.")
    known, reach = activations.ACTIVATIONS[name], activation_curves.REACH
    left, right = st.columns([1, 1.6], gap="medium")
    left.markdown(f"**{known.formula}**. {known.sentence} {activation_curves.CURVES[name].sentence}")
    x = left.slider("x", -reach, reach, step=0.1, **links.number("curve_x", -reach, reach, 1.5))
    left.markdown(activation_curves.sentence(name, x))
    right.plotly_chart(activation_curves.figure(name, x), key="curve_figure")
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    chosen = image_input.controls(top, menu, colour=False, most=128)
    bank = top.selectbox("Kernel", BANKS, **links.choice("curve_kernel", BANKS, "Sobel x"), width=180)
    why = "The map times this. Large sums reach the flat ends of sigmoid and tanh."
    gain = top.slider("Gain", 0.5, 10.0, step=0.5, **links.number("gain", 0.5, 10.0, 4.0), width=180, help=why)
    stage = pipeline.Stage(pipeline.Kernels(bank))
    maps = gain * pipeline.result(picture.floats(chosen.working.pixels), chosen.channels, stage).maps[0]
    gallery.gallery(activation_curves.sections(maps, name), PALETTE, "maps")
    st.subheader("Softmax: from logits to probabilities", anchor=False)
    with st.container(horizontal=True):
        logits = np.array(
            [
                st.slider(f"Logit of {one}", -5.0, 5.0, step=0.1, **links.number(key, -5.0, 5.0, usual), width=140)
                for one, usual in zip(activation_curves.NAMES, LOGITS, strict=True)
                if (key := f"logit_{one.lower()}")
            ]
        )
        keyed = links.number("temperature", 0.1, 10.0, 1.0)
        heat = st.slider("Temperature T", 0.1, 10.0, step=0.1, **keyed, width=160, help="Logits are divided by it.")
    left, right = st.columns(2, gap="medium")
    left.table(activation_curves.softmax_table(logits, heat), border="horizontal")
    right.plotly_chart(activation_curves.softmax_bars(logits, heat), key="softmax_figure")
    st.markdown(activation_curves.softmax_sentence(logits, heat))
    st.subheader("Dropout", anchor=False)
    st.markdown(dropping.PLAINLY)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        training = (
            segments.segments("Mode", "mode_dropout", MODES, help="Dropout works only while training.") == "training"
        )
        rate = st.slider("Rate p", 0.0, 0.9, step=0.05, **links.number("rate_dropout", 0.0, 0.9, 0.5), width=220)
        seed = st.number_input("Seed", 0, 9999, **links.number("seed_dropout", 0, 9999, 0), width=130)
        st.button("Another mask", on_click=links.put, args=("seed_dropout", (seed + 1) % 10_000))
    units = dropping.units(np.maximum(maps, 0))
    gallery.gallery((dropping.section(units, rate, seed, training),), PALETTE, "dropout")
    st.plotly_chart(dropping.figure(units, rate, seed), key="means")
    st.markdown(dropping.sentence(units, rate, seed))
    st.table(dropping.table(rate), border="horizontal")
    frame.finish(notes)


story()
