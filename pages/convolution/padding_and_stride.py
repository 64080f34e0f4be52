"""Padding and stride: the explorer on top, and below it every way to invent a border and to skip pixels."""

import streamlit as st

from cnnviz.figures import borders, explored, strides
from cnnviz.ui import exploring, export, frame, knobs, links
from cnnviz.ui.components import gallery

notes = frame.begin(frame.PADDING)
top = st.container(horizontal=True, vertical_alignment="bottom")
read = exploring.source(top)


@st.fragment
def walk() -> None:
    links.begin(links.EXPERIMENT)
    source = read()
    name = exploring.bank(top)
    mix = exploring.mixed(top, name, source)
    turned = (*knobs.parameters(name), *knobs.PADDING, *knobs.STRIDE, *knobs.DILATION)
    with frame.explained():
        stage = exploring.stage(name, mix, knobs.values(turned))
        result, trouble = exploring.computed(source, stage, "padding")
        subject = explored.Subject(result, source.channels, exploring.chosen_map(top, result), pixels=source.pixels)
        cell = exploring.show(subject, source, exploring.Shown(turned, "own1"), "explorer", trouble)
        export.controls(subject, cell)
        exploring.unpaint(source)
        st.markdown("\n".join(f"- {sentence}" for sentence in strides.keeping(result)))
        sections = (*borders.sections(result), *strides.sections(result))
        gallery.gallery(sections, exploring.PALETTE, "below")
    frame.finish(notes)


walk()
