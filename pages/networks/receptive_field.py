"""Receptive field: point at a unit of any layer, see its window on every map before it and on your picture."""

import dataclasses

import streamlit as st

from cnnviz import limits
from cnnviz.figures import bricks, fields, growth, small_networks, stacking
from cnnviz.images import picture
from cnnviz.nets import shapes
from cnnviz.ui import frame, image_input, links, network_source
from cnnviz.ui.components import bricks as builder
from cnnviz.ui.components import field_view

MOST_SIDE = 96
CHANNELS = (16, 64, 256)
SOURCE = network_source.Source("stack", small_networks.NETWORKS)
# A unit's layer, row and column in the link, and what each can be at most: padding makes maps larger than the image.
UNIT = {"layer": limits.FIELD_LAYERS, "unit_row": limits.NET_SIDE, "unit_column": limits.NET_SIDE}

notes = frame.begin(frame.FIELD)
top = st.container(horizontal=True, vertical_alignment="bottom")
menu = top.popover("Photo, size", key="picture_menu")
image = picture.floats(image_input.controls(top, menu, colour=False, most=MOST_SIDE).working.pixels)


@st.fragment
def look() -> None:
    links.begin(links.EXPERIMENT)
    network = dataclasses.replace(SOURCE.current(), input=image.shape)
    asked = tuple(st.session_state[links.number(name, -1, most, -1)["key"]] for name, most in UNIT.items())
    left, right = st.columns([1, 1.9], gap="medium")
    with left:
        SOURCE.menu({key: key for key in SOURCE.known})
        data = bricks.data(network, shapes.walk(network), SOURCE.edition(), SOURCE.trouble(), small_networks.KINDS)
        builder.bricks(data, "bricks", SOURCE.changed)
    with right, frame.explained():
        records = fields.records(network)
        unit = small_networks.unit(records, asked)
        field_view.field_view(fields.blob(network, image, unit=unit), "field", network_source.pinned(UNIT))
        st.plotly_chart(growth.figure(records), key="growth")
        st.table(growth.table(records), border="horizontal")
        st.caption(growth.SIGNS)
    st.subheader("Small filters, stacked", anchor=False)
    channels = st.select_slider("Maps in and out, C", CHANNELS, **links.choice("channels", CHANNELS, 64), width=320)
    for count, column in zip((2, 3), st.columns(2, gap="medium"), strict=True):
        with column:
            st.markdown(stacking.stack_sentence(count, channels))
            st.table(stacking.stack_table(count, channels), border="horizontal")
    st.subheader("Through fewer maps: the 1 × 1 bottleneck", anchor=False)
    st.markdown(stacking.bottleneck_sentence())
    st.table(stacking.bottleneck_table(), border="horizontal")
    frame.finish(notes)


look()
