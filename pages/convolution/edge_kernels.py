"""From [−1 1] to Prewitt, Sobel and a T detector, one step at a time."""

import streamlit as st

from cnnviz.figures.convolution import edges
from cnnviz.images import picture
from cnnviz.ops.compared import edge_maps
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import gallery, one_row
from cnnviz.ui.picture import image_input, marked_row
from cnnviz.ui.told import walk as told

PALETTE = "blue-orange"


@page.part
def story() -> None:
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    pixels = image_input.controls(top, menu, colour=False).working.pixels
    image = picture.floats(pixels)
    results = edge_maps.results(image, edges.FIRST)
    told.tell_kernels(results)
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        row = marked_row.current(image.shape[1])
        one_row.one_row(edges.row_blob(pixels, row, results), "one_row", marked_row.move)
        st.caption(edges.MARKED)
    with right:
        gallery.gallery(tuple(edges.section(step, results) for step in edges.STEPS[:2]), PALETTE, "first")
    riddle = st.container()
    answers = {id: one.label for id, one in edges.GUESSES.items()}
    guess = widgets.guess("guess", "Guess this filter. It answers to …", answers)
    with riddle:
        gallery.gallery((edges.riddle(results, revealed=guess is not None),), PALETTE, "riddle")
    if guess is None:
        st.info("Make a guess to see its map and the rest of the story.")
        return
    st.info(edges.GUESSES[guess].reply)
    results |= edge_maps.results(image, edges.REST)
    rest = tuple(edges.section(step, results) for step in edges.STEPS[2:])
    gallery.gallery((*rest, edges.together(edge_maps.junctions(image))), PALETTE, "rest")


with page.opened(catalogue.EDGES):
    story()
