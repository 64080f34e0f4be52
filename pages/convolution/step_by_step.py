"""Step by step: every product behind every number, on a small matrix, a picture or a stack of slices."""

import streamlit as st

from cnnviz.figures import explored
from cnnviz.ui import exploring, export, frame, knobs, links

notes = frame.begin(frame.STEPS)
top = st.container(horizontal=True, vertical_alignment="bottom")
read = exploring.source(top)


@st.fragment
def walk() -> None:
    links.begin(links.EXPERIMENT)
    source = read()
    name = exploring.bank(top)
    mix = exploring.mixed(top, name, source)
    turned = (*knobs.parameters(name), *knobs.GEOMETRY, knobs.FLIP, knobs.BIAS, knobs.ACTIVATION, knobs.SHARED)
    with frame.explained():
        stage = exploring.stage(name, mix, knobs.values(turned))
        result, trouble = exploring.computed(source, stage, "steps")
        subject = explored.Subject(result, source.channels, exploring.chosen_map(top, result), pixels=source.pixels)
        cell = exploring.show(subject, source, exploring.Shown(turned, "own1"), "explorer", trouble)
        export.controls(subject, cell)
        exploring.unpaint(source)
    frame.finish(notes)


walk()
st.caption(
    "What deep learning calls convolution is cross-correlation: the kernel is laid on the image as it is. The "
    "convolution of mathematics turns it by 180° first: that is the switch Flip. Either way every number of the map "
    "is the dot product that one neuron computes, with the same weights at every window."
)
