"""Channels and filters: three planes and their three sums, a map for every filter, and what a layer costs."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.convolution import looks, maps
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import depth, drawing, knobs, layer_cost, pointwise, sources, stage_explorer
from cnnviz.ui.picture import image_input

# Small enough for thirty-two maps at once.
MOST_SIDE = 64
# What stands below the explorer, one at a time.
BELOW = {
    "block": "The filter as a block",
    "layer": "What the layer costs",
    "maps": "All maps",
    "pixel": "1 × 1: one pixel, all channels",
}


@page.part
def layer(top: DeltaGenerator, chosen: image_input.Chosen) -> None:
    source = sources.from_picture(chosen)
    settings = (*knobs.about("stride", "padding", "dilation", "bias", "activation"), knobs.SHARED)
    explored = stage_explorer.explore(top, source, stage_explorer.Asked("channels", settings, bank=pointwise.BANK))
    result = explored.result
    if veil.is_closed():
        return
    below = widgets.segments("closer", "Look closer", BELOW, labelled=False)
    if below == "block":
        depth.show(explored, source.channels)
    elif below == "layer":
        layer_cost.show(explored, source.channels)
    elif below == "maps":
        look = looks.Look(drawing.PALETTE, bool(explored.values["shared"]))
        gallery.gallery(maps.sections(source.pixels, (result,), look), drawing.PALETTE, "maps")
    else:
        pointwise.show(result, source.channels, explored.cell)


with page.opened(catalogue.CHANNELS):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size, colour", key="picture_menu")
    layer(top, image_input.controls(top, menu, most=MOST_SIDE, usual="rgb"))
