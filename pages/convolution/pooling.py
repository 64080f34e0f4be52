"""Pooling: every kind on the same map, window by window, and what a small shift changes before and after it."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.convolution import pools
from cnnviz.ops.compared import likeness, poolings
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import drawing, knobs, shift, sources, stage_explorer

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
# What stands below the explorer, one at a time.
BELOW = {
    "kinds": "Every pooling side by side",
    "why": "Why maximum pooling works",
    "stride": "A stride instead",
    "shift": "A small shift",
}


@page.part
def windows(top: DeltaGenerator, read: Callable[[], sources.Source]) -> None:
    settings = knobs.about("activation")
    asked = stage_explorer.Asked("pooling", settings, knobs.pooling(), bank="identity", own="", pooling=True)
    explored = stage_explorer.explore(top, read(), asked)
    if veil.is_closed():
        return
    result, pool = explored.result, explored.result.stage.pool
    assert pool is not None
    before = result.activated[explored.which]
    st.markdown(pools.saved(result.activated.size, result.output.size))
    below = widgets.segments("closer", "Look closer", BELOW, labelled=False)
    if below == "shift":
        shift.show(result)
    elif below == "kinds":
        drawing.every_pooling(before, pool, "below")
    else:
        why = below == "why"
        section = pools.why(likeness.likeness(result)) if why else pools.stride_instead(poolings.shrunk(result, pool))
        gallery.gallery((section,), drawing.PALETTE, "below")


with page.opened(catalogue.POOLING):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    windows(top, sources.menu(top, EXAMPLE))
