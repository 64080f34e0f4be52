"""Same object, another place: shift and filter in both orders, what pooling keeps, what a dense template misses; the
same pixels in another order."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images.samples import scenes
from cnnviz.ui import catalogue, page
from cnnviz.ui.learning import permuted_pixels
from cnnviz.ui.why import any_size, in_text, moved_thing


@page.part
def place(top: DeltaGenerator, seen: scenes.Scene) -> None:
    with st.container(key="moved"):
        moved_thing.show(top, seen)
    with st.container(key="any_size"):
        st.header("Any size of picture", anchor=False)
        any_size.show(seen)
        with st.expander("The same in a sentence: a word early or late"):
            in_text.show()
    permuted_pixels.block()


with page.opened(catalogue.SHIFT):
    top = st.container(horizontal=True, vertical_alignment="bottom", key="moved_by")
    place(top, moved_thing.scene(top))
    page.link(catalogue.POOLING, "A face whose parts move a little: what pooling forgives", {"closer": "shift"})
    page.link(catalogue.WHEELS, "A small filter sees a small window: how many layers until one unit sees two wheels")
