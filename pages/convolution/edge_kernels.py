"""From [−1 1] to Prewitt, Sobel and a T detector, one step at a time."""

import streamlit as st

from cnnviz.figures import edges
from cnnviz.images import picture
from cnnviz.ui import frame, image_input, links
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"

notes = frame.begin(frame.EDGES)


@st.fragment
def story() -> None:
    left, right = st.columns([1, 2.6], gap="medium")
    with left:
        image = picture.floats(image_input.controls(left, left, colour=False).working.pixels)
        rows = image.shape[1]
        keyed = links.number("curve_row", 1, rows, rows // 2 + 1, f"curve_row {rows}")
        row = st.slider("Row of the curves", 1, rows, **keyed)
    with right:
        gallery.gallery(tuple(edges.section(step, image) for step in edges.STEPS[:2]), PALETTE, "first")
        st.plotly_chart(edges.profile(image, row - 1), key="profile")
        st.caption("One row of the picture and of both maps. Where the picture rises, the maps are positive.")
        riddle = st.container()
        keyed = links.passing("guess", options=edges.GUESSES)
        guess = st.radio("Guess this filter. It answers to …", list(edges.GUESSES), index=None, **keyed)
        with riddle:
            gallery.gallery((edges.riddle(image, revealed=guess is not None),), PALETTE, "riddle")
        if guess is None:
            st.info("Make a guess to see its map and the rest of the story.")
        else:
            st.info(edges.GUESSES[guess])
            rest = (*(edges.section(step, image) for step in edges.STEPS[2:]), edges.together(image))
            gallery.gallery(rest, PALETTE, "rest")
    frame.finish(notes)


story()
