"""Pooling: every kind on the same map, window by window, and what a small shift changes before and after it."""

import dataclasses

import streamlit as st

from cnnviz.figures import explored, pools, shifts
from cnnviz.ui import exploring, export, frame, knobs, links, settings
from cnnviz.ui.components import gallery

# A map small enough to read, every number of it another.
EXAMPLE = ";".join(
    (
        "12,20,30,0,7,-3,5,9",
        "8,12,2,0,1,14,-6,3",
        "34,70,37,4,22,6,18,-2",
        "112,100,25,12,-9,11,2,16",
        "5,-4,17,23,40,31,8,1",
        "6,19,-7,10,28,44,13,-5",
        "21,3,15,26,-1,24,29,33",
        "-8,27,32,35,36,38,39,41",
    )
)

notes = frame.begin(frame.POOLING)
top = st.container(horizontal=True, vertical_alignment="bottom")
read = exploring.source(top, EXAMPLE)


@st.fragment
def windows() -> None:
    links.begin(links.EXPERIMENT)
    source = read()
    name = exploring.bank(top, "Identity")
    mix = exploring.mixed(top, name, source)
    turned = (*knobs.POOL, *knobs.parameters(name), knobs.ACTIVATION)
    with frame.explained():
        values = knobs.values(turned)
        stage = dataclasses.replace(exploring.stage(name, mix, values), pool=settings.pool(values))
        result, trouble = exploring.computed(source, stage, "pooling")
        which = exploring.chosen_map(top, result)
        subject = explored.Subject(result, source.channels, which, pool=True)
        cell = exploring.show(subject, source, exploring.Shown(turned), "explorer", trouble)
        export.controls(subject, cell)
        pool = result.stage.pool
        assert pool is not None
        one = result.activated[which : which + 1]
        sections = (pools.kinds(one, pool), pools.why(result), pools.stride_instead(result, pool))
        gallery.gallery(sections, exploring.PALETTE, "below")
        st.subheader("A small shift", anchor=False)
        measured = shifts.changes(result)
        st.plotly_chart(shifts.curve(measured), key="shifts")
        st.caption(f"{shifts.sentence(measured)} {shifts.HOW}")
        amount = st.slider("Pixels by which eyes and mouth move", 1, 4, **links.number("moved", 1, 4, 2), width=320)
        gallery.gallery(shifts.faces(96, amount), exploring.PALETTE, "faces")
    frame.finish(notes)


windows()
