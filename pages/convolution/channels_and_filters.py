"""Channels and filters: three planes and their three sums, a map for every filter, and what a layer costs."""

import streamlit as st

from cnnviz.figures import channels, explored, maps
from cnnviz.ui import exploring, export, frame, image_input, knobs, links
from cnnviz.ui.components import gallery

# Small enough for thirty-two maps at once.
MOST_SIDE = 64

notes = frame.begin(frame.CHANNELS)
top = st.container(horizontal=True, vertical_alignment="bottom")
menu = top.popover("Photo, size, colour", key="picture_menu")
chosen = image_input.controls(top, menu, most=MOST_SIDE, usual="rgb")


@st.fragment
def layer() -> None:
    links.begin(links.EXPERIMENT)
    source = exploring.from_picture(chosen)
    name = exploring.bank(top, "Random filters")
    mix = exploring.mixed(top, name, source)
    turned = (*knobs.parameters(name), *knobs.GEOMETRY, knobs.BIAS, knobs.ACTIVATION, knobs.SHARED)
    with frame.explained():
        values = knobs.values(turned)
        result, trouble = exploring.computed(source, exploring.stage(name, mix, values), "channels")
        which = exploring.chosen_map(top, result)
        subject = explored.Subject(result, source.channels, which, pixels=source.pixels)
        cell = exploring.show(subject, source, exploring.Shown(turned, "own1"), "explorer", trouble)
        export.controls(subject, cell)
        exploring.unpaint(source)
        st.markdown("\n".join(f"- {sentence}" for sentence in channels.arithmetic(result)))
        st.markdown(channels.shapes((result,)))
        st.table(channels.layer_table((result,)), border="horizontal")
        st.caption(channels.ORDER)
        assert source.pixels is not None
        look = maps.Look(exploring.PALETTE, bool(values["shared"]))
        gallery.gallery(maps.sections(source.pixels, (result,), look), exploring.PALETTE, "maps")
        if result.kernels.shape[2:] == (1, 1):
            gallery.gallery((channels.one_by_one(result, *cell),), exploring.PALETTE, "one")
        else:
            st.subheader("1 × 1: one pixel, all channels", anchor=False)
            st.caption("Make the filters 1 × 1: each then sees one pixel through all channels, and no neighbours.")
            st.button("Make the filters 1 × 1", key="pointwise", on_click=exploring.take_pointwise)
        st.subheader("What it costs to keep channels apart", anchor=False)
        filters, _, size, _ = result.kernels.shape
        st.table(channels.depthwise_compare(len(source.channels), filters, size), border="horizontal")
    frame.finish(notes)


layer()
